"""`saidso sql` and `saidso claims`: questions to the current release, read-only.

Belongs here: opening the release, the prompt, which columns a terminal shows. Does not belong here: how rows are printed (`show`).
"""

import argparse
import sys
from typing import Any

from orchestration.cli.show import print_rows
from orchestration.home import home
from orchestration.trouble import RELEASED, Trouble
from warehouse.paths import Home

SHOWN = """subject || case when company <> subject then ' (' || company || ')' else '' end as subject,
  metric || coalesce(' of ' || of_metric, '') as metric, value_label as value, period, modality, speaker, sentence"""
"""What of a claim fits on a terminal; csv and jsonl give all columns."""

ABOUT = ("company", "subject", "metric", "of_metric", "measured_text")
LEAVE = ("exit", "quit", ".exit", ".quit", "\\q")

PROMPT = """Ask the current release in SQL; end a question with ; and leave with Ctrl-D. Public tables:
  {marts} (describe claims; tells a table's columns)"""


def sql(arguments: argparse.Namespace) -> int:
    """Answer one query, or open a prompt."""
    with open_release() as connection:
        if arguments.query is not None:
            answer(connection, arguments.query, arguments.format)
        elif sys.stdin.isatty():
            _prompt(connection, arguments.format)
        else:
            answer(connection, sys.stdin.read(), arguments.format)
    return RELEASED


def claims(arguments: argparse.Namespace) -> int:
    """Show claims, perhaps only those about something."""
    columns = SHOWN if arguments.format == "table" else "*"
    about = [arguments.about] * len(ABOUT) if arguments.about else []
    where = "where " + " or ".join(f"contains(lower({column}), lower(?))" for column in ABOUT) if about else ""
    limit = f"limit {arguments.limit:d}" if arguments.limit is not None else ""
    query = f"select {columns} from marts.claims {where} order by published_on, article, char_start, claim_id {limit}"
    with open_release() as connection:
        found = answer(connection, query, arguments.format, about)
    if not found and arguments.about:
        print(f'saidso: nothing in the release is about "{arguments.about}"', file=sys.stderr)
    return RELEASED


def open_release() -> Any:
    """A read-only connection to the current release. Raises Trouble when there is none."""
    place = Home.at(home())
    database = place.current / "warehouse.duckdb"
    if not database.exists():
        raise Trouble(f"there is no release in {place.root} yet: `saidso run PATH` makes one")
    import duckdb

    # Beside the released file nothing can be written; large sorts need room elsewhere.
    return duckdb.connect(str(database.resolve()), read_only=True, config={"temp_directory": str(place.build / "tmp")})


def answer(connection: Any, query: str, form: str, parameters: list[str] | None = None) -> int:
    """Run a query and print its rows; returns how many. Raises Trouble in DuckDB's own words when it cannot be run."""
    import duckdb

    try:
        cursor = connection.execute(query, parameters or [])
        if cursor is None:  # blanks, comments, a lone semicolon
            raise Trouble('no query was given; `saidso sql "select * from claims limit 10"` is one')
        rows = cursor.fetchall() if cursor.description else []
    except duckdb.Error as error:
        raise Trouble(_explained(connection, str(error))) from None
    if cursor.description:
        print_rows([column[0] for column in cursor.description], rows, form)
    return len(rows)


def _explained(connection: Any, error: str) -> str:
    """DuckDB's words on one line, without the query that the user has just typed; for an unknown table, the public ones."""
    told = " ".join(error.partition("\n\nLINE ")[0].split())
    unknown, said, _ = told.partition(" does not exist!")
    return f"{unknown} does not exist; there are {', '.join(_marts(connection))} and core.*" if said and "Table" in unknown else told


def _marts(connection: Any) -> list[str]:
    names = connection.execute("select table_name from duckdb_tables() where schema_name = 'marts' order by 1").fetchall()
    return [name for (name,) in names]


def _prompt(connection: Any, form: str) -> None:
    import contextlib

    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  (line editing and history in input())
    print(PROMPT.format(marts=", ".join(_marts(connection))))
    lines: list[str] = []
    while True:
        try:
            lines.append(input("saidso> " if not lines else "   ...> "))
        except EOFError:
            print()
            return
        except KeyboardInterrupt:
            print()
            lines = []
            continue
        if len(lines) == 1 and lines[0].strip().rstrip(";").lower() in LEAVE:
            return
        if lines[-1].rstrip().endswith(";") or lines == [""]:
            query, lines = "\n".join(lines), []
            if query.strip():
                _answer_or_explain(connection, query, form)


def _answer_or_explain(connection: Any, query: str, form: str) -> None:
    try:
        answer(connection, query, form)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
