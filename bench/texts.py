"""The texts that are measured: what stands in the repository, or a larger evaluation set beside it where there is one."""

import json
from pathlib import Path

import polars as pl

from transforms.reading.extract import articles_frame

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def articles(count: int) -> pl.DataFrame:
    """`count` articles: the source articles beside the checkout, else the bundled plain texts, repeated under other ids."""
    folder = SHARED / "articles" if (SHARED / "articles").exists() else ROOT / "articles"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return _repeated(texts, count)


def sentences(count: int) -> pl.DataFrame:
    """`count` one-sentence articles: general news sentences beside the checkout, else lines of the bundled texts, repeated."""
    path = SHARED / "evaluation" / "newsquant" / "newsquant_dev.jsonl"
    if path.exists():
        lines = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    else:
        lines = [
            line for file in sorted((ROOT / "articles").glob("*.txt")) for line in file.read_text(encoding="utf-8").splitlines() if line
        ]
    return _repeated(lines, count)


def _repeated(texts: list[str], count: int) -> pl.DataFrame:
    return articles_frame([{"id": f"a{n}", "text": texts[n % len(texts)]} for n in range(count)])
