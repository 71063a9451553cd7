"""What waits is known from the names of files, whoever was killed when."""

import os
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from orchestration import pending
from orchestration.home import inbox
from tests.warehouse.lake_writing import write_lake
from transforms.landing import land


def test_nothing_waits_in_an_empty_home(home):
    assert pending.waiting_days(home) == []
    assert not pending.is_released(home)


def test_a_batch_waits_until_its_last_part_is_written(home):
    write_lake(home, batch="b1")
    assert pending.unparsed(home) == []
    assert pending.unread(home) == []
    [publications] = (home / "lake" / "publications").glob("*/*.parquet")
    publications.unlink()
    assert [batch.name for batch in pending.unread(home)] == ["b1"]
    [articles] = (home / "lake" / "articles").glob("*/*.parquet")
    articles.unlink()
    assert [batch.name for batch in pending.unparsed(home)] == ["b1"]


def test_days_with_work_are_known_in_order(home):
    for day in (date(2024, 2, 2), date(2023, 1, 1)):
        write_lake(home, batch="b1", day=day)
    assert pending.landed_days(home) == ["2023-01-01", "2024-02-02"]
    for part in (home / "lake" / "publications").glob("*/*.parquet"):
        part.unlink()
    assert pending.waiting_days(home) == ["2023-01-01", "2024-02-02"]


def test_another_reader_reads_again_only_when_asked(home):
    write_lake(home, reading_id="older")
    assert pending.unread(home) == []
    assert [batch.name for batch in pending.unread(home, reread=True)] == ["b1"]


def test_a_release_is_up_to_date_until_the_lake_changes(home):
    write_lake(home, batch="b1")
    (home / "releases" / "R1").mkdir(parents=True)
    (home / "releases" / "R1" / "warehouse.duckdb").touch()
    (home / "current").symlink_to("releases/R1")
    (home / "build").mkdir()
    pending.note_release(home, "R1", pending.lake_state(home))
    assert pending.is_released(home)
    write_lake(home, batch="b2")
    assert not pending.is_released(home)


def test_a_release_that_is_gone_is_made_again(home):
    (home / "build").mkdir()
    pending.note_release(home, "R1", pending.lake_state(home))
    assert not pending.is_released(home)


@pytest.fixture
def filled_inbox(home: Path) -> Path:
    folder = inbox(home)
    folder.mkdir()
    (folder / "a.txt").write_text("Sales rose 12%.")
    (folder / ".hidden").write_text("Sal")
    (folder / "b.txt.part").write_text("Sal")
    return folder


def test_hidden_files_and_files_still_growing_do_not_wait(home, filled_inbox):
    assert [path.name for path in pending.waiting_in_inbox(home)] == ["a.txt"]
    assert pending.waiting_in_inbox(home, settled=60) == []


def test_what_has_arrived_waits_no_more_until_it_changes(home, filled_inbox):
    land(pending.waiting_in_inbox(home), home, datetime.now(UTC))
    assert pending.waiting_in_inbox(home) == []
    (filled_inbox / "a.txt").write_text("Sales rose 13%.")
    assert [path.name for path in pending.waiting_in_inbox(home)] == ["a.txt"]


def test_a_file_moved_in_with_an_odd_date_waits(home, filled_inbox):
    for moment in (0, time.time() + 1e6):
        os.utime(filled_inbox / "a.txt", (moment, moment))
        assert [path.name for path in pending.waiting_in_inbox(home)] == ["a.txt"]


def test_items_of_a_file_in_the_inbox_count_for_the_file(home, filled_inbox):
    (filled_inbox / "c.jsonl").write_text('{"id": "x", "text": "Sales rose 12% to $3 million in 2019."}\nno json\n')
    land(pending.waiting_in_inbox(home), home, datetime.now(UTC))
    assert pending.waiting_in_inbox(home) == []


def test_the_same_files_ask_for_one_run_only(home, filled_inbox):
    files = pending.waiting_in_inbox(home)
    assert pending.inbox_key(files) == pending.inbox_key(files)
    (filled_inbox / "b.txt").write_text("Sales fell 3%.")
    assert pending.inbox_key(pending.waiting_in_inbox(home)) != pending.inbox_key(files)
