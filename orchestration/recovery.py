"""What a killed run leaves behind, put right by the next one.

Belongs here: Dagster runs whose process is gone (they would hold their pool's slot for ever), a candidate that cannot be opened. Does not
belong here: unfinished work itself: that is found by what is missing (`pending`), whoever was killed.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg

from orchestration.processes import is_alive
from orchestration.trouble import Trouble
from warehouse.paths import Home

PROCESS_TAG = "saidso/process"
"""Run tag: the process that executes the run, as `processes.this_process` names it."""

NAMELESS = timedelta(minutes=10)
"""A started run that has not said its process by then was killed before it could."""

OPEN_ELSEWHERE_SECONDS = 20.0

_ACTIVE = [dg.DagsterRunStatus.NOT_STARTED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]


def end_dead_runs(instance: dg.DagsterInstance) -> list[str]:
    """Mark runs whose process is gone as failed and free their slots in pools; returns the ids of these runs.

    A killed run keeps its slot: without this, the next one waits for it for ever ("Step blocked by limit for pool").
    """
    ended = []
    for record in instance.get_run_records(dg.RunsFilter(statuses=_ACTIVE)):
        run = record.dagster_run
        process = run.tags.get(PROCESS_TAG)
        nameless = process is None and run.status == dg.DagsterRunStatus.STARTED and datetime.now(UTC) - record.update_timestamp > NAMELESS
        if nameless or (process is not None and not is_alive(process)):
            instance.report_run_failed(run, message="Its process is gone; the next run finishes its work.")
            instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
            ended.append(run.run_id)
    return ended


def check_candidate(home: Path, tell: Callable[[str], None]) -> None:
    """Look whether the candidate can be opened: say so when it will be built anew, wait while another process has it open.

    Raises Trouble when it stays open elsewhere: DuckDB lets nobody write a file that somebody reads.
    """
    import duckdb

    candidate = Home.at(home).candidate
    if not candidate.exists():
        return
    deadline = time.monotonic() + OPEN_ELSEWHERE_SECONDS
    waiting = False
    while True:
        try:
            duckdb.connect(str(candidate)).close()
            return
        except duckdb.Error as error:
            if "lock" not in str(error).lower():
                tell(f"the build file was damaged ({candidate}); it is kept as {candidate.name}.broken and built anew from the lake")
                return
            if time.monotonic() > deadline:
                raise Trouble(f"{candidate} is open in another process; close it there (current/warehouse.duckdb is for readers)") from None
        if not waiting:
            tell(f"waiting for another process to close {candidate}")
            waiting = True
        time.sleep(0.5)
