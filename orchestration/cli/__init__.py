"""The command line `saidso`: what a user types, what is printed, how it ends.

Belongs here: the parser and the choice of command; each command is a module beside this one, imported only when it is used, so
that `extract` loads neither Dagster nor dbt, Great Expectations or DuckDB. Does not belong here: any work of the pipeline.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

from orchestration.trouble import BROKEN, RELEASED, WRONG_USE, Trouble

DESCRIPTION = """Saidso reads business articles and writes down who said which number: every figure with its unit, subject, metric,
period and speaker, audited and ready to query in DuckDB."""

EXAMPLES = """start here:
  saidso run articles/                   read a folder of articles and release a warehouse
  saidso claims --about Xiaomi           look at what was said about somebody
  saidso sql "select metric, count(*) from claims group by all"
  echo 'Norvik Group earned $3.1bn in 2023, up 12%.' | saidso extract -

Everything is kept under SAIDSO_HOME (now: {home}).
Exit codes: 0 released or nothing new, 1 the audit blocked the release, 2 wrong use or nothing readable, 3 something broke."""

FORMATS = ("table", "csv", "jsonl")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    # Nothing here may report home: Dagster, dbt and Great Expectations all would by default.
    silent = {"GX_ANALYTICS_ENABLED": "false", "DAGSTER_DISABLE_TELEMETRY": "yes", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
    os.environ.update(silent, DO_NOT_TRACK="1")
    parser = build_parser()
    arguments = parser.parse_args(argv)
    if arguments.version:
        print(f"saidso {version()}")
        return RELEASED
    if arguments.command is None:
        parser.print_help()
        return WRONG_USE
    try:
        command = importlib.import_module(f"orchestration.cli.{arguments.module}")
        return int(getattr(command, arguments.function)(arguments))
    except Trouble as trouble:
        print(f"saidso: {trouble}", file=sys.stderr)
        return trouble.exit_code
    except KeyboardInterrupt:
        print("saidso: stopped; nothing is lost, run it again to go on", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return RELEASED
    except Exception as error:
        if os.environ.get("SAIDSO_DEBUG"):
            raise
        first = str(error).strip().splitlines()
        print(f"saidso: it broke: {type(error).__name__}: {first[0] if first else ''} (SAIDSO_DEBUG=1 shows where)", file=sys.stderr)
        return BROKEN


def version() -> str:
    """The installed version."""
    from importlib.metadata import version as installed

    return installed("saidso")


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    from orchestration.home import home

    parser = argparse.ArgumentParser(
        prog="saidso", description=DESCRIPTION, epilog=EXAMPLES.format(home=home()), formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="store_true", help="print the version and stop")
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for add in (_add_run, _add_extract, _add_sql, _add_claims, _add_releases, _add_rollback, _add_audit, _add_doctor, _add_dev):
        add(commands)
    return parser


def _command(commands: Any, name: str, module: str, function: str, summary: str, detail: str = "") -> argparse.ArgumentParser:
    whole = f"{summary[0].upper()}{summary[1:]}. {detail}".strip()
    form = argparse.RawDescriptionHelpFormatter
    parser: argparse.ArgumentParser = commands.add_parser(name, help=summary, description=whole, formatter_class=form)
    parser.set_defaults(module=module, function=function)
    return parser


def _add_run(commands: Any) -> None:
    parser = _command(
        commands,
        "run",
        "run",
        "run",
        "land documents, read them, audit the warehouse and release it",
        "Text, HTML, JSON lines and RSS are understood.\nWith no PATH: what waits in the inbox, and what an earlier run left unfinished.",
    )
    parser.add_argument("paths", metavar="PATH", nargs="*", help="a file, a folder or a URL")
    parser.add_argument("--wait", action="store_true", help="when another run is at work, wait for it instead of stopping")
    parser.add_argument("--reread", action="store_true", help="read again what an older version of the reader has read")


def _add_extract(commands: Any) -> None:
    parser = _command(
        commands,
        "extract",
        "extract",
        "extract",
        "print the claims of a text as JSON lines, without a warehouse",
        'Input is text, or JSON lines of {"id", "text", "published"?}.',
    )
    parser.add_argument("files", metavar="FILE", nargs="*", default=["-"], help="a file; - or nothing reads standard input")
    parser.add_argument("--quantities", action="store_true", help="print every quantity, claim or not")


def _add_sql(commands: Any) -> None:
    parser = _command(
        commands,
        "sql",
        "query",
        "sql",
        "query the current release",
        "The public tables are claims and the other marts; core.* holds the star schema.",
    )
    parser.add_argument("query", metavar="QUERY", nargs="?", help="SQL; without it, a prompt (or standard input)")
    parser.add_argument("--format", choices=FORMATS, default="table")


def _add_claims(commands: Any) -> None:
    parser = _command(commands, "claims", "query", "claims", "show the claims of the current release")
    parser.add_argument("--about", metavar="X", help="only claims whose subject, company or metric holds X")
    parser.add_argument("--format", choices=FORMATS, default="table", help="table shows the main columns, csv and jsonl all of them")
    parser.add_argument("--limit", metavar="N", type=_number, help="at most N claims")


def _number(given: str) -> int:
    number = int(given)
    if number < 0:
        raise ValueError
    return number


_number.__name__ = "number"  # argparse's word for it: "invalid number value"


def _add_releases(commands: Any) -> None:
    _command(commands, "releases", "releases", "releases", "list the releases that are kept; the current one is marked")


def _add_rollback(commands: Any) -> None:
    parser = _command(
        commands,
        "rollback",
        "releases",
        "rollback",
        "let readers see an earlier release",
        "It stays pinned there until `saidso rollback --release`.",
    )
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument("id", metavar="ID", nargs="?", help="a release's id, as `saidso releases` shows it")
    target.add_argument("--release", action="store_true", help="take the pin off: readers follow the newest release again")


def _add_audit(commands: Any) -> None:
    _command(commands, "audit", "audit", "audit", "show what the audit of the current release found")


def _add_doctor(commands: Any) -> None:
    _command(commands, "doctor", "doctor", "doctor", "look whether everything is in order, and say what to do where it is not")


def _add_dev(commands: Any) -> None:
    parser = _command(commands, "dev", "dev", "dev", "open Dagster's web interface, with its sensors and schedules")
    parser.add_argument("--port", type=int, default=3000)
