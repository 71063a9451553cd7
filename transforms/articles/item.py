"""One item of a document.

Belongs here: what every format gives back, the stored form of a text, ids and names. Does not belong here: any format.
"""

import hashlib
import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

MAX_TEXT = 5_000_000
"""Code points of one article; a longer text is no article, and is quarantined before any pattern is run over it."""


@dataclass(frozen=True, slots=True)
class Item:
    """An article (text is set) or a failure (reason is set), never both."""

    position: int
    media: str
    text: str | None = None
    """Line ends are line feeds, NULs are gone, nothing else is changed."""
    reason: str | None = None
    name: str | None = None
    uri: str | None = None
    """The item's own address or key where its format gives one; None for the one article of a document."""
    uri_is_key: bool = False
    """uri is a key inside the document (a JSON id, a feed's guid), no address."""
    headline: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_basis: str = "none"
    language: str | None = None
    """As the format declares it; what it does not declare is guessed from the text later."""
    text_sha256: str | None = field(default=None)

    @property
    def article_id(self) -> str | None:
        """First 16 hex digits of the stored text's sha256."""
        return self.text_sha256 and self.text_sha256[:16]


def failure(position: int, media: str, reason: str) -> Item:
    """An item that cannot be read, with one clear line that says why."""
    return Item(position, media, reason=" ".join(reason.split()))


def article(position: int, media: str, text: str, **known: str | bool | None) -> Item:
    """An article of this text, or the failure that it is none (empty, without letters, too large)."""
    if len(text) > MAX_TEXT:
        return failure(position, media, f"too large: a text of {len(text):,} characters, more than {MAX_TEXT:,}")
    stored = stored_text(text)
    if not stored.strip():
        return failure(position, media, "empty: no text in it")
    if not any(character.isalpha() for character in stored):
        return failure(position, media, "no letters in it: nothing to read")
    digest = hashlib.sha256(stored.encode()).hexdigest()
    return Item(position, media, text=stored, text_sha256=digest, **known)  # type: ignore[arg-type]


def stored_text(text: str) -> str:
    """The text as it is kept: line feeds for every kind of line end, without NULs; half a surrogate pair becomes '?'."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").encode("utf-8", "replace").decode()


def with_headline(headline: str | None, body: str) -> str:
    """The body under its headline, unless it begins with it."""
    if not headline or _bare(body).startswith(_bare(headline)):
        return body
    return f"{headline}\n\n{body}"


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text[:2_000]).lower()


def one_line(value: object) -> str | None:
    """A metadata value as one trimmed line; None when it is no text or empty."""
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def language_code(value: object) -> str | None:
    """The ISO 639-1 code of a declared language like en-GB; None when it is none."""
    found = re.match(r"\s*([A-Za-z]{2})(?:[-_]|\s*$)", value) if isinstance(value, str) else None
    return found and found.group(1).lower()


def slug(uri: str) -> str | None:
    """A name from an address: the last part of its path that says something, without its ending."""
    parts = [part for part in unquote(urlsplit(uri).path).split("/") if part]
    for part in reversed(parts):
        stem = re.sub(r"\.[A-Za-z]{2,5}$", "", part)
        if re.search(r"[A-Za-z]{3}", stem) and stem.lower() not in ("index", "default", "amp", "article", "story"):
            return stem
    return urlsplit(uri).hostname
