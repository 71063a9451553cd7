"""Lake parts into the candidate DuckDB file: what it has not seen, article by article, one transaction a chunk.

Belongs here: opening the candidate, the ledger of loaded parts, delete + insert by article, settling what needs other articles' rows
(`settle`). Does not belong here: the shape of star rows (`transforms.star`), CREATE TABLE (`ddl`), marts, releases.

Loading is idempotent and its result does not depend on the order or grouping in which parts arrive: rows are keyed by article, and
everything that several articles decide together is decided anew from all of them.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from transforms import lake as lake_files
from transforms.contracts.dictionary import contract_hash, core_table
from transforms.star import star_frames
from warehouse import ddl, settle
from warehouse.parts import READING_TABLES, SCHEMAS, Batch, Part, all_parts, batches_to_load, in_chunks, reading_ranks
from warehouse.paths import Home

CHUNK_ROWS = 300_000
"""Lake rows loaded in one transaction: some 30,000 articles of a few claims, a few hundred megabytes in memory."""

BY_ARTICLE = ("dim_article", "article_text", "dim_segment", "entity_sighting", "fact_claim", "fact_mention", "fact_role", "fact_set_aside")
"""Tables whose rows belong to one article and are replaced with it."""


class WarehouseLockedError(Exception):
    """Another process has the candidate file open; the message is one clear line."""


@dataclass(frozen=True)
class LoadResult:
    """What one load did. articles, claims: in the warehouse after it. parts: taken in now; 0 means nothing was new."""

    parts: int
    batches: int
    articles: int
    claims: int
    rebuilt: bool

    @property
    def changed(self) -> bool:
        return self.parts > 0 or self.rebuilt


def open_candidate(home: str | Path | Home) -> duckdb.DuckDBPyConnection:
    """The candidate opened for writing, made when missing. The caller closes it.

    A file that is no DuckDB database is set aside under another name and built anew from the lake: nothing lives in it alone.
    Raises WarehouseLockedError when another process has it open.
    """
    home = Home.at(home)
    home.build.mkdir(parents=True, exist_ok=True)
    try:
        return duckdb.connect(str(home.candidate))
    except duckdb.Error as error:
        if "lock" in str(error).lower():
            raise WarehouseLockedError(f"{home.candidate} is open in another process; close it and run again") from error
        _set_aside(home)
        return duckdb.connect(str(home.candidate))


def load(home: str | Path | Home, preferred_reading: str | None = None) -> LoadResult:
    """Take in every part of the lake that the candidate has not seen.

    preferred_reading: id of the reading to show where an article has several; without it, the latest. A candidate made under another
    contract is built anew. Killed at any instant, the next load finishes the work.
    """
    home = Home.at(home)
    rebuilt = _drop_if_outdated(home)
    connection = open_candidate(home)
    try:
        return _load(connection, home, preferred_reading, rebuilt)
    finally:
        connection.close()


def has_news(home: str | Path | Home) -> bool:
    """Whether `load` would do anything. Opens the candidate read-only for an instant, if it stands."""
    home = Home.at(home)
    if not home.candidate.exists():
        return True
    try:
        with duckdb.connect(str(home.candidate), read_only=True) as connection:
            if not _is_of_this_contract(connection):
                return True
            loaded = _loaded_parts(connection)
    except duckdb.Error:
        return True
    return any(part.path not in loaded for part in all_parts(home.root))


def _load(connection: duckdb.DuckDBPyConnection, home: Home, preferred: str | None, rebuilt: bool) -> LoadResult:
    _create(connection)
    parts = all_parts(home.root)
    loaded = _loaded_parts(connection)
    batches = batches_to_load(parts, loaded)
    for chunk in in_chunks(batches, CHUNK_ROWS):
        _load_chunk(connection, home, chunk, parts, preferred)
    articles, claims = _count(connection, "dim_article"), _count(connection, "fact_claim")
    connection.execute("CHECKPOINT")
    new = sum(part.path not in loaded for part in parts)
    return LoadResult(parts=new, batches=len(batches), articles=articles, claims=claims, rebuilt=rebuilt)


def _create(connection: duckdb.DuckDBPyConnection) -> None:
    """Schema, tables, comments and the dimensions that no article changes; nothing when they stand."""
    if _is_of_this_contract(connection):
        return
    connection.begin()
    for statement in ddl.create_core():
        connection.execute(statement)
    settle.fill_fixed_dimensions(connection)
    _log_part(connection, f"contract/{contract_hash()}", "contract", 0)
    connection.commit()


def _load_chunk(connection: duckdb.DuckDBPyConnection, home: Home, chunk: list[Batch], parts: list[Part], preferred: str | None) -> None:
    """One transaction: the rows of these batches replace those of their articles, and what they touch is settled."""
    rows = {table: pl.concat([batch.rows(table) for batch in chunk]) for table in SCHEMAS}
    rows["articles"] = _with_missing_articles(rows, home).unique("article_id", keep="first", maintain_order=True)
    rows = _of_one_reading(connection, rows, parts, preferred)
    frames = star_frames(rows)
    connection.begin()
    try:
        settle.note_touched(connection, frames["dim_article"]["article_id"])
        _replace_articles(connection, frames)
        settle.settle(connection)
        for part in (part for batch in chunk for part in batch.parts):
            _log_part(connection, part.path, part.table, part.bytes)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _pairs_read(rows: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """article_id, reading_id: who read what, by any row it left; an article's publication alone may have broken its contract."""
    return pl.concat([rows[table].select("article_id", "reading_id").unique() for table in READING_TABLES]).unique()


