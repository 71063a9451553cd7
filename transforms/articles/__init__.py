"""Bytes to articles: what texts a document holds, with what its format says of each.

Belongs here: formats (plain text, HTML, JSON lines, RSS and Atom), encodings, the metadata they carry, and why a document or an item
cannot be read. Does not belong here: where bytes come from and are kept (`transforms.landing`), segments and everything read from a text.

    document.py    which format the bytes are, size limits, and the way to the reader of that format
    item.py        one item of a document: an article or the reason why there is none
    encoding.py    bytes to characters
    plain.py, html.py, json_lines.py, feeds.py    one format each
    dates.py, language.py    what metadata and URLs say of the date; a guess at languages that are not declared
"""

from transforms.articles.document import read_document
from transforms.articles.item import Item

__all__ = ["Item", "read_document"]
