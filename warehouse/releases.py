"""Releases: immutable audited copies of the candidate, and the one link readers follow.

Belongs here: copying, checking, naming, linking, listing, pinning and pruning releases. Does not belong here: the decision that a
candidate may be released (the audit's), building it.

    HOME/releases/<id>/warehouse.duckdb    the copy, read-only
    HOME/releases/<id>/marts/<mart>.parquet
    HOME/releases/<id>/audit/              the audit's pages, when given
    HOME/releases/<id>/manifest.json       id, code version, contract hash, row counts, checks
    HOME/current -> releases/<id>          swapped in one step: a reader sees the old release or the new one
    HOME/pinned                            stands while a rollback holds `current`

Whoever publishes, rolls back or prunes holds the lock of `warehouse.lock`.
"""

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import duckdb

from transforms.contracts.dictionary import contract_hash
from transforms.lake import sync_folder
from warehouse.marts import SCHEMA, project_hash
from warehouse.paths import DATABASE, Home

KEEP = 5
"""Releases kept by default. Fewer than three can take a release from under a reader that opened it a moment ago."""

_UNFINISHED = ".tmp-"


class ReleaseError(Exception):
    """A release cannot be made or found; the message is one clear line that says what to do."""


@dataclass(frozen=True)
class Release:
    """One released copy. is_current: `current` points at it; is_pinned: a rollback holds it there."""

    id: str
    folder: Path
    is_current: bool
    is_pinned: bool
    manifest: dict[str, Any]

    @property
    def database(self) -> Path:
        return self.folder / DATABASE


def publish(
    home: str | Path | Home,
    *,
    checks: Iterable[Mapping[str, Any]] = (),
    audit_pages: Path | None = None,
    now: datetime | None = None,
    keep: int = KEEP,
) -> Release:
    """Copy the closed candidate into a release and point `current` at it, unless a rollback pins `current`.

    checks: what the audit found, one mapping a check, as it shall stand in the manifest. audit_pages: folder copied into the release.
    now: moment of release with a time zone. keep: releases to keep, at least 3. Killed at any instant it leaves the old release or the new
    one, and rubbish that the next call removes. Raises ReleaseError when the candidate is missing, still open or does not open as a copy.
    """
    home = Home.at(home)
    _require_closed(home.candidate)
    home.releases.mkdir(parents=True, exist_ok=True)
    _remove_unfinished(home)
    release_id = _new_id(home, now or datetime.now(UTC))
    folder = home.releases / f"{_UNFINISHED}{release_id}"
    folder.mkdir()
    shutil.copyfile(home.candidate, folder / DATABASE)
    counts = _check_and_export(folder, home)
    if audit_pages is not None and audit_pages.is_dir():
        shutil.copytree(audit_pages, folder / "audit")
    _write_manifest(folder, release_id, counts, list(checks), now or datetime.now(UTC))
    _seal(folder)
    os.rename(folder, home.releases / release_id)
    sync_folder(home.releases)
    if not home.pinned.exists():
        _point_at(home, release_id)
    prune(home, keep)
    return find(home, release_id)


def releases(home: str | Path | Home) -> list[Release]:
    """Every release, oldest first. A folder without a readable manifest is no release."""
    home = Home.at(home)
    live, pinned = _live_id(home), home.pinned.exists()
    found = []
    for folder in sorted(home.releases.glob("*/")):
        if folder.name.startswith("."):
            continue
        try:
            manifest = json.loads((folder / "manifest.json").read_text())
        except (OSError, ValueError):
            continue
        is_current = folder.name == live
        found.append(Release(folder.name, folder, is_current, is_current and pinned, manifest))
    return found


def find(home: str | Path | Home, release_id: str) -> Release:
    """One release by its id. Raises ReleaseError, naming those that stand, when there is none."""
    stand = releases(home)
    for release in stand:
        if release.id == release_id:
            return release
    known = ", ".join(release.id for release in stand) or "none yet"
    raise ReleaseError(f"no release {release_id}; releases: {known}")


def current(home: str | Path | Home) -> Release | None:
    """The release readers see now; None before the first."""
    return next((release for release in releases(home) if release.is_current), None)


def rollback(home: str | Path | Home, release_id: str) -> Release:
    """Point `current` at an older release and pin it there: new releases are still made, readers stay.

    Raises ReleaseError for an unknown id.
    """
    home = Home.at(home)
    release = find(home, release_id)
    # The pin comes first: killed between the two, readers stay where they are and nothing moves them on.
    _write_pin(home, release.id)
    _point_at(home, release.id)
    return find(home, release_id)


