"""The audit: every check of the suites on the candidate file, and the pages that show what it found.

Belongs here: running the suites by Great Expectations inside DuckDB, turning its answers into `CheckResult`. Does not belong
here: the rules (`suites`), the layout of the pages (`pages`), deciding on a release (whoever calls).
"""

from collections.abc import Mapping
from pathlib import Path

from expectations.checks import AuditResult


def run(home: Path, *, row_counts_before: Mapping[str, int] | None = None, shrink_reason: str | None = None) -> AuditResult:
    """Audit `home`/build/warehouse.duckdb and write the pages to `home`/build/audit/ (`index.html` and Great Expectations' Data Docs).

    row_counts_before: rows by `schema.table` of the release to compare with; by default those of `home`/current/manifest.json
    (key `row_counts`), none when there is no release. shrink_reason: why fewer rows are right this time, which lifts that check.
    Raises FileNotFoundError when there is no candidate. No DuckDB connection of this process may be open on it.
    """
    raise NotImplementedError


def warm_up() -> None:
    """Import Great Expectations (4 s): call it on a thread while something else works."""
    raise NotImplementedError
