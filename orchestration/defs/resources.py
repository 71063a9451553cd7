"""The home a run works on, locked for the whole run.

Belongs here: the resource that every asset takes. Does not belong here: the lock's own rules (`one_run`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from orchestration.one_run import one_run
from orchestration.processes import this_process
from orchestration.recovery import PROCESS_TAG, check_candidate, end_dead_runs


class SaidsoHome(dg.ConfigurableResource):
    """SAIDSO_HOME. The in-process executor sets it up once a run, so whoever runs holds the lock from first asset to last."""

    path: str

    @property
    def folder(self) -> Path:
        return Path(self.path)

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["SaidsoHome"]:
        """Say which process runs, wait for the lock, put right what a killed run left."""
        run, instance = context.run, context.instance
        if run is not None and instance is not None and run.tags.get(PROCESS_TAG) != this_process():
            instance.add_run_tags(run.run_id, {PROCESS_TAG: this_process()})
        with one_run(self.folder, wait=True):
            if instance is not None:
                end_dead_runs(instance)
            check_candidate(self.folder, context.log.warning if context.log else print)
            yield self
