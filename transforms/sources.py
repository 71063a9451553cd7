"""Sources: what a user names (file, folder, URL) to the documents behind it.

Belongs here: walking folders, fetching URLs, saying why something cannot be read. Does not belong here: storing and judging (`landing`).
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

FETCH_SECONDS = 30
MAX_FETCHED = 64 * 2**20
"""Bytes taken from a URL; a longer answer is not an article."""
_CHUNK = 2**20


class Unreadable(Exception):
    """A document cannot be had; the message is one clear line."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document that is to land: where it is, or why it cannot be read."""

    uri: str
    path: Path | None = None
    problem: str | None = None


def find_sources(wanted: Iterable[str | Path]) -> Iterator[Source]:
    """Every document behind what is wanted, in the order given, folders walked in sorted order; each document once.

    wanted: paths and URLs (http, https, file).
    Hidden files and folders, and what is half-copied (.part, .tmp, ~), are skipped inside folders.
    """
    seen: set[str] = set()
    for name in wanted:
        for source in _behind(str(name)):
            if source.uri not in seen:
                seen.add(source.uri)
                yield source


def _behind(name: str) -> Iterator[Source]:
    scheme = urlsplit(name).scheme.lower()
    if scheme in ("http", "https"):
        yield Source(name)
        return
    path = Path(os.path.abspath(unquote(urlsplit(name).path) if scheme == "file" else name))
    try:
        if path.is_dir():
            yield from _walk(path, ())
        elif not os.path.lexists(path):
            yield Source(_uri(path), problem="no such file or folder")
        else:
            yield _file(path)
    except OSError as error:
        yield Source(_uri(path), problem=_why(error))


def _walk(folder: Path, above: tuple[tuple[int, int], ...]) -> Iterator[Source]:
    """Files of a folder and its folders; links are followed, but never into a folder that they stand in."""
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in above:
            yield Source(_uri(folder), problem="a folder that leads back into itself: not followed")
            return
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Source(_uri(folder), problem=_why(error))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith((".part", ".tmp", ".crdownload", "~")):
            continue
        try:
            is_folder = entry.is_dir()
        except OSError as error:
            yield Source(_uri(entry), problem=_why(error))
            continue
        if is_folder:
            yield from _walk(entry, (*above, (status.st_dev, status.st_ino)))
        else:
            yield _file(entry)


def _file(path: Path) -> Source:
    """A file; a pipe or a device could keep us waiting for ever and is no document."""
    if path.exists() and not path.is_file():
        return Source(_uri(path), problem="neither a file nor a folder")
    if path.is_symlink() and not path.exists():
        return Source(_uri(path), problem="a link that leads nowhere")
    return Source(_uri(path), path=path)


def _uri(path: Path) -> str:
    # A name that is no UTF-8 is shown with its odd bytes escaped, so that it can be stored.
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def read_chunks(source: Source) -> Iterator[bytes]:
    """The document's bytes, piece by piece. Raises Unreadable when they cannot be had."""
    if source.problem:
        raise Unreadable(source.problem)
    if source.path is None:
        yield from _fetched(source.uri)
        return
    try:
        with open(source.path, "rb") as file:
            yield from iter(lambda: file.read(_CHUNK), b"")
    except FileNotFoundError:
        raise Unreadable("vanished before it could be read") from None
    except OSError as error:
        raise Unreadable(_why(error)) from None


def _fetched(url: str) -> Iterator[bytes]:
    taken = 0
    try:
        with urlopen(Request(url, headers={"User-Agent": "saidso"}), timeout=FETCH_SECONDS) as answer:
            while chunk := answer.read(_CHUNK):
                taken += len(chunk)
                if taken > MAX_FETCHED:
                    raise Unreadable(f"too large: more than {MAX_FETCHED:,} bytes")
                yield chunk
    except HTTPError as error:
        raise Unreadable(f"could not be fetched: {error.code} {error.reason}") from None
    except URLError as error:
        raise Unreadable(f"could not be fetched: {error.reason}") from None
    except TimeoutError:
        raise Unreadable(f"could not be fetched: no answer within {FETCH_SECONDS} seconds") from None
    except (OSError, ValueError, HTTPException) as error:
        raise Unreadable(f"could not be fetched: {error or type(error).__name__}") from None


def _why(error: OSError) -> str:
    return f"cannot be read: {(error.strerror or str(error)).lower()}"
