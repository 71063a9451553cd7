"""Dimensions that come from vocabulary and the calendar: metrics, units, modalities, dates.

Belongs here: their rows, as frames of `contracts.core`. Does not belong here: dimensions made of what articles say (`star`).
"""

from datetime import date

import polars as pl

from transforms import vocabulary
from transforms.contracts import enums
from transforms.contracts.dictionary import core_table

FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2075, 12, 31)
"""Days of `dim_date`: business news looks back to foundings and ahead to climate targets."""

_MODALITIES = {
    "actual": "A fact as the text has it, signed terms included",
    "estimate": "Marked as an estimate of what is or was",
    "forecast": "An expectation or guidance of what will be",
    "target": "One's own plan or goal",
    "hypothetical": "Inside an if-clause or a counterfactual: nobody says it is or will be so",
}

_PLAIN_UNITS = {
    "percent": ("percent", "percent", "%"),
    "percentage_points": ("percentage_points", "percentage points", "pp"),
    "count": ("count", "things counted", None),
    "people": ("people", "people", None),
    "rank": ("rank", "position in an ordering", "#"),
    "multiple": ("multiple", "multiple", "x"),
    "ratio": ("ratio", "ratio", None),
}

MONEY_SYMBOLS = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "INR": "₹",
    "JPY": "¥",
    "KRW": "₩",
    "ILS": "₪",
    "NGN": "₦",
    "PHP": "₱",
    "TRY": "₺",
    "VND": "₫",
}
"""Signs that stand for one currency alone; any other currency is labelled with its code."""


def metrics(seen: pl.Series) -> pl.DataFrame:
    """`core.DimMetric`: the catalogue and, marked, what texts speak of beyond it. seen: metric ids of the facts."""
    catalogue = _vocabulary("metrics", ("metric", "unit_kind", "period_kind", "definition", "plausible_low", "plausible_high"))
    listed = catalogue.rename({"metric": "metric_id"}).with_columns(pl.lit(True).alias("is_catalogued"))
    beyond = _unlisted(seen, listed["metric_id"], "metric_id").with_columns(pl.lit(False).alias("is_catalogued"))
    return _shaped("dim_metric", pl.concat([listed, beyond], how="diagonal_relaxed").sort("metric_id"))


def units(seen: pl.Series) -> pl.DataFrame:
    """`core.DimUnit`: all currencies, the plain units and durations, and the physical units that facts have."""
    money = _vocabulary("currencies", ("code", "name")).select(
        pl.col("code").alias("unit"),
        pl.lit("money").alias("unit_kind"),
        "name",
        pl.col("code").replace_strict(MONEY_SYMBOLS, default=None, return_dtype=pl.String).alias("symbol"),
    )
    plain = pl.DataFrame(
        [(unit, kind, name, symbol) for unit, (kind, name, symbol) in _PLAIN_UNITS.items()]
        + [(unit, "duration", unit, None) for unit in enums.DURATION_UNITS],
        schema={"unit": pl.String, "unit_kind": pl.String, "name": pl.String, "symbol": pl.String},
        orient="row",
    )
    listed = pl.concat([money.unique("unit"), plain])
    # what is neither money nor plain is physical; three capitals are a currency the list lacks
    physical = (
        _unlisted(seen, listed["unit"], "unit")
        .with_columns(
            pl.when(pl.col("unit").str.contains(r"^[A-Z]{3}$")).then(pl.lit("money")).otherwise(pl.lit("physical")).alias("unit_kind")
        )
        .join(_names_of_physical_units(), on="unit", how="left")
    )
    return _shaped("dim_unit", pl.concat([listed, physical], how="diagonal_relaxed").sort("unit"))


def modalities() -> pl.DataFrame:
    """`core.DimModality`, in the order of the enumeration."""
    frame = pl.DataFrame({"modality": list(_MODALITIES), "definition": list(_MODALITIES.values())})
    return _shaped("dim_modality", frame.with_columns(pl.col("modality").is_in(["forecast", "target"]).alias("is_outlook")))


def dates() -> pl.DataFrame:
    """`core.DimDate`: every day from FIRST_DAY to LAST_DAY."""
    day = pl.col("date")
    days = pl.DataFrame({"date": pl.date_range(FIRST_DAY, LAST_DAY, eager=True)})
    year = day.dt.strftime("%Y")
    return _shaped(
        "dim_date",
        days.with_columns(
            day.dt.year().alias("year"),
            pl.format("{}-H{}", year, pl.when(day.dt.month() <= 6).then(1).otherwise(2)).alias("half"),
            pl.format("{}-Q{}", year, day.dt.quarter()).alias("quarter"),
            day.dt.strftime("%Y-%m").alias("month"),
            day.dt.strftime("%G-W%V").alias("iso_week"),
            day.dt.weekday().alias("weekday"),
            (day.dt.month_end() == day).alias("is_month_end"),
        ),
    )


def _names_of_physical_units() -> pl.DataFrame:
    """unit, name: the plain name of each base unit (watt of W)."""
    said = _vocabulary("units", ("kind", "unit", "base", "factor"))
    of_itself = (pl.col("kind") == "name") & (pl.col("factor").cast(pl.Float64, strict=False) == 1)
    return said.filter(of_itself).group_by(pl.col("base").alias("unit")).agg(pl.col("unit").min().alias("name"))


def _vocabulary(name: str, columns: tuple[str, ...]) -> pl.DataFrame:
    """Columns of a vocabulary file; one that it lacks is null."""
    found = vocabulary.load(name)
    return found.select(pl.col(column) if column in found.columns else pl.lit(None, pl.String).alias(column) for column in columns)


def _unlisted(seen: pl.Series, listed: pl.Series, column: str) -> pl.DataFrame:
    values = seen.drop_nulls().unique().cast(pl.String)
    return pl.DataFrame({column: values.filter(~values.is_in(listed.to_list()))}, schema={column: pl.String})


def _shaped(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=core_table(table).schema), frame], how="diagonal_relaxed").select(
        pl.col(name).cast(dtype) for name, dtype in core_table(table).schema.items()
    )
