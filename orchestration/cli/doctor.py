"""`saidso doctor`: whether everything is in order, a line a thing, with what to do where it is not.

Belongs here: looking. Does not belong here: mending (the next run does that by itself).
"""

import argparse
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from orchestration.home import dagster_folder, home, writable_home
from orchestration.trouble import RELEASED, WRONG_USE, Trouble
from warehouse.paths import Home

PACKAGES = ("saidso", "polars", "duckdb", "dagster", "dagster-dbt", "dbt-core", "dbt-duckdb", "great-expectations")
ROOM_BYTES = 1_000_000_000

Finding = tuple[bool, str]


def doctor(arguments: argparse.Namespace) -> int:
    """Print what was found; exit code 2 when something wants mending."""
    healthy = True
    for look in (_python, _packages, _home, _room, _lock, _candidate, _release, _waiting, _last_run):
        for good, line in look(home()):
            healthy = healthy and good
            print(f"{'ok ' if good else 'BAD'}  {line}")
    return RELEASED if healthy else WRONG_USE


def _python(folder: Path) -> Iterator[Finding]:
    good = (3, 11) <= sys.version_info[:2] < (3, 14)
    yield good, f"Python {platform.python_version()}" + ("" if good else ": Saidso needs 3.11, 3.12 or 3.13")


def _packages(folder: Path) -> Iterator[Finding]:
    found, missing = [], []
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            missing.append(package)
    yield True, ", ".join(found)
    if missing:
        yield False, f"not installed: {', '.join(missing)}: `make install`"


def _home(folder: Path) -> Iterator[Finding]:
    try:
        yield True, f"SAIDSO_HOME {writable_home()} can be written to"
    except Trouble as trouble:
        yield False, str(trouble)


def _room(folder: Path) -> Iterator[Finding]:
    stands = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(stands).free
    yield free > ROOM_BYTES, f"{free / 1e9:.1f} GB free" + ("" if free > ROOM_BYTES else ": make room, a release is a whole copy")


def _lock(folder: Path) -> Iterator[Finding]:
    from warehouse.lock import lock_holder

    try:
        holder = lock_holder(folder)
    except OSError as error:
        yield False, f"the lock cannot be looked at: {error.strerror}"
        return
    yield True, "no run is at work" if holder is None else f"a run is at work: process {holder.pid}, since {holder.since}"


def _candidate(folder: Path) -> Iterator[Finding]:
    candidate = Home.at(folder).candidate
    if not candidate.exists():
        yield True, "no build file yet"
        return
    import duckdb

    try:
        with duckdb.connect(str(candidate), read_only=True) as connection:
            connection.execute("select count(*) from duckdb_tables()").fetchall()
        log = candidate.with_name(candidate.name + ".wal")
        yield True, f"build file {candidate}" + (" (with a log of an unfinished run; the next run takes it in)" if log.exists() else "")
    except duckdb.Error as error:
        locked = "lock" in str(error).lower()
        elsewhere = "is open in another process: if that is no run, close it (readers open current/warehouse.duckdb)"
        what = elsewhere if locked else "is damaged; the next run builds it anew from the lake"
        yield locked, f"build file {candidate} {what}"


def _release(folder: Path) -> Iterator[Finding]:
    from warehouse.releases import releases

    found = releases(folder)
    live = next((release for release in found if release.is_current), None)
    if live is not None:
        pinned = ", pinned: `saidso rollback --release` lets readers follow the newest" if live.is_pinned else ""
        yield live.database.exists(), f"current release {live.id}{pinned}; {len(found)} kept"
    elif Home.at(folder).current.is_symlink():
        yield False, "`current` points at nothing: `saidso rollback --release` points it at the newest release"
    else:
        yield True, "no release yet: `saidso run PATH` makes one"


def _waiting(folder: Path) -> Iterator[Finding]:
    from orchestration.pending import is_released, unparsed, waiting_in_inbox

    waiting = len(waiting_in_inbox(folder)) if (folder / "inbox").is_dir() else 0
    yield True, f"{waiting} document{'' if waiting == 1 else 's'} waiting in the inbox" + (": `saidso run`" if waiting else "")
    if (folder / "landing").is_dir() and (unparsed(folder) or not is_released(folder)):
        yield True, "something that has landed is not released yet: `saidso run`"


def _last_run(folder: Path) -> Iterator[Finding]:
    if not dagster_folder(folder).joinpath("history", "runs.db").exists():
        yield True, "no run yet"
        return
    from orchestration.instance import open_instance

    with open_instance(folder) as instance:
        records = instance.get_run_records(limit=1)
        for record in records:
            status = record.dagster_run.status.value.lower()
            good = status != "failure"
            more = "" if good else f": see {folder / 'build' / 'last-failure.log'} or `saidso dev`"
            yield good, f"last run {record.create_timestamp:%Y-%m-%d %H:%M} UTC: {status}{more}"
