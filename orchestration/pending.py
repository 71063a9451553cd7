"""What has arrived and is not yet read, or read and not yet released: the work that a run finds waiting.

Belongs here: comparing landing, lake, inbox and the last release by their files' names, and doing what the articles and claims stages have
waiting. Does not belong here: Dagster, DuckDB, how anything is read. Cheap: names and sizes of files, no rows (but the inbox's ledger).

A batch's name goes with it: landing/events/<day>/<batch>, lake/articles/<day>/<batch>, lake/publications/<day>/<batch>-<reading>. A part
that stands is whole, so what is missing is what a killed run left to do.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from orchestration.home import inbox

SETTLED_SECONDS = 2.0
"""A file in the inbox younger than this may still be growing: the sensor leaves it for its next look."""

READ = "publications"
"""The lake table that a reading writes last: where its part stands, those of the other tables do."""


@dataclass(frozen=True)
class Batch:
    """One arrival batch by its day and name."""

    day: str
    name: str

    @property
    def date(self) -> date:
        return date.fromisoformat(self.day)


def unparsed(home: Path) -> list[Batch]:
    """Landed batches whose articles are not in the lake yet."""
    done = set(_batches(home / "lake" / "articles"))
    return [batch for batch in _batches(home / "landing" / "events") if batch not in done]


def unread(home: Path, *, reread: bool = False) -> list[Batch]:
    """Batches of articles that no reader has read; with reread, those that this version of the reader has not read."""
    read = {(batch.day, batch.name.rpartition("-")[::2]) for batch in _batches(home / "lake" / READ)}
    if reread:
        from transforms.reading.pipeline import reading_id

        return [batch for batch in _batches(home / "lake" / "articles") if (batch.day, (batch.name, reading_id())) not in read]
    names = {(day, name) for day, (name, _) in read}
    return [batch for batch in _batches(home / "lake" / "articles") if (batch.day, batch.name) not in names]


def waiting_days(home: Path, *, reread: bool = False) -> list[str]:
    """Arrival days on which articles wait to be parsed or read, in order."""
    return sorted({batch.day for batch in [*unparsed(home), *unread(home, reread=reread)]})


def landed_days(home: Path) -> list[str]:
    """Every arrival day, in order."""
    return sorted({batch.day for batch in _batches(home / "landing" / "events")})


def parse(home: Path, batch: Batch) -> int:
    """Put one landed batch's articles into the lake; returns how many. Doing it again changes nothing."""
    import polars as pl

    from transforms import lake, landing
    from transforms.contracts.lake import ArticleRows

    events = pl.read_parquet(home / "landing" / "events" / batch.day / f"{batch.name}.parquet")
    articles = landing.articles_of(events, home)
    lake.write_part(home, "articles", batch.date, batch.name, articles, ArticleRows)
    return articles.height


def read(home: Path, batch: Batch) -> dict[str, int]:
    """Read one batch's articles by this version of the reader into the lake; returns rows by table. Doing it again changes nothing.

    Long batches leave numbered parts, so that memory does not grow with them; publications, small and one part, comes last.
    """
    import polars as pl

    from transforms import lake
    from transforms.contracts import lake as contracts
    from transforms.contracts.frames import Articles
    from transforms.reading.pipeline import read_all, reading_id
    from warehouse.parts import READING_TABLES

    schemas = {table: schema for table, schema in READING_TABLES.items() if table != READ}
    rows = dict.fromkeys(schemas, 0)
    publications: list[pl.DataFrame] = [contracts.PublicationRows.create_empty()]
    stored = pl.read_parquet(lake.part_path(home, "articles", batch.date, batch.name))
    articles = stored.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("article_no"), *Articles.column_names()[1:])
    for number, reading in enumerate(read_all(articles)):
        for table, schema in schemas.items():
            frame = getattr(reading, table)
            lake.write_part(home, table, batch.date, f"{batch.name}-{number:05d}-{reading_id()}", frame, schema)
            rows[table] += frame.height
        publications.append(reading.publications.select(publications[0].columns))
    lake.write_part(
        home, READ, batch.date, f"{batch.name}-{reading_id()}", pl.concat(publications, how="vertical_relaxed"), contracts.PublicationRows
    )
    return {"articles": articles.height, **rows}


