"""The stage of periods over texts whose numbers are found by a simple pattern.

Belongs here: what several test modules of this stage ask for. Does not belong here: tests.
"""

import polars as pl

from tests.transforms.builders import articles, sentences
from transforms.reading.modality import judge_modality
from transforms.reading.periods import assign_periods, find_periods, find_publications
from transforms.reading.spans import find_spans

AMOUNT = r"(?:[$£€]|Rs )?[0-9](?:[0-9.,]*[0-9])?(?: million| billion| crore)?%?"


def read_periods(*texts: str, published: str | None = "2024-07-22") -> pl.DataFrame:
    """`find_periods` of these texts."""
    told = sentences(*texts, published=published)
    return find_periods(told, find_publications(articles(*texts, published=published), told))


def stub_numbers(told: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """Digits outside expressions of time, as `frames.Numbers` has them."""
    spans = find_spans(told, "sentence_no", "plain", AMOUNT)
    dates = periods.select("sentence_no", pl.col("start").alias("low"), pl.col("end").alias("high"))
    inside = spans.join(dates, on="sentence_no").filter((pl.col("start") < pl.col("high")) & (pl.col("end") > pl.col("low")))
    text = pl.col("match")
    unit = (
        pl.when(text.str.contains("%"))
        .then(pl.lit("percent"))
        .when(text.str.contains("[$£€]|Rs"))
        .then(pl.lit("USD"))
        .otherwise(pl.lit("count"))
    )
    kept = spans.join(inside, on=["sentence_no", "start"], how="anti", maintain_order="left")
    return kept.join(told.select("sentence_no", "article_no"), on="sentence_no", how="left", maintain_order="left").select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("number_no"),
        "sentence_no",
        "article_no",
        "start",
        "end",
        text.alias("number_text"),
        text.str.extract("([0-9.]+)").cast(pl.Float64, strict=False).alias("value"),
        unit.alias("unit"),
        unit.replace("USD", "money").alias("unit_kind"),
        pl.lit(None, pl.String).alias("per"),
        pl.lit(None, pl.String).alias("direction"),
    )


def date_numbers(*texts: str, published: str | None = "2024-07-22") -> list[tuple[str, str | None]]:
    """(number_text, period) of every number of these texts."""
    told = sentences(*texts, published=published)
    publications = find_publications(articles(*texts, published=published), told)
    periods = find_periods(told, publications)
    numbers = stub_numbers(told, periods)
    dated = assign_periods(told, numbers, periods, publications, judge_modality(told, numbers, periods))
    assert dated["number_no"].to_list() == numbers["number_no"].to_list()
    return list(zip(numbers["number_text"].to_list(), dated["period"].to_list(), strict=True))
