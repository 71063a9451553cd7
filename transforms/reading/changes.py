"""What changed, which way, and what was won or lost.

Belongs here: of_metric of figures that state a change, a rank or a share; gains and losses of what is counted; the sign. Does not
belong here: which metric a figure is (`metrics`), what the change is measured against (`bases`).
"""

from functools import cache

import polars as pl

from transforms.reading.cues import as_cues, between, directions, metrics, nearness, nouns, phrases

CHANGING = ("growth_rate", "growth_multiple", "change", "rank", "revenue_share")
"""Metrics that are of another metric."""
SIGNED = (
    "growth_rate", "change", "price_change", "interest_rate_change", "subscriber_net_additions", "headcount_change",
    "gdp_growth", "inflation",
)  # fmt: skip
"""Metrics whose falls are negative."""
MOVED = (*CHANGING, "interest_rate_change", "price_change")
"""Metrics whose direction the nearest word of change tells."""
NATIONAL = {"gdp": "gdp_growth", "gdp_growth": "gdp_growth", "inflation": "inflation"}
"""What the catalogue calls the growth of an economy and of its prices."""
NET = ("subscriber_net_additions", "headcount_change")
"""Metrics whose sign is told by a word of gain or loss before a word of change."""
SHARES = ("market_share", "revenue_share", "sales_share", "rural_share")
_PLACE = ("number_no", "sentence_no", "start", "end", "breaks", "seen", "metric")


def with_changes(figures: pl.DataFrame, cues: pl.DataFrame) -> pl.DataFrame:
    """Add of_metric, changed_text (String, nullable: what changed and the words that name it) and sign (1 or -1); turn metrics of things
    counted into their gains and losses.

    figures: number_no, sentence_no, start, end, breaks, seen, metric, value, direction, set_direction, told, lead, counted_metric,
    when_gained, when_lost.
    cues: phrases on the line of figures (`cues.find_cues`) with part and own_part. Returns figures in order of number_no.
    """
    turn, metric = pl.col("turn"), pl.col("metric")
    turned = pl.when(turn == "gain").then(pl.col("when_gained")).when(turn == "loss").then(pl.col("when_lost"))
    turns = turned.is_not_null() & (metric == pl.col("counted_metric"))
    lost = pl.when(metric.is_in(NET) & (turn == "loss")).then(pl.lit("down"))
    toward = pl.coalesce(lost, "set_direction", "direction", pl.when(metric.is_in(MOVED)).then(pl.col("told")))
    # The catalogue has a metric of its own for a price that moves by an amount.
    repriced = (metric == "change") & (pl.col("of_metric") == "price")
    # A printed minus is the sign already.
    down = metric.is_in(SIGNED) & (toward == "down") & ~(pl.col("value") < 0).fill_null(False)
    return (
        figures.lazy()
        .join(_what_changed(figures, cues), on="number_no", how="left", maintain_order="left")
        .join(_turns(figures, cues), on="number_no", how="left", maintain_order="left")
        .with_columns(metric=pl.when(turns).then(turned).when(repriced).then(pl.lit("price_change", metrics())).otherwise(metric))
        .with_columns(
            metric=pl.when(metric == "growth_rate")
            .then(pl.col("of_metric").replace_strict(NATIONAL, default=metric, return_dtype=metrics()))
            .otherwise(metric)
        )
        .with_columns(sign=pl.when(down.fill_null(False)).then(-1).otherwise(1))
        .sort("number_no")
        .collect()
    )


def _what_changed(figures: pl.DataFrame, cues: pl.DataFrame) -> pl.LazyFrame:
    """number_no, of_metric: what the nearest noun names; for a share of revenue, the part it comes from."""
    wanted = figures.lazy().filter(pl.col("metric").is_in(CHANGING)).select(_PLACE)
    known = nouns().lazy().rename({"metric": "named", "weight": "named_weight"})
    named = (
        as_cues(cues.lazy())
        .join(known, on="phrase", how="left", maintain_order="left")
        .filter(pl.col("named").is_not_null() | pl.col("own_part").is_not_null())
    )
    share = pl.col("metric") == "revenue_share"
    narrowed = pl.when((pl.col("named") == "revenue") & pl.col("part").is_not_null()).then(pl.col("part")).otherwise(pl.col("named"))
    # 'market share' can change; 'of the market' is no metric of its own.
    whole = pl.col("of_metric").is_in(SHARES) & ~pl.col("phrase").is_in([p for p in phrases().categories if p.endswith("share")])
    return (
        wanted.join(named, on="sentence_no", maintain_order="left")
        .with_columns(**between("start", "end"))
        .filter(pl.col("gap") >= 0)
        .with_columns(of_metric=pl.when(share).then(pl.coalesce("own_part", narrowed)).otherwise(narrowed), of_score=_of_score())
        .filter((pl.col("of_score") > 0.1) & pl.col("of_metric").is_not_null() & ~whole)
        .sort("number_no", "of_score", "cue_no", maintain_order=True)
        .unique("number_no", keep="last")
        .select("number_no", "of_metric", pl.col("phrase").cast(pl.String).alias("changed_text"))
    )


@cache
def _of_score() -> pl.Expr:
    """How well a noun says what changed: before the figure rather than after it, but for ranks ('second by shipments')."""
    ahead, metric = pl.col("ahead"), pl.col("metric")
    # 'of its revenue from exports' tells the part after the figure.
    told_after = (pl.col("named") == "revenue") & pl.col("part").is_not_null()
    share = pl.when(told_after).then(1.15).otherwise(0.0)
    reach = pl.when(ahead).then(1.0).when(metric == "revenue_share").then(share).when(metric == "rank").then(1.2).otherwise(0.9)
    crowd = pl.col("others") * pl.when(ahead).then(0.05).otherwise(0.4)
    return pl.col("named_weight").fill_null(0.9) * reach * nearness() - pl.col("walls") * 0.12 - crowd


def _turns(figures: pl.DataFrame, cues: pl.DataFrame) -> pl.LazyFrame:
    """number_no, turn: gain or loss, by the word close before what is counted."""
    countable = pl.col("when_gained").is_not_null() | pl.col("when_lost").is_not_null() | pl.col("metric").is_in(NET)
    words = directions().lazy().filter(pl.col("role").str.contains("gain|loss"))
    gain = pl.col("role").str.contains("gain")
    # Of figures in a row the first says what became of both: 'shed 300 and 200 posts'.
    alone = (pl.col("others") == 0) | ((pl.col("others") == 1) & pl.col("lead").is_in(["and", "or"]))
    # 'Additional' tells of what it stands before, 'added' of what comes in its clause.
    reach = pl.when(pl.col("role").str.contains("added|behind") & ~pl.col("role").str.contains("verb")).then(2).otherwise(30)
    return (
        figures.lazy()
        .filter(countable)
        .select(*_PLACE, "lead")
        .join(as_cues(cues.lazy()).join(words, on="phrase", maintain_order="left"), on="sentence_no", maintain_order="left")
        .with_columns(**between("start", "end"))
        .filter(pl.col("gap").is_between(0, reach) & (pl.col("walls") < 0.6) & alone & pl.col("ahead"))
        .sort("number_no", "gap", descending=[False, True], maintain_order=True)
        .unique("number_no", keep="last")
        .select("number_no", pl.when(gain).then(pl.lit("gain")).otherwise(pl.lit("loss")).alias("turn"))
    )
