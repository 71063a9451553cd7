"""A guess at a text's language.

Belongs here: counting function words (`vocabulary/language_words.csv`). Does not belong here: reading other languages.
"""

import polars as pl

from transforms import vocabulary

SAMPLE = 1_500
"""Code points looked at."""
ENOUGH = 3
"""Function words that must be seen before a guess is made."""


def guess_languages(texts: pl.Series) -> pl.Series:
    """ISO 639-1 code of the language whose function words are most frequent in each text; null when too few are seen."""
    rows = texts.to_frame("text").with_row_index("_row")
    sample = pl.col("text").str.slice(0, SAMPLE).str.to_lowercase()
    words = rows.select("_row", sample.str.extract_all(r"\pL+").alias("word")).explode("word")
    counts = (
        words.join(vocabulary.load("language_words"), on="word")
        .group_by("_row", "language")
        .agg(pl.len().alias("_count"))
        .filter(pl.col("_count") >= ENOUGH)
        # Of equally frequent languages the one earlier in the alphabet: the guess must not change from run to run.
        .sort("_row", "_count", "language", descending=[False, True, False])
        .unique("_row", keep="first", maintain_order=True)
    )
    return rows.join(counts, on="_row", how="left", maintain_order="left")["language"]
