"""One warehouse of the scenario, built once for all tests that only look at it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.warehouse import lake_writing, scenario
from warehouse import marts
from warehouse.load import load
from warehouse.paths import Home


@dataclass(frozen=True)
class Built:
    home: Path
    result: marts.BuildResult

    def query(self, sql: str) -> pl.DataFrame:
        with duckdb.connect(str(Home.at(self.home).candidate), read_only=True) as connection:
            return connection.execute(sql).pl()

    def rows(self, sql: str) -> list[tuple]:
        return self.query(sql).rows()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The scenario loaded, with its marts, data tests and dbt's unit tests run. Not to be written to."""
    home = tmp_path_factory.mktemp("home")
    lake_writing.write_lake(home)
    load(home)
    # any argument of its own takes the place of the exclusion: here the unit tests run too
    return Built(home, marts.build(home, "--threads", "2"))


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[..., Path]:
    """Makes and loads small lakes: `loaded(articles)` returns SAIDSO_HOME."""

    def make(articles: tuple[scenario.Article, ...] = scenario.CORPUS) -> Path:
        lake_writing.write_lake(tmp_path, articles)
        load(tmp_path)
        return tmp_path

    return make
