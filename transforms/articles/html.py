"""HTML: the main text of a page and what its metadata says.

Belongs here: pages and fragments of pages to text. Does not belong here: boilerplate that is still in the text (`reading.segments`).

The text comes from trafilatura (the best single extractor). The date does not: its search may take one from the page's footer, so only
declared dates count.
"""

import html as entities
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from transforms.articles.dates import iso_date, url_date
from transforms.articles.item import MAX_TEXT, Item, article, failure, language_code, one_line, slug, with_headline

NO_ARTICLE = "HTML without an article: no paragraph of text in it"
_DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "sailthru.date",
    "parsely-pub-date",
    "article.published",
    "citation_publication_date",
)
_BLOCK = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|blockquote|section|article|figure|figcaption|hr|pre)\b[^>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style|noscript|iframe|svg)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def read_page(page: str, name: str | None, source_uri: str) -> Item:
    """The one article of a page."""
    import trafilatura
    from lxml import etree
    from lxml import html as lxml_html

    try:
        tree = lxml_html.document_fromstring(page.encode(), parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=True))
        known = _Declared(tree)
        found = trafilatura.bare_extraction(
            tree, with_metadata=True, include_comments=False, date_extraction_params={"original_date": True, "extensive_search": False}
        )
    except (etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        return failure(0, "html", f"HTML that cannot be read: {error or type(error).__name__}")
    body = str(getattr(found, "text", None) or "")
    if not _has_prose(body):
        return failure(0, "html", NO_ARTICLE)
    return _article(body, found, known, name, source_uri)


def _article(body: str, found: Any, known: "_Declared", name: str | None, source_uri: str) -> Item:
    address = one_line(found.url) or source_uri
    headline = known.headline or one_line(found.title)
    in_url = url_date(address) if urlsplit(address).scheme in ("http", "https") else None
    paragraphs = [line.strip() for line in body[: MAX_TEXT + 1].splitlines() if line.strip()]
    text = with_headline(headline, "\n\n".join(paragraphs))
    return article(
        0,
        "html",
        text,
        name=name or slug(address),
        headline=headline,
        byline=one_line(found.author),
        publisher=one_line(found.sitename) or _host(address),
        published=known.published or in_url,
        published_basis="metadata" if known.published else "url" if in_url else "none",
        language=known.language,
    )


class _Declared:
    """What a page declares about itself: headline, published, language."""

    def __init__(self, tree: Any) -> None:
        data = list(_linked_data(tree))
        declared = [
            *_of_key(data, "datePublished"),
            *_meta(tree, _DATE_NAMES),
            *tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime"),
        ]
        declared += tree.xpath("//*[@itemprop='datePublished']/@content")
        self.published = next((day for value in declared if (day := iso_date(str(value)))), None)
        titles = [*_of_key(data, "headline"), *_meta(tree, ("og:title", "twitter:title"))]
        first = tree.xpath("//article//h1 | //main//h1") or tree.xpath("//h1")
        # The page's own first heading is what a reader sees; the declared title may carry the site's name.
        self.headline = (one_line(first[0].text_content()) if len(first) == 1 else None) or next(filter(None, map(one_line, titles)), None)
        self.language = language_code(tree.get("lang"))


def _meta(tree: Any, names: tuple[str, ...]) -> list[str]:
    values: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        values.setdefault(key, element.get("content") or "")
    return [entities.unescape(values[name]) for name in names if name in values]


def _linked_data(tree: Any) -> Iterator[Any]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            yield json.loads(str(script))
        except (ValueError, RecursionError):
            continue


def _of_key(value: Any, key: str, depth: int = 0) -> list[str]:
    """Every string under this key, at any depth that is not absurd."""
    if depth > 8:
        return []
    if isinstance(value, dict):
        own = [value[key]] if isinstance(value.get(key), str) else []
        return own + [found for inner in value.values() for found in _of_key(inner, key, depth + 1)]
    return [found for inner in value for found in _of_key(inner, key, depth + 1)] if isinstance(value, list) else []


def _has_prose(body: str) -> bool:
    """Some paragraph is a sentence or long: menus alone are no article."""
    for line in body.splitlines():
        words = line.split()
        if len(words) >= 12 or (len(words) >= 4 and re.search(r"[.!?][\"'”’)\]]*\s*$", line)):
            return True
    return False


def _host(address: str) -> str | None:
    host = urlsplit(address).hostname
    return host.removeprefix("www.") if host and urlsplit(address).scheme in ("http", "https") else None


def fragment_text(fragment: str) -> str:
    """A piece of HTML, as feeds carry it, as text with a blank line between blocks. Plain text comes back as it is."""
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    cut = _TAG.sub("", _BLOCK.sub("\n\n", _HIDDEN.sub(" ", fragment)))
    lines = [" ".join(line.split()) for line in entities.unescape(cut).split("\n\n")]
    return "\n\n".join(line for line in lines if line)
