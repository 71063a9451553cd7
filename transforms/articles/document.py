"""Which format a document is, and the way to the reader of that format.

Belongs here: sniffing, size limits, dispatch. Does not belong here: any one format.
"""

import re
from collections.abc import Iterator
from mmap import mmap
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from transforms.articles.encoding import Undecodable, decode
from transforms.articles.feeds import read_feed
from transforms.articles.html import read_page
from transforms.articles.item import Item, failure, slug
from transforms.articles.json_lines import read_json_lines
from transforms.articles.plain import read_text

MAX_BYTES = {"text": 64 * 2**20, "html": 16 * 2**20, "rss": 64 * 2**20, "jsonl": 4 * 2**30}
"""Bytes of a document by its format. JSON lines are read a line at a time, and a line has a limit of its own."""
MEDIA_OF_ENDING = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".rss": "rss",
    ".atom": "rss",
}
"""Endings that tell the format; every other document is known by its first characters."""
_MARKUP = re.compile(rb"<!doctype html|<html|<head\b|<body\b|<(?:article|main|div|p|h1)\b[^>]*>", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)


def read_document(data: bytes | mmap, *, source_uri: str, media: str | None = None) -> Iterator[Item]:
    """The items of a document, lazily, in its order: articles and failures; at least one.

    data: the bytes as they came. source_uri: path or URL, for the name and the date in an address. media: text, html, jsonl or rss
    where known; else the ending and the first characters tell. Deterministic: the same bytes and media give the same items. Raises
    nothing for bad input.
    """
    kind, position = media or guess_media(data, source_uri), 0
    try:
        for item in _items(data, source_uri, kind):
            yield item
            position = item.position + 1
    except Exception as error:  # a document that breaks a parser must never stop the others
        yield failure(position, kind, f"could not be read: {type(error).__name__}: {error}")


def _items(data: bytes | mmap, source_uri: str, kind: str) -> Iterator[Item]:
    if len(data) == 0:
        yield failure(0, kind, "empty: no bytes in it")
        return
    if len(data) > MAX_BYTES[kind]:
        yield failure(0, kind, f"too large: {len(data):,} bytes, more than {MAX_BYTES[kind]:,}")
        return
    if kind == "jsonl":
        yield from read_json_lines(data)
        return
    try:
        text = decode(data[:])
    except Undecodable as problem:
        yield failure(0, kind, str(problem))
        return
    if not text.strip():
        yield failure(0, kind, "empty: no text in it")
    elif kind == "rss":
        yield from read_feed(text)
    elif kind == "html":
        yield read_page(text, document_name(source_uri), source_uri)
    else:
        yield read_text(text, document_name(source_uri))


def guess_media(data: bytes | mmap, source_uri: str) -> str:
    """text, html, jsonl or rss: by the ending where it tells, else by the first characters."""
    head = data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").replace(b"\0", b"")
    if head.startswith(b"<") and _FEED.search(head) and not re.search(rb"<!doctype html|<html", head, re.IGNORECASE):
        return "rss"
    if known := MEDIA_OF_ENDING.get(PurePosixPath(urlsplit(source_uri).path).suffix.lower()):
        return known
    if head.startswith(b"<?xml") and not _MARKUP.search(head):
        return "rss"
    if head.startswith(b"<") and _MARKUP.search(head):
        return "html"
    if re.match(rb'\{\s*"|\[\s*\{\s*"', head):
        return "jsonl"
    return "text"


def document_name(source_uri: str) -> str | None:
    """The name of a document's one article: the file's stem, or the slug of a URL."""
    if urlsplit(source_uri).scheme in ("http", "https"):
        return slug(source_uri)
    return PurePosixPath(unquote(source_uri)).stem or None
