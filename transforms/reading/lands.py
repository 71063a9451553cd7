"""Places that tell where somebody is from, and 'the country', which is one.

Belongs here: 'US' of 'US investor Jane Doe', which owns nothing; the country that 'the country' and 'the nation' stand for, where a city or
a continent was named before. Does not belong here: other references (`antecedents`), firms told by their country (`told_by_country`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either
from transforms.reading.quotations import POSITION, position
from transforms.vocabulary import load

_AHEAD = 60
"""Code points looked at behind a place."""
_NATIONS = "(?i)(?-u:\\b)(?:country|nation|republic|kingdom)$"
"""What a descriptor ends in that stands for a country and for no city."""


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


def with_countries(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """references: one row a pronoun or descriptor, with what it stands for (name, kind); names: resolved names. Both in order.

    'The country' stands for a country: that of the city or region that was taken for it, or the last one named before it.
    """
    nation = (pl.col("kind") == "place") & (pl.col("form") == "descriptor") & pl.col("mention_text").cast(pl.String).str.contains(_NATIONS)
    asked = references.with_row_index("_place").filter(nation & ~pl.col("name").cast(pl.String).is_in(_countries()["name"].implode()))
    if asked.is_empty():
        return references
    said = names["name"].dtype
    of_place = names.filter(pl.col("kind") == "place").select("name", "country").unique("name", keep="first", maintain_order=True)
    lands = _countries().select(pl.col("country").cast(names["country"].dtype), _land="name")
    last = (
        names.filter(pl.col("kind") == "place", pl.col("name").cast(pl.String).is_in(_countries()["name"].implode()))
        .select("article_no", POSITION, _last="name")
        .sort(POSITION)
    )
    told = (
        asked.select("_place", "article_no", "name", position("start"))
        .join(of_place, on="name", how="left", maintain_order="left")
        .join(lands, on="country", how="left", maintain_order="left")
        .sort(POSITION)
        .join_asof(last, on=POSITION, by="article_no", strategy="backward", check_sortedness=False)
        .select("_place", _told=pl.coalesce(pl.col("_land").cast(said), "_last"))
    )
    return (
        references.with_row_index("_place")
        .join(told.with_columns(_asked=True), on="_place", how="left", maintain_order="left")
        .with_columns(name=pl.when("_asked").then("_told").otherwise("name"))
        .drop("_place", "_asked", "_told")
    )


@cache
def _countries() -> pl.DataFrame:
    """(country: code, name) of countries, one row each."""
    places = load("places").filter(pl.col("kind") == "country")
    return places.select("country", name="canonical").unique("country", keep="first", maintain_order=True)


@cache
def _persons() -> str:
    """What stands between a place and the person who is from there."""
    return rf"^ (?:[a-z-]+ ){{0,3}}(?:{either(load('callings')['noun'])}),? $"