def _with_missing_articles(rows: dict[str, pl.DataFrame], home: Home) -> pl.DataFrame:
    """The articles of these rows: those of their own batch, and those a re-reading speaks of that lie in other batches."""
    articles = rows["articles"]
    wanted = _pairs_read(rows).select("article_id").unique().join(articles, on="article_id", how="anti")
    if wanted.is_empty():
        return articles
    elsewhere = lake_files.scan(home.root, "articles", SCHEMAS["articles"]).join(wanted.lazy(), on="article_id", how="semi").collect()
    return pl.concat([articles, elsewhere])


def _of_one_reading(
    connection: duckdb.DuckDBPyConnection, rows: dict[str, pl.DataFrame], parts: list[Part], preferred: str | None
) -> dict[str, pl.DataFrame]:
    """rows without those of readings that a better reading of the same article replaces.

    An article whose better reading is already in the warehouse loses all its rows here, so that nothing of it is replaced.
    """
    read = _pairs_read(rows)
    connection.register("read_now", read.select("article_id").unique().to_arrow())
    had = connection.execute(
        "SELECT article_id, reading_id FROM core.dim_article SEMI JOIN read_now USING (article_id) WHERE reading_id IS NOT NULL"
    ).pl()
    connection.unregister("read_now")
    known = pl.concat([read, had.select(pl.col("article_id", "reading_id").cast(pl.String))]).unique()
    if known["article_id"].is_duplicated().any():
        ranks = reading_ranks(parts, preferred)
        ranked = known.join(ranks, on="reading_id", how="left").sort(pl.col("rank").fill_null(-1))
        known = ranked.unique("article_id", keep="last", maintain_order=True).drop("rank")
    chosen = {table: rows[table].join(known, on=["article_id", "reading_id"], how="semi") for table in READING_TABLES}
    outdated = read.join(read.join(known, on=["article_id", "reading_id"], how="semi"), on="article_id", how="anti")
    return {**rows, **chosen, "articles": rows["articles"].join(outdated, on="article_id", how="anti")}


def _replace_articles(connection: duckdb.DuckDBPyConnection, frames: dict[str, pl.DataFrame]) -> None:
    stands = connection.execute(
        "SELECT count(*) FROM core.dim_article WHERE article_id IN (SELECT article_id FROM touched_article)"
    ).fetchone()
    for table in BY_ARTICLE:
        if stands and stands[0]:
            connection.execute(f"DELETE FROM core.{table} WHERE article_id IN (SELECT article_id FROM touched_article)")
        _insert(connection, table, frames[table])
    _insert(connection, "fact_ingest_event", frames["fact_ingest_event"].unique("event_id", keep="first", maintain_order=True), "OR IGNORE")
    settle.agree_on_publishers(connection, frames["dim_publisher"])
    settle.note_new_names(connection)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame, conflict: str = "") -> None:
    """Rows of a star frame into its table. The loader hashes the body's text: DuckDB has a stable hash over columns, polars has not."""
    if frame.is_empty():
        return
    hashed = "REPLACE (md5(body_fingerprint) AS body_fingerprint)" if table == "dim_article" else ""
    connection.register("new_rows", frame.to_arrow())
    connection.execute(f"INSERT {conflict} INTO core.{table} BY NAME SELECT * {hashed} FROM new_rows")
    connection.unregister("new_rows")


def _log_part(connection: duckdb.DuckDBPyConnection, path: str, table: str, size: int) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO core.loaded_part VALUES (?, ?, ?, now()::TIMESTAMPTZ AT TIME ZONE 'UTC')", [path, table, size]
    )


def _loaded_parts(connection: duckdb.DuckDBPyConnection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT part FROM core.loaded_part").fetchall()}


def _is_of_this_contract(connection: duckdb.DuckDBPyConnection) -> bool:
    try:
        found = connection.execute(f"SELECT 1 FROM core.loaded_part WHERE part = 'contract/{contract_hash()}'").fetchone()
    except duckdb.CatalogException:
        return False
    return found is not None


def _drop_if_outdated(home: Home) -> bool:
    """Remove a candidate made under another contract; say whether there was one. A broken one is the business of open_candidate."""
    if not home.candidate.exists():
        return False
    connection = open_candidate(home)
    try:
        empty = not connection.execute("SELECT 1 FROM duckdb_tables() LIMIT 1").fetchall()
        current = empty or _is_of_this_contract(connection)
    finally:
        connection.close()
    if not current:
        home.candidate.unlink()
        home.candidate.with_name(home.candidate.name + ".wal").unlink(missing_ok=True)
    return not current


def _set_aside(home: Home) -> None:
    """Move a broken candidate and its log out of the way; the last broken one is kept for who wants to look."""
    for file in (home.candidate, home.candidate.with_name(home.candidate.name + ".wal")):
        if file.exists():
            os.replace(file, file.with_name(file.name + ".broken"))


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM core.{core_table(table).name}").fetchone()
    return int(row[0]) if row else 0
