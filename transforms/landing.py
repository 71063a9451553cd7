"""Landing: every document's bytes kept unchanged under their sha256, and one ingest event for each arrival.

Belongs here: walking sources, fetching, storing bytes, deciding the outcome of an arrival. It may loop over documents.
Does not belong here: how bytes become texts (`transforms.articles`), what is read from them (`transforms.reading`).

    HOME/landing/<aa>/<sha256>                     the bytes, written once, never again
    HOME/landing/events/<day>/<batch>.parquet      `lake.IngestEvents` of one batch, written last: a batch without it did not happen
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl


class LandingError(Exception):
    """Nothing can be landed at all; the message is one clear line that says what to do."""


@dataclass(frozen=True)
class LandingResult:
    """What one call of `land` did."""

    batch_id: str
    arrival_day: date
    events: pl.DataFrame
    """`lake.IngestEvents` of this batch, in order of arrival."""
    events_path: Path
    """The part they were written to."""


def land(sources: Iterable[str | Path], home: Path, now: datetime) -> LandingResult:
    """Store the bytes of every document of the sources, decide what each arrival is, and write one part of ingest events.

    sources: files, folders (walked in sorted order, hidden files skipped) and URLs (http, https, file).
    home: SAIDSO_HOME, made when missing. now: the moment of arrival, with a time zone; it names the batch and stamps the arrival day (UTC).
    One event an article or failure: accepted (a new text), duplicate (a text already landed, from whatever source), revised (a new text from a source
    that gave another one before) or quarantined (with the reason). What cannot be read never stops the rest.
    Deterministic: the same sources, contents and now give the same ids. Killed at any instant, calling it again completes the work.
    Raises LandingError when home cannot be written to.
    """
    raise NotImplementedError


def event_parts(home: Path, day: date | None = None) -> list[Path]:
    """The parts of ingest events, in order of day and batch."""
    return sorted((Path(home) / "landing" / "events").glob(f"{day.isoformat() if day else '*'}/*.parquet"))


def events(home: Path, day: date | None = None) -> pl.LazyFrame:
    """All ingest events (or those of one arrival day): `lake.IngestEvents`, lazily; no rows when nothing has landed."""
    raise NotImplementedError


def articles_of(events_batch: pl.DataFrame, home: Path) -> pl.DataFrame:
    """Rebuild the article rows of ingest events from the landed bytes alone.

    events_batch: `lake.IngestEvents`, of one batch or many. Returns `lake.ArticleRows`: one row a text whose outcome is accepted or revised, in order of
    arrival. first_seen_at is the event's arrived_at. Raises LandingError when bytes that an event names are gone from landing.
    """
    raise NotImplementedError
