"""Places that only tell where somebody is from.

Belongs here: 'US' of 'US investor Jane Doe', which owns nothing and is not what 'the country' stands for. Does not belong here: firms told
by their country (`told_by_country`), the part that a place plays in its sentence (`parts`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either
from transforms.vocabulary import load

_AHEAD = 60
"""Code points looked at behind a place."""


def without_origins(names: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """names: resolved names at their places, in order; sentences: `frames.Sentences`.

    Returns them without the places that only tell where a person is from: 'US' of 'US investor Jane Doe'. Those of ministers and governors
    stay: they speak of their country.
    """
    beside = (pl.col("sentence_no") == pl.col("sentence_no").shift(-1)) & (pl.col("start").shift(-1) - pl.col("end") < _AHEAD)
    person_next = (pl.col("kind") == "place") & ~pl.col("possessive") & (pl.col("kind").shift(-1) == "person") & beside
    telling = (
        names.lazy()
        .with_columns(_width=pl.col("start").shift(-1) - pl.col("end"))
        .filter(person_next)
        .select("sentence_no", "start", "end", "_width")
        .join(sentences.lazy().select("sentence_no", "plain"), on="sentence_no", how="left", maintain_order="left")
        .filter(pl.col("plain").str.slice("end", "_width").str.contains(_persons()))
        .select("sentence_no", "start")
        .collect()
    )
    return names.join(telling, on=["sentence_no", "start"], how="anti", maintain_order="left") if telling.height else names


@cache
def _persons() -> str:
    """What stands between a place and the person who is from there."""
    return rf"^ (?:[a-z-]+ ){{0,3}}(?:{either(load('callings')['noun'])}),? $"
