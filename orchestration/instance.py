"""Dagster's instance of a home: its runs, events and schedules under SAIDSO_HOME/dagster.

Belongs here: dagster.yaml and opening the instance. Does not belong here: definitions, recovery.
"""

from pathlib import Path

import dagster as dg

from orchestration.home import dagster_folder

SETTINGS = """# Written by saidso.
telemetry:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
  pools:
    default_limit: 1
# Stages speak through events. Capturing their output would start processes of its own, and lose the last lines of a run.
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
run_monitoring:
  enabled: false
retention:
  sensor:
    purge_after_days:
      skipped: 2
      failure: 30
  schedule:
    purge_after_days:
      skipped: 2
"""


def write_settings(home: Path) -> Path:
    """Make Dagster's folder and its dagster.yaml; a file of the user's own stays as it is."""
    folder = dagster_folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "dagster.yaml"
    if not settings.exists():
        settings.write_text(SETTINGS)
    return folder


def open_instance(home: Path) -> dg.DagsterInstance:
    """The home's instance."""
    return dg.DagsterInstance.from_config(str(write_settings(home)))
