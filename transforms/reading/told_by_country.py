"""Firms told by their country and rank: 'Peru's second biggest brewer', 'Chile's No. 2 grocer'.

Belongs here: finding such descriptors, which take the place of the country's name. Does not belong here: descriptors with an article
(`names`), whom they stand for (`antecedents`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either
from transforms.reading.lexicon import FORM, KIND
from transforms.vocabulary import load

_AHEAD = 70
"""Code points looked at behind a country's name."""
_GOES_ON = (
    r"(?:'s?(?-u:\b)|[,.;:)]|$| [A-Z]| (?:by|in|with|after|to|and|as|on|for|now|also|has|had|is|was|will|saw|made|sold|fell|rose|lost|won"
    r"|said|[a-z]{3,}(?:ed|s))(?-u:\b))"
)
"""What stands behind the noun that ends the descriptor; another noun would make it a part of something else ('bank fraud')."""


def with_firms_told_by_country(references: pl.DataFrame, names: pl.DataFrame, sentences: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """references: one row a pronoun or descriptor at its place, names: resolved names, both in order; sentences: `frames.Sentences`.

    Returns both: such firms are references (form descriptor, with the country's code), the names of their countries are gone.
    """
    owners = names.filter((pl.col("kind") == "place") & pl.col("possessive"))
    described = (
        owners.lazy()
        .select("sentence_no", "article_no", "start", "end", "country", _place=pl.col("mention_text").cast(pl.String))
        .join(sentences.lazy().select("sentence_no", "plain"), on="sentence_no", how="left", maintain_order="left")
        .with_columns(_said=pl.col("plain").str.slice("end", _AHEAD).str.extract(_pattern(), 1))
        .filter(pl.col("_said").is_not_null())
        .collect()
    )
    if described.is_empty():
        return references, names
    length = pl.col("_said").str.len_chars()
    added = described.select(
        "sentence_no", "article_no", "start", "country",
        end=(pl.col("end") + length).cast(pl.UInt32),
        mention_text=(pl.col("_place") + pl.col("_said")).cast(references.schema["mention_text"]),
        meant=pl.lit("organisation", KIND), form=pl.lit("descriptor", FORM),
        possessive=pl.col("plain").str.slice(pl.col("end") + length, 2) == "'s",
    )  # fmt: skip
    order = ["sentence_no", "start"]
    kept = names.join(described.select(order), on=order, how="anti", maintain_order="left")
    return pl.concat([references, added], how="diagonal_relaxed").sort(order, maintain_order=True), kept


@cache
def _pattern() -> str:
    heads = load("descriptors").filter(pl.col("fits") == "any")["head"].to_list()
    trades = either(heads)
    ranks = "|".join(load("country_ranks")["word"])
    return rf"^('s? (?:[a-z-]+ )?(?:{ranks}|[Nn]o\.? ?[0-9]) (?:[a-z-]+ ){{0,3}}?(?:{trades})){_GOES_ON}"
