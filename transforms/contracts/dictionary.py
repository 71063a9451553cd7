"""What the declarations of the star schema say, as plain values for whoever generates something from them.

Belongs here: reading dataframely declarations (columns, keys, references, descriptions) and their fingerprint. Does not belong here:
SQL, dbt or Markdown (`warehouse` writes those), declarations themselves (`core`).
"""

import hashlib
import inspect
from dataclasses import dataclass
from functools import cache

import dataframely as dy
import polars as pl

from transforms.contracts.core import CORE_TABLES


@dataclass(frozen=True)
class Column:
    """One declared column. references: table.column; values: a closed vocabulary, empty when open; unit: of a number, else None."""

    name: str
    dtype: pl.DataType
    nullable: bool
    key: bool
    description: str
    references: str | None
    values: tuple[str, ...]
    unit: str | None
    tells_of_arrival: bool


@dataclass(frozen=True)
class Table:
    """One declared table of `core`."""

    name: str
    description: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the primary key's columns."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Column names to polars types, in order."""
        return {column.name: column.dtype for column in self.columns}


@cache
def core_tables() -> tuple[Table, ...]:
    """Every table of `core`, in load order."""
    return tuple(_table(name, schema) for name, schema in CORE_TABLES.items())


def core_table(name: str) -> Table:
    """One table of `core`. Raises KeyError when it is not declared."""
    return {table.name: table for table in core_tables()}[name]


@cache
def contract_hash() -> str:
    """Twelve hex digits that change when any declaration of `core` does."""
    return hashlib.sha256(repr(core_tables()).encode()).hexdigest()[:12]


def _table(name: str, schema: type[dy.Schema]) -> Table:
    columns = tuple(_column(column_name, column) for column_name, column in schema.columns().items())
    return Table(name, inspect.getdoc(schema) or "", columns)


def _column(name: str, column: dy.Column) -> Column:
    metadata = column.metadata or {}
    return Column(
        name=name,
        dtype=column.dtype,
        nullable=column.nullable,
        key=column.primary_key,
        description=column.description or "",
        references=metadata.get("references"),
        values=tuple(metadata.get("values", ())),
        unit=metadata.get("unit"),
        tells_of_arrival=bool(metadata.get("arrival", False)),
    )
