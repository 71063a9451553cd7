"""Whose figures these are, read the whole way from short articles: in each another name than the right one is tempting.

The articles stand in `whose_figures.csv`, written for these tests: the cause, what the case shows, the text (|| parts paragraphs), a figure
of it and its subject. Belongs here: what needs several sentences and the stages before. Does not belong here: features of one sentence
(`test_subjects`).
"""

from pathlib import Path

import polars as pl
import pytest

from transforms.reading.extract import articles_frame
from transforms.reading.pipeline import read

CASES = (
    pl.read_csv(Path(__file__).with_name("whose_figures.csv"))
    .with_columns(pl.col("text").str.replace_all(" || ", "\n\n", literal=True))
    .rows()
)


@pytest.fixture(scope="module")
def claims() -> dict[tuple[str, str], str]:
    found = read(articles_frame([{"id": str(n), "text": text} for n, (_, _, text, _, _) in enumerate(CASES)])).claims
    return {(row["article_id"], row["number_text"]): row["subject"] for row in found.iter_rows(named=True)}


@pytest.mark.parametrize("case", range(len(CASES)), ids=[f"{cause}: {why}" for cause, why, *_ in CASES])
def test_the_figure_is_that_of(case, claims):
    *_, number, wanted = CASES[case]
    assert str(claims.get((str(case), number))).casefold() == wanted.casefold()
