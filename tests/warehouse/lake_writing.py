"""Rows of the lake that articles of a scenario make, as the reader would write them.

Belongs here: how an article, its figures and its names become frames of `contracts.lake`. Does not belong here: what the articles tell
(`scenario`).
"""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from tests.warehouse.scenario import CORPUS, Article
from transforms import lake as lake_files
from transforms.reading.claims import interval
from warehouse.parts import SCHEMAS

READING = "r1"
DAY = date(2021, 5, 4)


def lake_frames(
    articles: tuple[Article, ...] = CORPUS, reading_id: str = READING, batch: str = "b1", day: date = DAY
) -> dict[str, pl.DataFrame]:
    """Frames of `contracts.lake` by lake table, validated."""
    rows = {
        "events": [_event(article, position, batch, day) for position, article in enumerate(articles)],
        "articles": [_article(article, batch, day) for article in articles],
        "publications": [_publication(article, reading_id) for article in articles],
        "segments": [segment for article in articles for segment in _segments(article, reading_id)],
        "claims": [claim for article in articles for claim in _claims(article, reading_id)],
        "mentions": [mention for article in articles for mention in _mentions(article, reading_id)],
        "roles": [role for article in articles for role in _roles(article, reading_id)],
        "set_aside": [number for article in articles for number in _set_aside(article, reading_id)],
    }
    return {table: _frame(table, rows[table]) for table in SCHEMAS}


def write_lake(
    home: Path, articles: tuple[Article, ...] = CORPUS, *, reading_id: str = READING, batch: str = "b1", day: date = DAY
) -> dict[str, pl.DataFrame]:
    """Write the frames as one batch's parts under SAIDSO_HOME; return them."""
    frames = lake_frames(articles, reading_id, batch, day)
    for table, frame in frames.items():
        if table == "events":
            lake_files.write_frame(home / "landing" / "events" / day.isoformat() / f"{batch}.parquet", frame)
        else:
            stem = batch if table == "articles" else f"{batch}-{reading_id}"
            lake_files.write_part(home, table, day, stem, frame, SCHEMAS[table])
    return frames


def _frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = SCHEMAS[table]
    empty = schema.create_empty()
    if not rows:
        return empty
    frame = pl.DataFrame(rows, infer_schema_length=None)
    missing = [pl.lit(None).alias(name) for name in empty.columns if name not in frame.columns]
    frame = frame.with_columns(missing)
    if table == "claims":
        frame = frame.with_columns(interval())
    return schema.validate(frame.select(pl.col(name).cast(dtype) for name, dtype in empty.schema.items()))


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)


def _event(article: Article, position: int, batch: str, day: date) -> dict[str, Any]:
    event_id = hashlib.sha256(f"{batch}{article.source_uri}{position}".encode()).hexdigest()[:16]
    return {
        "event_id": event_id,
        "batch_id": batch,
        "arrived_at": _moment(day),
        "arrival_day": day,
        "source_uri": article.source_uri,
        "document_sha256": hashlib.sha256(article.text.encode()).hexdigest(),
        "position": position if article.media == "rss" else 0,
        "media": article.media,
        "outcome": "accepted",
        "reason": None,
        "article_id": article.article_id,
    }


def _article(article: Article, batch: str, day: date) -> dict[str, Any]:
    return {
        "article_id": article.article_id,
        "text_sha256": hashlib.sha256(article.text.encode()).hexdigest(),
        "text": article.text,
        "name": article.name,
        "source_uri": article.source_uri,
        "publisher": article.publisher,
        "headline": article.headline,
        "language": "en",
        "published": article.published,
        "published_basis": "metadata",
        "first_seen_at": _moment(day),
        "batch_id": batch,
        "word_count": len(article.text.split()),
    }


def _publication(article: Article, reading_id: str) -> dict[str, Any]:
    day = date.fromisoformat(article.published)
    return {
        "article_id": article.article_id,
        "reading_id": reading_id,
        "headline": article.headline,
        "byline": "By Ola Quist",
        "published_on": day,
        "published_end": day,
        "published_precision": "day",
        "published_basis": "metadata",
    }


