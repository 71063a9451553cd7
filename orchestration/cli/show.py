"""Rows on standard output: a table for people, csv and JSON lines for programs.

Belongs here: printing values. Does not belong here: where they come from.
"""

import csv
import json
import os
import shutil
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from orchestration.words import counted

WIDEST_CELL = 60


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> None:
    """form: table, csv or jsonl. Decimals lose padding zeros; in JSON lines they are numbers."""
    if form == "jsonl":
        for row in rows:
            print(json.dumps(dict(zip(columns, row, strict=True)), default=_json, ensure_ascii=False))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_plain(value) for value in row] for row in rows)
    else:
        _table(columns, [["" if value is None else _one_line(str(_plain(value))) for value in row] for row in rows])


def _table(columns: Sequence[str], cells: list[list[str]]) -> None:
    """Columns as wide as their contents; on a terminal, or where COLUMNS is set, the widest are cut so that a row stays a row."""
    widths = [max(len(name), *(len(row[at]) for row in cells)) if cells else len(name) for at, name in enumerate(columns)]
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        room = shutil.get_terminal_size().columns - 2 * (len(columns) - 1)
        widths = _fit(widths, room)
    for row in [list(columns), ["-" * width for width in widths], *cells]:
        print("  ".join(_cut(cell, width).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(counted(len(cells), "row"), file=sys.stderr)


def _fit(widths: list[int], room: int) -> list[int]:
    """The widest columns give way first; none goes below 6."""
    widths = [min(width, WIDEST_CELL) for width in widths]
    while sum(widths) > room and max(widths) > 6:
        widths[widths.index(max(widths))] -= 1
    return widths


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list | tuple):
        return ", ".join(str(_plain(part)) for part in value)
    return value


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
