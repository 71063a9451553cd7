"""A release as its users open it: DuckDB, SQLAlchemy, pandas, polars, Parquet."""

import duckdb
import pandas as pd
import polars as pl
import pytest
import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from warehouse import releases
from warehouse.paths import Home


@pytest.fixture(scope="module")
def release(built, tmp_path_factory) -> releases.Release:
    home = Home.at(tmp_path_factory.mktemp("released"))
    home.build.mkdir()
    home.candidate.write_bytes(Home.at(built.home).candidate.read_bytes())
    releases.publish(home)
    return releases.current(home)


@pytest.fixture(scope="module")
def engine(release) -> sa.Engine:
    """As a BI tool connects: through the link, read-only."""
    database = release.folder.parent.parent / "current" / "warehouse.duckdb"
    return sa.create_engine(f"duckdb:///{database}", connect_args={"read_only": True}, poolclass=NullPool)


def test_duckdb_reads_claims_by_their_plain_name(release):
    with duckdb.connect(str(release.database), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM claims WHERE company = 'Kestrel'").fetchone()[0] > 0


def test_a_reader_cannot_write(release):
    with duckdb.connect(str(release.database), read_only=True) as connection, pytest.raises(duckdb.Error, match="read-only"):
        connection.execute("DELETE FROM marts.claims")


def test_a_renamed_copy_still_answers(release, tmp_path):
    copy = tmp_path / "another-name.duckdb"
    copy.write_bytes(release.database.read_bytes())
    with duckdb.connect(str(copy), read_only=True) as connection:
        assert (
            connection.execute("SELECT count(*) FROM claims").fetchone()
            == connection.execute("SELECT count(*) FROM marts.claims").fetchone()
        )


def test_sqlalchemy_reflects_tables_columns_and_comments(engine):
    inspector = sa.inspect(engine)
    assert {"claims", "metric_timeline", "implied_metrics", "services_shift"} <= set(inspector.get_table_names(schema="marts"))
    columns = {column["name"]: column for column in inspector.get_columns("claims", schema="marts")}
    assert columns["origin_id"]["comment"] == "one statement, however many articles repeat it"
    assert "fact_claim" in inspector.get_table_names(schema="core")


def test_pandas_reads_through_sqlalchemy(engine):
    frame = pd.read_sql("SELECT company, value_label FROM claims WHERE metric = 'services_revenue' AND period = '2014'", engine)
    assert set(frame["value_label"]) == {"<$300M"}


def test_polars_reads_the_parquet_beside_the_database(release):
    claims = pl.read_parquet(release.folder / "marts" / "claims.parquet")
    assert claims.schema["value"] == pl.Decimal(38, 6)
    assert claims.schema["flags"] == pl.List(pl.String)
