"""Titles in quotation marks: songs, films, books, games and reports.

Belongs here: which runs are such titles, and the name that each is. Does not belong here: finding runs (`runs`), names without
quotation marks (`names`).
"""

import polars as pl

from transforms.reading.lexicon import KIND, lexicon, organisation_words, words
from transforms.reading.rows import read_some
from transforms.reading.runs import PRINTED, QUOTED, TITLE


def are_titles(runs: pl.DataFrame) -> pl.Series:
    """Which runs are titles in quotation marks; names in the title of an article are what it is about."""
    marked = pl.col("match").str.contains("[\"'](?:$|[ .,;:)!?]$)")
    title = pl.col("match").str.contains(QUOTED) & ~pl.col("match").str.contains(rf"^(?:{PRINTED})(?-u:\b)")
    read = read_some(runs.select("match"), marked, lambda rows: rows.select(title.alias("title")))
    return read["title"].fill_null(False)


def name_works(quoted: pl.DataFrame) -> pl.DataFrame:
    """Titles in quotation marks: one name each, of a product unless the vocabulary knows better or its words are an organisation's."""
    inside = pl.col("match").str.extract(rf"[\"']({TITLE})", 1).str.replace(r"[.,']+$", "")
    known = (
        lexicon()
        .filter(~pl.col("kind").is_in(["opener", "leading", "alone", "never", "title", "demonym"]))
        .rename({"phrase": "mention_text"})
    )
    tail = pl.col("mention_text").str.split(" ").list.last().is_in(organisation_words("suffix"))
    person = pl.col("mention_text").str.contains(r"^\p{Lu}\pL+ \p{Lu}\pL+$") & pl.col("mention_text").str.split(" ").list.first().is_in(
        words("first_names", "name")
    )
    by_form = pl.when(person).then(pl.lit("person")).when(tail).then(pl.lit("organisation")).otherwise(pl.lit("product"))
    return (
        quoted.with_columns(
            mention_text=inside,
            piece_start=pl.col("match").str.extract(rf"^(.*?[\"']){TITLE}", 1).str.len_chars(),
            lead=pl.lit(""),
            possessive=pl.lit(False),
            quoted=pl.lit(True),
        )
        .with_columns(piece_end=(pl.col("piece_start") + pl.col("mention_text").str.len_chars()).cast(pl.UInt32))
        .join(known, on="mention_text", how="left", maintain_order="left")
        .with_columns(
            known=pl.col("name").is_not_null(),
            name=pl.coalesce("name", "mention_text"),
            kind=pl.coalesce("kind", by_form).cast(KIND),
        )
    )
