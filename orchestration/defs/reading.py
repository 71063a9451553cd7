"""The assets `articles` and `claims`: the lake's Parquet parts, by arrival day.

Belongs here: which batches of a day are parsed and read. Does not belong here: parsing and reading (`transforms`).
"""

import dagster as dg

from orchestration import pending
from orchestration.defs.landing import landing
from orchestration.defs.policies import ARRIVAL_DAY, WHEN_READ_AGAIN
from orchestration.defs.resources import SaidsoHome
from orchestration.progress import SUMMARY
from orchestration.words import counted

# One run may cover several days: those on which a killed run left work.
DAYS_TOGETHER = dg.BackfillPolicy.single_run()


class ClaimsConfig(dg.Config):
    """Which articles to read."""

    reread: bool = False
    """Read again what an older version of the reader has read."""


@dg.asset(group_name="lake", kinds={"parquet"}, deps=[landing], partitions_def=ARRIVAL_DAY, backfill_policy=DAYS_TOGETHER)
def articles(context: dg.AssetExecutionContext, saidso_home: SaidsoHome) -> dg.MaterializeResult:
    """One row a text with its headline, publisher and date, of every landed batch not yet in the lake."""
    days = set(context.partition_keys)
    parsed = [pending.parse(saidso_home.folder, batch) for batch in pending.unparsed(saidso_home.folder) if batch.day in days]
    return dg.MaterializeResult(metadata={SUMMARY: counted(sum(parsed), "new article"), "articles": sum(parsed)})


@dg.asset(
    group_name="lake",
    kinds={"polars", "parquet"},
    deps=[articles],
    partitions_def=ARRIVAL_DAY,
    backfill_policy=DAYS_TOGETHER,
    automation_condition=WHEN_READ_AGAIN,
)
def claims(context: dg.AssetExecutionContext, config: ClaimsConfig, saidso_home: SaidsoHome) -> dg.MaterializeResult:
    """What the reader made of the articles: claims, numbers set aside, mentions, roles, segments and dates, keyed by text and reading."""
    from transforms.reading.pipeline import reading_id

    days = set(context.partition_keys)
    waiting = [batch for batch in pending.unread(saidso_home.folder, reread=config.reread) if batch.day in days]
    read = [pending.read(saidso_home.folder, batch) for batch in waiting]
    rows = {table: sum(counts[table] for counts in read) for table in (read[0] if read else {})}
    said = f"{counted(rows.get('claims', 0), 'claim')}, {counted(rows.get('set_aside', 0), 'number')} set aside"
    return dg.MaterializeResult(metadata={SUMMARY: said, "reading_id": reading_id(), **rows})
