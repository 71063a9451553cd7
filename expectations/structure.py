"""Structural checks, generated from the contracts of the core tables: columns, required values, enumerations, keys and links.

Belongs here: contract -> checks. Does not belong here: rules written by hand (`suites`), declarations (`transforms.contracts`).
"""

from typing import Any

import polars as pl

from expectations.checks import CheckSpec, Facts
from expectations.sql import unexpected_rows
from transforms.contracts.dictionary import Column, Table, core_tables


def structural_checks() -> list[CheckSpec]:
    """For each core table: its columns, its values, its key and, where it refers to other tables, its links. All critical."""
    return [check for table in core_tables() for check in _checks_of(table)]


def key_of(schema: str, table: str) -> tuple[str, ...]:
    """Columns that name a row, for samples; empty where none are declared."""
    keys = {("core", declared.name): declared.key for declared in core_tables()} | {("marts", "claims"): ("claim_id",)}
    return keys.get((schema, table), ())


def _checks_of(table: Table) -> list[CheckSpec]:
    checks = [
        _spec(table, "has_its_columns", f"{table.name} has exactly the columns of its contract.", _columns),
        _spec(table, "values_keep_the_contract", f"Required columns of {table.name} are filled, closed vocabularies hold.", _values),
        _spec(table, "key_is_unique", f"{', '.join(table.key)} names one row of {table.name}.", _key),
    ]
    if any(column.references for column in table.columns):
        links = ", ".join(f"{column.name} in {column.references}" for column in table.columns if column.references)
        checks.append(_spec(table, "links_exist", f"What {table.name} points to exists: {links}.", _links))
    return checks


def _spec(table: Table, what: str, description: str, build: Any) -> CheckSpec:
    return CheckSpec(f"{table.name}_{what}", "core", table.name, "critical", description, lambda facts: build(table, facts))


def _columns(table: Table, facts: Facts) -> list[Any]:
    import great_expectations.expectations as gxe

    return [gxe.ExpectTableColumnsToMatchSet(column_set=[column.name for column in table.columns], exact_match=True)]


def _values(table: Table, facts: Facts) -> list[Any]:
    import great_expectations.expectations as gxe

    required = [gxe.ExpectColumnValuesToNotBeNull(column=column.name) for column in table.columns if not column.nullable]
    closed = [_one_of(column) for column in table.columns if column.values]
    return [*required, *closed]


def _one_of(column: Column) -> Any:
    """The column holds only values of its closed vocabulary (a list: only such elements)."""
    import great_expectations.expectations as gxe

    if not isinstance(column.dtype, pl.List):
        return gxe.ExpectColumnValuesToBeInSet(column=column.name, value_set=list(column.values))
    allowed = ", ".join(f"'{value}'" for value in column.values)
    return unexpected_rows(f"select c.* from {{rows}} c where not list_has_all([{allowed}], c.{column.name})")


def _key(table: Table, facts: Facts) -> list[Any]:
    import great_expectations.expectations as gxe

    if len(table.key) == 1:
        return [gxe.ExpectColumnValuesToBeUnique(column=table.key[0])]
    return [gxe.ExpectCompoundColumnsToBeUnique(column_list=list(table.key))]


def _links(table: Table, facts: Facts) -> list[Any]:
    return [_link(table, column) for column in table.columns if column.references]


def _link(table: Table, column: Column) -> Any:
    target, key = str(column.references).split(".")
    shown = ", ".join(f"c.{name}" for name in dict.fromkeys((*table.key, column.name)))
    # One pass over the distinct values: the big tables point to few rows of the small ones.
    return unexpected_rows(
        f"select {shown}, '{column.name}' as missing_in_{target} from {{rows}} c "
        f"where c.{column.name} is not null and c.{column.name} not in (select {key} from core.{target} where {key} is not null)"
    )