def _segments(article: Article, reading_id: str) -> list[dict[str, Any]]:
    cuts, start = [], 0
    for kind, words in (("headline", article.headline), ("body", article.body), ("boilerplate", article.footer)):
        if words:
            cuts.append((kind, start, start + len(words)))
            start += len(words) + 1
    ids = {"article_id": article.article_id, "reading_id": reading_id}
    return [{**ids, "kind": kind, "char_start": start, "char_end": end} for kind, start, end in cuts]


def _claims(article: Article, reading_id: str) -> list[dict[str, Any]]:
    claims = []
    for said in article.figures:
        start = article.text.index(said.text)
        end = start + len(said.text)
        defaults = {
            "claim_id": f"{article.article_id}-{start}-{end}-0",
            "article_id": article.article_id,
            "reading_id": reading_id,
            "ordinal": 0,
            "char_start": start,
            "char_end": end,
            "number_text": said.text,
            "prefix": article.text[max(0, start - 32) : start],
            "suffix": article.text[end : end + 32],
            "sentence": article.body.split(". ")[0],
            "segment_kind": "body",
            "value": said.value,
            "value_high": None,
            "unit": said.unit,
            "bound": "exact",
            "decimals": 0,
            "direction": None,
            "per": None,
            "counted": None,
            "base": None,
            "basis": None,
            "subject": "Lumora",
            "subject_kind": "organisation",
            "company": "Lumora",
            "metric": said.metric,
            "of_metric": None,
            "measured_text": said.metric.replace("_", " "),
            "scope": None,
            "place": None,
            "period": None,
            "period_text": None,
            "modality": "actual",
            "speaker": None,
            "cited_source": None,
            "flags": [],
            "confidence": 0.9,
        }
        claim = {**defaults, **said.more}
        claims.append(claim | _dates(claim["period"]) | _spoken(claim))
    return claims


def _dates(period: str | None) -> dict[str, Any]:
    if period is None:
        return {"period_start": None, "period_end": None, "period_kind": None, "period_basis": "none"}
    if len(period) == 4:
        return {
            "period_start": date(int(period), 1, 1),
            "period_end": date(int(period), 12, 31),
            "period_kind": "year",
            "period_basis": "stated",
        }
    year, month = map(int, period.split("-"))
    return {"period_start": date(year, month, 1), "period_end": date(year, month, 28), "period_kind": "month", "period_basis": "stated"}


def _spoken(claim: dict[str, Any]) -> dict[str, Any]:
    speaker = claim["speaker"]
    if speaker is None:
        return {"speaker_kind": None, "speaker_org": None, "attribution": "author"}
    kind = claim.get("speaker_kind", "person")
    return {"speaker_kind": kind, "speaker_org": "Lumora" if kind == "person" else None, "attribution": "indirect"}


NAMES = {
    "Lumora Screen": "product",
    "Lumora Music": "product",
    "Lumora": "organisation",
    "Kestrel": "organisation",
    "Norland": "place",
    "Ada Brandt": "person",
    "Holm Research": "organisation",
}


def _mentions(article: Article, reading_id: str) -> list[dict[str, Any]]:
    mentions = []
    for name, kind in NAMES.items():
        start = article.text.find(name)
        if start >= 0 and all(start != mention["char_start"] for mention in mentions):
            mentions.append(
                {
                    "article_id": article.article_id,
                    "reading_id": reading_id,
                    "char_start": start,
                    "char_end": start + len(name),
                    "mention_text": name,
                    "name": name,
                    "kind": kind,
                    "company": "Lumora" if name.startswith("Lumora") else None,
                    "parent": None,
                    "wikidata_qid": None,
                    "form": "unknown",
                }
            )
    return mentions


def _roles(article: Article, reading_id: str) -> list[dict[str, Any]]:
    words = "Ada Brandt, chief executive of Lumora"
    start = article.text.find(words)
    ids = {"article_id": article.article_id, "reading_id": reading_id, "char_start": start, "char_end": start + len(words)}
    return [{**ids, "person": "Ada Brandt", "role": "chief executive", "organisation": "Lumora"}] if start >= 0 else []


def _set_aside(article: Article, reading_id: str) -> list[dict[str, Any]]:
    start = article.text.find("24 back")
    ids = {"article_id": article.article_id, "reading_id": reading_id, "char_start": start, "char_end": start + 2}
    return [{**ids, "number_text": "24", "sentence": article.footer, "reason": "boilerplate"}] if start >= 0 else []
