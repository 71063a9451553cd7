"""Numbers that are no quantities, with the reason: dates, names, ordinals, ages, windows of time, enumerations.

Belongs here: the reasons of `set_aside`. Does not belong here: quantities too weak for a claim (`weak` in the stage itself).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import any_of, either
from transforms.reading.numbers import patterns as p
from transforms.reading.numbers.rough import SOMEBODYS
from transforms.reading.rows import read_some
from transforms.reading.spans import text_before
from transforms.vocabulary import load

BY_KIND = {"web": "web_address", "phone": "phone_number", "clock": "clock_time", "date": "date", "name": "name", "ordinal": "ordinal"}
BEFORE = 24
"""Code points that hold the word before a number as it stands."""
DECIDED = ("web", "phone", "clock", "date", "name")
"""Kinds that are never quantities."""
TEMPORAL = (
    "in|since|by|of|for|during|until|till|from|the|early|late|mid|to|than|through|between|fiscal|year|and|before|after|this|summer|winter|"
    "spring|autumn|fall|calendar|around|circa"
)
STREET = r"^ (?:[A-Z][\w.]* ){1,4}(?:St|Street|Road|Rd|Ave|Avenue|Way|Boulevard|Blvd|Lane|Drive|Square)\b|^ Ave(?:nue)? "
WINDOW_BEFORE = (
    r"\b(?:in|within|over|during|past|last|next|after|for|first|previous|coming|every|these|those|final|recent|since|least|until|than|"
    r"following|preceding|under|about|only|just|of|the|some|nearly|almost|around|to|at)$"
)
WINDOW_AFTER = r"^[ -](?:ago|later|earlier|before|after|from now|from|since|on|ahead|apart|now|hence|away|prior)\b"
STREAK = r"^[ -]?(?:in a row|running|straight|consecutive|in succession)\b"
SPELLS = "year|quarter|month|week|day|half|season|session|decade"
STREAK_BEFORE = r"\b(?:consecutive|straight|successive)\b"
ONE_OF_THESE = (
    r"\b(?:no|any|every|some|this|that|the|each|which|another|a|by|same|first|last|next|previous|new|old|good|bad|big|small|latest)[ -]$"
)
HALF_OF_TIME = r"\b(?:first|second|1st|2nd|latter|other|remaining|next|last|top|bottom|this|that|better|front|back)[ -]$"
HALF_AN_IDIOM = r"^(?:-| the (?:job|battle|fun|story|time|way)\b| way\b|time| hour| year| century| and half| brother| sister)"


@cache
def _function_words() -> list[str]:
    return load("phrase_stops")["word"].to_list()


def with_reason(atoms: pl.DataFrame) -> pl.DataFrame:
    """Adds set_aside: the reason, null for a quantity.

    Wants kind, match, plain, start, tail (the lower-cased text before), after, rest (after the unit), unit, unit_kind,
    unit_text, printed_unit, currency, scaled, grouped, digits, mantissa, counted, is_people, bound, rank_end.
    """
    kind = pl.col("kind")
    unitless = pl.col("currency").is_null() & pl.col("unit").is_null() & ~pl.col("scaled")
    worded = kind.is_in(["words", "multiple", "fraction"]) & (pl.col("mantissa") <= 3)
    lasting = pl.col("unit_kind") == "duration"
    # Most numbers have a unit: only the others are judged, and of these only the texts that a rule speaks of are searched.
    suspect = unitless | worded | lasting | kind.is_in(list(BY_KIND)) | pl.col("printed_unit").str.ends_with(" of age")
    suspect = suspect | (kind == "rough") | _whole("name") | _whole("idiom") | _exchange_rate()
    # Of dates and the like nothing needs to be asked.
    decided = kind.is_in(DECIDED)
    judged = read_some(atoms, suspect.fill_null(False) & ~decided, _reasons)
    return read_some(judged, decided, lambda rows: rows.select(_by_kind().alias("set_aside")))


def _by_kind() -> pl.Expr:
    return pl.col("kind").replace_strict(BY_KIND, default=None, return_dtype=pl.String)


def _reasons(suspects: pl.LazyFrame) -> pl.LazyFrame:
    """set_aside of numbers that may be no quantities."""
    kind = pl.col("kind")
    unitless = pl.col("currency").is_null() & pl.col("unit").is_null() & ~pl.col("scaled")
    year = (pl.col("digits") == 4) & pl.col("mantissa").is_between(1500, 2150) & pl.col("unit_text").is_null()
    worded = kind.is_in(["words", "multiple", "fraction"]) & (pl.col("mantissa") <= 3)
    lasting = pl.col("unit_kind") == "duration"
    texts = {
        "_tail": (unitless, "tail"),
        "_rest": (unitless, "rest"),
        "_year_tail": (unitless & year, "tail"),
        "_word_tail": (worded, "tail"),
        "_word_after": (worded, "after"),
        "_ordinal_tail": (kind == "ordinal", "tail"),
        "_ordinal_rest": (kind == "ordinal", "rest"),
        "_lasting_tail": (lasting, "tail"),
        "_lasting_rest": (lasting, "rest"),
    }
    searched = suspects.with_columns(
        _exchange_rate().alias("_rate"),
        (unitless & ~pl.col("grouped") & (kind == "digits")).fill_null(False).alias("_bare"),
        unitless.alias("_unitless"),
        year.fill_null(False).alias("_year"),
        text_before(p.text_where(unitless, "plain"), "start", BEFORE).alias("_before"),
        *(p.text_where(condition, text).alias(name) for name, (condition, text) in texts.items()),
    )
    judged = searched.with_columns(
        pl.when(pl.col("_unitless") & pl.col("_before").ne("")).then(_word_before(pl.col("_before"))).alias("_word"),
        pl.col("_lasting_tail").str.strip_chars_end(" "),
    ).with_columns(_capital().alias("_capital"), _opens().alias("_opens"), _temporal().alias("_temporal"))
    judged = judged.with_columns(_number_of_reason().alias("_reason"))
    named = pl.col("_reason").replace_strict(dict(enumerate(REASONS)), default=None, return_dtype=pl.String)
    return judged.select(pl.when(pl.col("_reason") == 0).then(_by_kind()).otherwise(named).alias("set_aside"))


REASONS = ("its kind", "name", "idiom", "date", "age", "enumeration", "reference_window", "not_business")
"""Reasons by number: a chain of conditions is several times cheaper on small integers than on words."""


def _word_before(before: pl.Expr) -> pl.Expr:
    """The last word of a text."""
    return before.str.extract(r"([\pL\pN&'.+-]+),? ?$", 1)


def _capital() -> pl.Expr:
    """The word before is capitalised and belongs to the number: Mate 20."""
    before = pl.col("_before")
    return pl.col("_word").str.contains(r"^\p{Lu}|^i[A-Z]") & before.str.ends_with(" ") & ~before.str.contains(r"[,.;:] $")


def _opens() -> pl.Expr:
    """The word before opens the sentence."""
    return pl.col("_before").str.strip_chars(" ") == pl.col("_word")


def _temporal() -> pl.Expr:
    """A word of time stands before what may be a year."""
    return pl.col("_year_tail").str.contains(p.fast(rf"\b(?:{TEMPORAL}|{p.MONTHS.lower()})[ ]?$"))


def _number_of_reason() -> pl.Expr:
    """The first reason that holds, as its place in REASONS; null for a quantity."""

    def number(reason: str) -> pl.Expr:
        return pl.lit(REASONS.index(reason), dtype=pl.UInt8)

    kind, unitless, bare = pl.col("kind"), pl.col("_unitless"), pl.col("_bare")
    before, tail, rest, word = (pl.col(c) for c in ("_before", "_tail", "_rest", "_word"))
    capital, opens = pl.col("_capital"), pl.col("_opens")
    small = bare & (pl.col("digits") <= 4)
    titled = rest.str.contains(r"^ \p{Lu}[\pL-]*\p{Ll}") & pl.col("counted").is_null()
    top = tail.str.contains(r"(?:top|bottom|last)[ -]$") & (pl.col("mantissa") <= 1000)
    aimless = (kind == "rough") & pl.col("currency").is_null() & pl.col("unit").is_null()
    attribute = (pl.col("unit_kind") == "duration") & pl.col("unit_text").str.starts_with("-")
    return (
        pl.when(aimless & tail.str.contains(p.fast(SOMEBODYS))).then(number("age"))
        .when(aimless).then(number("idiom"))
        .when((kind == "ordinal") & _streak_by_ordinal()).then(None)
        .when(kind.is_in(list(BY_KIND)) & pl.col("rank_end").is_null()).then(number("its kind"))
        .when(pl.col("_rate")).then(number("not_business"))
        .when(_whole("name")).then(number("name"))
        .when(_whole("idiom")).then(number("idiom"))
        .when(bare & _year()).then(number("date"))
        .when(_age(before, tail)).then(number("age"))
        .when(bare & pl.col("before").eq("") & rest.str.contains(r"^[.)] ")).then(number("enumeration"))
        .when(unitless & kind.is_in(["digits", "fraction"]) & rest.str.contains("^[A-Za-z]")).then(number("name"))
        .when(bare & rest.str.contains(p.fast(STREET))).then(number("name"))
        .when(small & titled & pl.col("before").ne("")).then(number("name"))
        .when(small & opens & capital & rest.str.contains(r"^ \p{Lu}")).then(number("name"))
        .when(bare & (rest.str.contains(r"^-for-[0-9]") | tail.str.contains(r"[0-9]-for-$"))).then(number("name"))
        .when(attribute & pl.col("_lasting_rest").str.contains(r"^,? [A-Za-z$€£]")).then(number("name"))
        .when(small & pl.col("bound").is_null() & capital & ~word.str.to_lowercase().is_in(_function_words())
              & ~(opens & pl.col("counted").is_not_null())).then(number("name"))
        .when(bare & (pl.col("digits") == 5) & rest.str.contains(r"^ (?i-u:zip)(?-u:\b)")).then(number("name"))
        .when(bare & _named_before(tail)).then(number("name"))
        .when(unitless & kind.is_in(["digits", "words"]) & top).then(number("enumeration"))
        .when((kind == "words") & pl.col("match").str.contains(r"^\p{Lu}") & capital & ~opens & (pl.col("mantissa") < 13)
              & pl.col("counted").is_null()).then(number("name"))
        .when(_idiom()).then(number("idiom"))
        .when(_window()).then(number("reference_window"))
    )  # fmt: skip


def _exchange_rate() -> pl.Expr:
    """A side of an equation of two moneys tells the rate that an amount was converted at: ($1 = 6.9 yuan)."""
    equal = pl.col("rest").str.starts_with(" =") | pl.col("rest").str.starts_with("=") | pl.col("tail").str.contains("= ?$")
    return (equal & (pl.col("unit_kind") == "money")).fill_null(False)


def _streak_by_ordinal() -> pl.Expr:
    """What has happened so often is news: the third straight drop, the third year in a row, for the third time. The first is none."""
    after = pl.col("_ordinal_rest")
    in_a_row = after.str.contains(
        p.fast(rf"^ (?:straight|consecutive|successive|running) \w|^ (?:{SPELLS}) (?:in a row|running|in succession)\b")
    )
    again = after.str.contains(p.fast(r"^ time\b")) & pl.col("_ordinal_tail").str.contains(p.fast(r"\bfor (?:the|a) $"))
    lasting = after.str.contains(p.fast(rf"^ (?:{SPELLS})\b")) & pl.col("_ordinal_tail").str.contains(_moved_for())
    return ((in_a_row | again | lasting) & (pl.col("mantissa") > 1)).fill_null(False)


@cache
def _moved_for() -> str:
    """The end of a text with a word of change that lasts: prices rose for the (seventh month)."""
    moves = load("direction_words").filter(pl.col("kind") == "verb")["say"].to_list()
    return rf"{p.B}{any_of(moves)} for (?:the |a )?$"


def _year() -> pl.Expr:
    """Four digits that read as a year: after a word of time, or with nothing counted after them and no bound."""
    year = pl.col("_year")
    temporal = pl.col("_temporal")
    counted = pl.col("counted").is_not_null() & ~temporal & pl.col("before").ne("")
    modern = pl.col("mantissa").is_between(1900, 2050)
    bounded = pl.col("bound").is_in(["more_than", "at_least", "less_than", "at_most"]).fill_null(False) & pl.col("counted").is_not_null()
    people = pl.col("is_people") & ~temporal
    return (year & ~people & ~(counted & ~modern) & ~(counted & pl.col("bound").is_not_null()) & ~bounded).fill_null(False)


def _age(before: pl.Expr, tail: pl.Expr) -> pl.Expr:
    """Years of age: 'years old' in the unit, a name and a number between commas, or aged."""
    old = pl.col("printed_unit").str.ends_with(" of age")
    plausible = pl.col("mantissa").is_between(1, 115)
    apposed = before.str.ends_with(", ") & before.str.contains(r"\p{Lu}[\pL'-]+, $") & pl.col("_rest").str.contains("^ ?,|^ ?$|^[.]")
    aged = of_age(tail)
    return (old.fill_null(False) | (plausible & (apposed | aged)).fill_null(False)).fill_null(False)


def of_age(tail: pl.Expr) -> pl.Expr:
    """Whether the text before a bare number says that it is somebody's age."""
    return tail.str.contains(p.fast(r"\b(?:aged?|age of|aged between|s?he (?:is|was|turned|turns|will be|would be))[ ]?$"))


