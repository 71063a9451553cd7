"""The assets `core/*`: the star schema in the candidate DuckDB file, filled by one step.

Belongs here: the tables as assets, with their declared columns. Does not belong here: DDL and loading (`warehouse`).
"""

from collections.abc import Iterator

import dagster as dg

from orchestration.defs.policies import WAREHOUSE_POOL, WHEN_READ_AGAIN, column_metadata
from orchestration.defs.reading import claims
from orchestration.defs.resources import SaidsoHome
from orchestration.progress import SUMMARY
from orchestration.words import counted
from transforms.contracts.dictionary import core_tables

SPECS = [
    dg.AssetSpec(
        ["core", table.name],
        deps=[claims],
        group_name="core",
        kinds={"duckdb"},
        description=table.description,
        metadata=column_metadata(table),
        automation_condition=WHEN_READ_AGAIN,
    )
    for table in core_tables()
]


@dg.multi_asset(name="star", specs=SPECS, pool=WAREHOUSE_POOL)
def star(saidso_home: SaidsoHome) -> Iterator[dg.MaterializeResult]:
    """Takes in the parts of the lake that the candidate has not seen: delete and insert by article, in transactions."""
    from transforms.reading.pipeline import reading_id
    from warehouse.load import load

    result = load(saidso_home.folder, preferred_reading=reading_id())
    said = f"{counted(result.articles, 'article')}, {counted(result.claims, 'claim')}" + (", built anew" if result.rebuilt else "")
    for spec in SPECS:
        yield dg.MaterializeResult(asset_key=spec.key, metadata={SUMMARY: said, "parts": result.parts})
