"""DuckDB as Great Expectations can use it: a SQLAlchemy dialect whose results outlive their connection.

Belongs here: the dialect `duckdb+buffered` and its registration. Does not belong here: what is asked of the database.

Great Expectations 1.24 closes its connection before it fetches, and DuckDB drops the result with it: every expectation then fails with
`list index out of range`. Here each result is taken into memory as soon as the statement has run.
"""

from pathlib import Path
from typing import Any

from duckdb_engine import Dialect
from sqlalchemy.dialects import registry
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

BUFFERED_ROWS = 10_000
"""Rows kept of one result. Great Expectations shows at most 200 rows that break a rule and counts them by a query of its own, so a rule
broken by every one of a million rows costs no more memory than this."""


class BufferedDialect(Dialect):
    """duckdb_engine's dialect with results fetched at once."""

    name = "duckdb"
    driver = "buffered"
    supports_statement_cache = False

    class execution_ctx_cls(Dialect.execution_ctx_cls):  # type: ignore[name-defined,misc,valid-type]
        def post_exec(self) -> None:
            super().post_exec()
            if self.cursor is not None and self.cursor.description:
                rows = self.cursor.fetchmany(BUFFERED_ROWS)
                self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(self.cursor, initial_buffer=rows)


def engine_options(file: Path) -> dict[str, Any]:
    """Arguments for Great Expectations' `add_sql` that open a DuckDB file read-only, whatever characters its path holds."""
    registry.register("duckdb.buffered", __name__, "BufferedDialect")
    return {
        "connection_string": "duckdb+buffered:///candidate",
        # The path goes in here, not into the address: SQLAlchemy would not unescape it there, Great Expectations reads `$` as a variable.
        "kwargs": {"connect_args": {"database": str(file), "read_only": True}},
        "create_temp_table": False,
    }
