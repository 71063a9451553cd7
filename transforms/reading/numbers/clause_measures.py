"""The noun phrase before a figure that says what it measures: *claims ratio*, excluding dividends, fell to 74.7%.

Belongs here: how the clause up to a figure falls into noun phrases, and which of them the figure is of. Does not belong here: nouns after a
figure, figures that share their noun with the one before (`measured`), the words (`phrase_words.csv`, `measure_nouns.csv`).

A clause falls into groups at verbs and marks, a group into phrases at prepositions: `pre-tax profits ~ Leeds-based baker | increased`.
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import tree_of
from transforms.reading.numbers import patterns as p
from transforms.reading.rows import read_some
from transforms.vocabulary import load

LONGEST = 60
"""Bytes of the longest noun phrase."""
_DETERMINERS = "the|a|an|its|their|his|her|our|your|my|this|that|these|those|some|all"
_PREPOSITIONS = (
    "in|on|at|for|from|by|to|per|through|across|among|between|within|under|over|via|into|off|around|about|throughout|during|after|before"
)
_PRONOUNS = "it|he|she|they|we|I|you|there"
_JOINERS = "while|whereas|but|although|though|because|if|that|says?|said|when|where|unless|until|since|so|than|as"
_HELPING = "is are was were will would has have had could may might should stood stands reached hit totalled totaled came amounted averaged"
_SHORT_COUNTRIES = {short: short.replace(".", "†") for short in ("U.S.", "U.K.", "U.N.", "E.U.")}
"""Full stops that part no phrases."""
_SET_PHRASES = {
    said: said.replace(" ", "_")
    for said in ("assets under management", "funds under management", "net worth", "cash on hand", "return on equity", "cost of living")
}
"""What figures are of that function words would part."""
_KEPT = {f" of {word} ": f" of={word}=" for word in _DETERMINERS.split("|")} | _SET_PHRASES
"""What prepositions and separators would part, and how it is written so that they do not."""


def measures_before(clauses: pl.DataFrame) -> pl.DataFrame:
    """A row a text: measure (String: the phrase a figure is of, where its last word is one that figures are of), thing (String: any other
    noun phrase that leads to the figure), beside (Boolean: nothing stands there but what belongs to the figure before).

    clauses: text (String: from the figure before, or from the sentence's beginning, up to a figure), follows (Boolean: there is a figure
    before, so that what begins with a preposition belongs to it: $5m *from new shops*, or 3%).
    """
    group = pl.col("_group")
    # In steps: polars evaluates an expression anew wherever it stands.
    split = (
        _in_groups(clauses)
        .lazy()
        .select(pl.col("text").alias("_group"), "follows")
        .with_columns(group.str.replace(_trailing(), ""), group.str.contains(_OF).alias("_of"))
        .with_columns(pl.when("_of").then("_group").otherwise(group.str.replace(_BESIDE, "")))
        .with_columns((group.str.contains("^[ |]*~") & pl.col("follows") & ~pl.col("_of")).alias("beside"))
        .with_columns(group.str.replace(r"^.*\|", ""))
        .with_columns(pl.when(~pl.col("beside")).then("_group").alias("first"), pl.lit(None, pl.String).alias("second"))
        .collect(engine="in-memory")
    )
    # Few groups have several phrases.
    parted = read_some(split, pl.col("first").str.contains("~", literal=True), lambda rows: rows.select(_nearest_phrases()))
    told = _said(parted.lazy(), "first").collect(engine="in-memory")
    told = read_some(told, pl.col("second").is_not_null(), _coalesced)
    marked = pl.any_horizontal(pl.col("measure", "thing").str.contains("[=_†]"))
    return read_some(told.select("measure", "thing", "beside"), marked, lambda rows: rows.select(_as_written(pl.col("measure", "thing"))))


@cache
def measure_nouns() -> list[str]:
    """The last words of what figures measure: profit, ratio, deficits."""
    return load("measure_nouns")["word"].to_list()


@cache
def phrase_words(kind: str) -> list[str]:
    """The words of one kind of `phrase_words.csv`."""
    return load("phrase_words").filter(pl.col("kind") == kind)["word"].to_list()


@cache
def times() -> tuple[str, str]:
    """Patterns of the words of time and of what stands before them: 2012, March 31, quarter; fiscal, the same."""
    months = p.MONTHS.replace("|May|", "|")
    nouns = (
        r"(?:quarter|half|halves|year|month|week|day|period|decade|weekend|season|morning|afternoon|evening|night|time)s?"
        r"|Q[1-4]|H[12]|(?:in|since|by|to|from|of) May|(?:first|second)-half|(?:end-)?[12][0-9]{3}(?:[-/][0-9]+)?"
        rf"|(?:{months})\.?(?: [0-9]{{1,2}}(?:st|nd|rd|th)?)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    )
    return nouns, tree_of(phrase_words("time"))


_BESIDE = r"(?:\| *~[^|]*)+$"
"""Groups at the end that begin with a preposition. What follows a verb and a preposition is no subject: sales fell in Norland to $3m."""
_OF = r"[^ |~] of[ |~]*$"
"""The end of a clause whose last phrase the figure is of: a loss from its division of $3m, not of the division."""
_BOUNDARY = rf"^.*(?:[;:!?]|[\"] ?| -+ | [–—] ?|(?i-u:[ ,](?:{_JOINERS}|{_PRONOUNS}) ))"
"""Everything up to the last mark or word that begins another clause."""


@cache
def _trailing() -> str:
    """Marks, and phrases that say nothing, at the end of a clause in groups: a total of, an earlier forecast of."""
    hollow = f"(?i-u:(?:{tree_of(phrase_words('of_sum'))} )?{tree_of(phrase_words('sum'))}s?)"
    return rf"(?:[ |~]+|(?:[|~]|^) *{hollow}{p.B}| (?:of|and|or){p.B})+$"


def _nearest_phrases() -> list[pl.Expr]:
    """first and second phrase of a group; where the figure is of the last one, counted from there."""
    phrases = pl.col("_group").str.split("~")
    ordered = pl.when("_of").then(phrases.list.reverse()).otherwise(phrases)
    return [ordered.list.get(0, null_on_oob=True).alias("first"), ordered.list.get(1, null_on_oob=True).alias("second")]


def _coalesced(rows: pl.LazyFrame) -> pl.LazyFrame:
    """measure and thing, where the first phrase is none the second."""
    second = _said(rows.rename({"measure": "_measure", "thing": "_thing"}), "second")
    return second.select(pl.coalesce("_measure", "measure").alias("measure"), pl.coalesce("_thing", "thing").alias("thing"))


def _said(groups: pl.LazyFrame, column: str) -> pl.LazyFrame:
    """measure and thing of a column of phrases."""
    phrase, head = pl.col(column), pl.col("_head")
    return (
        groups.with_columns(_tidy(phrase))
        .with_columns(_head(phrase).alias("_head"))
        .with_columns(
            pl.when(_is_measure(head)).then(phrase).alias("measure"), pl.when(_is_thing(head, phrase)).then(phrase).alias("thing")
        )
    )


def _tidy(phrase: pl.Expr) -> pl.Expr:
    """A phrase without marks around it; null where it is too long or too short for one."""
    bare = phrase.str.strip_chars(" -'\"(&")
    return pl.when(bare.str.len_bytes().is_between(2, LONGEST)).then(bare)


def _head(phrase: pl.Expr) -> pl.Expr:
    """The last word of a phrase, before "of": price of copper."""
    return phrase.str.replace(r" of[ =].*$", "").str.replace(r"^.*[ -]", "")


def _is_measure(head: pl.Expr) -> pl.Expr:
    return head.str.to_lowercase().is_in([*measure_nouns(), *_SET_PHRASES.values()])


def _is_thing(word: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """A common noun that is no adverb, no form of a verb, and nobody who has figures; one word alone may be a verb."""
    several = whole.str.contains(" ", literal=True) | word.str.ends_with("s")
    verbal = word.str.contains("(?:ly|ing|ed)$") | whole.str.contains("^[a-z]+ly ")
    return several & word.str.contains("^[a-z][a-z-]{2,}$") & ~verbal & ~word.is_in(_bearers())


@cache
def _bearers() -> list[str]:
    """Nouns that have figures and are none: companies, people."""
    nouns = {*load("descriptors")["head"].str.split(" ").list.last(), *load("people_nouns")["noun"]}
    return sorted(nouns | {f"{noun}s" for noun in nouns} | {*phrase_words("bearer")})


def _as_written(phrase: pl.Expr) -> pl.Expr:
    """A phrase as it stands in the text, without the marks of `_in_groups`."""
    return phrase.str.replace_all("[=_]", " ").str.replace_all("†", ".")


def _in_groups(clauses: pl.DataFrame) -> pl.DataFrame:
    """text of clauses with | between groups and ~ between the phrases of a group."""
    text = pl.col("text")
    # What few clauses hold is looked for in these alone: a step that changes nothing still writes every text anew.
    bare = read_some(
        clauses.with_columns((pl.lit(" ") + text).alias("text")),
        text.str.contains(_UNCOMMON),
        lambda rows: rows.select(_without_uncommon(text)),
    )
    untimed = bare.with_columns(text.str.replace_all(_a_time(), ""))
    told = read_some(untimed, text.str.contains(", .*, "), lambda rows: rows.select(text.str.replace(_aside(), " $1 ")))
    return told.with_columns(
        text.str.replace(_BOUNDARY, " ")
        .str.replace_all(_infinitive(), " | ")
        .str.replace_many(_KEPT)
        .str.replace_all(rf"(?: of)?(?i-u:(?: (?:{_PREPOSITIONS})(?: (?:{_DETERMINERS}))?)+ )", " ~ ")
        .str.replace_all(_separators(), " | ")
    )


_UNCOMMON = r"[(–—]| -|-o|U\."
"""What every clause holds that `_without_uncommon` changes."""


def _without_uncommon(text: pl.Expr) -> pl.Expr:
    """A clause without what stands in brackets or between dashes, without year-on-year, and with full stops that part nothing."""
    return (
        text.str.replace_all(r"\([^()]*\) ?", "")
        .str.replace_all(r" [-–—]+ [^-–—]{3,120} [-–—]+ ", " ")
        .str.replace_many(_SHORT_COUNTRIES)
        .str.replace_all("[a-z]+-(?:on|over)-[a-z]+(?: basis)?", "")
    )


@cache
def _infinitive() -> str:
    """Verbs that look like what figures are of: to cost, would pay."""
    return rf" (?i-u:to|would|will|could|should|can|may|might|must|not)(?: also)?(?: have)? {tree_of(phrase_words('verb'))} "


@cache
def _a_time() -> str:
    """A time with its preposition: in the three months to June, last year's."""
    nouns, before = times()
    return (
        rf"(?: (?i-u:in|for|during|over|at|by|since|of|on|to|from|through|until|within|throughout|so far))?"
        rf"(?: (?i-u:the|its|their|this|that|a))?(?: (?i-u:{before})){{0,3}} (?:{nouns}){p.B}(?:'s?)?"
        rf"(?: (?:ended|ending|to|of|through|in) (?:the )?(?:{nouns}){p.B})?"
    )


@cache
def _separators() -> str:
    """Function words, verbs, owners (Brintle's), numerals and marks: what no noun phrase reaches over."""
    stops = [w for w in load("phrase_stops")["word"].to_list() if w not in ("of", "in")]
    verbs = {*load("direction_words")["say"], *phrase_words("break"), *phrase_words("join"), *load("past_verbs")["verb"]}
    words = tree_of([*stops, *(word.capitalize() for word in stops), *sorted(verbs - {*measure_nouns()})])
    return rf"(?:(?: of)?[,.;]*(?: (?:{words}|[^ ]+'s?|[0-9][^ ]*))+(?: |[,.;]+ |$)|[,.;]+ | [-–—]+|[$€£][^ ]*| [0-9][^ ]*)"


@cache
def _aside() -> str:
    """A phrase between two commas and the verb behind it, group 1: the rate, a key measure, *fell*."""
    moves = load("direction_words").filter(pl.col("kind") == "verb")["say"].to_list()
    return rf", [^,]{{3,90}}, ({tree_of([*_HELPING.split(' '), *moves, *load('past_verbs')['verb']])}) "
