"""The two things the suites say to Great Expectations: these rows break the rule, and these columns must be there.

Belongs here: building those expectations. Does not belong here: queries, rules.
"""

from collections.abc import Sequence
from typing import Any


def unexpected_rows(query: str) -> Any:
    """An expectation that the query returns nothing. `{rows}` stands for the rows of the check's own table, a relation that needs an alias.

    Great Expectations fills in `{batch}` with an alias of its own or without one, depending on whether the word JOIN occurs.
    """
    import great_expectations.expectations as gxe

    return gxe.UnexpectedRowsExpectation(unexpected_rows_query=query.replace("{rows}", "(select * from {batch})"))


def has_columns(names: Sequence[str], *, others_too: bool) -> Any:
    """An expectation that the table has these columns. others_too: it may have more."""
    import great_expectations.expectations as gxe

    return gxe.ExpectTableColumnsToMatchSet(column_set=list(names), exact_match=not others_too)
