"""`saidso dev`: Dagster's web interface and daemon over the same definitions and the same instance.

Belongs here: starting them. Does not belong here: definitions.
"""

import argparse
import os
import signal
import sys
from pathlib import Path

from orchestration.home import writable_home

ADDRESS = "127.0.0.1"
"""This machine alone: Dagster's interface has no passwords."""


def dev(arguments: argparse.Namespace) -> int:
    """Put right what killed runs left, then become `dagster dev`."""
    folder = writable_home()
    from orchestration.instance import open_instance, write_settings
    from orchestration.recovery import end_dead_runs

    with open_instance(folder) as instance:
        end_dead_runs(instance)
    environment = {**os.environ, "DAGSTER_HOME": str(write_settings(folder)), "SAIDSO_HOME": str(folder)}
    command = [sys.executable, "-m", "dagster", "dev", "-m", "orchestration.definitions", "-h", ADDRESS, "-p", str(arguments.port)]
    print(f"Dagster at http://{ADDRESS}:{arguments.port} for {folder}; stop it with Ctrl-C", flush=True)
    # Started in the background we inherit "ignore SIGINT", and so would Dagster's services, which are stopped by just that signal.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.chdir(Path(__file__).resolve().parents[2])
    os.execve(sys.executable, command, environment)
    return 0