def _whole(reason: str) -> pl.Expr:
    """Figures that are a name or an idiom by themselves: 9/11, 24/7."""
    return pl.col("match").is_in(p.contexts("whole", reason))


def _named_before(tail: pl.Expr) -> pl.Expr:
    words = p.contexts("before", "name")
    return tail.str.contains(p.fast(rf"\b(?:{either(words)})[ -]$")) & pl.col("counted").is_null()


def _idiom() -> pl.Expr:
    """A numeral that only counts on its fingers: one day, two-way, double-digit, no one, the second half."""
    idioms = p.contexts("after", "idiom")
    after, tail = pl.col("_word_after"), pl.col("_word_tail")
    one = (pl.col("mantissa") == 1) & (pl.col("kind") == "words") & ~pl.col("scaled")
    nothing = one & pl.col("unit").is_null() & pl.col("counted").is_null()
    pronoun = one & tail.str.contains(p.fast(ONE_OF_THESE)) & ~after.str.contains("^ of ")
    phrase = (pl.col("mantissa") <= 3) & after.str.contains(p.fast(rf"^[ -](?:{either(idioms)})\b"))
    half = pl.col("kind") == "fraction"
    half_idiom = half & pl.col("match").str.to_lowercase().eq("half") & after.str.contains(p.fast(HALF_AN_IDIOM))
    half_time = half & tail.str.contains(p.fast(HALF_OF_TIME))
    # One of our subscriptions: a choice, not a count.
    chosen = one & after.str.contains("^ of (?:our|my|your) ")
    return (chosen | (one & after.str.starts_with("'s")) | nothing | pronoun | phrase | half_time | half_idiom).fill_null(False)


def _window() -> pl.Expr:
    """A stretch of time that only dates something: in four years, two years ago. A streak (for four quarters, in a row) is news itself."""
    tail, rest = pl.col("_lasting_tail"), pl.col("_lasting_rest")
    streak = (
        rest.str.contains(p.fast(STREAK))
        | pl.col("unit_text").str.contains(p.fast(STREAK_BEFORE))
        | (pl.col("unit").eq("quarters") & tail.str.contains(p.fast(r"\bfor$")))
    )
    around = tail.str.contains(p.fast(WINDOW_BEFORE)) | rest.str.contains(p.fast(WINDOW_AFTER))
    return (around & ~streak).fill_null(False)
