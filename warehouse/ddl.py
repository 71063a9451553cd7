"""The contracts of `core` as DuckDB statements: CREATE TABLE with keys, COMMENT ON every table and column.

Belongs here: SQL text made from `transforms.contracts.dictionary`. Does not belong here: running it (`load`), declarations.
"""

import polars as pl

from transforms.contracts.dictionary import Column, Table, core_tables

_TYPES: dict[type, str] = {
    pl.String: "VARCHAR",
    pl.Boolean: "BOOLEAN",
    pl.Date: "DATE",
    pl.Datetime: "TIMESTAMP",
    pl.Float64: "DOUBLE",
    pl.Int8: "TINYINT",
    pl.Int16: "SMALLINT",
    pl.Int32: "INTEGER",
    pl.Int64: "BIGINT",
}


def sql_type(dtype: pl.DataType) -> str:
    """The DuckDB type that holds a declared polars type exactly. Raises KeyError for a type no table uses yet."""
    if isinstance(dtype, pl.Decimal):
        return f"DECIMAL({dtype.precision},{dtype.scale})"
    if isinstance(dtype, pl.List):
        inner = dtype.inner
        return f"{sql_type(inner if isinstance(inner, pl.DataType) else inner())}[]"
    return _TYPES[type(dtype)]


def create_core() -> list[str]:
    """Statements that make the schema `core` and its tables where they do not stand yet, and set every comment."""
    statements = ["CREATE SCHEMA IF NOT EXISTS core"]
    for table in core_tables():
        statements += [create_table(table), *comments(table)]
    return statements


def create_table(table: Table) -> str:
    """CREATE TABLE IF NOT EXISTS of one declared table."""
    lines = [_column(column) for column in table.columns]
    # The big tables' keys are kept by delete + insert and checked by the audit: an index over a long text key costs more than the rows.
    if table.name in KEYED:
        lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    return f"CREATE TABLE IF NOT EXISTS core.{table.name} (\n  " + ",\n  ".join(lines) + "\n)"


def comments(table: Table) -> list[str]:
    """COMMENT ON for the table and each column."""
    said = [f"COMMENT ON TABLE core.{table.name} IS {quoted(table.description)}"]
    return said + [f"COMMENT ON COLUMN core.{table.name}.{column.name} IS {quoted(described(column))}" for column in table.columns]


def described(column: Column) -> str:
    """A column's description with its unit, its closed vocabulary and what it refers to."""
    parts = [column.description]
    if column.unit:
        parts.append(f"unit: {column.unit}")
    if column.references:
        parts.append(f"refers to {column.references}")
    return "; ".join(parts)


def quoted(words: str) -> str:
    """A SQL string literal."""
    return "'" + words.replace("'", "''") + "'"


def _column(column: Column) -> str:
    return f"{column.name} {sql_type(column.dtype)}" + ("" if column.nullable else " NOT NULL")


KEYED = frozenset(
    table.name for table in core_tables() if not table.name.startswith(("fact_mention", "fact_set_aside", "dim_segment", "entity_sighting"))
)
"""Tables whose primary key DuckDB itself enforces."""
