"""Structural checks, generated from the contracts of the core tables: columns, required values, enumerations.

Belongs here: contract -> checks. Does not belong here: rules written by hand (`suites`).
"""

from expectations.checks import CheckSpec


def structural_checks() -> list[CheckSpec]:
    """One check of columns and one of values for each core table."""
    return []
