"""Structural checks, generated from the contracts of the core tables: columns, required values, enumerations, keys and links.

Belongs here: contract -> checks. Does not belong here: rules written by hand (`suites`), declarations (`transforms.contracts`).

Each check is one expectation: two hundred small ones took Great Expectations 3 s on an almost empty warehouse, these take less than 1.
"""

from functools import partial
from typing import Any

import polars as pl

from expectations.checks import CheckSpec, Facts, Severity
from expectations.sql import has_columns, unexpected_rows
from transforms.contracts.dictionary import Column, Table, core_tables

CALENDAR = "dim_date.date"


def structural_checks() -> list[CheckSpec]:
    """For each core table: its columns, its values, its key and, where it refers to other tables, its links. All critical but days."""
    return [check for table in core_tables() for check in _checks_of(table)]


def _checks_of(table: Table) -> list[CheckSpec]:
    checks = [
        _spec(table, "has_its_columns", f"{table.name} has exactly the columns of its contract.", _columns),
        _spec(table, "values_keep_the_contract", f"Required columns of {table.name} are filled, closed vocabularies hold.", _values),
        _spec(table, "key_is_unique", f"{', '.join(table.key)} names one row of {table.name}.", _key),
    ]
    if links := _linked(table, days=False):
        told = ", ".join(f"{column.name} in {column.references}" for column in links)
        checks.append(_spec(table, "links_exist", f"What {table.name} points to exists: {told}.", _links))
    if days := _linked(table, days=True):
        # The calendar is finite: a plan for a far year is no reason to keep everything else from its readers.
        told = ", ".join(column.name for column in days)
        checks.append(_spec(table, "days_stand_in_the_calendar", f"{told} of {table.name} are days of dim_date.", _days, "warning"))
    return checks


def _linked(table: Table, *, days: bool) -> list[Column]:
    """Columns that refer to another table: to the calendar, or to any other."""
    return [column for column in table.columns if column.references and (column.references == CALENDAR) == days]


def _spec(table: Table, what: str, description: str, build: Any, severity: Severity = "critical") -> CheckSpec:
    return CheckSpec(f"{table.name}_{what}", "core", table.name, severity, description, partial(build, table))


def _columns(table: Table, facts: Facts) -> list[Any]:
    return [has_columns([column.name for column in table.columns], others_too=False)]


def _values(table: Table, facts: Facts) -> list[Any]:
    empty = {f"{column.name} is missing": f"c.{column.name} is null" for column in table.columns if not column.nullable}
    strange = {f"{column.name} is not one of its values": _is_strange(column) for column in table.columns if column.values}
    return [unexpected_rows(_rows_with_problems(table, empty | strange))]


def _is_strange(column: Column) -> str:
    """SQL: the value is outside its closed vocabulary (a list: one of its elements is)."""
    allowed = ", ".join(f"'{value}'" for value in column.values)
    if isinstance(column.dtype, pl.List):
        return f"not list_has_all([{allowed}], c.{column.name})"
    return f"c.{column.name} not in ({allowed})"


def _key(table: Table, facts: Facts) -> list[Any]:
    key = ", ".join(table.key)
    return [unexpected_rows(f"select {key}, count(*) as rows_with_it from {{rows}} c group by {key} having count(*) > 1")]


def _links(table: Table, facts: Facts, *, days: bool = False) -> list[Any]:
    broken = {f"{column.name} is not in {column.references}": _is_broken(column) for column in _linked(table, days=days)}
    return [unexpected_rows(_rows_with_problems(table, broken))]


def _days(table: Table, facts: Facts) -> list[Any]:
    return _links(table, facts, days=True)


def _is_broken(column: Column) -> str:
    """SQL: the value points to a row that is not there (no value points nowhere)."""
    target, key = str(column.references).split(".")
    return f"c.{column.name} is not null and c.{column.name} not in (select {key} from core.{target} where {key} is not null)"


def _rows_with_problems(table: Table, problems: dict[str, str]) -> str:
    """Query of the rows for which one of the SQL conditions holds: the key, and which do, in words."""
    told = ", ".join(f"case when {condition} then '{words}' end" for words, condition in problems.items())
    key = ", ".join(f"c.{name}" for name in table.key)
    return f"select * from (select {key}, concat_ws('; ', {told}) as problems from {{rows}} c) judged where problems <> ''"
