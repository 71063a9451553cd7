"""What a killed run leaves in Dagster is put right by the next one, on a real instance."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from orchestration.instance import open_instance
from orchestration.processes import is_alive, this_process
from orchestration.recovery import PROCESS_TAG, check_candidate, end_dead_runs
from orchestration.trouble import Trouble

KILLED_IN_A_POOL = """
import os, signal, sys
import dagster as dg
from orchestration.instance import open_instance
from orchestration.processes import this_process
from orchestration.recovery import PROCESS_TAG
from pathlib import Path

@dg.op(pool="warehouse")
def writes():
    os.kill(os.getpid(), signal.SIGKILL)

@dg.job(executor_def=dg.in_process_executor)
def saidso_run():
    writes()

with open_instance(Path(sys.argv[1])) as instance:
    saidso_run.execute_in_process(instance=instance, tags={PROCESS_TAG: this_process()})
"""


@pytest.fixture
def instance(home: Path):
    with open_instance(home) as instance:
        yield instance


def test_a_killed_run_is_marked_as_failed_and_gives_its_slot_back(home, instance):
    killed = subprocess.run([sys.executable, "-W", "ignore", "-c", KILLED_IN_A_POOL, str(home)], cwd=Path(__file__).parents[2])
    assert killed.returncode == -signal.SIGKILL
    run = instance.get_run_records()[0].dagster_run
    assert run.status == dg.DagsterRunStatus.STARTED
    assert instance.event_log_storage.get_concurrency_info("warehouse").active_slot_count == 1

    assert end_dead_runs(instance) == [run.run_id]

    assert instance.get_run_by_id(run.run_id).status == dg.DagsterRunStatus.FAILURE
    assert instance.event_log_storage.get_concurrency_info("warehouse").active_slot_count == 0


def test_a_run_whose_process_lives_is_left_alone(instance):
    run = instance.create_run_for_job(dg.JobDefinition(graph_def=_graph(), name="saidso_run"), tags={PROCESS_TAG: this_process()})
    assert end_dead_runs(instance) == []
    assert instance.get_run_by_id(run.run_id).status == dg.DagsterRunStatus.NOT_STARTED


def test_a_process_id_used_again_is_another_process():
    assert is_alive(this_process())
    assert not is_alive(f"{os.getpid()}:1")
    assert not is_alive("nonsense")


def test_a_damaged_candidate_is_told(home):
    (home / "build").mkdir()
    (home / "build" / "warehouse.duckdb").write_bytes(b"no database" * 1000)
    told: list[str] = []
    check_candidate(home, told.append)
    assert "damaged" in told[0]


def test_a_candidate_open_elsewhere_is_trouble_after_a_while(home, monkeypatch):
    monkeypatch.setattr("orchestration.recovery.OPEN_ELSEWHERE_SECONDS", 0.2)
    (home / "build").mkdir()
    candidate = home / "build" / "warehouse.duckdb"
    duckdb.connect(str(candidate)).close()
    opens = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    reader = subprocess.Popen([sys.executable, "-c", opens, str(candidate)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert reader.stdout is not None
        reader.stdout.readline()
        with pytest.raises(Trouble, match="open in another process"):
            check_candidate(home, lambda line: None)
    finally:
        reader.communicate()


def _graph() -> dg.GraphDefinition:
    @dg.op
    def nothing() -> None: ...

    @dg.graph
    def graph() -> None:
        nothing()

    return graph
