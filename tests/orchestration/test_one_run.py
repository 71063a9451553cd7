"""One run at a time, whoever starts it."""

import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.one_run import one_run
from orchestration.trouble import Trouble
from tests.orchestration.conftest import environment, saidso

HOLD = """
import sys
from pathlib import Path
from orchestration.one_run import one_run
with one_run(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(home: Path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(home)
    )
    assert process.stdout is not None
    process.stdout.readline()
    yield process
    process.kill()
    process.wait()


def test_a_second_run_stops_with_one_clear_line(home, holder, articles):
    second = saidso(home, "run", articles)
    assert second.returncode == 2
    assert len(second.stderr.strip().splitlines()) == 1
    assert str(holder.pid) in second.stderr


def test_a_job_inside_the_command_lines_lock_takes_no_second_one(home):
    with one_run(home), one_run(home, wait=True):
        pass
    with one_run(home):
        pass


def test_a_killed_holder_is_told_to_the_next(home, holder):
    with pytest.raises(Trouble, match="another run is at work"), one_run(home):
        pass
    holder.kill()
    holder.wait()
    with one_run(home) as dead:
        assert dead is not None
        assert dead.pid == holder.pid
    with one_run(home) as dead:
        assert dead is None
