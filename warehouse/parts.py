"""Which parts of the lake a warehouse has yet to take in, grouped so that each group can be loaded alone.

Belongs here: listing parts, grouping them by arrival batch, the order of readings. Does not belong here: DuckDB, the star's rows.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import dataframely as dy
import polars as pl

from transforms import lake as lake_files
from transforms.contracts import lake

READING_TABLES: dict[str, type[dy.Schema]] = {
    "publications": lake.PublicationRows,
    "segments": lake.SegmentRows,
    "claims": lake.ClaimRows,
    "mentions": lake.MentionRows,
    "roles": lake.RoleRows,
    "set_aside": lake.SetAsideRows,
}
"""Lake tables whose rows belong to one reading of an article; publications has a row for every article read."""

SCHEMAS: dict[str, type[dy.Schema]] = {"events": lake.IngestEvents, "articles": lake.ArticleRows, **READING_TABLES}


@dataclass(frozen=True)
class Part:
    """One Parquet part. path: under SAIDSO_HOME; day: its arrival day's folder; stem: its name without .parquet."""

    table: str
    file: Path
    path: str
    day: str
    stem: str

    @property
    def bytes(self) -> int:
        return self.file.stat().st_size


@dataclass
class Batch:
    """Everything of one arrival batch: its events and articles, and all readings of them."""

    parts: list[Part] = field(default_factory=list)

    @property
    def height(self) -> int:
        """Rows of all its parts, from their footers."""
        return int(pl.concat([pl.scan_parquet(part.file).select(pl.len()) for part in self.parts]).collect()["len"].sum())

    def rows(self, table: str) -> pl.DataFrame:
        """The batch's rows of one lake table, empty when it has none."""
        files = [part.file for part in self.parts if part.table == table]
        return lake_files.scan_files(files, SCHEMAS[table]).collect()


def all_parts(home: Path) -> list[Part]:
    """Every part of every table the star is made of, in order of day and name."""
    folders = {table: home / "lake" / table for table in SCHEMAS} | {"events": home / "landing" / "events"}
    found = [
        Part(table, file, f"{table}/{file.parent.name}/{file.name}", file.parent.name, file.stem)
        for table, folder in folders.items()
        for file in folder.glob("*/*.parquet")
        if not file.name.startswith(".")
    ]
    return sorted(found, key=lambda part: (part.day, part.stem, part.table))


def batches_to_load(parts: Iterable[Part], loaded: set[str]) -> list[Batch]:
    """Batches that hold a part not yet loaded, each with all its parts: a batch is always taken in whole.

    A reading's part <batch>-<reading> goes to its batch where that has events or articles on that day, else it stands alone.
    """
    arrivals: dict[str, set[str]] = defaultdict(set)
    parts = list(parts)
    for part in parts:
        if part.table not in READING_TABLES:
            arrivals[part.day].add(part.stem)
    batches: dict[tuple[str, str], Batch] = defaultdict(Batch)
    for part in parts:
        batches[part.day, _batch_stem(part.stem, arrivals[part.day])].parts.append(part)
    return [batch for batch in batches.values() if any(part.path not in loaded for part in batch.parts)]


def _batch_stem(stem: str, arrivals: set[str]) -> str:
    """The arrival batch a part belongs to: the longest beginning of its stem, cut at a '-', that arrived that day."""
    pieces = stem.split("-")
    beginnings = ("-".join(pieces[:n]) for n in range(len(pieces), 0, -1))
    return next((beginning for beginning in beginnings if beginning in arrivals), stem)


def reading_ranks(parts: Iterable[Part], preferred: str | None) -> pl.DataFrame:
    """reading_id, rank: a later reading ranks higher, the preferred one highest.

    Reading ids are hashes and have no order of their own. A reading is as late as the newest day it read: new articles are read by the
    reader of their day; on one day the time its file was written decides.
    """
    latest: dict[str, tuple[str, int]] = {}
    for part in parts:
        if part.table == "publications":
            for reading_id in pl.scan_parquet(part.file).select(pl.col("reading_id").unique()).collect()["reading_id"]:
                latest[reading_id] = max(latest.get(reading_id, ("", 0)), (part.day, part.file.stat().st_mtime_ns))
    order = sorted(latest, key=lambda reading_id: (reading_id == preferred, latest[reading_id], reading_id))
    return pl.DataFrame({"reading_id": order, "rank": range(len(order))}, schema={"reading_id": pl.String, "rank": pl.Int64})


def in_chunks(batches: Iterable[Batch], limit: int) -> Iterable[list[Batch]]:
    """Batches gathered up to `limit` rows: memory stays bounded, small batches share one transaction."""
    chunk: list[Batch] = []
    size = 0
    for batch in batches:
        height = batch.height
        if chunk and size + height > limit:
            yield chunk
            chunk, size = [], 0
        chunk.append(batch)
        size += height
    if chunk:
        yield chunk
