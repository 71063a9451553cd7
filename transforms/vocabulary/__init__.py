"""Vocabulary is data: the CSV files beside this module, loaded once.

Belongs here: the loader. Does not belong here: words (they stand in the CSV files, one row a word or a way to say it; SOURCES.md
names where each file's facts come from) and rules of reading (`transforms.reading`).
"""

from functools import cache
from pathlib import Path
from threading import Thread

import polars as pl

FOLDER = Path(__file__).parent


@cache
def load(name: str) -> pl.DataFrame:
    """One vocabulary file as a frame of strings (empty cells are null).

    name: the file's stem. Lines that begin with '#' are comments. Raises FileNotFoundError for an unknown name.
    """
    return pl.read_csv(FOLDER / f"{name}.csv", infer_schema=False, comment_prefix="#")


def load_ahead() -> None:
    """Begin to load every file beside whatever the process does next: a short text is read sooner by a tenth of a second."""
    names = [path.stem for path in sorted(FOLDER.glob("*.csv"))]
    Thread(target=lambda: [load(name) for name in names], daemon=True).start()
