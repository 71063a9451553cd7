"""What kind of thing a figure measures: figures of companies, of products, of prices, of places.

Belongs here: the family of a metric, by itself and by the words of nations beside it. Does not belong here: which words tell the metric
(`metrics`), who has such figures (`subjects`).
"""

from functools import cache

import polars as pl

from transforms.vocabulary import load

FAMILIES = ("company", "product", "price", "place", "other", "firm")
"""firm: what goods and markets never have; company: what they may have too, and every metric that nobody sorted."""


def measured() -> pl.Expr:
    """What is measured: of a change, what changed."""
    changing = pl.col("metric").is_in(["growth_rate", "growth_multiple", "change"])
    return pl.coalesce(pl.when(changing).then(pl.col("of_metric")), pl.col("metric"))


def family_of(hosts: pl.DataFrame, figures: pl.DataFrame) -> pl.Expr:
    """Family of what is measured: figures of companies, of products, of prices, of places."""
    own = pl.col("metric").is_in(_own_metrics())
    doubtful = figures.lazy().filter(~own).select("sentence_no").unique()
    nations = hosts.lazy().select("sentence_no", "lower").join(doubtful, on="sentence_no", how="semi", maintain_order="left").filter(
        pl.col("lower").str.contains(_national_pattern())
    ).select("sentence_no").collect()["sentence_no"]  # fmt: skip
    national = ~own & pl.col("sentence_no").is_in(nations.implode())
    told = measured()
    families = {
        metric: FAMILIES.index(family)
        for metric, family in load("subject_families").select("metric", "family").iter_rows()
        if family in FAMILIES
    }
    return pl.when(national).then(FAMILIES.index("place")).otherwise(told.replace_strict(families, default=0, return_dtype=pl.UInt32))


@cache
def _national_pattern() -> str:
    return rf"\b(?:{'|'.join(load('national_words')['word'])})\b".replace(r"\b", r"(?-u:\b)")


def of_firms() -> pl.Expr:
    """Boolean: what a figure (metric, of_metric) measures only firms have."""
    return measured().is_in(firm_metrics()).fill_null(False)


@cache
def firm_metrics() -> list[str]:
    """Metrics that only firms have: goods and markets earn no profit and employ nobody."""
    families = load("subject_families")
    return families.filter(pl.col("family").is_in(["firm", "target"]))["metric"].to_list()


@cache
def target_metrics() -> list[str]:
    """Metrics of whom something is done to: who is bought, fined or rated."""
    return load("subject_families").filter(pl.col("family") == "target")["metric"].to_list()


@cache
def _own_metrics() -> list[str]:
    """Metrics that only companies and products have: no word of nations in the sentence makes them a country's."""
    families = load("subject_families")
    shared = ["other", "growth_rate", "growth_multiple", "change", "rate", "rank"]
    return [m for m in load("metrics")["metric"] if m not in shared and m not in families.filter(pl.col("family") == "place")["metric"]]
