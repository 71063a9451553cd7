"""Landing: every document's bytes kept unchanged under their sha256, and one ingest event for each arrival.

Belongs here: storing bytes, deciding the outcome of an arrival, rebuilding articles from the bytes. It may loop over documents.
Does not belong here: where documents come from (`sources`), how bytes become texts (`articles`), what is read from them (`reading`).

    HOME/landing/<aa>/<sha256>                     the bytes, written once, never again
    HOME/landing/events/<day>/<batch>.parquet      `lake.IngestEvents` of one batch, written last: a batch without it did not happen

Bytes without an event are harmless: landing the same source again finds them and writes the event.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from mmap import ACCESS_READ, mmap
from pathlib import Path

import polars as pl

from transforms import lake
from transforms.articles import Item, read_document
from transforms.articles.document import guess_media
from transforms.articles.language import guess_languages
from transforms.contracts.lake import ArticleRows, IngestEvents
from transforms.sources import Source, Unreadable, find_sources, read_chunks

LEFTOVER_SECONDS = 3_600


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


@dataclass(frozen=True, slots=True)
class _Landed:
    """A document whose bytes are stored, or the reason why not."""

    source_uri: str
    sha256: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class _Arrival:
    """One event in the making."""

    document_uri: str
    source_uri: str
    document_sha256: str | None
    position: int
    media: str | None = None
    article_id: str | None = None
    reason: str | None = None


def land(sources: Iterable[str | Path], home: Path, now: datetime) -> LandingResult:
    """Store the bytes of every document of the sources, decide what each arrival is, and write one part of ingest events.

    sources: files, folders (walked in sorted order, hidden files skipped) and URLs (http, https, file).
    home: SAIDSO_HOME, made when missing. now: the moment of arrival, with a time zone; it names the batch and stamps the arrival day (UTC).
    One event an article or failure: accepted (a new text), duplicate (a text already landed, from whatever source), revised (a new text
    from a source that gave another one before) or quarantined (with the reason). What cannot be read never stops the rest.
    Deterministic: the same sources, contents and now give the same ids. Killed at any instant, calling it again completes the work.
    Raises LandingError when home cannot be written to.
    """
    home, wanted, moment = Path(os.path.abspath(home)), [str(source) for source in sources], now.astimezone(UTC)
    batch = f"{moment:%Y%m%dT%H%M%S%fZ}-{hashlib.sha256(repr(wanted).encode('utf-8', 'replace')).hexdigest()[:8]}"
    path = home / "landing" / "events" / moment.date().isoformat() / f"{batch}.parquet"
    with _writable(home):
        if path.exists():
            return LandingResult(batch, moment.date(), pl.read_parquet(path), path)
        _clear_leftovers(home, moment)
        landed = [_store(source, home) for source in find_sources(wanted)]
        for folder in sorted({document_path(home, document.sha256).parent for document in landed if document.sha256}):
            lake.sync_folder(folder)
        arrivals = list(_arrivals(landed, home))
        rows = IngestEvents.validate(_events(arrivals, _Ledger.of(home, arrivals), batch, moment), cast=True)
        lake.write_frame(path, rows)
    return LandingResult(batch, moment.date(), rows, path)


def event_parts(home: Path, day: date | None = None) -> list[Path]:
    """The parts of ingest events, in order of day and batch."""
    return sorted((Path(home) / "landing" / "events").glob(f"{day.isoformat() if day else '*'}/*.parquet"))


def events(home: Path, day: date | None = None) -> pl.LazyFrame:
    """All ingest events (or those of one arrival day): `lake.IngestEvents`, lazily; no rows when nothing has landed."""
    return lake.scan_files(event_parts(home, day), IngestEvents)


def articles_of(events_batch: pl.DataFrame, home: Path) -> pl.DataFrame:
    """Rebuild the article rows of ingest events from the landed bytes alone.

    events_batch: `lake.IngestEvents`, of one batch or many. Returns `lake.ArticleRows`: one row a text whose outcome is accepted or
    revised, in order of arrival. first_seen_at is the event's arrived_at. Raises LandingError when bytes that an event names are gone
    from landing.
    """
    wanted = events_batch.filter(pl.col("outcome").is_in(["accepted", "revised"]))
    rows = [
        row
        for (sha256, media), part in wanted.group_by("document_sha256", "media", maintain_order=True)
        for row in _rebuilt(home, sha256, media, part)
    ]
    empty = ArticleRows.create_empty(lazy=False)
    frame = pl.DataFrame(rows, schema=empty.schema, orient="row").unique("article_id", keep="first", maintain_order=True)
    order = wanted.select("article_id").unique(maintain_order=True).with_row_index("_order")
    frame = frame.with_columns(language=pl.coalesce("language", guess_languages(frame["text"])))
    return frame.join(order, on="article_id", how="left").sort("_order", nulls_last=True).drop("_order")


def document_path(home: Path, sha256: str) -> Path:
    """Where the bytes of a document lie."""
    return Path(home) / "landing" / sha256[:2] / sha256


# --- bytes ---


def _store(source: Source, home: Path) -> _Landed:
    """Copy a document into landing under its hash."""
    folder = home / "landing"
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in read_chunks(source):
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        _keep(Path(temporary), document_path(home, digest.hexdigest()))
    except Unreadable as problem:
        return _Landed(source.uri, problem=str(problem))
    finally:
        Path(temporary).unlink(missing_ok=True)
    return _Landed(source.uri, digest.hexdigest())


def _keep(temporary: Path, path: Path) -> None:
    """Put the bytes in their place, unless they stand there already: landed bytes are never written again."""
    if path.exists() and path.stat().st_size == temporary.stat().st_size:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    os.chmod(temporary, 0o444)
    os.replace(temporary, path)


def _clear_leftovers(home: Path, moment: datetime) -> None:
    """Remove what a killed run left half-copied; a younger file may belong to a run at work."""
    for leftover in (home / "landing").glob(".*.tmp"):
        with suppress(FileNotFoundError):
            if moment.timestamp() - leftover.stat().st_mtime > LEFTOVER_SECONDS:
                leftover.unlink()


@contextmanager
def _document(home: Path, sha256: str) -> Iterator[bytes | mmap]:
    """The landed bytes; large ones are mapped, not loaded. Raises LandingError when they are gone."""
    path = document_path(home, sha256)
    try:
        size = path.stat().st_size
        with open(path, "rb") as file:
            if size < 2**22:
                yield file.read()
            else:
                with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
                    yield data
    except FileNotFoundError:
        raise LandingError(f"{path} is gone from landing, but an event names it: restore it from a backup") from None


# --- arrivals and their outcomes ---


def _arrivals(landed: list[_Landed], home: Path) -> Iterator[_Arrival]:
    """Read every landed document into its items, but those whose one article is known. A text is let go as soon as its id is known."""
    known = _known_documents(home, [document.sha256 for document in landed if document.sha256])
    for document in landed:
        if document.sha256 is None:
            yield _Arrival(document.source_uri, document.source_uri, None, 0, reason=document.problem)
        else:
            yield from _items_of(document.source_uri, document.sha256, home, known)


def _known_documents(home: Path, hashes: list[str]) -> dict[tuple[str, str], str]:
    """(sha256, media) -> article_id of documents with one article that have landed before: the same bytes need no second reading."""
    single = pl.col("media").is_in(["text", "html"]) & (pl.col("outcome") != "quarantined")
    rows = events(home).filter(pl.col("document_sha256").is_in(hashes) & single).select("document_sha256", "media", "article_id")
    return {(sha256, media): article_id for sha256, media, article_id in rows.collect().iter_rows()}


def _items_of(document_uri: str, sha256: str, home: Path, known: dict[tuple[str, str], str]) -> Iterator[_Arrival]:
    with _document(home, sha256) as data:
        media = guess_media(data, document_uri)
        if article_id := known.get((sha256, media)):
            yield _Arrival(document_uri, document_uri, sha256, 0, media, article_id)
            return
        for item in read_document(data, source_uri=document_uri, media=media):
            yield _Arrival(document_uri, _item_uri(document_uri, item), sha256, item.position, media, item.article_id, item.reason)


def _item_uri(document_uri: str, item: Item) -> str:
    """An item's own address, or its document's with its key. One of several that has neither is known by its text: nothing revises it."""
    if item.uri and not item.uri_is_key:
        return item.uri
    if item.uri:
        return f"{document_uri}#{item.uri}"
    if item.media in ("text", "html"):
        return document_uri
    return f"{document_uri}#{item.article_id or item.position + 1}"


@dataclass(frozen=True)
class _Ledger:
    """What had landed before this batch, as far as this batch can meet it."""

    articles: set[str]
    sources: set[str]

    @classmethod
    def of(cls, home: Path, arrivals: list[_Arrival]) -> "_Ledger":
        """Look up this batch's texts and sources among all earlier events."""
        ids = list({arrival.article_id for arrival in arrivals if arrival.article_id})
        uris = list({arrival.source_uri for arrival in arrivals})
        known = events(home).select("source_uri", "article_id", "outcome").filter(pl.col("outcome") != "quarantined")
        met = known.filter(pl.col("article_id").is_in(ids) | pl.col("source_uri").is_in(uris)).collect()
        return cls(set(met["article_id"].drop_nulls()), set(met["source_uri"]))


