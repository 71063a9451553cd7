"""What is counted: the noun phrase after a numeral, in the singular.

Belongs here: where a noun phrase ends, plural to singular, people. Does not belong here: units with a vocabulary of their own (`units`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either
from transforms.reading.numbers import patterns as p
from transforms.reading.rows import read_some
from transforms.vocabulary import load

LEAD = (
    r"^[ -](?i-u:of (?:the |his |her |its |their |our |your |my |these |those )?|(?:more|additional|further|other|extra|odd|plus) )?"
    r"(?:U\.[SK]\. )?"
)
"""What leads from a numeral to its noun: a blank, a hyphen, of the, -odd."""


@cache
def end_pattern() -> str:
    """Everything from the first function word or mark on: what a noun phrase does not reach over."""
    stops = either(load("phrase_stops")["word"].to_list())
    return rf"(?: (?i-u:{stops}){p.B}| [0-9]|[,.;:()\[\]\"!?$€£]| -|-$).*$"


@cache
def _stops() -> list[str]:
    return load("phrase_stops")["word"].to_list()


@cache
def joined_pattern() -> str:
    """A noun phrase of two names or adjectives joined by and: full and part-time workers. Group 1 the lead, 2 the words."""
    irregular = either(list(_irregular()))
    word, plural = "[A-Za-z][A-Za-z'-]*", rf"(?:[A-Za-z-]*[^suip' 0-9]s|[A-Za-z-]*ps|{irregular})"
    return rf"^([ -](?i-u:of )?)({word}(?: {word})? and (?:[A-Za-z'-]+ )??{plural})(?:[ ,.;:)]|$)"


@cache
def _irregular() -> dict[str, str]:
    return dict(load("irregular_plurals").select("plural", "singular").rows())


@cache
def plural_pattern() -> str:
    """A noun phrase that ends in its first plural word, and the blank after it."""
    irregular = either(list(_irregular()))
    return rf"^(?:[^ ]+ ){{0,4}}?(?:[^ ]*[^suip' 0-9]s|[^ ]*ps|(?:[^ ]*-)?(?:{irregular}))(?: |$)"


def singular(phrase: pl.Expr) -> pl.Expr:
    """A lower-case noun phrase with its last word in the singular."""
    # Cutting letters off is faster than capturing what stays.
    last = phrase.str.replace(r"^.*[ -]", "")
    head = phrase.str.replace(r"[^ -]+$", "")
    regular = (
        pl.when(last.str.ends_with("ies")).then(last.str.head(-3) + "y")
        .when(last.str.contains("(?:ss|sh|ch|x|zz)es$")).then(last.str.head(-2))
        .when(last.str.contains("[^su']s$")).then(last.str.head(-1))
        .otherwise(last)
    )  # fmt: skip
    return head + last.replace_strict(_irregular(), default=regular, return_dtype=pl.String)


@cache
def implied_pattern() -> str:
    """People named just before a bare figure: sales employees rose to 31,607; a loss of subscribers of 2 million. Groups 1 the noun, 2 what
    stands between."""
    people = load("people_nouns")["noun"].to_list()
    forms = either([*people, *(f"{n}s" for n in people), *_irregular()])
    return p.ascii_only(rf"{p.B}({forms})((?: [a-z0-9-]+){{0,6}}) (?:{IMPLYING})(?: [a-z]+){{0,2}} ?$")


IMPLYING = "to|of|at|by|from|reached|reaching|hit|hitting|totalled|totaled|was|were|is|are|exceeded|topped|stood at|compared with"
"""What stands between people and the figure that counts them."""
STRONG = "strong"
"""A 2,500-strong workforce counts people."""
OTHER_MEASURES = (
    r"\b(?:that|which|who|said|says|told|revenue|revenues|sales|profit|income|shares?|units?|prices?|cost|costs|turnover|stores?|orders?)\b"
)


def implied_people(before: pl.Expr) -> pl.Expr:
    """The people (singular) a bare figure counts, by the lower-cased text before it; null when something else is measured."""
    noun, between = (before.str.extract(implied_pattern(), group) for group in (1, 2))
    people = load("people_nouns")["noun"].to_list()
    return pl.when(~between.str.contains(OTHER_MEASURES) & singular(noun).is_in(people)).then(singular(noun))


_LEADS_TO = rf" (?:{IMPLYING})(?: [a-z]+)?(?: [a-z]+)? ?$"
"""The end of the text before a figure whose noun stands before it."""


def find_counted(atoms: pl.DataFrame) -> pl.DataFrame:
    """Adds noun_text (as it stands, with its lead), counted (singular, lower case), is_people and hyphened to atoms with `rest`."""
    able = pl.col("unit").is_null() & pl.col("kind").is_in(["digits", "words", "article", "vague", "top"])
    led = (able & pl.col("rest").str.contains("^[ -][A-Za-z]")).fill_null(False)
    one = (pl.col("mantissa") == 1) & ~pl.col("scaled") & (pl.col("kind") != "vague")
    bare = able & pl.col("currency").is_null() & (pl.col("scaled") | (pl.col("grouped") & (pl.col("decimals") == 0)))
    # Three numbers in four have a unit or no word after them: the others are read in a frame of their own.
    frame = read_some(atoms.with_columns(one.fill_null(False).alias("_one")), led, _noun_phrases)
    frame = read_some(frame, bare & pl.col("counted").is_null(), _noun_elsewhere)
    people = [*load("people_nouns")["noun"].to_list(), STRONG]
    human = pl.col("counted").str.replace(r"^.*[ -]", "").is_in(people) & ~pl.col("_one")
    frame = read_some(frame, pl.col("counted").is_not_null(), lambda rows: rows.select(human.alias("is_people")))
    return frame.drop("_one").with_columns(pl.col("hyphened", "is_people").fill_null(False))


def _noun_elsewhere(rows: pl.LazyFrame) -> pl.LazyFrame:
    """counted of bare figures without a noun after them: the people named before them, or what does what people do."""
    frame = rows.select("before", "tail", "rest").collect(engine="in-memory")
    told = pl.col("tail").str.contains(_LEADS_TO) & pl.col("before").str.contains(implied_pattern())
    found = read_some(frame, told, lambda some: some.select(implied_people(pl.col("before")).alias("implied")))
    return found.lazy().select(pl.coalesce("implied", _busy_people()).alias("counted"))


@cache
def _doing() -> list[str]:
    return load("number_contexts").filter(pl.col("reason") == "people")["say"].to_list()


def _busy_people() -> pl.Expr:
    """person, where what a bare figure does only people do: 2.8 million were looking for work."""
    doing = _doing()
    return pl.when(pl.col("rest").str.contains(p.ascii_only(rf"^ (?:{either(doing)}){p.B}"))).then(pl.lit("person"))


def _noun_phrases(led: pl.LazyFrame) -> pl.LazyFrame:
    """(rest, kind, _one) of numbers before a word -> (noun_text, counted, hyphened) in the same order."""
    phrase, lead, one = pl.col("_phrase"), pl.col("_lead"), pl.col("_one")
    partitive, hyphened = lead.str.contains(" of "), lead.str.starts_with("-")
    # After digits "of" begins a part (7 of 10), not the thing counted.
    allowed = ~partitive | pl.col("kind").is_in(["words", "vague", "top", "article"])
    first = phrase.str.split_exact(" ", 1).struct.field("field_0")
    stopped = first.str.to_lowercase().is_in(_stops()) & ~(partitive & first.is_in(["most", "least"]))
    begins_badly = ~phrase.str.contains("^[A-Za-z]") | phrase.str.contains("^(?i-u:to|and|or)-") | stopped
    whole = (one & ~partitive) | hyphened
    # What a replacement takes away is found many times faster than a group is captured.
    plural = phrase.str.head(phrase.str.len_chars() - phrase.str.replace(plural_pattern(), "").str.len_chars()).str.strip_chars_end(" ")
    noun = pl.when(whole).then(first).otherwise(pl.when(plural != "").then(plural))
    frame = (
        # Replacing is far faster than capturing: cut the lead off, then everything from the first stop on.
        led.with_columns(pl.col("rest").str.replace(LEAD, "").alias("_tail"))
        .with_columns(
            pl.col("rest").str.slice(0, pl.col("rest").str.len_chars() - pl.col("_tail").str.len_chars()).alias("_lead"),
            pl.col("_tail").str.replace(end_pattern(), "").alias("_phrase"),
        )
        .with_columns((allowed & ~begins_badly).fill_null(False).alias("_begins"))
        .collect(engine="in-memory")
    )
    told = read_some(frame, pl.col("_begins"), lambda some: some.select(noun.alias("_noun")))
    joined = pl.col("_noun").is_null() & ~one & pl.col("rest").str.contains(" and ", literal=True)
    told = read_some(told, joined, lambda some: some.select(_joined(group).alias(f"_and_{group}") for group in (1, 2)))
    named = told.lazy().select(
        pl.coalesce(lead + pl.col("_noun"), pl.col("_and_1") + pl.col("_and_2")).alias("noun_text"),
        pl.coalesce("_noun", pl.col("_and_2").str.replace(" and ", " ", literal=True)).str.to_lowercase().alias("counted"),
        hyphened.alias("hyphened"),
    )
    found = named.collect(engine="in-memory")
    return read_some(found, pl.col("counted").is_not_null(), lambda some: some.select(singular(pl.col("counted")))).lazy()


def _joined(group: int) -> pl.Expr:
    return pl.col("rest").str.extract(joined_pattern(), group)
