"""One run at a time, and a next one that knows whether the last one died."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.lock import LockHeldError, held_lock, lock_holder

HOLD = "import sys\nfrom warehouse.lock import held_lock\nwith held_lock({home!r}):\n    print('held', flush=True)\n    sys.stdin.read()\n"


@pytest.fixture
def other_run(tmp_path):
    """Another process that holds the lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD.format(home=str(tmp_path))],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": "."},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout.readline() == b"held\n"
    yield process
    if process.poll() is None:
        process.communicate(b"", timeout=10)


def test_a_second_run_is_told_who_holds_the_lock_and_since_when(tmp_path, other_run):
    with pytest.raises(LockHeldError, match=rf"process {other_run.pid}, since \d{{4}}-"), held_lock(tmp_path):
        pass
    assert lock_holder(tmp_path).pid == other_run.pid


def test_the_lock_of_a_killed_run_is_free_and_names_the_dead(tmp_path, other_run):
    other_run.send_signal(signal.SIGKILL)
    other_run.wait(timeout=10)
    assert lock_holder(tmp_path) is None
    with held_lock(tmp_path) as dead:
        assert dead.pid == other_run.pid


def test_a_run_that_ended_leaves_nothing_to_repair(tmp_path):
    with held_lock(tmp_path) as before:
        assert before is None
    with pytest.raises(ValueError, match="an ordinary failure"), held_lock(tmp_path):
        raise ValueError("an ordinary failure")
    with held_lock(tmp_path) as after:
        assert after is None


def test_nobody_holds_the_lock_of_a_home_that_was_never_used(tmp_path):
    assert lock_holder(tmp_path) is None
