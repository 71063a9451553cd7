"""One run at a time: the lock on `build/.lock`, held for the whole run by whoever runs.

Belongs here: taking the lock, saying who holds it, giving it back (the kernel does when the holder dies). Does not belong here:
repairing what a dead holder left in Dagster (`orchestration`).
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse.paths import Home


class LockHeldError(Exception):
    """Another run holds the lock; the message is one clear line."""


@dataclass(frozen=True)
class Holder:
    """Who wrote itself into the lock. since: ISO 8601, UTC."""

    pid: int
    since: str


@contextmanager
def held_lock(home: str | Path | Home) -> Iterator[Holder | None]:
    """Hold the lock of this home for the length of the block.

    Yields the last holder when it did not give the lock back (it was killed): what it left half done wants repair; else None.
    Raises LockHeldError at once when another process, or another block of this one, holds it.
    """
    path = Home.at(home).lock
    path.parent.mkdir(parents=True, exist_ok=True)
    # The file stays for ever: removing it would let two runs lock two files of one name.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        if not _taken(descriptor):
            raise LockHeldError(_held_by(_written(descriptor), path))
        dead = _written(descriptor)
        _write(descriptor, json.dumps({"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}))
        try:
            yield dead
        finally:
            _write(descriptor, "")
    finally:
        os.close(descriptor)


def lock_holder(home: str | Path | Home) -> Holder | None:
    """Who holds the lock now, None when nobody does. A look, not a promise: it may change the moment after."""
    path = Home.at(home).lock
    if not path.exists():
        return None
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _written(descriptor) or Holder(0, "an unknown time")
    finally:
        os.close(descriptor)
    return None


def _taken(descriptor: int) -> bool:
    """Whether the lock is ours now. A second try: `lock_holder` of another process holds it for an instant."""
    for pause in (0.05, 0.0):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            time.sleep(pause)
    return False


def _held_by(holder: Holder | None, path: Path) -> str:
    who = f"process {holder.pid}, since {holder.since}" if holder else "another process"
    return f"another run is at work ({who}, lock {path}): wait for it to end, or stop that process"


def _written(descriptor: int) -> Holder | None:
    try:
        said = json.loads(os.pread(descriptor, 4096, 0) or b"null")
        return Holder(int(said["pid"]), str(said["since"])) if said else None
    except (ValueError, KeyError, TypeError):
        return None


def _write(descriptor: int, words: str) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, words.encode(), 0)
