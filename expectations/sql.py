"""One way to say "these rows break the rule" to Great Expectations.

Belongs here: wrapping a query. Does not belong here: queries.
"""

from typing import Any


def unexpected_rows(query: str) -> Any:
    """An expectation that the query returns nothing. `{rows}` stands for the rows of the check's own table, a relation that needs an alias.

    Great Expectations fills in `{batch}` with an alias of its own or without one, depending on whether the word JOIN occurs.
    """
    import great_expectations.expectations as gxe

    return gxe.UnexpectedRowsExpectation(unexpected_rows_query=query.replace("{rows}", "(select * from {batch})"))
