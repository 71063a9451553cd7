"""RSS and Atom: one article an item.

Belongs here: feeds, whole or cut off. Does not belong here: fetching the pages that a feed links to.
"""

import re
from collections.abc import Iterator
from typing import Any

from transforms.articles.dates import iso_date, url_date
from transforms.articles.html import fragment_text
from transforms.articles.item import Item, article, failure, one_line, slug, with_headline

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ROOT = re.compile(r"<(?:\w+:)?(rss|feed|rdf)\b", re.IGNORECASE)
_ROOT_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*$", re.IGNORECASE)
_ITEM_END = re.compile(r"</(item|entry)\s*>", re.IGNORECASE)
_ITEM = re.compile(r"<(?:item|entry)\b", re.IGNORECASE)


def read_feed(xml: str) -> Iterator[Item]:
    """One item an entry, in the feed's order. Of a feed that is cut off, the whole items, and a failure for the rest."""
    import fastfeedparser

    xml = _DECLARATION.sub("", xml)
    root = _ROOT.search(xml[:5_000])
    if not root:
        yield failure(0, "rss", "XML, but no RSS or Atom feed")
        return
    whole, rest = _whole_items(xml, root)
    try:
        feed = fastfeedparser.parse(whole.encode("utf-8", "replace")) if _ITEM.search(whole) else {}
    except Exception as error:  # the parser raises ValueError and what lxml raises; one bad feed must not stop the rest
        yield failure(0, "rss", f"a feed that cannot be read: {error}")
        return
    entries = feed.get("entries", [])
    publisher = one_line((feed.get("feed") or {}).get("title"))
    for position, entry in enumerate(entries):
        yield _item(position, entry, publisher)
    if rest is not None:
        count = "1 whole item" if len(entries) == 1 else f"{len(entries)} whole items"
        yield failure(len(entries), "rss", f"the feed is cut off after {count}: the rest cannot be read")
    elif not entries:
        yield failure(0, "rss", "empty: a feed without items")


def _whole_items(xml: str, root: re.Match[str]) -> tuple[str, str | None]:
    """The feed up to its last whole item, closed again, and what is left; (feed, None) when it is whole."""
    if _ROOT_END.search(xml[-200:]):
        return xml, None
    ends = list(_ITEM_END.finditer(xml))
    cut = ends[-1].end() if ends else root.start()
    opened = root.group(0)[1:]
    channel = "</channel>" if root.group(1).lower() == "rss" else ""
    return f"{xml[:cut]}{channel}</{opened}>", xml[cut:]


def _item(position: int, entry: Any, publisher: str | None) -> Item:
    headline = one_line(fragment_text(entry.get("title") or ""))
    link, key = one_line(entry.get("link")), one_line(entry.get("id"))
    texts = [fragment_text(part.get("value") or "") for part in entry.get("content") or []]
    texts += [fragment_text(entry.get(name) or "") for name in ("description", "summary")]
    body = max(texts, key=len, default="") or headline or ""
    published = iso_date(entry.get("published"))
    in_url = url_date(link) if link and not published else None
    return article(
        position,
        "rss",
        with_headline(headline, body),
        name=slug(link) if link else key,
        uri=link or key,
        uri_is_key=link is None,
        headline=headline,
        byline=one_line(entry.get("author")),
        publisher=publisher,
        published=published or in_url,
        published_basis="metadata" if published else "url" if in_url else "none",
    )
