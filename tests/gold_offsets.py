"""The bundled articles as they are stored, and their gold annotations with offsets into exactly that text.

Belongs here: reading the documents of `articles/`, finding each gold claim in the stored text by its quote. Does not belong here:
scoring. Offsets of text files stand in the gold files; those of HTML, JSON lines and feeds depend on how their text is taken out of the
document, so they are found anew each time, whatever runs of white space became.
"""

import json
import re
from pathlib import Path

import polars as pl

from transforms.articles import read_document
from transforms.reading.extract import articles_frame

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "articles"
GOLD = ROOT / "tests" / "gold"


def gold_with_offsets() -> tuple[pl.DataFrame, list[dict]]:
    """(`frames.Articles` of the bundled articles with their names as ids, their gold documents with start and end)."""
    texts = bundled_articles()
    gold = [resolve(document, texts[document["article"]]["text"]) for document in gold_documents()]
    return articles_frame([texts[document["article"]] for document in gold]), gold


def gold_documents() -> list[dict]:
    """The gold files as they are, in order of name."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]


def bundled_articles() -> dict[str, dict]:
    """name -> {"id": name, "text", "published", "headline", "publisher"} of every bundled article, as it is stored."""
    items = [item for path in sorted(ARTICLES.iterdir()) for item in read_document(path.read_bytes(), source_uri=str(path))]
    fields = ("text", "published", "headline", "publisher")
    return {str(item.name): {"id": item.name} | {field: getattr(item, field) for field in fields} for item in items}


def resolve(document: dict, text: str) -> dict:
    """A gold document whose claims carry start and end in this text. Raises ValueError when a quote is not in it exactly once."""
    return {**document, "claims": [{**claim, **_span(claim, text, document["article"])} for claim in document["claims"]]}


def _span(claim: dict, text: str, article: str) -> dict[str, int]:
    """start and end of the claim's number: the quote's place in the text, and the occurrence of number_text in the quote."""
    quotes = list(_loose(claim["quote"]).finditer(text))
    if "quote_start" in claim or claim["quote"] == document_headline(text):
        quotes = quotes[:1]
    if len(quotes) != 1:
        raise ValueError(f"{article}: {len(quotes)} times in the text, not once: {claim['quote']!r}")
    numbers = list(_number(claim["number_text"]).finditer(quotes[0][0]))
    number = numbers[claim.get("occurrence", 0)]
    return {"start": quotes[0].start() + number.start(), "end": quotes[0].start() + number.end()}


def document_headline(text: str) -> str:
    """First line of the text."""
    return text.split("\n", 1)[0].strip()


def _loose(words: str) -> re.Pattern[str]:
    """A pattern of these words with any white space between them."""
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()))


def _number(words: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w.,])" + _loose(words).pattern)
