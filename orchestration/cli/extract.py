"""`saidso extract`: text in, JSON lines of claims or quantities out, no warehouse, no Dagster.

Belongs here: opening what the user named, printing lines and problems. Does not belong here: the form of the lines
(`transforms.reading.extract`).
"""

import argparse
import gc
import sys
from pathlib import Path

from orchestration.trouble import RELEASED, WRONG_USE


def extract(arguments: argparse.Namespace) -> int:
    """Print the claims (or quantities) of the named files; problems go to standard error, one line each."""
    # Short runs end before rubbish matters; looking for it costs a tenth of the imports.
    gc.disable()
    from transforms.reading.extract import claim_lines, merge, quantity_lines

    gc.enable()
    read, problems = [], []
    for name in arguments.files:
        try:
            read.append(_read(name))
        except OSError as error:
            problems.append(f"{name}: cannot be read, {error.strerror}")
    given = merge(read)
    for problem in [*problems, *given.problems]:
        print(f"saidso: {problem}", file=sys.stderr)
    if given.articles.is_empty():
        print("saidso: nothing readable was given", file=sys.stderr)
        return WRONG_USE
    lines = quantity_lines if arguments.quantities else claim_lines
    for chunk in lines(given.articles):
        print(chunk)
    return RELEASED


def _read(name: str):
    from transforms.reading.extract import parse_input, read_file

    if name == "-":
        return parse_input(sys.stdin.buffer.read().decode("utf-8-sig", errors="replace"), "stdin")
    return read_file(Path(name))
