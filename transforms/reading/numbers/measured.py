"""What a number counts or measures, in the text's own words.

Belongs here: the noun phrase of `measured_text`: behind the number, before it, or shared with a number beside it. Does not belong here:
how a clause before a number falls into phrases (`clause_measures`), `counted` (`nouns`), the metric.
"""

from collections.abc import Callable
from functools import cache

import polars as pl

from transforms.reading.alternations import either, tree_of
from transforms.reading.numbers import patterns as p
from transforms.reading.numbers.clause_measures import measure_nouns, measures_before, phrase_words, times
from transforms.reading.numbers.nouns import end_pattern
from transforms.reading.rows import read_some
from transforms.reading.spans import text_before
from transforms.vocabulary import load

NEAR = 100
"""Code points looked at before a number."""
JOINED = 90
"""Code points at most between two numbers of one thing."""
_WORDS = r"(?:(?:the|its|their|a|an|all|his|her) )?([\pL][\pL'&-]*(?: [\pL][\pL'&-]*){0,3})"
_PART = rf"^\)? (?:each )?(?:of|worth of) {_WORDS}"
"""The phrase after a share: 40% of homes. Group 1."""
_PURPOSE = rf"^ (?:in|for|on) {_WORDS}"
"""The phrase after a sum: $3bn in fees, $5m on vans. Group 1."""
_DETERMINED = (
    r"(?:^|[ -])(?i-u:an?|its|their|his|her|another|new|[a-z]+'s)(?: (?:whopping|massive|record|further|new|modest|mere|hefty))? $"
)
"""What stands before a number that tells of the noun behind it: *a* 6kW motor, *its* $3bn bid."""
_ATTRIBUTE = r"^[ -]([a-z][a-z'-]*(?: [\pL][\pL'-]*){0,2})"
"""The noun phrase right behind a number. Group 1."""
_LOOSE_END = r"(?: (?:of|in|by|for|to|at|on|with|from|and|or|the|a|an|its|their|was|were|is|are|terms|focused|compared|up|down|some))+$"
"""Words that a phrase cut after a few words may end in, and that say nothing of what is measured."""
_A_TIME = (
    rf"(?i-u:{p.B}(?:quarter|year|month|half|week|day|decade|period|{p.MONTHS.lower()}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?{p.B}"
    "|^average$)"
)
_EMPTY = "some|about|all|cash|total|terms|addition|mark|levels?|range|high|low|basis|pace|rate|figure|type|kind"
"""Words that alone say of nothing what is measured."""


def measured_text(numbers: pl.DataFrame) -> pl.Series:
    """One String a number, null where its sentence does not say it.

    numbers: in order of text, with sentence_no, plain, start, end, rest (the text after the number and its unit), noun_text, set_aside.
    """
    stated = numbers["set_aside"].is_null()
    said = pl.col("noun_text").str.strip_chars(" -").alias("said")
    beyond = pl.col("end") + pl.col("noun_text").str.len_chars().fill_null(0)
    # By a plan, so that no other column of the wide frame is filtered.
    told = (
        numbers.lazy().filter(stated).select("sentence_no", "plain", "start", "rest", said, beyond.alias("end")).collect(engine="in-memory")
    )
    told = read_some(told, pl.col("said").is_null(), _behind).with_columns(_gap().alias("gap"))
    flags = [pl.lit(False).alias(name) for name in ("joined", "beside", "leads_on")]
    told = told.with_columns(*flags, pl.col("said").shift(1).is_not_null().alias("named_last"))
    # What words say is asked only where it is needed: of numbers without a noun and with a number before them.
    told = read_some(told, pl.col("said").is_null() & pl.col("gap").is_not_null(), lambda rows: rows.select(_joined().alias("joined")))
    told = read_some(told, pl.col("said").is_null() & ~pl.col("joined"), _before)
    follower = told.select(pl.col("said").shift(-1).alias("next_said"), pl.col("gap").shift(-1).alias("next_gap"))
    told = told.hstack(follower)
    waiting = pl.col("said").is_null() & pl.col("next_said").is_not_null() & pl.col("next_gap").is_not_null()
    told = read_some(told, waiting, lambda rows: rows.select(_leads_on().alias("leads_on")))
    told = told.with_columns(pl.coalesce("said", pl.when("leads_on").then("next_said")))
    beside = pl.col("beside").fill_null(False) & pl.col("gap").str.contains(_LINK)
    own = pl.col("said").is_not_null() | ~(pl.col("joined") | beside)
    whose = pl.when(own).then(pl.int_range(pl.len(), dtype=pl.UInt32)).forward_fill()
    shared = told.select(pl.col("said").gather(whose)).to_series()
    return shared.gather(pl.select(pl.when(stated).then(stated.cum_sum() - 1)).to_series())


def _behind(rows: pl.LazyFrame) -> pl.LazyFrame:
    """said, and the end of it, of what stands right behind a number: 40% *of homes*, a $3bn *deficit*, a 17% jump in *subscriber base*."""
    rest, ways = pl.col("rest"), (_PART, _changed_pattern(), _noun_behind_pattern(), _ATTRIBUTE)
    led = text_before(pl.col("plain"), "start", 12).str.contains(_DETERMINED)
    fits = [*(rest.str.contains(way) for way in ways[:3]), led & rest.str.contains(_ATTRIBUTE)]
    which = pl.coalesce(pl.when(fit).then(number) for number, fit in enumerate(fits))
    frame = rows.select("rest", "end", which.alias("_which"), pl.lit(None, pl.String).alias("said")).collect(engine="in-memory")
    for number, way in enumerate(ways):
        frame = read_some(frame, pl.col("_which") == number, _words(way))
    frame = read_some(frame, pl.col("said").is_not_null(), lambda some: some.select(_phrase(pl.col("said"))))
    width = rest.str.find(pl.col("said"), literal=True) + pl.col("said").str.len_chars()
    return frame.lazy().select("said", pl.col("end") + width.fill_null(0))


