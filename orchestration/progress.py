"""What a run shows while it works: a line a stage, with a spinner on a terminal and plainly elsewhere.

Belongs here: showing stages, and hearing of them from Dagster's own events. Does not belong here: the work, the closing summary.
"""

import os
import sys
from time import perf_counter
from typing import Any

STAGES = {
    "landing": "landing",
    "articles": "articles",
    "claims": "reading",
    "star": "star",
    "marts": "marts",
    "candidate": "candidate",
    "audit": "audit",
    "release": "release",
}
"""Steps of the job, by the word shown for each."""

GATED = ["candidate"]
"""The asset of the audit's gate, `audit_passed`."""

SUMMARY = "summary"
"""Metadata of an asset that the progress shows: what the stage did, in a few words."""


class Progress:
    """Lines on standard error, so that standard output keeps the summary alone."""

    def __init__(self) -> None:
        self._begun: dict[str, float] = {}
        self._words: dict[str, str] = {}
        self._shown: set[str] = set()
        self._checks: list[bool] = []
        self._console: Any = None
        self._status: Any = None
        if sys.stderr.isatty():
            from rich.console import Console

            self._console = Console(stderr=True, highlight=False)

    def begin(self, stage: str) -> None:
        """A stage starts."""
        self._begun[stage] = perf_counter()
        if self._console:
            self._stop()
            self._status = self._console.status(f"{stage} ...")
            self._status.start()

    def end(self, stage: str, did: str = "", *, failed: bool = False) -> None:
        """A stage is over. did: what it did, in a few words."""
        seconds = perf_counter() - self._begun.pop(stage, perf_counter())
        self._shown.add(stage)
        self._line(f"{'x' if failed else '-'} {stage:<10} {did:<60} {seconds:5.1f} s")

    def tell(self, line: str) -> None:
        """Something the user should know, between stages."""
        self._line(f"  {line}")

    def hear(self, entry: Any) -> None:
        """Take one entry of Dagster's event log: steps begin and end, assets say what became of them."""
        event = entry.dagster_event
        if event is None or event.step_key not in STAGES:
            return
        stage = STAGES[event.step_key]
        if stage in self._shown:
            return  # the command line landed before the run, and said so
        if event.event_type_value == "STEP_START":
            self.begin(stage)
        elif event.event_type_value == "ASSET_MATERIALIZATION":
            said = event.materialization.metadata.get(SUMMARY)
            if said is not None:
                self._words[stage] = str(said.value)
        elif event.event_type_value == "ASSET_CHECK_EVALUATION" and stage == "audit":
            if event.asset_check_evaluation_data.asset_key.path == GATED:
                return  # the gate sums the rules up, it is none
            self._checks.append(event.asset_check_evaluation_data.passed)
            self._words[stage] = f"{sum(self._checks)} of {len(self._checks)} checks passed"
        elif event.event_type_value in ("STEP_SUCCESS", "STEP_FAILURE"):
            self.end(stage, self._words.get(stage, ""), failed=event.event_type_value == "STEP_FAILURE")

    def close(self) -> None:
        """Take the spinner off the terminal."""
        self._stop()

    def _line(self, line: str) -> None:
        try:
            self._stop()
            print(line.rstrip(), file=sys.stderr, flush=True)
        except BrokenPipeError:
            # Whoever watched (head, less) has left; the run goes on.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())

    def _stop(self) -> None:
        if self._status:
            self._status.stop()
            self._status = None
