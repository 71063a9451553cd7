"""Which process runs, and whether it still does: a process id with the moment it started, since ids are used again.

Belongs here: naming a process and looking for it. Does not belong here: what follows when it is gone (`recovery`).
"""

import os
from pathlib import Path


def this_process() -> str:
    """A name for this process that no other process will ever have on this machine: `pid:start`."""
    return f"{os.getpid()}:{_started(os.getpid())}"


def is_alive(name: str) -> bool:
    """Whether the process of that name still runs."""
    pid, _, started = name.partition(":")
    try:
        os.kill(int(pid), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        pass  # it lives, under another user
    return _started(int(pid)) == started


def _started(pid: int) -> str:
    """Clock ticks after boot at which the process started; empty where there is no /proc, and for a zombie, which does not run."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "gone" if fields[0] == "Z" else fields[19]
