"""The one job: command line, sensor and schedule all launch it.

Belongs here: the job and what a request for it holds. Does not belong here: who asks, assets.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg

from orchestration.defs.policies import ARRIVAL_DAY
from orchestration.pending import landed_days, waiting_days

JOB = "saidso_run"
FIRST_DAY = "dagster/asset_partition_range_start"
LAST_DAY = "dagster/asset_partition_range_end"

saidso_run = dg.define_asset_job(
    JOB,
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    description="Lands documents, reads them, loads the star, builds the marts, audits the candidate and releases it.",
)


def run_config(*, sources: Sequence[str] = (), landed: bool = False, reread: bool = False) -> dict[str, Any]:
    """Configuration of one run. landed: its documents are landed already; with no sources, the inbox is."""
    return {
        "ops": {"landing": {"config": {"sources": list(sources), "landed": landed}}, "claims": {"config": {"reread": reread}}},
        "loggers": {"console": {"config": {"log_level": "ERROR"}}},
    }


def day_tags(instance: dg.DagsterInstance, home: Path, *, reread: bool = False) -> Mapping[str, str]:
    """Run tags for the arrival days with work waiting, today at least, after telling the instance of every day there is."""
    today = datetime.now(UTC).date().isoformat()
    name = str(ARRIVAL_DAY.name)
    instance.add_dynamic_partitions(name, sorted({*landed_days(home), today}))
    known = list(instance.get_dynamic_partitions(name))
    wanted = sorted(known.index(day) for day in {*waiting_days(home, reread=reread), today})
    return {FIRST_DAY: known[wanted[0]], LAST_DAY: known[wanted[-1]]}
