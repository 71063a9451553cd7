"""Where everything stands: SAIDSO_HOME and the folders inside it.

Belongs here: the names of folders and files that the command line and the assets share. Does not belong here: what is written
into them (landing, lake, warehouse and releases own that). Imports nothing heavy: `saidso extract` loads it too.
"""

import os
from pathlib import Path

from orchestration.trouble import Trouble

DEFAULT = "data"


def home() -> Path:
    """SAIDSO_HOME as an absolute path; `data` in the working directory when it is not set."""
    return Path(os.environ.get("SAIDSO_HOME") or DEFAULT).expanduser().resolve()


def writable_home() -> Path:
    """`home()`, made if need be. Raises Trouble when nothing can be written there."""
    folder = home()
    try:
        for part in (folder, inbox(folder), folder / "build", folder / "dagster"):
            part.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        why = "it is a file" if folder.is_file() else error.strerror
        raise Trouble(f"cannot write to {folder} ({why}): set SAIDSO_HOME to a folder of yours") from None
    return folder


def inbox(folder: Path) -> Path:
    """Where others drop documents; the sensor watches it."""
    return folder / "inbox"


def dagster_folder(folder: Path) -> Path:
    """Dagster's instance: runs, events, schedules."""
    return folder / "dagster"
