"""The reader without a warehouse: text or JSON lines in, JSON lines of claims or quantities out.

Belongs here: the input lines `saidso extract` takes and the output lines it prints: a public contract. Does not belong here: the
command line itself (`orchestration.cli`), storing anything.
"""

import itertools
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from transforms.contracts.frames import Articles

CLAIM_FIELDS = (
    "article_id", "char_start", "char_end", "number_text", "value", "value_high", "unit", "bound", "direction", "per", "counted", "base",
    "subject", "company", "metric", "of_metric", "measured_text", "scope", "place", "period", "modality", "speaker", "cited_source",
    "sentence", "flags", "confidence",
)  # fmt: skip
QUANTITY_FIELDS = (
    "article_id", "number_text", "printed_value", "printed_value_high", "printed_unit", "value", "value_high", "unit", "bound", "direction",
    "per", "counted", "measured_text",
)  # fmt: skip


LOOKED_AT = 10
"""Lines that are tried before an input counts as plain text."""


@dataclass(frozen=True)
class Input:
    """What an input held: articles (`frames.Articles`) and a line for everything that could not be read."""

    articles: pl.DataFrame
    problems: list[str]


def parse_input(text: str, name: str) -> Input:
    """One text, or JSON lines of {"id", "text", "published"?}.

    name: the article_id of a plain text (its file's stem). JSON lines are recognised by an object with "text" among the first few lines.
    """
    lines = text.split("\n")  # not splitlines: JSON strings may hold U+2028
    first = itertools.islice((line for line in lines if line.strip()), LOOKED_AT)
    if not any(_is_record(line) for line in first):
        return Input(
            articles_frame([{"id": name, "text": text}] if text.strip() else []), [] if text.strip() else [f"{name}: no text in it"]
        )
    records, problems = [], []
    # Landing may loop over documents; a bad line must not cost the good ones.
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if not isinstance(record, dict) or not isinstance(record.get("text"), str):
                raise ValueError('not an object with a "text"')
            records.append({"id": str(record.get("id", f"{name}-{number}")), **record})
        except ValueError as error:
            problems.append(f"{name}, line {number}: left out, {error}")
    return Input(articles_frame(records), problems)


def merge(inputs: Iterable[Input]) -> Input:
    """Several inputs as one."""
    parts = list(inputs)
    return Input(pl.concat([p.articles for p in parts]) if parts else articles_frame([]), [line for p in parts for line in p.problems])


def read_file(path: Path) -> Input:
    """One file; bytes that are no UTF-8 are replaced, not fatal."""
    return parse_input(path.read_bytes().decode("utf-8-sig", errors="replace"), path.stem)


def claim_lines(articles: pl.DataFrame) -> Iterator[str]:
    """articles (`frames.Articles`) -> one JSON object a claim, with CLAIM_FIELDS, in order of article and position."""
    from transforms.reading.pipeline import read_all

    for reading in read_all(articles):
        floats = pl.col("value", "value_high").cast(pl.Float64)
        yield from _json_lines(reading.claims.with_columns(floats).select(CLAIM_FIELDS))


def quantity_lines(articles: pl.DataFrame) -> Iterator[str]:
    """articles (`frames.Articles`) -> one JSON object a quantity, claim or not, with QUANTITY_FIELDS."""
    from transforms.reading.numbers import find_numbers, quantities
    from transforms.reading.pipeline import batches
    from transforms.reading.segments import cut_segments
    from transforms.reading.sentences import split_sentences

    for batch in batches(articles):
        found = quantities(find_numbers(split_sentences(batch, cut_segments(batch))))
        named = found.join(batch.select("article_no", "article_id"), on="article_no", maintain_order="left")
        yield from _json_lines(named.select(QUANTITY_FIELDS))


def _json_lines(rows: pl.DataFrame) -> Iterator[str]:
    if rows.height:
        yield rows.write_ndjson().rstrip("\n")


def _is_record(line: str) -> bool:
    try:
        record = json.loads(line)
    except ValueError:
        return False
    return isinstance(record, dict) and "text" in record


def _text(given: object) -> str | None:
    """A year may come as a number."""
    return None if given is None else str(given)


def articles_frame(records: list[dict]) -> pl.DataFrame:
    """`frames.Articles` from records with id, text and perhaps headline, published, publisher."""
    frame = pl.DataFrame(
        {
            "article_id": [str(r["id"]) for r in records],
            "text": [r["text"] for r in records],
            "headline": [_text(r.get("headline")) for r in records],
            "published": [_text(r.get("published")) for r in records],
            "publisher": [_text(r.get("publisher")) for r in records],
        },
        schema={"article_id": pl.String, "text": pl.String, "headline": pl.String, "published": pl.String, "publisher": pl.String},
    )
    return frame.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("article_no"), *Articles.column_names()[1:])
