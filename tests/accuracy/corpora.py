"""Where articles with gold annotations are found.

Belongs here: pairing gold files with their articles' texts. Does not belong here: scoring, printing.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from transforms.reading.extract import articles_frame

ROOT = Path(__file__).resolve().parents[2]
HELD_OUT = ("05", "17", "20", "22")
"""Development articles set aside before any tuning: their score shows overfitting."""
EVALUATION = ROOT.parent / "shared" / "evaluation"
"""A larger evaluation set that may stand beside a checkout; absent on a fresh clone."""


@dataclass(frozen=True)
class Corpus:
    """Articles ready to read (`frames.Articles`) and their gold files."""

    name: str
    articles: pl.DataFrame
    gold: list[dict]


def bundled() -> Corpus:
    """The articles of this repository in every form they come in."""
    from tests.gold_offsets import gold_with_offsets

    articles, gold = gold_with_offsets()
    return Corpus("bundled articles", articles, gold)


def annotated(part: str) -> Corpus:
    """Articles of all kinds of business news with their text in the annotation file: practice to learn from, blind to be scored only."""
    from tests.corpus_loader import articles_and_gold

    return Corpus(f"{part} articles", *articles_and_gold(part))


def own_folder(folder: Path) -> Corpus:
    """Annotation files of your own, in the form of tests/corpus. Raises FileNotFoundError if the folder holds none."""
    from tests.corpus_loader import articles_and_gold

    if not any(folder.glob("*.json")):
        raise FileNotFoundError(f"no annotation file (*.json, see tests/corpus/README.md) in {folder}")
    return Corpus("/".join(folder.resolve().parts[-2:]), *articles_and_gold(folder.resolve()))


def text_folder(name: str, articles: Path, gold: Path, *, dated: bool) -> Corpus:
    """Plain text articles in one folder, gold files of the same stems in another. dated: give the reader the known publication date."""
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold.glob("*.json"))]
    records = [
        {
            "id": document["article"],
            "text": (articles / f"{document['article']}.txt").read_text(encoding="utf-8"),
            "published": (document.get("published") or document.get("published_inferred")) if dated else None,
        }
        for document in documents
    ]
    return Corpus(name, articles_frame(records), documents)


def _part(corpus: Corpus, name: str, *, held_out: bool) -> Corpus:
    kept = [document for document in corpus.gold if document["article"].startswith(HELD_OUT) == held_out]
    names = [document["article"] for document in kept]
    return Corpus(name, corpus.articles.filter(pl.col("article_id").is_in(names)), kept)


def available(held_out: bool = False) -> list[Corpus]:
    """Every corpus that is here. held_out: also the articles that are never looked at, only scored."""
    corpora = [bundled()] if (ROOT / "tests" / "gold").exists() else []
    corpora += [annotated(part) for part in ("practice", "blind")[: 1 + held_out] if (ROOT / "tests" / "corpus" / part).exists()]
    if EVALUATION.exists():
        corpora.append(text_folder("five source articles", EVALUATION.parent / "articles", EVALUATION / "gold", dated=False))
        development = text_folder("development articles", EVALUATION / "dev" / "articles", EVALUATION / "dev" / "gold", dated=True)
        corpora.append(_part(development, "development articles", held_out=False))
        if held_out:
            corpora.append(_part(development, "held-out articles", held_out=True))
    return corpora
