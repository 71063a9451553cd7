"""The lake: immutable Parquet parts, one a table, a day and a batch, written whole or not at all.

Belongs here: where parts lie, how one is written atomically, how a table is scanned, and keeping rows that break their contract apart.
Does not belong here: what the rows mean (`transforms.contracts.lake`), how they are made (`landing`, `reading`).

    HOME/lake/<table>/<day>/<batch>.parquet
    HOME/lake/quarantine/<day>/<batch>.<table>.parquet
"""

import hashlib
import os
import tempfile
from datetime import date
from pathlib import Path

import dataframely as dy
import polars as pl

from transforms.contracts.lake import Quarantine

QUARANTINE = "quarantine"


def write_part(home: Path, table: str, day: date, batch: str, frame: pl.DataFrame, schema: type[dy.Schema]) -> Path:
    """Write one batch's rows of one table as an immutable part; return its path.

    home: SAIDSO_HOME. table: name of the table's folder in the lake. day: arrival day (UTC). frame: rows with the schema's columns (others
    are dropped). Rows that break the schema go to the quarantine part of the same batch with reason `contract` and the rules they break,
    and never block the rest.
    A part that already stands is replaced only by one of the same name, atomically: writing the same batch again changes nothing else.
    An empty frame leaves an empty part: the batch was looked at. Raises `polars.exceptions.ColumnNotFoundError` when a column is missing.
    """
    good, failures = schema.filter(frame.select(schema.column_names()), cast=True)
    broken = failures.details()
    if broken.height:
        _write(part_path(home, QUARANTINE, day, f"{batch}.{table}"), _quarantine_rows(table, batch, broken, schema))
    path = part_path(home, table, day, batch)
    _write(path, good)
    return path


def part_path(home: Path, table: str, day: date, batch: str) -> Path:
    """Where a part lies, written or not."""
    return Path(home) / "lake" / table / day.isoformat() / f"{batch}.parquet"


def parts(home: Path, table: str, day: date | None = None) -> list[Path]:
    """The parts of a table, in order of day and batch; only those of one arrival day when given. Half-written files are never listed."""
    folder = Path(home) / "lake" / table
    return sorted(folder.glob(f"{day.isoformat() if day else '*'}/*.parquet"))


def scan(home: Path, table: str, schema: type[dy.Schema], day: date | None = None) -> pl.LazyFrame:
    """All rows of a table (or of one arrival day), lazily, with the schema's columns; no rows when nothing was written yet."""
    return scan_files(parts(home, table, day), schema)


def scan_files(files: list[Path], schema: type[dy.Schema]) -> pl.LazyFrame:
    """Rows of these parts, lazily. A column that an older part lacks is null."""
    empty = schema.create_empty(lazy=False)
    if not files:
        return empty.lazy()
    return pl.scan_parquet(files, schema=empty.schema, missing_columns="insert", extra_columns="ignore").select(empty.columns)


def write_frame(path: Path, frame: pl.DataFrame) -> None:
    """Write a frame as Parquet atomically: a temporary file beside it, fsync, rename. A reader sees the old file or the new one."""
    _write(path, frame)


def _write(path: Path, frame: pl.DataFrame) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            frame.write_parquet(file)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _quarantine_rows(table: str, batch: str, broken: pl.DataFrame, schema: type[dy.Schema]) -> pl.DataFrame:
    """One row a broken row, naming the rules it breaks. broken: the row's columns and one column a rule ('valid', 'invalid', 'unknown')."""
    columns = schema.column_names()
    rules = [name for name in broken.columns if name not in columns]
    failing = (
        pl.concat_list([pl.when(pl.col(rule).cast(pl.String) == "invalid").then(pl.lit(rule)) for rule in rules])
        .list.drop_nulls()
        .list.join(", ")
    )
    rows = broken.select(
        pl.col("article_id").cast(pl.String) if "article_id" in columns else pl.lit(None, pl.String).alias("article_id"),
        detail=failing,
        row=pl.struct(_printable(column, broken.schema[column]) for column in columns).struct.json_encode(),
    )
    digests = [hashlib.sha256(f"{table}|{n}|{row}".encode()).hexdigest()[:16] for n, row in enumerate(rows["row"].to_list())]
    return rows.select(
        pl.Series("quarantine_id", digests, pl.String),
        pl.lit(batch).alias("batch_id"),
        pl.lit(table).alias("table"),
        "article_id",
        pl.lit("contract").alias("reason"),
        "detail",
        "row",
    ).select(Quarantine.column_names())


def _printable(column: str, kind: pl.DataType) -> pl.Expr:
    """Decimals and dates as text, so that the row's JSON can be read anywhere."""
    return pl.col(column) if kind.is_nested() or kind == pl.String else pl.col(column).cast(pl.String)
