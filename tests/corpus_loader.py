"""Annotated articles that carry their own text: `tests/corpus/practice` to learn from, `tests/corpus/blind` to be scored only.

Belongs here: reading those files and finding each claim's span by its quote. Does not belong here: scoring, and the bundled articles,
whose texts are documents of their own (`gold_offsets`).
"""

import json
from pathlib import Path

import polars as pl

from tests.gold_offsets import resolve
from transforms.reading.extract import articles_frame

CORPUS = Path(__file__).resolve().parent / "corpus"
PARTS = ("practice", "blind")


def documents(part: str | Path) -> list[dict]:
    """The annotation files of one of PARTS, or of another folder of such files, as they are, in order of name."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((CORPUS / part).glob("*.json"))]


def articles_and_gold(part: str | Path) -> tuple[pl.DataFrame, list[dict]]:
    """(`frames.Articles`, the gold documents with start and end) of one of PARTS or of another folder.

    Raises ValueError as `gold_offsets.resolve` does.
    """
    found = documents(part)
    fields = ("text", "headline", "publisher")
    articles = articles_frame(
        [
            {"id": document["article"], "published": document.get("published") or document.get("published_inferred")}
            | {field: document.get(field) for field in fields}
            for document in found
        ]
    )
    return articles, [resolve(document, document["text"]) for document in found]
