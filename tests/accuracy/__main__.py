"""Print the report: `python -m tests.accuracy [--errors] [--only NAME | --folder PATH] [--articles 02,08]`."""

import argparse
import itertools
from collections import defaultdict
from pathlib import Path

import polars as pl

from tests.accuracy.corpora import Corpus, available, own_folder
from tests.accuracy.kinds import tables
from tests.accuracy.scoring import FIELDS, LEVELS, Score, score
from transforms.reading.pipeline import concat, read_all

BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01)


def main() -> None:
    parser = argparse.ArgumentParser(description="Accuracy of the reader by field.")
    parser.add_argument("--errors", action="store_true", help="list every miss, every spurious claim and every wrong field")
    parser.add_argument("--only", default="", help="only corpora whose name contains this")
    parser.add_argument(
        "--folder", type=Path, action="append", help="score annotation files of your own instead (form: tests/corpus/README.md)"
    )
    parser.add_argument("--articles", default="", help="only articles whose name begins with one of these, comma-separated")
    parser.add_argument("--held-out", action="store_true", help="also score the articles set aside (their errors are not listed)")
    arguments = parser.parse_args()
    wanted = tuple(part for part in arguments.articles.split(",") if part)
    scores: dict[str, Score] = {}
    corpora = [own_folder(folder) for folder in arguments.folder] if arguments.folder else available(arguments.held_out)
    for corpus in corpora:
        if arguments.only in corpus.name:
            scores[corpus.name] = run(corpus, wanted)
    print(f"{'F1':34}" + "".join(f"{name:>24}" for name in scores))
    print(f"{'gold claims / claims read':34}" + "".join(f"{f'{s.gold} / {s.read}':>24}" for s in scores.values()))
    for level in LEVELS:
        print(f"{level:34}" + "".join(f"{s.f1(level):24.3f}" for s in scores.values()))
    print("\nerrors, claims")
    for name in ("missed", "read where there is none", *FIELDS):
        print(f"{name:34}" + "".join(f"{s.by_field[name]:24}" for s in scores.values()))
    print("\nconfidence: claims whose value, unit, subject and metric are all right")
    for low, high in itertools.pairwise(BINS):
        cells = []
        for s in scores.values():
            judged = [right for confidence, right in s.judged if low <= confidence < high]
            cells.append(f"{sum(judged)} of {len(judged)}" if judged else "-")
        print(f"{f'{low:.1f} to {min(high, 1):.1f}':34}" + "".join(f"{cell:>24}" for cell in cells))
    print("\nmistakes of each stage by kind, claims")
    for name, s in scores.items():
        print("\n".join((name, *(f"  {line}" for line in tables(s.kinds)))))
    if arguments.errors:
        for name, s in scores.items():
            if not name.startswith(("held-out", "blind")):
                print("\n" + "\n".join(s.wrong))


def run(corpus: Corpus, articles: tuple[str, ...] = ()) -> Score:
    """Read a corpus and score it; articles: only those whose name begins so."""
    chosen = (
        corpus.articles.filter(pl.any_horizontal(pl.col("article_id").str.starts_with(a) for a in articles))
        if articles
        else corpus.articles
    )
    claims: dict[str, list[dict]] = defaultdict(list)
    for row in concat(list(read_all(chosen))).claims.to_dicts():
        claims[row["article_id"]].append(row)
    names = set(chosen["article_id"])
    return score([document for document in corpus.gold if document["article"] in names], claims)


if __name__ == "__main__":
    main()
