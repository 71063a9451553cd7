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

SHOWN = "company, subject, metric, value_label, unit, period, modality, speaker, publisher, number_text, sentence"
"""Columns of a claim that fit on a terminal; csv and jsonl give all of them."""

PROMPT = """Ask the current release in SQL; end a question with ; and leave with Ctrl-D. Public tables:
  {marts}"""


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
    about = [f"%{arguments.about}%"] * 4 if arguments.about else []
    where = "where " + " or ".join(f"{column} ilike ?" for column in ("company", "subject", "metric", "measured_text")) if about else ""
    limit = f"limit {arguments.limit:d}" if arguments.limit is not None else ""
    query = f"select {columns} from marts.claims {where} order by published_on, article, char_start, claim_id {limit}"
    with open_release() as connection:
        answer(connection, query, arguments.format, about)
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


def answer(connection: Any, query: str, form: str, parameters: list[str] | None = None) -> None:
    """Run a query and print its rows. Raises Trouble with DuckDB's own words when it cannot be run."""
    import duckdb

    try:
        cursor = connection.execute(query, parameters or [])
        if cursor.description:
            print_rows([column[0] for column in cursor.description], cursor.fetchall(), form)
    except duckdb.Error as error:
        raise Trouble(str(error).strip()) from None


def _prompt(connection: Any, form: str) -> None:
    import contextlib

    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  (line editing and history in input())
    marts = connection.execute("select table_name from duckdb_tables() where schema_name = 'marts' order by 1").fetchall()
    print(PROMPT.format(marts=", ".join(f"marts.{name}" for (name,) in marts)))
    lines: list[str] = []
    while True:
        try:
            lines.append(input("saidso> " if not lines else "   ...> "))
        except EOFError:
            print()
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
