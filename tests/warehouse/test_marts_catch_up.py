"""Marts derived step by step, as articles arrive, equal marts derived at once."""

from datetime import timedelta

import pytest

from tests.warehouse import lake_writing, scenario
from warehouse import marts
from warehouse.dictionary import declared_models
from warehouse.load import load, open_candidate

TABLES = [f"marts.{model['name']}" for model in declared_models()] + [f"work.{model['name']}" for model in declared_models("intermediate")]


@pytest.fixture(scope="module")
def caught_up(tmp_path_factory):
    """Later versions, reprints and contradictions arrive after the marts were built once."""
    home = tmp_path_factory.mktemp("caught-up")
    shift, reprint, rival, stores, stores_later, prices, item_1, item_2, other = scenario.CORPUS
    lake_writing.write_lake(home, (reprint, stores, item_1, prices))
    load(home)
    assert marts.are_outdated(home)
    marts.build(home)
    assert not marts.are_outdated(home)
    lake_writing.write_lake(home, (shift, rival, stores_later, item_2, other), batch="b2", day=lake_writing.DAY + timedelta(days=1))
    load(home)
    with open_candidate(home) as connection:
        waiting = {row[0] for row in connection.execute("SELECT subject FROM core.changed_subject").fetchall()}
    result = marts.build(home)
    return home, waiting, result


def test_only_subjects_whose_rows_changed_are_derived_anew(caught_up):
    _, waiting, result = caught_up
    assert result.success
    assert waiting == {"Lumora", "Kestrel"}


@pytest.mark.parametrize("table", TABLES)
def test_every_mart_is_the_same(caught_up, built, table):
    home, _, _ = caught_up
    with open_candidate(home) as connection:
        stepwise = connection.execute(f"SELECT * FROM {table} ORDER BY ALL").pl()
    assert stepwise.equals(built.query(f"SELECT * FROM {table} ORDER BY ALL"))


def test_what_a_better_reading_withdraws_leaves_every_mart(caught_up):
    home, _, _ = caught_up
    only_shift = tuple(
        scenario.Article(**{**vars(article), "figures": article.figures[:1] * (article.name == "shift")}) for article in scenario.CORPUS
    )
    lake_writing.write_lake(home, only_shift, reading_id="r2", batch="again", day=lake_writing.DAY + timedelta(days=2))
    load(home, preferred_reading="r2")
    assert marts.build(home).success
    with open_candidate(home) as connection:
        rows = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES if table.startswith("marts.")}
    assert rows == {"marts.claims": 1, "marts.implied_metrics": 0, "marts.metric_timeline": 1, "marts.services_shift": 1}


def test_marts_of_another_project_are_outdated(caught_up):
    home, _, _ = caught_up
    assert not marts.are_outdated(home)
    with open_candidate(home) as connection:
        connection.execute("DELETE FROM core.loaded_part WHERE table_name = 'marts'")
    assert marts.are_outdated(home)
