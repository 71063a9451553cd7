"""The star is declared once: what is generated from the declarations follows them."""

import duckdb
import pytest

from transforms.contracts.dictionary import contract_hash, core_table, core_tables
from warehouse import ddl, dictionary
from warehouse.load import open_candidate


@pytest.mark.parametrize("table", core_tables(), ids=lambda table: table.name)
def test_every_table_and_column_is_described_and_keyed(table):
    assert table.description.endswith(".")
    assert table.key
    assert not [column.name for column in table.columns if not column.description]


def test_references_point_at_declared_columns_of_tables_loaded_before_or_beside():
    declared = {f"{table.name}.{column.name}" for table in core_tables() for column in table.columns}
    assert {column.references for table in core_tables() for column in table.columns if column.references} <= declared


def test_amounts_are_decimals_of_six_fraction_digits_and_moments_are_plain_utc():
    claim = {column.name: ddl.sql_type(column.dtype) for column in core_table("fact_claim").columns}
    assert {claim[name] for name in ("value", "value_high", "low", "high")} == {"DECIMAL(38,6)"}
    assert claim["flags"] == "VARCHAR[]"
    assert ddl.sql_type(core_table("dim_article").schema["first_seen_at"]) == "TIMESTAMP"


def test_duckdb_holds_the_declared_columns_types_nullability_and_comments():
    with duckdb.connect() as connection:
        for statement in ddl.create_core():
            connection.execute(statement)
        found = connection.execute(
            "SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns() "
            "WHERE schema_name = 'core' ORDER BY table_oid, column_index"
        ).fetchall()
    declared = [
        (table.name, column.name, ddl.sql_type(column.dtype), column.nullable, ddl.described(column))
        for table in core_tables()
        for column in table.columns
    ]
    assert found == declared


def test_words_with_quotes_become_one_literal():
    assert ddl.quoted("what one's own says") == "'what one''s own says'"


def test_the_contract_hash_is_stable_within_a_version():
    assert contract_hash() == contract_hash()
    assert len(contract_hash()) == 12


def test_the_generated_files_are_up_to_date():
    assert dictionary.SOURCES_FILE.read_text() == dictionary.dbt_sources(), "run: python -m warehouse.dictionary"
    assert dictionary.DICTIONARY_FILE.read_text() == dictionary.data_dictionary(), "run: python -m warehouse.dictionary"


def test_a_new_candidate_holds_no_rows_but_the_fixed_dimensions(tmp_path):
    from warehouse.load import load

    load(tmp_path)
    with open_candidate(tmp_path) as connection:
        counts = {table.name: connection.execute(f"SELECT count(*) FROM core.{table.name}").fetchone()[0] for table in core_tables()}
    assert {name for name, count in counts.items() if count} == {"dim_date", "dim_modality", "loaded_part"}
