"""`saidso extract`: text in, JSON lines of claims or quantities out, no warehouse, no Dagster.

Belongs here: opening what the user named, printing lines and problems. Does not belong here: the form of the lines
(`transforms.reading.extract`).
"""

import argparse
import gc
import sys
from pathlib import Path
from typing import Any

from orchestration.trouble import RELEASED, WRONG_USE

LONGEST = 5_000_000
"""Code points of one text, as for landing (`transforms.articles`, too slow to import for one number)."""

LOOKED_AT = 65_536
CONTROLS = bytes({*range(9), *range(14, 32)})
MOST_CONTROLS = 0.02
"""Share of control characters above which the first bytes are no text: chance puts 10 % of them there."""

TEXTS = {".txt", ".text", ".md", ".json", ".jsonl", ".ndjson"}

HINT = {False: "; --quantities prints every quantity, claim or not", True: ""}


def extract(arguments: argparse.Namespace) -> int:
    """Print the claims (or quantities) of the named files; problems go to standard error, one line each."""
    # Short runs end before rubbish matters; looking for it costs a tenth of the imports.
    gc.disable()
    # The contracts' library offers SQL tables and models for web services, a tenth of a second of imports; it does without.
    without = [name for name in ("sqlalchemy", "pydantic", "pydantic_core") if sys.modules.setdefault(name, None) is None]  # type: ignore[arg-type]
    from transforms.vocabulary import load_ahead

    load_ahead()
    from transforms.reading.extract import claim_lines, merge, quantity_lines

    for name in without:
        del sys.modules[name]
    # What is imported lives to the end: it is not looked through again.
    gc.freeze()
    gc.enable()
    read, problems = [], []
    for name in arguments.files:
        for path in _files(name):
            try:
                read.append(_read(path))
            except UnreadableError as error:
                problems.append(f"{path}: {error}")
            except OSError as error:
                problems.append(f"{path}: cannot be read, {error.strerror}")
    given = merge(read)
    long = given.articles.filter(given.articles["text"].str.len_chars() > LONGEST)
    problems += [f"{article}: too large, a text of more than {LONGEST:,} characters" for article in long["article_id"]]
    articles = given.articles.join(long, on="article_id", how="anti", maintain_order="left") if long.height else given.articles
    for problem in [*problems, *given.problems]:
        print(f"saidso: not read: {problem}", file=sys.stderr)
    if articles.is_empty():
        print("saidso: nothing readable was given", file=sys.stderr)
        return WRONG_USE
    lines = quantity_lines if arguments.quantities else claim_lines
    silent = True
    for chunk in lines(articles):
        print(chunk)
        silent = False
    if silent:
        print(f"saidso: no {'quantity' if arguments.quantities else 'claim'} was found{HINT[arguments.quantities]}", file=sys.stderr)
    return RELEASED


class UnreadableError(Exception):
    """Why an input is no text."""


def _files(name: str) -> list[str]:
    """A folder's text files and JSON lines, in order of name; anything else is itself."""
    if name == "-" or not Path(name).is_dir():
        return [name]
    return [str(path) for path in sorted(Path(name).rglob("*")) if path.suffix.lower() in TEXTS and path.is_file()]


def _read(name: str) -> Any:
    from transforms.reading.extract import parse_input, read_file

    if name == "-":
        data = sys.stdin.buffer.read()
        _refuse_binary(data)
        return parse_input(data.decode("utf-8-sig", errors="replace"), "stdin")
    with Path(name).open("rb") as file:
        _refuse_binary(file.read(LOOKED_AT))
    return read_file(Path(name))


def _refuse_binary(data: bytes) -> None:
    looked = data[:LOOKED_AT]
    controls = len(looked) - len(looked.translate(None, CONTROLS))
    if looked.startswith(b"%PDF") or controls > len(looked) * MOST_CONTROLS:
        raise UnreadableError("binary, or not UTF-8: text and JSON lines are read here, `saidso run` knows more formats and encodings")
