"""What a figure leaves unsaid and another figure says: a converted amount, a level after "down from", figures in a row.

Belongs here: metrics, changed metrics and signs that figures take from figures before or behind them. Does not belong here: what a figure's
own words say (`metrics`, `measured_metrics`).
"""

from functools import cache

import polars as pl

from transforms.reading.changes import CHANGING
from transforms.reading.cues import KIND, metric_named
from transforms.reading.settings import AGAIN
from transforms.vocabulary import load

SIGNED_SCORE = 0.6
"""How sure a percentage with a printed sign is a change."""
SIZES = (
    "revenue", "services_revenue", "product_revenue", "units_sold", "shipments", "production_volume", "units_ordered", "market_share",
    "subscribers", "users", "users_monthly_active", "customers", "store_count", "fleet_size", "valuation", "asset_base",
    "installed_capacity", "production_capacity",
)  # fmt: skip
"""Metrics that places in an order go by: the second largest maker is so by its sales, not by a price named before."""
GROWTH = ["growth_rate", "growth_multiple", "change"]
UNSAID = 0.9
"""What is left of the score of a change when its sentence does not name what changed."""


def with_carried(figures: pl.DataFrame) -> pl.LazyFrame:
    """Figures whose metric, of_metric, metric_score and sign are filled in from figures beside them; adds measured_unit (String, "people"
    where the metric counts people).

    figures: in order of number_no, with sentence_no, article_no, start, unit_kind, unit, counted, measured_text, _before, _printed_sign,
    lead, compared, metric, of_metric, metric_score, sign.
    """
    metric, of, kind, score = pl.col("metric"), pl.col("of_metric"), pl.col("unit_kind"), pl.col("metric_score")
    money, counts = kind == "money", kind.is_in(["count", "people"])
    last = pl.col("sentence_no").shift(1)
    beside = (pl.col("sentence_no") == last) & (pl.col("start").cast(pl.Int64) - pl.col("end").shift(1) <= 3)
    converted, again = pl.col("_converted"), pl.col("_converted_again")
    # Of what neither names its metric nor counts anything, the one before tells it.
    unsaid = metric.is_null() & (kind != "percent") & (pl.col("counted").is_null() | money)
    topic = pl.when(metric.is_in(CHANGING)).then(of).when(metric != "other").then(metric)
    ranked = _last_of_article(pl.when(metric == "rank").then(of))
    told = _last_of_article(topic)
    sized = _last_of_article(pl.when(topic.is_in(SIZES)).then(topic))
    inherited = pl.when(metric == "rank").then(pl.coalesce(ranked, sized)).otherwise(told)
    # Figures in a row say the same of several things: '8% and 6% respectively', '1,500 and 1,000 posts'.
    listed = (
        pl.col("lead").is_in(["and", "or", ","])
        & (pl.col("sentence_no") == last)
        & (pl.col("start").cast(pl.Int64) - pl.col("end").shift(1) <= 6)
    )
    follows = metric.is_null() & listed & (kind == "percent") & (kind.shift(1) == "percent")
    leads = metric.is_null() & pl.col("counted").is_null() & counts & counts.shift(-1) & listed.shift(-1).fill_null(False)
    # What is weighed in tonnes once is what the article weighs in tonnes.
    weighed = kind.is_in(["physical", "percentage_points"])
    known = weighed & metric.is_not_null() & ~metric.is_in([*CHANGING, "other"])
    usual = _last_of_article(pl.when(known).then(metric))
    unsaid_again = metric.is_null() & weighed & (_last_of_article(pl.when(known).then("unit")) == pl.col("unit"))
    people = counts & metric.is_in(_people_metrics()).fill_null(False)
    better = converted.shift(-1).fill_null(False) & (score.shift(-1) > score)
    return (
        figures.lazy()
        .with_columns(
            _converted=beside & money & money.shift(1) & pl.col("_before").str.ends_with("("),
            _signed=(kind == "percent") & pl.col("_printed_sign"),
            _like=pl.when(counts).then(pl.lit("count", KIND)).otherwise(kind),
        )
        .with_columns(_converted_again=_converted_again(beside & money))
        .with_columns(
            metric=pl.when(better).then(metric.shift(-1)).otherwise(metric),
            metric_score=pl.when(better).then(score.shift(-1)).otherwise(score),
        )
        .with_columns(_level=pl.when(~metric.is_in(CHANGING)).then(metric))
        .with_columns(_alike=pl.coalesce([pl.when(_of_like_kind(back)).then(pl.col("_level").shift(back)) for back in (1, 2, 3)]))
        .with_columns(
            metric=pl.when(converted).then(metric.shift(1)).when(again).then(metric.shift(2)).when(unsaid).then("_alike").otherwise(metric),
            metric_score=pl.when(converted)
            .then(score.shift(1))
            .when(again)
            .then(score.shift(2))
            .when(unsaid & pl.col("_alike").is_not_null())
            .then(0.35)
            .otherwise(score),
        )
        # What a converted amount takes may itself have been taken.
        .with_columns(metric=pl.when(converted & metric.is_null()).then(metric.shift(1)).otherwise(metric))
        .with_columns(
            metric=pl.when(follows).then(metric.shift(1)).when(leads).then(metric.shift(-1)).otherwise(metric),
            metric_score=pl.when(follows).then(score.shift(1) * 0.9).when(leads).then(score.shift(-1) * 0.9).otherwise(score),
            of_metric=pl.when(follows).then(of.shift(1)).otherwise(of),
            sign=pl.when(follows).then(pl.col("sign").shift(1)).when(leads).then(pl.col("sign").shift(-1)).otherwise("sign"),
        )
        .pipe(_bracketed)
        .with_columns(
            metric=pl.when(unsaid_again).then(usual).otherwise(metric),
            metric_score=pl.when(unsaid_again).then(0.35).otherwise(score),
        )
        .pipe(_compared)
        .with_columns(
            of_metric=pl.when(metric.is_in(CHANGING)).then(pl.coalesce(of, inherited)),
            # Of a change whose sentence does not say what changed, much else is left open.
            metric_score=pl.when(metric.is_in(GROWTH) & (of.is_null() | (of == "other"))).then(score * UNSAID).otherwise(score),
        )
        .with_columns(measured_unit=pl.when(people).then(pl.lit("people")))
    )