def waiting_in_inbox(home: Path, *, settled: float = 0.0) -> list[Path]:
    """Files of the inbox that landing has not seen as they are now, in order of name.

    Nothing in the inbox is moved or deleted: it belongs to whoever fills it. The ledger of arrivals tells what was taken: a file waits when
    no event names it, or when it changed after its last one. settled: leave out files that changed less than this many seconds ago.
    """
    if not inbox(home).is_dir():
        return []
    from transforms.sources import find_sources

    files = {source.uri: source.path for source in find_sources([inbox(home)]) if source.path is not None}
    seen = _last_arrivals(home, list(files))
    waiting = []
    for uri, path in files.items():
        try:
            changed = _changed(path)
        except FileNotFoundError:
            continue  # taken away while we looked
        if seen.get(uri, 0.0) < changed and time.time() - changed >= settled:
            waiting.append(path)
    return waiting


def inbox_key(files: list[Path]) -> str:
    """The same files, unchanged, give the same key: a run is asked for once."""
    return hashlib.sha256("\n".join(f"{path.name} {_changed(path)} {path.stat().st_size}" for path in files).encode()).hexdigest()[:16]


def lake_state(home: Path) -> str:
    """A fingerprint of all that decides what a release holds: articles, readings, and the code that derives the rest from them.

    Events are left out: that a known document arrived again makes no new release.
    """
    digest = hashlib.sha256()
    for table in ("articles", READ, "claims", "mentions", "roles", "segments", "set_aside"):
        for path in sorted((home / "lake" / table).glob("*/*.parquet")):
            digest.update(f"{table}/{path.parent.name}/{path.name} {path.stat().st_size}\n".encode())
    root = Path(__file__).resolve().parents[1]
    for path in sorted(_code(root)):
        digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def is_released(home: Path) -> bool:
    """Whether the newest release holds everything the lake holds, made by this code."""
    release = noted_release(home)
    if release is None or not (home / "releases" / release / "warehouse.duckdb").exists() or not (home / "current").exists():
        return False
    return _read_note(home).get("state") == lake_state(home)


def noted_release(home: Path) -> str | None:
    """The id of the newest release, as far as it was noted."""
    return _read_note(home).get("release")


def note_release(home: Path, release: str, state: str) -> None:
    """Remember what a release was made of. Losing the note costs one needless build, no more."""
    temporary = _note(home).with_suffix(".tmp")
    temporary.write_text(json.dumps({"release": release, "state": state}))
    os.replace(temporary, _note(home))


def _note(home: Path) -> Path:
    return home / "build" / "released.json"


def _read_note(home: Path) -> dict[str, str]:
    try:
        noted = json.loads(_note(home).read_text())
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _code(root: Path) -> Iterator[Path]:
    for folder in ("warehouse", "expectations", "transforms/contracts"):
        for pattern in ("*.py", "*.sql", "*.yml", "*.csv"):
            yield from (path for path in (root / folder).rglob(pattern) if not {"target", "logs", "__pycache__"} & set(path.parts))


def _batches(folder: Path) -> list[Batch]:
    parts = (path for path in folder.glob("*/*.parquet") if not path.name.startswith("."))
    return sorted((Batch(path.parent.name, path.stem) for path in parts), key=lambda batch: (batch.day, batch.name))


def _last_arrivals(home: Path, sources: list[str]) -> dict[str, float]:
    """Seconds since 1970 of the last arrival of each of these documents; the items of a feed count for its file."""
    import polars as pl

    from transforms import landing

    document = pl.coalesce("document_uri", "source_uri").alias("document")
    arrivals = landing.events(home).select(document, pl.col("arrived_at").dt.timestamp("us") / 1e6)
    arrivals = arrivals.filter(pl.col("document").is_in(sources))
    return dict(arrivals.group_by("document").max().collect().rows())


def _changed(path: Path) -> float:
    """When a file's content or name last changed, by this machine's clock: a file moved in with an old or a future date counts as new."""
    return path.stat().st_ctime
