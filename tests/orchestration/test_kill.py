"""Killed at any instant, a run loses nothing and doubles nothing, and the next one finishes its work.

Real runs are killed with SIGKILL where their own progress says they are. They share one home: a run that comes further than the one killed
before it shows that nothing was wedged.
"""

import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.orchestration.conftest import command, environment, saidso, write_articles

PATIENCE_SECONDS = 180


def after_landing(home: Path) -> bool:
    return any((home / "landing" / "events").glob("*/*.parquet"))


def while_reading(home: Path) -> bool:
    return any((home / "lake" / "claims").glob("*/*.parquet"))


def while_loading(home: Path) -> bool:
    return (home / "build" / "warehouse.duckdb.wal").exists()


def while_dbt_builds(home: Path) -> bool:
    return any((home / "build" / "dbt" / "target" / "run").rglob("*.sql"))


def while_auditing(home: Path) -> bool:
    return (home / "build" / "audit").is_dir()


def while_publishing(home: Path) -> bool:
    return any((home / "releases").glob(".tmp-*"))


MOMENTS = (after_landing, while_reading, while_loading, while_dbt_builds, while_auditing, while_publishing)


@pytest.fixture(scope="module")
def survivor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose first six runs were killed, each at a later moment, and whose seventh was not."""
    folder = tmp_path_factory.mktemp("killed")
    home, articles = folder / "home", write_articles(folder / "articles")
    home.mkdir()
    for moment in MOMENTS:
        kill_when(moment, home, articles)
        assert not (home / "current").exists(), "nothing half-made is ever current"
    last = saidso(home, "run")
    assert last.returncode == 0, last.stderr
    assert "was stopped before its end" in last.stderr
    return home


def kill_when(moment: Callable[[Path], bool], home: Path, articles: Path) -> None:
    """Start a run and kill it as soon as the moment has come."""
    # Landing the same folder again would only add duplicates' events: later runs are started as a user would, to finish the work.
    paths = [articles] if moment is after_landing else []
    with (home.parent / f"{moment.__name__}.err").open("w+") as told:
        process = subprocess.Popen(command("run", *paths), env=environment(home), stdout=subprocess.DEVNULL, stderr=told, cwd=home.parent)
        try:
            deadline = time.monotonic() + PATIENCE_SECONDS
            while not moment(home):
                told.seek(0)
                assert process.poll() is None, f"it ended before {moment.__name__}: {told.read()}"
                assert time.monotonic() < deadline, f"{moment.__name__} never came"
                time.sleep(0.001)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()


def test_the_release_holds_what_an_undisturbed_run_releases(survivor, released):
    query = """select claim_id, company, subject, metric, value, low, high, unit, bound, period, modality, speaker, number_text, origin_id
               from marts.claims order by claim_id"""
    assert ask(survivor, query) == ask(released, query)
    for table in ("core.dim_article", "core.fact_claim", "core.fact_set_aside", "core.fact_mention", "marts.metric_timeline"):
        count = f"select count(*) from {table}"
        assert ask(survivor, count) == ask(released, count), table


def test_every_arrival_is_recorded_once(survivor):
    assert ask(survivor, "select outcome, count(*) from core.fact_ingest_event group by all") == [("accepted", 2)]


def test_no_rubbish_stays(survivor):
    assert [path.name for path in (survivor / "releases").iterdir()] == [(survivor / "current").resolve().name]
    assert not (survivor / "build" / "warehouse.duckdb.wal").exists()


def test_dagster_knows_the_killed_runs_as_failed(survivor):
    from orchestration.instance import open_instance

    with open_instance(survivor) as instance:
        statuses = [record.dagster_run.status.value for record in instance.get_run_records()]
        slots = instance.event_log_storage.get_concurrency_info("warehouse").active_slot_count
    assert statuses[0] == "SUCCESS"
    assert set(statuses[1:]) <= {"FAILURE"}
    assert slots == 0


def test_the_next_run_has_nothing_left_to_do(survivor):
    done = saidso(survivor, "run")
    assert done.returncode == 0
    assert "Nothing new" in done.stdout


def ask(home: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(home / "current" / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()