def _converted_again(beside: pl.Expr) -> pl.Expr:
    """A third currency in the brackets of a converted amount: 2bn euros ($2.4bn; £1.7bn)."""
    close = pl.col("start").cast(pl.Int64) - pl.col("end").shift(1) <= 5
    alike = (pl.col("sentence_no") == pl.col("sentence_no").shift(1)) & (pl.col("unit_kind") == "money")
    joined = pl.col("_before").str.contains(r"(?:[;,/]| or| and) ?$")
    return (pl.col("_converted").shift(1, fill_value=False) & alike & close & joined).fill_null(False)


def _bracketed(figures: pl.LazyFrame) -> pl.LazyFrame:
    """Percentages with a printed sign are changes; in a list in brackets all are what the first is: 'steel (-8%), tin (-3%)'."""
    metric, sentence = pl.col("metric"), pl.col("sentence_no")
    in_brackets = (pl.col("unit_kind") == "percent") & pl.col("_before").str.ends_with("(")
    first = in_brackets & (metric == "growth_rate")
    listed = in_brackets & metric.is_null() & (pl.when(first).then(sentence).forward_fill() == sentence)
    return (
        figures.with_columns(_changes=metric.is_null() & pl.col("_signed"))
        .with_columns(
            metric=pl.when("_changes").then(metric_named("growth_rate")).otherwise(metric),
            metric_score=pl.when("_changes").then(SIGNED_SCORE).otherwise("metric_score"),
        )
        .with_columns(
            metric=pl.when(listed).then(metric_named("growth_rate")).otherwise(metric),
            metric_score=pl.when(listed).then(SIGNED_SCORE).otherwise("metric_score"),
            sign=pl.when(listed).then(pl.when(first).then("sign").forward_fill()).otherwise("sign"),
        )
    )


def _compared(figures: pl.LazyFrame) -> pl.LazyFrame:
    """'down from $8': what the figure before measures, or what it is a change of."""
    metric, compared, score = pl.col("metric"), pl.col("compared"), pl.col("metric_score")
    level = pl.when((metric == "change") | (compared.is_not_null() & metric.is_in(CHANGING))).then("of_metric").otherwise(metric)
    near = [pl.when(_of_like_kind(back, 0)).then(pl.col("_kept").shift(back)) for back in (1, 2, 3)]
    far = [pl.when(_of_like_kind(back) & (compared == AGAIN)).then(pl.col("_kept").shift(back)) for back in (1, 2, 3)]
    again = compared.is_not_null() & pl.col("_again").is_not_null()
    return (
        figures.with_columns(_kept=pl.when(compared.is_null()).then(level.fill_null(metric_named("other"))))
        .with_columns(_again=pl.coalesce([*near, *far]))
        .with_columns(
            metric=pl.when(again).then("_again").otherwise(metric),
            metric_score=pl.when(again).then(score.shift(1)).otherwise(score),
        )
    )


def _of_like_kind(back: int, sentences: int = 1) -> pl.Expr:
    """Whether the figure so many places before is of the same kind and stands at most so many sentences before."""
    like, article, sentence = pl.col("_like"), pl.col("article_no"), pl.col("sentence_no")
    return (like == like.shift(back)) & (article == article.shift(back)) & (sentence - sentence.shift(back) <= sentences)


def _last_of_article(value: pl.Expr) -> pl.Expr:
    """The last value before this figure in its article. Filled over the whole frame and checked: windows by article cost more."""
    origin = pl.when(value.is_not_null()).then(pl.col("article_no")).forward_fill().shift(1)
    return pl.when(origin == pl.col("article_no")).then(value.forward_fill().shift(1))


@cache
def _people_metrics() -> list[str]:
    return load("metrics").filter(pl.col("unit_kind") == "people")["metric"].to_list()
