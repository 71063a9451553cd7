"""JSON lines: an object a line, {"id", "text", "published"?, "headline" | "title"?, "publisher"?, "url"?}.

Belongs here: the keys that are understood, one item a line. Does not belong here: the other formats.
A file that is one JSON array or one object over several lines is read as well. A bad line is a failure of its own.
"""

import json
from collections.abc import Iterator
from mmap import mmap
from typing import Any

from transforms.articles.dates import iso_date, url_date
from transforms.articles.encoding import Undecodable, decode
from transforms.articles.item import Item, article, failure, language_code, one_line, slug, with_headline

MAX_LINE = 16 * 2**20
"""Bytes of one line."""
MAX_WHOLE = 64 * 2**20
"""Bytes of a file that is one JSON value."""
TEXT_KEYS = ("text", "content", "body")
HEADLINE_KEYS = ("headline", "title")
PUBLISHER_KEYS = ("publisher", "source", "site")
PUBLISHED_KEYS = ("published", "published_at", "date")
BYLINE_KEYS = ("byline", "author")


def read_json_lines(data: bytes | mmap) -> Iterator[Item]:
    """One item a line that is not blank; position is the line's number less one."""
    whole = _whole_value(data)
    if whole is not None:
        for position, value in enumerate(whole):
            yield _item(position, value, f"item {position + 1}")
        return
    start, position, found = 0, 0, False
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        item = _line(data, start, end, position)
        if item is not None:
            found = True
            yield item
        start, position = end + 1, position + 1
    if not found:
        yield failure(0, "jsonl", "empty: no text in it")


def _line(data: bytes | mmap, start: int, end: int, position: int) -> Item | None:
    where = f"line {position + 1}"
    if end - start > MAX_LINE:
        return failure(position, "jsonl", f"{where}: too large: {end - start:,} bytes, more than {MAX_LINE:,}")
    raw = data[start:end].strip()
    if not raw:
        return None
    try:
        value = _parsed(raw)
    except (Undecodable, ValueError, RecursionError) as error:
        return failure(position, "jsonl", f"{where}: not JSON: {error}")
    return _item(position, value, where)


def _parsed(raw: bytes) -> Any:
    """JSON is UTF-8 by its own rules; what is not is looked at more closely."""
    try:
        return json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return json.loads(decode(raw))


def _whole_value(data: bytes | mmap) -> list[Any] | None:
    """The items of a file that is one JSON array, or one object over several lines; None for JSON lines."""
    head = data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if len(data) > MAX_WHOLE or not (head.startswith(b"[") or head.split(b"\n", 1)[0].strip() == b"{"):
        return None
    try:
        value = json.loads(decode(data[:]))
    except (Undecodable, ValueError, RecursionError):
        return None
    return value if isinstance(value, list) else [value]


def _item(position: int, value: Any, where: str) -> Item:
    if not isinstance(value, dict):
        return failure(position, "jsonl", f"{where}: not an object with a text, but {type(value).__name__}")
    body = _first(value, TEXT_KEYS)
    if body is None:
        return failure(position, "jsonl", f'{where}: no "text" in it')
    headline, url, key = one_line(_first(value, HEADLINE_KEYS)), one_line(value.get("url")), value.get("id")
    key = str(key) if isinstance(key, str | int) and str(key).strip() else None
    published = next((day for name in PUBLISHED_KEYS if (day := iso_date(value.get(name)))), None)
    in_url = url_date(url) if url and not published else None
    item = article(
        position,
        "jsonl",
        with_headline(headline, body),
        name=key or (slug(url) if url else None),
        uri=url or key,
        uri_is_key=url is None,
        headline=headline,
        byline=one_line(_first(value, BYLINE_KEYS)),
        publisher=one_line(_first(value, PUBLISHER_KEYS)),
        published=published or in_url,
        published_basis="metadata" if published else "url" if in_url else "none",
        language=language_code(value.get("language")),
    )
    return failure(position, "jsonl", f"{where}: {item.reason}") if item.reason else item


def _first(value: dict[str, Any], names: tuple[str, ...]) -> str | None:
    return next((value[name] for name in names if isinstance(value.get(name), str) and value[name].strip()), None)
