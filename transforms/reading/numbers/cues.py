"""Words around a number phrase that bound it or give it a direction.

Belongs here: bounds before and after, negated bounds, change verbs and nouns. Does not belong here: what the number is.
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either
from transforms.reading.numbers import patterns as p
from transforms.reading.rows import read_some
from transforms.vocabulary import load

BETWEEN_CUE_AND_NUMBER = r"(?: (?:an?|only|just|another))?[ ]?$"


MOVING = ("money", "percent", "percentage_points", "physical", "count")
"""Kinds of units of what rises and falls."""
NEVER = rf"{p.B}(?:never|not|cannot|[a-z]+n't|nor) (?:[a-z]+ ){{0,3}}"
FILLER = (
    "(?: (?:by|of|only|just|further|another|an?|the|massive|modest|some|about|around|nearly|almost|roughly|more|less|than|over|at least|up|"
    "down|as much as|approximately|sharply|slightly))*"
)
"""Words that may stand between a change verb and its number."""


@cache
def before_pattern() -> str:
    """A bound cue at the end of the (lower-cased) text before a number: group 1 the cue."""
    cues = load("bound_cues").filter(pl.col("place") == "before")["cue"].to_list()
    words = either([c for c in cues if c[0].isalpha()])
    marks = either([c for c in cues if not c[0].isalpha()])
    return p.ascii_only(rf"({p.B}(?:{words})|{marks}){BETWEEN_CUE_AND_NUMBER}")


@cache
def after_pattern() -> str:
    """A bound cue at the beginning of the (lower-cased) text after a number: group 1."""
    cues = load("bound_cues").filter(pl.col("place") == "after")["cue"].to_list()
    words = either([c for c in cues if c != "+"])
    return p.ascii_only(rf"^(?: ?({words})(?:[^a-z]|$)|(\+)(?:[^0-9]|$))")


def _bounds(place: str) -> dict[str, str]:
    return dict(load("bound_cues").filter(pl.col("place") == place).select("cue", "bound").rows())


def with_bound(atoms: pl.DataFrame) -> pl.DataFrame:
    """Adds bound and cue (the words of the bound before the number), both null where nothing bounds it, to atoms with before and beyond
    (texts before and after the phrase and its noun)."""
    # Finding a pattern is far cheaper than capturing its groups: only texts that have it are searched again.
    # Sixty-odd shops: the cue stands before the noun.
    inner = pl.col("rest").str.contains("^[ -](?:odd|plus) ")
    told = atoms.with_columns(pl.when(inner).then("rest").otherwise("beyond").alias("beyond"))
    early, late = pl.col("before").str.contains(before_pattern()), pl.col("beyond").str.contains(f"(?i){after_pattern()}")
    failing = pl.col("before").str.contains("fail", literal=True)
    return read_some(told, early.fill_null(False) | late.fill_null(False) | failing.fill_null(False), _bounded)


def _bounded(rows: pl.LazyFrame) -> pl.LazyFrame:
    """bound and cue of numbers that have a cue before or after them."""
    searched = rows.select(
        "before", pl.col("before").str.extract(before_pattern(), 1).alias("cue"), pl.col("beyond").str.to_lowercase().alias("_late")
    ).with_columns(
        pl.coalesce(pl.col("_late").str.extract(after_pattern(), group) for group in (1, 2)).alias("_late"),
        pl.col("cue").replace_strict(_bounds("before"), default=None, return_dtype=pl.String).alias("_told"),
    )
    return searched.select(_bound().alias("bound"), "cue")


def _bound() -> pl.Expr:
    told, late_cue = pl.col("_told"), pl.col("_late")
    before = pl.col("before")
    denied = before.str.contains(
        p.ascii_only(rf"{NEVER}(?:more|higher|greater|over|above|exceed|surpass|top)(?: than)?{BETWEEN_CUE_AND_NUMBER}")
    )
    denied_less = before.str.contains(p.ascii_only(rf"{NEVER}(?:less|lower|fewer|under|below)(?: than)?{BETWEEN_CUE_AND_NUMBER}"))
    failed = before.str.contains(p.ascii_only(rf"{p.B}fail(?:s|ed|ing)? to [a-z]+(?: or [a-z]+)?{BETWEEN_CUE_AND_NUMBER}"))
    late = late_cue.replace_strict(_bounds("after"), default=None, return_dtype=pl.String)
    return (
        pl.when(denied & (told == "more_than")).then(pl.lit("at_most"))
        .when(denied_less & (told == "less_than")).then(pl.lit("at_least"))
        .when(failed).then(pl.lit("less_than"))
        .otherwise(pl.coalesce(told, late))
    )  # fmt: skip


@cache
def _directions(kind: str) -> dict[str, str]:
    return dict(load("direction_words").filter(pl.col("kind") == kind).select("say", "direction").rows())


@cache
def verb_pattern() -> str:
    """A change word at the end of the text before a number: group 1."""
    words = either(list(_directions("verb")))
    return p.ascii_only(rf"{p.B}({words})(?:{FILLER}|(?: [a-z]+){{1,3}} by)[ ]?$")


@cache
def noun_pattern() -> str:
    """A change noun soon after a number: group 1."""
    return p.ascii_only(rf"^[ -](?:[a-z'-]+ ){{0,2}}?({either(list(_directions('noun')))}){p.B}")


def with_direction(atoms: pl.DataFrame) -> pl.DataFrame:
    """Adds direction and direction_form (verb or noun) to atoms with before (lower-cased), rest (as it stands) and unit_kind; a number with
    a plus goes up by itself."""
    verb, noun = pl.col("before").str.contains(verb_pattern()), pl.col("rest").str.contains(p.anycase(noun_pattern()))
    return read_some(atoms, pl.col("plus") | verb.fill_null(False) | noun.fill_null(False), _directed)


def _directed(rows: pl.LazyFrame) -> pl.LazyFrame:
    """direction and direction_form of numbers that have a word of change beside them."""
    moved = pl.col("unit_kind").is_in(MOVING) | pl.col("unit_kind").is_null()
    told = {
        "verb": pl.col("_verb_text").str.extract(verb_pattern(), 1),
        "noun": pl.col("_noun_text").str.to_lowercase().str.extract(noun_pattern(), 1),
    }
    texts = {"_verb_text": "before", "_noun_text": "rest"}
    found = rows.with_columns(p.text_where(moved, text).alias(name) for name, text in texts.items()).with_columns(
        word.replace_strict(_directions(kind), default=None, return_dtype=pl.String).alias(f"_{kind}") for kind, word in told.items()
    )
    # Lower than the 9% growth of last year: what rose by so much is compared, it did not fall.
    rival = pl.col("_noun").is_not_null() & pl.col("before").str.contains(r"(?-u:\b)than (?:the |its |an? |last )?$")
    found = found.with_columns(pl.when(~rival).then("_verb").alias("_verb"))
    form = (
        pl.when(pl.col("plus") | pl.col("_verb").is_not_null())
        .then(pl.lit("verb"))
        .when(pl.col("_noun").is_not_null())
        .then(pl.lit("noun"))
    )
    return found.select(
        pl.when(pl.col("plus")).then(pl.lit("up")).otherwise(pl.coalesce("_verb", "_noun")).alias("direction"), form.alias("direction_form")
    )
