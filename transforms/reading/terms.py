"""Terms of an announced deal are facts, though they are told in the future tense.

Belongs here: telling an announced deal from a wish for one. Does not belong here: every other modality (`modality`), which figures are
prices or stakes (`metrics`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either_pattern
from transforms.vocabulary import load

TERMS = ("deal_value", "stake", "share_price", "valuation", "debt", "investment", "units_ordered", "funding_round")
"""Metrics that a deal's terms are told in."""
OPENING = 4
"""Sentences of an article, headline included, that announce what it is about."""

DOUBTED = 2
"""Sentences in which an article that only speaks of talks says so; further down, other plans may be doubtful."""


def announced_deals(sentences: pl.DataFrame) -> pl.DataFrame:
    """Articles that open with a deal, and with no doubt that there is one: (article_no UInt32, deal Boolean).

    sentences: `frames.Sentences`.
    """
    told = pl.col("kind").is_in(["headline", "body"])
    place = pl.int_range(pl.len()).over("article_no")
    return (
        sentences.lazy()
        .filter(told)
        .select("article_no", "lower", _place=place)
        .filter(pl.col("_place") < OPENING)
        .group_by("article_no")
        .agg(
            deal=pl.col("lower").str.contains(_any("deal")).any()
            & ~(pl.col("lower").str.contains(_any("doubt")) & (pl.col("_place") < DOUBTED)).any(),
        )
        .filter("deal")
        .collect()
    )


def settled_modality() -> pl.Expr:
    """modality, where a deal's terms in the plain future are actual and a target for a share is what somebody foresees.

    Needs modality, cue, metric, deal.
    """
    deal = pl.col("deal").fill_null(False) & pl.col("modality").is_in(["target", "forecast"])
    plain = pl.col("metric").is_in(TERMS) & pl.col("cue").str.contains(_only("plain_future"))
    # "Its holders will receive 3 of cash and 2 of stock": what is given for a company is a term, whatever it is measured as.
    given = pl.col("cue").str.contains(_only("given"))
    # Nobody plans the price of a share: "raised its target to 3".
    aimed = pl.col("cue").str.contains(r"(?-u:\b)targets?(?-u:\b)")
    foreseen = (pl.col("modality") == "target") & (pl.col("metric") == "share_price") & aimed
    return (
        pl.when((deal & (plain | given)).fill_null(False))
        .then(pl.lit("actual"))
        .when(foreseen.fill_null(False))
        .then(pl.lit("forecast"))
        .otherwise("modality")
        .alias("modality")
    )


@cache
def _words(kind: str) -> str:
    words = load("deal_words").filter(pl.col("kind") == kind)["word"].to_list()
    return either_pattern(words)


def _any(kind: str) -> str:
    return rf"(?-u:\b)(?:{_words(kind)})(?-u:\b)"


def _only(kind: str) -> str:
    """The cue is one of these words, with at most an adverb and a verb behind it: "will", "will also invest"."""
    return rf"^(?:{_words(kind)})(?: [a-z]+){{0,2}}$"
