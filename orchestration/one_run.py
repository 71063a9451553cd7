"""One run at a time: the lock is held for the whole run by whoever runs, the command line or Dagster's daemon.

Belongs here: waiting for the lock, and knowing that this process already has it (a job that the command line starts runs inside its
lock). Does not belong here: the lock itself (`warehouse.lock`), repairs after a killed run (`recovery`).
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orchestration.trouble import Trouble
from warehouse.lock import Holder, LockHeldError, held_lock

LOOK_SECONDS = 0.5

_mine: set[Path] = set()


@contextmanager
def one_run(home: Path, *, wait: bool = False) -> Iterator[Holder | None]:
    """Hold the home's lock for the block; inside another block of this process on the same home, nothing more is taken.

    Yields the holder that died without giving the lock back, if there was one. wait: wait for another run to end; otherwise Trouble is
    raised at once, with who runs.
    """
    if home in _mine:
        yield None
        return
    while True:
        try:
            lock = held_lock(home)
            dead = lock.__enter__()
            break
        except LockHeldError as error:
            if not wait:
                raise Trouble(f"{error}; `saidso run --wait` waits by itself") from None
            time.sleep(LOOK_SECONDS)
    _mine.add(home)
    try:
        yield dead
    finally:
        _mine.discard(home)
        lock.__exit__(None, None, None)
