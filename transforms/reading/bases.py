"""Against what a change is measured, and in which accounting view a figure is stated.

Belongs here: base and basis of figures, by the words of their sentence. Does not belong here: the words
(`transforms/vocabulary/figure_bases.csv`), when the compared period is (`periods`).
"""

from functools import cache

import polars as pl

from transforms.vocabulary import load

COMPARED = (
    "growth_rate",
    "growth_multiple",
    "change",
    "price_change",
    "interest_rate_change",
    "subscriber_net_additions",
    "headcount_change",
)
"""Metrics that are measured against something."""
ACCOUNTED = ("money", "percent")
"""Kinds of unit that have an accounting view."""


def with_bases(figures: pl.DataFrame, hosts: pl.DataFrame) -> pl.DataFrame:
    """Add base and basis (String, nullable).

    figures: needs sentence_no, metric, unit_kind. hosts: `frames.Sentences` that hold them. Only sentences whose figures can have one are
    looked at, and one test of all phrases together spares most of them the rest.
    """
    base = _told(hosts, figures.filter(pl.col("metric").is_in(COMPARED)), "base")
    basis = _told(hosts, figures.filter(pl.col("unit_kind").is_in(ACCOUNTED)), "basis")
    joined = figures.lazy()
    for told in (base, basis):
        joined = joined.join(told, on="sentence_no", how="left", maintain_order="left")
    compared, accounted = pl.col("metric").is_in(COMPARED), pl.col("unit_kind").is_in(ACCOUNTED)
    return joined.with_columns(base=pl.when(compared).then("base"), basis=pl.when(accounted).then("basis")).collect()


def _told(hosts: pl.DataFrame, figures: pl.DataFrame, column: str) -> pl.LazyFrame:
    """sentence_no and the first value of the column whose words the sentence holds."""
    patterns = _patterns(column)
    holds_any = _holds_any(column)
    first = pl.coalesce([pl.when(pl.col("lower").str.contains(p)).then(pl.lit(value)) for value, p in patterns.items()])
    # In steps: a plan would test all sentences before it leaves out those without such a figure.
    wanted = hosts.select("sentence_no", "lower").join(
        figures.select("sentence_no").unique(), on="sentence_no", how="semi", maintain_order="left"
    )
    return wanted.filter(holds_any).select("sentence_no", first.alias(column)).lazy()


@cache
def _patterns(column: str) -> dict[str, str]:
    """Value -> one pattern of all its ways to be said, in the order of the file."""
    rows = _phrases(column).group_by("value", maintain_order=True).agg(pl.col("pattern").str.join("|"))
    return dict(rows.iter_rows())


@cache
def _holds_any(column: str) -> pl.Expr:
    """Whether a sentence holds any of the column's phrases: literal phrases by one Aho-Corasick pass, patterns by one alternation."""
    patterns = _phrases(column)["pattern"].to_list()
    if any(mark in pattern for pattern in patterns for mark in "\\[(?"):
        return pl.col("lower").str.contains("|".join(f"(?:{p})" for p in patterns))
    return pl.col("lower").str.contains_any(patterns)


def _phrases(column: str) -> pl.DataFrame:
    """The rows of a column, with boundaries of plain letters, which cost far less."""
    rows = load("figure_bases").filter(pl.col("column") == column)
    return rows.with_columns(pl.col("pattern").str.replace_all(r"\b", r"(?-u:\b)", literal=True))