def follow_again(home: str | Path | Home) -> Release | None:
    """End a rollback: `current` follows the latest release again. Returns it; None when there is no release."""
    home = Home.at(home)
    stand = releases(home)
    if stand:
        _point_at(home, stand[-1].id)
    home.pinned.unlink(missing_ok=True)
    return current(home)


def prune(home: str | Path | Home, keep: int = KEEP) -> list[str]:
    """Remove the oldest releases beyond `keep` (at least 3), never the one that is live; return their ids."""
    home = Home.at(home)
    stand = releases(home)
    removed = []
    for release in stand[: max(0, len(stand) - max(3, keep))]:
        if not release.is_current:
            # renamed first: half a removal must not look like a release
            rubbish = release.folder.with_name(f"{_UNFINISHED}{release.id}")
            os.rename(release.folder, rubbish)
            shutil.rmtree(rubbish)
            removed.append(release.id)
    return removed


def code_version() -> str:
    """Version of the installed package, with the commit where the code stands in a checkout."""
    try:
        version = metadata.version("saidso")
    except metadata.PackageNotFoundError:
        version = "0"
    git = Path(__file__).parent.parent / ".git"
    try:
        head = (git / "HEAD").read_text().strip()
        commit = (git / head.removeprefix("ref: ")).read_text().strip() if head.startswith("ref: ") else head
    except OSError:
        return version
    return f"{version}+{commit[:10]}"


def _require_closed(candidate: Path) -> None:
    if not candidate.exists():
        raise ReleaseError(f"nothing to release: {candidate} does not exist; run saidso first")
    log = candidate.with_name(candidate.name + ".wal")
    if log.exists():
        raise ReleaseError(f"the candidate is still being written ({log.name} stands beside it); close what writes it and run again")


def _check_and_export(folder: Path, home: Home) -> dict[str, int]:
    """Rows of every table of the copy, read from the copy itself; writes the marts beside it as Parquet."""
    marts = folder / "marts"
    marts.mkdir()
    try:
        with duckdb.connect(str(folder / DATABASE), read_only=True, config={"temp_directory": str(home.build / "tmp")}) as connection:
            tables = connection.execute(
                "SELECT schema_name, table_name FROM duckdb_tables() WHERE schema_name IN ('core', ?) ORDER BY ALL", [SCHEMA]
            ).fetchall()
            for schema, table in tables:
                if schema == SCHEMA:
                    target = str(marts / f"{table}.parquet").replace("'", "''")
                    connection.execute(f"COPY {schema}.{table} TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
            return {f"{schema}.{table}": _rows(connection, f"{schema}.{table}") for schema, table in tables}
    except duckdb.Error as error:
        raise ReleaseError(f"the copy of the candidate cannot be read: {str(error).splitlines()[0]}") from error


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0


def _write_manifest(folder: Path, release_id: str, counts: dict[str, int], checks: list[Mapping[str, Any]], now: datetime) -> None:
    manifest = {
        "id": release_id,
        "released_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "code_version": code_version(),
        "contract_hash": contract_hash(),
        "marts_hash": project_hash()[:12],
        "row_counts": counts,
        "checks": [dict(check) for check in checks],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False, default=str) + "\n")


def _seal(folder: Path) -> None:
    """Every file on disk and read-only, then the folders themselves."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb") as file:
                os.fsync(file.fileno())
            path.chmod(0o444)
    sync_folder(folder)


def _point_at(home: Home, release_id: str) -> None:
    link = home.root / f".current-{os.getpid()}"
    link.unlink(missing_ok=True)
    os.symlink(Path("releases") / release_id, link)
    os.replace(link, home.current)
    sync_folder(home.root)


def _write_pin(home: Home, release_id: str) -> None:
    draft = home.root / f".pinned-{os.getpid()}"
    draft.write_text(release_id + "\n")
    os.replace(draft, home.pinned)


def _live_id(home: Home) -> str | None:
    try:
        return Path(os.readlink(home.current)).name
    except OSError:
        return None


def _remove_unfinished(home: Home) -> None:
    """What a killed publish or prune left behind."""
    for rubbish in home.releases.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(rubbish)


def _new_id(home: Home, now: datetime) -> str:
    """The moment of release, UTC; ids sort by time. A second release within a second gets a suffix."""
    stem = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = [stem, *(f"{stem}-{number:02}" for number in range(2, 100))]
    return next(name for name in names if not (home.releases / name).exists())
