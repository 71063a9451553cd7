"""What assets share: partitions, the pool of the DuckDB file, when an asset is made again by itself, column metadata.

Belongs here: values several modules of `defs` use. Does not belong here: assets.
"""

from datetime import timedelta

import dagster as dg
import polars as pl

from transforms.contracts.dictionary import Table

ARRIVAL_DAY = dg.DynamicPartitionsDefinition(name="arrival_day")
"""By arrival day, UTC. Dynamic, not daily: a daily definition does not know today, and days without articles would keep what
follows from ever firing."""

WAREHOUSE_POOL = "warehouse"
"""One writer at a time on the DuckDB file: the instance limits every pool to one slot."""

# `eager()` alone starts what follows even when a blocking check failed in an earlier run.
WHEN_READ_AGAIN = dg.AutomationCondition.eager() & dg.AutomationCondition.all_deps_blocking_checks_passed()
"""Made again when what it is made from was read again, and never past a failed blocking check."""

FRESH = dg.FreshnessPolicy.time_window(fail_window=timedelta(days=7), warn_window=timedelta(days=1))
"""How old the newest release may be before Dagster says so."""


def column_metadata(table: Table) -> dict[str, object]:
    """Dagster's column metadata from a table's declaration."""
    columns = [
        dg.TableColumn(
            name=column.name,
            type=_type_name(column.dtype),
            description=column.description,
            constraints=dg.TableColumnConstraints(nullable=column.nullable, unique=table.key == (column.name,)),
        )
        for column in table.columns
    ]
    return {"dagster/column_schema": dg.TableSchema(columns=columns)}


def _type_name(dtype: pl.DataType) -> str:
    return str(dtype).lower()
