"""What a careful reader would doubt about a claim: flags and confidence.

Belongs here: misprints and doubts that one article can show, and how sure the reader is. Does not belong here: what needs
several articles (a mart), repairing a value (never done here).
"""

from functools import cache

import polars as pl

from transforms.reading.misprints import contradictory_rate
from transforms.vocabulary import load

CHANGES = ("growth_rate", "change")
"""Metrics of what changed, not of how large a part is."""
PRICES = ("price", "average_price", "price_change")
OF_MARKETS = ("market_share", "rank", "stake", "share_price")
"""Metrics of one company that are told with words of its market."""


def with_flags(claims: pl.LazyFrame) -> pl.LazyFrame:
    """Add `flags`, List(String), in alphabetical order.

    claims: needs value, unit, unit_kind, decimals, metric, metric_score, by_default, period, period_basis, ambiguous, modality, speaker,
    speaker_desc, cited_source, published_on, number_text, sentence, and what `misprints` adds and needs.
    """
    judged = claims.join(_plausible_ranges().lazy(), on="metric", how="left", maintain_order="left").join(
        _magnitudes().lazy(), on="unit", how="left", maintain_order="left"
    )
    dollars = pl.when(pl.col("unit_kind") == "money").then(pl.col("value").abs() * pl.col("usd_per_unit")).otherwise(pl.col("value").abs())
    below = dollars < pl.col("plausible_low")
    implausible = (below | (dollars > pl.col("plausible_high"))) & (pl.col("modality") != "hypothetical")
    bare = ~pl.col("number_text").str.contains(r"\p{L}{4,}|\d(?:k|m|bn|tn|mn|cr)\b")
    # In alphabetical order: the order of the flags in their list.
    conditions = {
        "ambiguous_metric": pl.col("metric_score") < 0.4,
        "ambiguous_period": pl.col("ambiguous"),
        "anonymous_source": pl.col("speaker").is_null() & pl.col("speaker_desc").is_not_null(),
        "contradictory_rate": contradictory_rate(),
        "converted_amount": pl.col("converted"),
        "headline_mismatch": pl.col("headline_mismatch"),
        "implausible": implausible & pl.col("per").is_null(),
        "missing_scale": below & bare & (pl.col("unit_kind") == "money") & pl.col("per").is_null() & (pl.col("modality") != "hypothetical"),
        "relayed": pl.col("cited_source").is_not_null(),
        "same_person_two_names": pl.col("two_names"),
        "subject_by_default": pl.col("by_default"),
        "undated": pl.col("published_on").is_null(),
    }
    bits = [condition.fill_null(False).cast(pl.UInt16) * (1 << bit) for bit, condition in enumerate(conditions.values())]
    return judged.with_columns(flags=pl.lit(_lists_of(tuple(conditions))).gather(pl.sum_horizontal(bits)))


def with_confidence(claims: pl.LazyFrame) -> pl.LazyFrame:
    """Add `confidence`, 0..1: how likely value, unit, subject and metric are all right (calibration: docs/accuracy.md)."""
    score = pl.col("metric_score").fill_null(0.3) * pl.col("subject_score").fill_null(0.3)
    doubted = [score, *[pl.when(condition.fill_null(False)).then(left).otherwise(1.0) for left, condition in _reasons().values()]]
    return claims.with_columns(confidence=pl.reduce(lambda product, factor: product * factor, doubted).clip(0.01, 0.99).round(3))


@cache
def _reasons() -> dict[str, tuple[float, pl.Expr]]:
    """Why a claim may be wrong though its words fit: what is left of the confidence, and whom it concerns.

    Needs flags, metric, modality, per, unit, subject_kind, by_default, metric_score, subject_score, sentence, end.
    """
    organisation = pl.col("subject_kind") == "organisation"
    # Only what looks sure is read again: doubts about the rest change nothing that anyone would act on.
    sure = organisation & (pl.col("metric_score") * pl.col("subject_score") > 0.6)
    sentence = pl.when(sure & ~pl.col("metric").is_in(OF_MARKETS)).then("sentence").otherwise(pl.lit(""))
    changes = pl.col("metric").is_in(CHANGES) & (pl.col("unit") == "percent")
    return {
        "out of all proportion": (0.7, pl.col("flags").list.contains("implausible")),
        "a whole market is spoken of, not one company": (0.87, sentence.str.contains(_any_of("whole"))),
        "goods sold by weight are priced by markets": (
            0.87,
            organisation & pl.col("metric").is_in(PRICES) & pl.col("per").is_in(_words("measure")),
        ),
        "who forecasts may speak of others": (0.96, organisation & (pl.col("modality") == "forecast")),
        "the sentence does not name its subject": (0.97, pl.col("by_default")),
        "a part of something rather than a change": (0.9, changes & (pl.col("sentence").str.slice(pl.col("end"), 4) == " of ")),
    }


@cache
def _words(kind: str) -> list[str]:
    return load("doubt_words").filter(pl.col("kind") == kind)["word"].to_list()


@cache
def _any_of(kind: str) -> str:
    """A pattern of these words, in either case."""
    return rf"(?i-u:\b(?:{'|'.join(_words(kind))})\b)"


@cache
def _lists_of(flags: tuple[str, ...]) -> pl.Series:
    """Every list of these flags, at the place that its bits make a number of: looking a list up costs far less than building it."""
    place = pl.int_range(1 << len(flags))
    told = [pl.when(place // (1 << bit) % 2 == 1).then(pl.lit(flag)) for bit, flag in enumerate(flags)]
    return pl.select(pl.concat_list(told).list.drop_nulls()).to_series()


@cache
def _plausible_ranges() -> pl.DataFrame:
    """metric, plausible_low, plausible_high Float64 (money in US dollars)."""
    return load("metrics").select("metric", pl.col("plausible_low").cast(pl.Float64), pl.col("plausible_high").cast(pl.Float64))


@cache
def _magnitudes() -> pl.DataFrame:
    """unit (ISO 4217), usd_per_unit Float64: an order of magnitude for plausibility, never a conversion."""
    return load("currency_magnitudes").select(pl.col("code").alias("unit"), pl.col("usd_per_unit").cast(pl.Float64))
