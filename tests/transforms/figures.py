"""Figures and mentions placed by hand in sentences written for a test, so that a stage is tested without the stages before it."""

import polars as pl

from tests.transforms import builders
from transforms.contracts import frames
from transforms.contracts.enums import DURATION_UNITS

KINDS = {unit: unit for unit in ("percent", "percentage_points", "people", "count", "rank", "multiple", "ratio")} | {"W": "physical"}
NUMBER = {"set_aside": None, "form": "digits", "value_high": None, "printed_value": None, "printed_value_high": None, "printed_unit": None}
REST = {"decimals": 0, "bound": "exact", "direction": None, "per": None, "counted": None, "measured_text": None}


def sentences(*texts: str) -> pl.DataFrame:
    """`frames.Sentences`, all of one article, one paragraph a text."""
    return builders.sentences("\n\n".join(texts))


def numbers(read: pl.DataFrame, *figures: tuple) -> pl.DataFrame:
    """`frames.Numbers`: (number_text, unit[, more columns]) each found after the one before, in order."""
    rows, at = [], (0, 0)
    hosts = read.select("sentence_no", "article_no", "plain").rows()
    for figure in figures:
        text, unit, more = (*figure, {})[:3]
        for no, article, plain in hosts[at[0] :]:
            start = plain.find(text, at[1] if no == at[0] else 0)
            if start >= 0:
                kind = KINDS.get(unit, "duration" if unit in DURATION_UNITS else "money")
                place = {"sentence_no": no, "article_no": article, "start": start, "end": start + len(text), "number_text": text}
                rows.append({**NUMBER, **REST, "value": 1.0, **place, "unit": unit, "unit_kind": kind, **more})
                at = (no, start + len(text))
                break
        else:
            raise ValueError(f"{text!r} does not stand in the sentences after the figure before it")
    return _typed(frames.Numbers, [{"number_no": n, **row} for n, row in enumerate(rows)])


def mentions(read: pl.DataFrame, *names: tuple) -> pl.DataFrame:
    """`frames.Mentions`: (words, kind[, name]) at every place where the words stand."""
    rows = []
    for no, article, plain in read.select("sentence_no", "article_no", "plain").rows():
        for words, kind, *name in names:
            start = plain.find(words)
            while start >= 0:
                who = name[0] if name else words
                place = {"sentence_no": no, "article_no": article, "start": start, "end": start + len(words), "mention_text": words}
                company = who if kind == "organisation" else None
                rows.append({**place, "name": who, "kind": kind, "company": company, "form": "known", "parent": None, "wikidata_qid": None})
                start = plain.find(words, start + 1)
    rows.sort(key=lambda row: (row["sentence_no"], row["start"]))
    return _typed(frames.Mentions, [{"mention_no": n, **row} for n, row in enumerate(rows)])


def _typed(schema, rows: list[dict]) -> pl.DataFrame:
    types = {name: column.dtype for name, column in schema.columns().items()}
    return schema.validate(pl.DataFrame(rows, schema=types))
