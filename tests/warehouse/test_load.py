"""Loading: what is new and only that, in any order, however often, whatever was killed."""

import itertools
import os
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.warehouse import lake_writing, scenario
from transforms.contracts.dictionary import core_tables
from warehouse import settle
from warehouse.load import WarehouseLockedError, has_news, load, open_candidate
from warehouse.paths import Home


def contents(home: Path) -> dict[str, pl.DataFrame]:
    """Every table of `core`, sorted, without what tells of arrival."""
    with open_candidate(home) as connection:
        return {
            table.name: connection.execute(
                f"SELECT {', '.join(c.name for c in table.columns if not c.tells_of_arrival)} FROM core.{table.name} ORDER BY ALL"
            ).pl()
            for table in core_tables()
            if table.name not in ("fact_ingest_event", "loaded_part", "changed_subject")
        }


def same(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> bool:
    return one.keys() == other.keys() and all(one[name].equals(other[name]) for name in one)


def query(home: Path, sql: str) -> list[tuple]:
    with open_candidate(home) as connection:
        return connection.execute(sql).fetchall()


def test_a_lake_becomes_a_star(loaded):
    home = loaded()
    articles, claims = query(home, "SELECT (SELECT count(*) FROM core.dim_article), (SELECT count(*) FROM core.fact_claim)")[0]
    assert articles == len(scenario.CORPUS)
    assert claims == sum(len(article.figures) for article in scenario.CORPUS)


def test_amounts_survive_exactly(loaded):
    home = loaded()
    assert query(
        home, "SELECT value::VARCHAR, low IS NULL, high::VARCHAR, high_open FROM core.fact_claim WHERE number_text = '$300 million' LIMIT 1"
    ) == [("300000000.000000", True, "300000000.000000", True)]


def test_loading_again_changes_nothing(loaded):
    home = loaded()
    before = contents(home)
    assert has_news(home) is False
    result = load(home)
    assert result.parts == 0
    assert not result.changed
    assert same(contents(home), before)


def test_a_day_written_and_loaded_again_changes_nothing(loaded):
    home = loaded()
    before = contents(home)
    query(home, "DELETE FROM core.loaded_part WHERE table_name <> 'contract'")
    assert has_news(home) is True
    assert load(home).parts == 8
    assert same(contents(home), before)


def test_only_what_is_new_is_loaded(loaded):
    home = loaded(scenario.CORPUS[:3])
    lake_writing.write_lake(home, scenario.CORPUS[3:], batch="b2")
    result = load(home)
    assert (result.batches, result.parts, result.articles) == (1, 8, len(scenario.CORPUS))


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_order_and_grouping_of_arrival_do_not_show(order, tmp_path):
    thirds = [scenario.CORPUS[n::3] for n in range(3)]
    together, apart = tmp_path / "together", tmp_path / "apart"
    lake_writing.write_lake(together)
    load(together)
    for number, index in enumerate(order):
        lake_writing.write_lake(apart, thirds[index], batch=f"b{number}", day=lake_writing.DAY + timedelta(days=number))
        load(apart)
    assert same(contents(together), contents(apart))


def test_a_revised_article_keeps_its_old_version_and_shows_the_new_one(loaded):
    home = loaded()
    versions = "SELECT published_on, version_no, is_current FROM core.dim_article WHERE name = 'stores' ORDER BY version_no"
    assert query(home, versions) == [(date(2016, 6, 1), 1, False), (date(2016, 6, 2), 2, True)]


def test_items_of_one_feed_are_articles_of_their_own_not_versions(loaded):
    home = loaded()
    assert query(home, "SELECT name, version_no, is_current FROM core.dim_article WHERE name LIKE 'item-%' ORDER BY name") == [
        ("item-1", 1, True),
        ("item-2", 1, True),
    ]


def test_a_text_from_two_sources_is_one_article_and_current_while_it_is_the_last_of_either(loaded):
    first, second = scenario.CORPUS[3:5]
    elsewhere = scenario.Article(**{**vars(first), "source": "https://mirror.example/stores"})
    home = loaded((first, second))
    lake_writing.write_lake(home, (elsewhere,), batch="b2")
    load(home)
    assert query(home, f"SELECT count(*), bool_and(is_current) FROM core.dim_article WHERE article_id = '{first.article_id}'") == [
        (1, True)
    ]
    assert query(home, "SELECT count(*) FROM core.fact_ingest_event") == [(3,)]


def test_a_reprint_points_at_the_earliest_article_of_the_same_body(loaded):
    home = loaded()
    shift, reprint = scenario.CORPUS[0], scenario.CORPUS[1]
    duplicates = query(home, "SELECT article_id, duplicate_of FROM core.dim_article WHERE duplicate_of IS NOT NULL")
    assert duplicates == [(reprint.article_id, shift.article_id)]


def test_a_better_reading_replaces_every_row_of_its_articles(loaded):
    home = loaded()
    fewer = tuple(scenario.Article(**{**vars(article), "figures": article.figures[:1]}) for article in scenario.CORPUS)
    lake_writing.write_lake(home, fewer, reading_id="r2")
    load(home)
    assert query(home, "SELECT DISTINCT reading_id FROM core.fact_claim") == [("r2",)]
    assert query(home, "SELECT count(*) FROM core.fact_claim") == [(len(fewer),)]
    assert query(home, "SELECT * FROM core.dim_reading") == [("r2", len(fewer))]
    assert query(home, "SELECT count(*) FROM core.dim_entity WHERE name = 'Dawn Business'") == [(0,)]


def test_the_preferred_reading_wins_whichever_comes_first(tmp_path):
    for reading in ("r2", "r1"):
        lake_writing.write_lake(tmp_path, reading_id=reading)
        load(tmp_path, preferred_reading="r2")
    assert query(tmp_path, "SELECT DISTINCT reading_id FROM core.dim_article") == [("r2",)]


def test_an_article_not_read_yet_stands_and_is_filled_in_when_it_is(tmp_path):
    frames = lake_writing.write_lake(tmp_path)
    reading = list((tmp_path / "lake").glob("*/*/*-r1.parquet"))
    kept = {path: path.read_bytes() for path in reading}
    for path in reading:
        path.unlink()
    load(tmp_path)
    assert query(tmp_path, "SELECT count(*), count(published_on) FROM core.dim_article") == [(frames["articles"].height, 0)]
    for path, data in kept.items():
        path.write_bytes(data)
    load(tmp_path)
    assert query(tmp_path, "SELECT count(published_on) FROM core.dim_article") == [(frames["articles"].height,)]
    assert query(tmp_path, "SELECT count(*) FROM core.fact_claim") == [(frames["claims"].height,)]


def test_claims_stand_though_their_publication_broke_its_contract(tmp_path):
    frames = lake_writing.write_lake(tmp_path)
    for path in (tmp_path / "lake" / "publications").glob("*/*.parquet"):
        pl.read_parquet(path).head(1).write_parquet(path)
    load(tmp_path)
    assert query(tmp_path, "SELECT count(*) FROM core.fact_claim") == [(frames["claims"].height,)]


def test_an_entity_is_what_most_articles_take_it_for():
    orders = list(itertools.permutations([("a", "place"), ("b", "organisation"), ("c", "organisation")]))
    for order in orders:
        with duckdb.connect() as connection:
            from warehouse import ddl

            for statement in ddl.create_core():
                connection.execute(statement)
            connection.execute("CREATE TEMP TABLE touched_entity AS SELECT 'e' AS entity_id")
            for article_id, kind in order:
                connection.execute("INSERT INTO core.entity_sighting VALUES (?, 'e', 'Sun', ?, NULL, NULL)", [article_id, kind])
            settle._agree_on_entities(connection)
            assert connection.execute("SELECT name, kind FROM core.dim_entity").fetchall() == [("Sun", "organisation")]


def test_a_broken_file_is_set_aside_and_built_anew(loaded):
    home = loaded()
    before = contents(home)
    candidate = Home.at(home).candidate
    candidate.write_bytes(b"not a database" * 1000)
    assert has_news(home) is True
    load(home)
    assert same(contents(home), before)
    assert candidate.with_name("warehouse.duckdb.broken").exists()


def test_a_file_of_another_contract_is_built_anew(loaded):
    home = loaded()
    before = contents(home)
    query(home, "UPDATE core.loaded_part SET part = 'contract/older' WHERE table_name = 'contract'")
    assert load(home).rebuilt
    assert same(contents(home), before)


def test_a_file_open_elsewhere_is_one_clear_line(loaded):
    home = loaded()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import duckdb, sys; c = duckdb.connect({str(Home.at(home).candidate)!r}); print('open', flush=True); sys.stdin.read()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        holder.stdout.readline()
        with pytest.raises(WarehouseLockedError, match="open in another process"):
            load(home)
    finally:
        holder.communicate(b"", timeout=10)


def test_killed_inside_a_load_nothing_is_lost_or_doubled(loaded, monkeypatch):
    """The process dies after the rows are written and before they are committed."""
    home = loaded(scenario.CORPUS[:3])
    lake_writing.write_lake(home, scenario.CORPUS[3:], batch="b2")
    script = f"""
import os, signal
from warehouse import load, settle
settle.settle = lambda connection: os.kill(os.getpid(), signal.SIGKILL)
load.load({str(home)!r})
"""
    killed = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONPATH": "."})
    assert killed.returncode == -signal.SIGKILL
    assert load(home).articles == len(scenario.CORPUS)
    whole = contents(home)
    elsewhere = home / "elsewhere"
    lake_writing.write_lake(elsewhere)
    load(elsewhere)
    assert same(whole, contents(elsewhere))
