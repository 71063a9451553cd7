"""One run from the command line: land, look whether anything is new, and launch the job in this process.

Belongs here: the order of a run, what is imported when (a run with nothing new imports neither Dagster nor dbt nor Great Expectations),
and what became of it. Does not belong here: what is printed (`cli.run`), the assets (`defs`).
"""

import gc
import sys
import uuid
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

from orchestration.audit_report import Report, read_report, report_path
from orchestration.one_run import one_run
from orchestration.pending import is_released, lake_state, note_release, noted_release, parse, unparsed, unread, waiting_in_inbox
from orchestration.progress import Progress
from orchestration.trouble import BLOCKED, BROKEN, RELEASED, WRONG_USE, Trouble


@dataclass
class Outcome:
    """What became of a run.

    nothing_new: no build was needed. released: a new release stands. unreadable: a line for each document that could not be read.
    reasons: why there is no release, one line each. report: the audit's, when it came that far.
    """

    exit_code: int
    nothing_new: bool = False
    released: bool = False
    outcomes: dict[str, int] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    report: Report | None = None


def run(home: Path, sources: Sequence[str], progress: Progress, *, wait: bool = False, reread: bool = False) -> Outcome:
    """Land the sources (the inbox when there are none), and release a new warehouse when there is anything new to show.

    Raises Trouble when another run is at work (unless wait) or the home cannot be used.
    """
    with one_run(home, wait=wait) as dead:
        if dead is not None:
            progress.tell(f"the last run (process {dead.pid}) was stopped before its end; this one finishes its work")
        unfinished = not is_released(home) or bool(unparsed(home))
        outcome = _land(home, sources, progress)
        news = outcome.outcomes.get("accepted", 0) + outcome.outcomes.get("revised", 0) > 0
        if not (news or unfinished or (reread and unread(home, reread=True))):
            _absorb(home)
            outcome.nothing_new = True
            return outcome
        if not _anything_landed(home):
            outcome.exit_code = WRONG_USE
            return outcome
        _launch(home, progress, outcome, reread)
        return outcome


def _land(home: Path, sources: Sequence[str], progress: Progress) -> Outcome:
    from transforms.landing import LandingError, land

    wanted = list(sources) or [str(path) for path in waiting_in_inbox(home)]
    if not wanted:
        return Outcome(RELEASED)
    progress.begin("landing")
    try:
        events = land(wanted, home, datetime.now(UTC)).events
    except LandingError as error:
        raise Trouble(str(error)) from None
    counts: dict[str, int] = dict(events.group_by("outcome").len().rows())
    progress.end("landing", ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())) or "no documents")
    refused = [
        f"{source}: {reason}"
        for source, reason, outcome in events.select("source_uri", "reason", "outcome").rows()
        if outcome == "quarantined"
    ]
    readable = sum(counts.values()) > len(refused)
    return Outcome(RELEASED if readable or not sources else WRONG_USE, outcomes=counts, unreadable=refused)


def _absorb(home: Path) -> None:
    """Take known documents' new arrivals into the lake without a build: they change nothing that is released."""
    waiting, release = unparsed(home), noted_release(home)
    for batch in waiting:
        parse(home, batch)
    if waiting and release:
        note_release(home, release, lake_state(home))


def _anything_landed(home: Path) -> bool:
    """Whether landing holds any article at all: without one there is nothing to build."""
    import polars as pl

    from transforms.landing import events

    return bool(events(home).filter(pl.col("article_id").is_not_null()).head(1).collect().height)


def _launch(home: Path, progress: Progress, outcome: Outcome, reread: bool) -> None:
    """Run the job in this process and note what became of it."""
    progress.begin("starting")
    warnings.simplefilter("ignore")  # libraries' notes to developers; pytest and ruff see ours
    # Two threads import at once: with the usual 5 ms they spend a second handing the interpreter to each other.
    sys.setswitchinterval(0.1)
    Thread(target=_warm_up, daemon=True).start()
    from orchestration.definitions import defs
    from orchestration.defs.jobs import JOB, day_tags, run_config
    from orchestration.instance import open_instance
    from orchestration.processes import this_process
    from orchestration.recovery import PROCESS_TAG, check_candidate, end_dead_runs

    # What is imported stays to the end: the collector need not look through it again.
    gc.freeze()
    gc.enable()
    check_candidate(home, progress.tell)
    with open_instance(home) as instance:
        ended = end_dead_runs(instance)
        run_id = str(uuid.uuid4())
        instance.add_event_listener(run_id, progress.hear)
        progress.end("starting", f"{len(ended)} stopped runs marked as failed" if ended else "")
        result = defs.resolve_job_def(JOB).execute_in_process(
            instance=instance,
            run_id=run_id,
            run_config=run_config(landed=True, reread=reread),
            tags={**day_tags(instance, home, reread=reread), PROCESS_TAG: this_process()},
            raise_on_error=False,
        )
    report = read_report(report_path(home))
    outcome.report = report if report and report.run_id == run_id else None
    outcome.released = result.success
    if not result.success:
        outcome.exit_code, outcome.reasons = _why(home, result)


def _warm_up() -> None:
    """Import what the audit needs while other stages wait for files and DuckDB."""
    from expectations.audit import warm_up

    warm_up()


def _why(home: Path, result: Any) -> tuple[int, list[str]]:
    """Exit code and reasons of a run that released nothing. The whole story goes to a log beside the build."""
    failed = [check for check in result.get_asset_check_evaluations() if not check.passed and check.blocking]
    if failed:
        return BLOCKED, [_line_of(check) for check in failed]
    errors = [event.step_failure_data.error for event in result.all_events if event.is_step_failure]
    log = home / "build" / "last-failure.log"
    log.write_text("\n\n".join(error.to_string() for error in errors))
    roots = [_root(error) for error in errors]
    if roots and all(root.cls_name in MENDABLE for root in roots):
        return WRONG_USE, [root.message.split(": ", 1)[-1].strip() for root in roots]
    return BROKEN, [*(root.message.strip().splitlines()[0] for root in roots), f"the whole story: {log}"]


MENDABLE = ("Trouble", "WarehouseLockedError", "LandingError")
"""Errors whose message already tells the user what to do."""


def _root(error: Any) -> Any:
    while error.cause is not None:
        error = error.cause
    return error


def _line_of(check: Any) -> str:
    """A failed blocking check in one line: which rule, how many rows."""
    rows = check.metadata.get("rows")
    return f"{check.asset_key.to_user_string()}: {check.check_name}" + (f": {rows.value} rows" if rows is not None else "")
