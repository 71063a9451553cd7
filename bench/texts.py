"""The texts that are measured: what stands in the repository, or a larger evaluation set beside it where there is one."""

import json
from pathlib import Path

import polars as pl

from transforms.reading.extract import articles_frame
from transforms.reading.segments import cut_segments
from transforms.reading.sentences import split_sentences

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def frame(what: str, count: int) -> pl.DataFrame:
    """`frames.Articles` of `count` texts of one kind, the originals repeated under other ids.

    what: "articles" (the source articles beside the checkout, else the bundled plain texts) or "sentences" (general news sentences
    beside the checkout, else the lines of the bundled texts, an article each). Raises KeyError for another kind.
    """
    originals = ORIGINALS[what]()
    return (
        articles_frame([{"id": "", "text": text} for text in originals])
        .select(pl.all().gather(pl.int_range(count) % len(originals)))
        .with_columns(pl.int_range(count, dtype=pl.UInt32).alias("article_no"), pl.format("a{}", pl.int_range(count)).alias("article_id"))
    )


def sentence_texts(what: str) -> list[str]:
    """The sentences of the originals of one kind, each once, as the reader divides them."""
    articles = frame(what, original_count(what))
    return split_sentences(articles, cut_segments(articles))["plain"].to_list()


def original_count(what: str) -> int:
    """How many texts of one kind there are before they are repeated."""
    return len(ORIGINALS[what]())


def _articles() -> list[str]:
    folder = SHARED / "articles" if (SHARED / "articles").exists() else ROOT / "articles"
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]


def _sentences() -> list[str]:
    path = SHARED / "evaluation" / "newsquant" / "newsquant_dev.jsonl"
    if path.exists():
        return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for text in _articles() for line in text.splitlines() if line]


ORIGINALS = {"articles": _articles, "sentences": _sentences}
