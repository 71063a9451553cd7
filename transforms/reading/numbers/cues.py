"""Words around a number phrase that bound it or give it a direction.

Belongs here: bounds before and after, negated bounds, change verbs and nouns. Does not belong here: what the number is.
"""

from functools import cache

import polars as pl

from transforms.reading.numbers import patterns as p
from transforms.vocabulary import load

BETWEEN_CUE_AND_NUMBER = r"(?: (?:an?|only|just|another))?[ ]?$"


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
    words = p.alternation([c for c in cues if c[0].isalpha()])
    marks = p.alternation([c for c in cues if not c[0].isalpha()])
    return p.ascii_only(rf"(?:{p.B}({words})|({marks})){BETWEEN_CUE_AND_NUMBER}")


@cache
def after_pattern() -> str:
    """A bound cue at the beginning of the (lower-cased) text after a number: group 1."""
    cues = load("bound_cues").filter(pl.col("place") == "after")["cue"].to_list()
    words = p.alternation([c for c in cues if c != "+"])
    return p.ascii_only(rf"^(?: ?({words})(?:[^a-z]|$)|(\+)(?:[^0-9]|$))")


def _bounds(place: str) -> dict[str, str]:
    return dict(load("bound_cues").filter(pl.col("place") == place).select("cue", "bound").rows())


def find_bound(before: pl.Expr, after: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """(bound or null, the cue before the number or null) of lower-cased texts around a phrase."""
    cue = before.str.extract_groups(before_pattern())
    cue = pl.coalesce(cue.struct.field("1"), cue.struct.field("2"))
    told = cue.replace_strict(_bounds("before"), default=None, return_dtype=pl.String)
    denied = before.str.contains(p.ascii_only(rf"{NEVER}(?:more|higher|greater|over|above)(?: than)?{BETWEEN_CUE_AND_NUMBER}"))
    denied_less = before.str.contains(p.ascii_only(rf"{NEVER}(?:less|lower|fewer|under|below)(?: than)?{BETWEEN_CUE_AND_NUMBER}"))
    failed = before.str.contains(p.ascii_only(rf"{p.B}fail(?:s|ed|ing)? to [a-z]+(?: or [a-z]+)?{BETWEEN_CUE_AND_NUMBER}"))
    late_cue = after.str.extract_groups(after_pattern())
    late = pl.coalesce(late_cue.struct.field("1"), late_cue.struct.field("2")).replace_strict(
        _bounds("after"), default=None, return_dtype=pl.String
    )
    bound = (
        pl.when(denied & (told == "more_than")).then(pl.lit("at_most"))
        .when(denied_less & (told == "less_than")).then(pl.lit("at_least"))
        .when(failed).then(pl.lit("less_than"))
        .otherwise(pl.coalesce(told, late))
    )  # fmt: skip
    return bound, cue


@cache
def _directions(kind: str) -> dict[str, str]:
    return dict(load("direction_words").filter(pl.col("kind") == kind).select("say", "direction").rows())


@cache
def verb_pattern() -> str:
    """A change word at the end of the text before a number: group 1."""
    words = p.alternation(list(_directions("verb")))
    return p.ascii_only(rf"{p.B}({words})(?:{FILLER}|(?: [a-z]+){{1,3}} by)[ ]?$")


@cache
def noun_pattern() -> str:
    """A change noun soon after a number: group 1."""
    return p.ascii_only(rf"^[ -](?:[a-z'-]+ ){{0,2}}?({p.alternation(list(_directions('noun')))}){p.B}")


def find_direction(before: pl.Expr, rest: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """(direction, verb or noun) of lower-cased texts around a phrase."""
    verb = before.str.extract(verb_pattern(), 1).replace_strict(_directions("verb"), default=None, return_dtype=pl.String)
    noun = rest.str.extract(noun_pattern(), 1).replace_strict(_directions("noun"), default=None, return_dtype=pl.String)
    form = pl.when(verb.is_not_null()).then(pl.lit("verb")).when(noun.is_not_null()).then(pl.lit("noun"))
    return pl.coalesce(verb, noun), form
