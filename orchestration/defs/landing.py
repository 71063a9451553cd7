"""The asset `landing`: documents' bytes kept by their hash, an event an arrival.

Belongs here: which sources a run lands. Does not belong here: how (`transforms.landing`).
"""

from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
from pydantic import Field

from orchestration.defs.policies import ARRIVAL_DAY
from orchestration.defs.resources import SaidsoHome
from orchestration.pending import landed_days, waiting_in_inbox
from orchestration.progress import SUMMARY


class LandingConfig(dg.Config):
    """What to land. With nothing said, what waits in the inbox."""

    sources: list[str] = Field(default_factory=list)
    """Files, folders and URLs."""
    landed: bool = False
    """Whoever started this run has landed its documents already (the command line does, to see whether anything is new)."""


@dg.asset(group_name="lake", kinds={"file"})
def landing(context: dg.AssetExecutionContext, config: LandingConfig, saidso_home: SaidsoHome) -> dg.MaterializeResult:
    """Every document's bytes under their sha256, unchanged for ever, and one ingest event for each arrival."""
    from transforms.landing import land

    if config.landed:
        return dg.MaterializeResult(metadata={SUMMARY: "landed before the run"})
    sources: list[str | Path] = [*(config.sources or waiting_in_inbox(saidso_home.folder))]
    if not sources:
        return dg.MaterializeResult(metadata={SUMMARY: "nothing waits in the inbox"})
    result = land(sources, saidso_home.folder, datetime.now(UTC))
    context.instance.add_dynamic_partitions(str(ARRIVAL_DAY.name), landed_days(saidso_home.folder))
    counts = dict(result.events.group_by("outcome").len().sort("outcome").rows())
    return dg.MaterializeResult(metadata={SUMMARY: describe_outcomes(counts), "batch_id": result.batch_id, **counts})


def describe_outcomes(counts: dict[str, int]) -> str:
    """What became of the arrivals, in words."""
    return ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())) or "no documents"