def _events(arrivals: list[_Arrival], ledger: _Ledger, batch: str, moment: datetime) -> pl.DataFrame:
    """`lake.IngestEvents` of one batch; a batch also meets itself: the second of two equal texts is a duplicate."""
    rows = []
    for number, arrival in enumerate(arrivals):
        outcome = _outcome(arrival, ledger)
        if arrival.article_id:
            ledger.articles.add(arrival.article_id)
            ledger.sources.add(arrival.source_uri)
        event_id = hashlib.sha256(f"{batch}|{number}|{arrival.source_uri}|{arrival.position}".encode()).hexdigest()[:16]
        identity = (event_id, batch, moment, moment.date(), arrival.source_uri, arrival.document_sha256)
        rows.append((*identity, arrival.position, arrival.media, outcome, arrival.reason, arrival.article_id, arrival.document_uri))
    return pl.DataFrame(rows, schema=IngestEvents.create_empty(lazy=False).schema, orient="row")


def _outcome(arrival: _Arrival, ledger: _Ledger) -> str:
    if arrival.article_id is None:
        return "quarantined"
    if arrival.article_id in ledger.articles:
        return "duplicate"
    return "revised" if arrival.source_uri in ledger.sources else "accepted"


# --- articles again ---


def _rebuilt(home: Path, sha256: object, media: object, part: pl.DataFrame) -> Iterator[tuple]:
    """Rows of `lake.ArticleRows` of the events of one document."""
    at = {position: row for position, *row in part.select("position", "source_uri", "arrived_at", "batch_id").iter_rows()}
    single = part["source_uri"][0]
    with _document(home, str(sha256)) as data:
        for item in read_document(data, source_uri=single, media=str(media)):
            if item.position not in at or item.text is None:
                continue
            source_uri, arrived_at, batch_id = at[item.position]
            named = item if item.name else replace(item, name=item.article_id)
            yield _row(named, source_uri, arrived_at, batch_id)


def _row(item: Item, source_uri: str, arrived_at: datetime, batch_id: str) -> tuple:
    assert item.text is not None
    return (
        item.article_id,
        item.text_sha256,
        item.text,
        item.name,
        source_uri,
        item.publisher,
        item.headline,
        item.byline,
        item.language,
        item.published,
        item.published_basis,
        arrived_at,
        batch_id,
        len(item.text.split()),
    )


@contextmanager
def _writable(home: Path) -> Iterator[None]:
    """Say in one line what to do when the home cannot be written to."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        yield
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        raise LandingError(
            f"{home} cannot be written to ({error.strerror}): make it writable, or set SAIDSO_HOME to another folder"
        ) from error
    except OSError as error:
        raise LandingError(
            f"nothing could be landed in {home} ({error.strerror or error}): free some space or set SAIDSO_HOME to another folder"
        ) from error
