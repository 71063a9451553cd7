"""Releases: whole or not at all, one link, a rollback that holds."""

import json
import os
import signal
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest

from warehouse import releases
from warehouse.paths import Home

NOON = datetime(2021, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A candidate with one mart of three rows."""
    home = Home.at(tmp_path)
    home.build.mkdir()
    with duckdb.connect(str(home.candidate)) as connection:
        connection.execute("CREATE SCHEMA core; CREATE SCHEMA marts; CREATE TABLE core.dim_unit AS SELECT 'USD' AS unit")
        connection.execute("CREATE TABLE marts.claims AS SELECT range::INTEGER AS claim_id, 1.5::DECIMAL(38, 6) AS value FROM range(3)")
        connection.execute("CREATE VIEW main.claims AS SELECT * FROM marts.claims")
    return home


def publish(home: Home, hours: int = 0, **more) -> releases.Release:
    return releases.publish(home, now=NOON + timedelta(hours=hours), **more)


def test_a_release_is_a_read_only_copy_with_parquet_and_a_manifest(home):
    release = publish(home, checks=[{"name": "totals", "passed": True}])
    assert release.id == "20210504T120000Z"
    assert sorted(path.name for path in release.folder.iterdir()) == ["manifest.json", "marts", "warehouse.duckdb"]
    assert stat.S_IMODE(release.database.stat().st_mode) == 0o444
    assert pl.read_parquet(release.folder / "marts" / "claims.parquet")["value"].dtype == pl.Decimal(38, 6)
    manifest = json.loads((release.folder / "manifest.json").read_text())
    assert manifest["row_counts"] == {"core.dim_unit": 1, "marts.claims": 3}
    assert manifest["checks"] == [{"name": "totals", "passed": True}]
    assert {"id", "released_at", "code_version", "contract_hash", "marts_hash"} <= manifest.keys()


def test_readers_open_the_current_release_by_a_path_that_never_changes(home):
    publish(home)
    with duckdb.connect(str(home.current / "warehouse.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM claims").fetchone() == (3,)


def test_a_reader_keeps_its_release_while_the_next_is_published(home):
    publish(home)
    with duckdb.connect(str(home.current / "warehouse.duckdb"), read_only=True) as reader:
        with duckdb.connect(str(home.candidate)) as writer:
            writer.execute("INSERT INTO marts.claims VALUES (4, 2)")
        second = publish(home, 1)
        assert reader.execute("SELECT count(*) FROM claims").fetchone() == (3,)
    assert releases.current(home) == second
    assert second.manifest["row_counts"]["marts.claims"] == 4


def test_two_releases_within_a_second_have_two_ids(home):
    assert [publish(home).id, publish(home).id] == ["20210504T120000Z", "20210504T120000Z-02"]


def test_a_candidate_still_being_written_is_not_released(home):
    home.candidate.with_name("warehouse.duckdb.wal").write_bytes(b"rows to come")
    with pytest.raises(releases.ReleaseError, match="still being written"):
        publish(home)
    assert releases.current(home) is None


def test_a_missing_or_broken_candidate_leaves_current_where_it_is(home):
    first = publish(home)
    home.candidate.write_bytes(b"broken" * 4096)
    with pytest.raises(releases.ReleaseError, match="cannot be read"):
        publish(home, 1)
    home.candidate.unlink()
    with pytest.raises(releases.ReleaseError, match="nothing to release"):
        publish(home, 2)
    assert releases.current(home) == first


def test_a_rollback_pins_current_until_it_is_released(home):
    first, second = publish(home), publish(home, 1)
    assert releases.rollback(home, first.id).is_pinned
    third = publish(home, 2)
    assert (third.is_current, releases.current(home).id) == (False, first.id)
    assert releases.follow_again(home).id == third.id
    assert [release.is_pinned for release in releases.releases(home)] == [False, False, False]
    assert second.id in {release.id for release in releases.releases(home)}


def test_an_unknown_release_is_answered_with_those_that_stand(home):
    publish(home)
    with pytest.raises(releases.ReleaseError, match="20210504T120000Z"):
        releases.rollback(home, "yesterday")


def test_old_releases_go_but_never_the_live_one_nor_the_last_three(home):
    first = publish(home)
    releases.rollback(home, first.id)
    for hours in range(1, 7):
        publish(home, hours, keep=1)
    left = [release.id for release in releases.releases(home)]
    assert left == [first.id, "20210504T160000Z", "20210504T170000Z", "20210504T180000Z"]


def test_what_a_killed_publish_left_behind_is_no_release_and_is_removed(home):
    unfinished = home.releases / ".tmp-20210504T110000Z"
    unfinished.mkdir(parents=True)
    (unfinished / "warehouse.duckdb").write_bytes(b"half a")
    assert releases.releases(home) == []
    publish(home)
    assert not unfinished.exists()


@pytest.mark.parametrize("moment", ["os.rename", "os.replace", "shutil.copyfile"])
def test_killed_while_publishing_readers_keep_the_last_release(home, moment):
    first = publish(home)
    module, function = moment.split(".")
    script = f"""
import os, shutil, signal
from datetime import datetime, UTC
from warehouse import releases
{module}.{function} = lambda *arguments: os.kill(os.getpid(), signal.SIGKILL)
releases.publish({str(home.root)!r}, now=datetime(2021, 5, 5, tzinfo=UTC))
"""
    killed = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONPATH": "."})
    assert killed.returncode == -signal.SIGKILL
    assert releases.current(home).id == first.id
    assert publish(home, 48).is_current


def test_the_whole_scenario_is_released_with_every_mart(built, tmp_path):
    Home.at(tmp_path).build.mkdir()
    Home.at(tmp_path).candidate.write_bytes(Home.at(built.home).candidate.read_bytes())
    release = releases.publish(tmp_path)
    assert {path.stem for path in (release.folder / "marts").iterdir()} == {
        "claims",
        "implied_metrics",
        "metric_timeline",
        "services_shift",
    }
    frame = pl.read_parquet(release.folder / "marts" / "claims.parquet")
    assert frame.height == release.manifest["row_counts"]["marts.claims"]