def _words(way: str) -> Callable[[pl.LazyFrame], pl.LazyFrame]:
    """A reading of what a pattern finds behind numbers."""
    return lambda rows: rows.select(pl.col("rest").str.extract(way, 1).alias("said"))


def _phrase(words: pl.Expr) -> pl.Expr:
    """What of some words behind a number is one noun phrase; null where none is, or a time, a name, a mere word of change (a 5% rise)."""
    kept = words.str.replace(end_pattern(), "").str.replace(_LOOSE_END, "")
    hollow = kept.str.contains(_A_TIME) | kept.str.contains(_hollow_pattern()) | ~kept.str.contains(r"(?:^| |-)[a-z]")
    return pl.when(~hollow).then(kept)


@cache
def _hollow_pattern() -> str:
    """A text that begins with a function word or ends in a word of change or of nothing: it says of nothing what is measured."""
    changes = load("direction_words").filter(pl.col("kind") == "noun")["say"].to_list()
    ends = either([word for word in changes if word not in measure_nouns() or word == "growth"])
    return rf"^$|^(?i-u:{tree_of(load('phrase_stops')['word'])}){p.B}|^(?:{_EMPTY})$|(?:^|[ -])(?:{ends})$"


def _gap() -> pl.Expr:
    """The text between a number, with its noun, and the number before it in its sentence; null before the first."""
    same = pl.col("sentence_no") == pl.col("sentence_no").shift(1)
    last = pl.col("end").shift(1).clip(0, pl.col("start"))
    return pl.when(same).then(pl.col("plain").str.slice(last, pl.col("start") - last))


def _joined() -> pl.Expr:
    """Whether a number is of what the number before it is: nothing but times, comparisons and small words between, or a word of change."""
    gap = pl.col("gap")
    # Up four pence at 274 pence; but 5,000 shares at $3.
    at = (gap == " at ") & ~pl.col("named_last")
    return (at | (gap.str.len_chars() <= JOINED) & gap.str.contains(_LINK) & gap.str.contains(_joining_pattern())).fill_null(False)


_LINK = r"[,(\-/]|(?-u:\b)(?:to|from|and|or|than|against|versus|vs|compared|up|down|rising|falling|totall?ing)(?-u:\b)"


def _leads_on() -> pl.Expr:
    """Whether the noun of a number may stand behind the next: 10,000 and 12,000 *vans*, a $3bn (£2bn) *deal*."""
    return pl.col("next_gap").str.contains(r"^ ?(?:,|and|or|to|-|\(|, and)? ?(?:[a-z]+ )?$")


def _before(rows: pl.LazyFrame) -> pl.LazyFrame:
    """said of what the clause before a number names, else what a sum is for ($5m *on vans*)."""
    at = pl.col("start").cast(pl.Int64)
    clause = pl.coalesce("gap", text_before(pl.col("plain"), at, NEAR)).str.tail(NEAR)
    follows = pl.col("gap").is_not_null().alias("follows")
    frame = rows.select("rest", clause.alias("text"), follows).collect(engine="in-memory")
    told = frame.hstack(measures_before(frame.select("text", "follows")))
    told = read_some(told, pl.col("measure").is_null() & pl.col("rest").str.contains(_PURPOSE), _purposes)
    return told.lazy().select(pl.coalesce("measure", "purpose", "thing").alias("said"), "beside")


def _purposes(rows: pl.LazyFrame) -> pl.LazyFrame:
    return rows.select(_phrase(pl.col("rest").str.extract(_PURPOSE, 1)).alias("purpose"))


@cache
def _joining_pattern() -> str:
    """A text of function words, words of change, times and rates alone; or one that ends in a word of change: ..., up 5%."""
    words = [*load("phrase_stops")["word"], *load("direction_words")["say"], *phrase_words("join"), *load("rate_nouns")["say"]]
    verbs = either(load("direction_words").filter(pl.col("kind") == "verb")["say"].to_list())
    noun, before = times()
    small = f"(?i-u:{p.B}(?:{tree_of(words)}|{noun}|{before}){p.B})"
    return rf"^(?:{small}|[^A-Za-z])*$|, (?:and )?(?:{verbs}) (?:[a-z]+ ){{0,3}}$"


@cache
def _changed_pattern() -> str:
    """A noun of change behind a figure with what changed, group 1."""
    nouns = either(load("direction_words").filter(pl.col("kind") == "noun")["say"].to_list())
    word = "[A-Za-zÀ-ž][A-Za-zÀ-ž'&-]*"
    return rf"^[ -](?:[a-z-]+ ){{0,2}}?(?:{nouns}) (?:in|of) (?:(?:the|its|their|a|an|all) )?({word}(?: {word}){{0,3}})"


@cache
def _noun_behind_pattern() -> str:
    """A word that figures are of, right behind a figure, with up to two words before it that are no function words: group 1."""
    word = "[a-z][a-z'-]*"
    return p.ascii_only(rf"^\)?[ -]((?:{word} ){{0,2}}?{tree_of(w for w in measure_nouns() if w.isalpha())}){p.B}")
