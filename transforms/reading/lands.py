"""Which country 'the country' and 'the nation' are.

Belongs here: the country last told of, and the one that an article is about. Does not belong here: other places and organisations
(`antecedents`), governments (`names`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either
from transforms.reading.in_force import MEANT, article_and_kind
from transforms.reading.quotations import POSITION
from transforms.vocabulary import load

_HEADS = ["country", "nation"]
"""Last words of what stands for a country."""
_BESIDE = 40
"""Code points looked at behind a country's name."""
_GOES_ON = (
    r"^(?:$|[^ a-z']|'s |' | (?:is|was|has|had|have|will|would|could|can|may|and|or|but|in|on|to|as|by|for|with|at|from|than|of|also|now"
    r"|still|after|before|since|while|where|when|which|who|that|this|last|next|alone|itself|over|under|during|through|into|because|if"
    r"|[a-z]+(?:ed|ing|ly))(?-u:\b))"
)
"""What stands behind a country that is told of itself and only tells whose somebody is ('UK investor Jane Roe')."""
_MAIN = 0.5
"""Share of an article's mentions of countries from which on it is about that country."""
_TIMES = 3
"""Mentions of a country without which no article is about it."""


def with_lands(references: pl.DataFrame, names: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """references: rows of references (_row, _position, meant, form, _head, the columns of `MEANT`); names: resolved names in order.

    Returns references whose country is the first that the nearest sentence is about, else the last it mentions; the article's own where
    that is only mentioned. No continent, no town and no country that only tells where somebody is from.
    """
    asked = references.filter((pl.col("meant") == "place") & (pl.col("form") == "descriptor"))
    asked = asked.filter(pl.col("_head").is_in(_HEADS)) if asked.height else asked
    if asked.is_empty():
        return references
    told = _countries(names.filter(pl.col("article_no").is_in(asked["article_no"].unique().implode())), sentences)
    last = (
        told.sort("sentence_no", "led", pl.when("led").then(-pl.col("start").cast(pl.Int64)).otherwise(pl.col("start").cast(pl.Int64)))
        .unique("sentence_no", keep="first", maintain_order=True)
        .with_columns(_by=article_and_kind("kind"))
        .select(POSITION, "_by", "led", *MEANT)
        .sort(POSITION)
    )
    found = asked.select("_row", "article_no", POSITION, "_by").join_asof(
        last, on=POSITION, by="_by", strategy="backward", allow_exact_matches=False, check_sortedness=False
    )
    whole = found.join(_main(told), on="article_no", how="left", maintain_order="left")
    own = pl.col("_main").is_not_null() & pl.col("led").fill_null(True)
    chosen = whole.select(
        "_row",
        _land=pl.when(own).then("_main").otherwise("name"),
        _qid=pl.when(own).then("_main_qid").otherwise("wikidata_qid"),
        _asked=True,
    )
    return (
        references.join(chosen, on="_row", how="left", maintain_order="left")
        .with_columns(
            name=pl.when("_asked").then("_land").otherwise("name"), wikidata_qid=pl.when("_asked").then("_qid").otherwise("wikidata_qid")
        )
        .drop("_land", "_qid", "_asked")
    )


def _countries(names: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Countries that are told of themselves: names without those that only tell where somebody is from."""
    places = names.filter((pl.col("kind") == "place") & pl.col("name").cast(pl.String).is_in(_nations().implode()))
    text = sentences.select("sentence_no", "lower")
    # 'U.S. investor': the stop of an abbreviation ends nothing.
    after = pl.col("lower").str.slice("end", _BESIDE).str.replace(r"^\. ", " ")
    return (
        places.join(text, on="sentence_no", how="left", maintain_order="left")
        .filter(after.str.contains(_GOES_ON) | after.str.contains(_national()))
        .drop("lower")
    )


def _main(told: pl.DataFrame) -> pl.DataFrame:
    """article_no, _main, _main_qid: the country that an article with several mentions of it is about."""
    return (
        told.group_by("article_no", "name", maintain_order=True)
        .agg(pl.len().alias("_times"), _main_qid=pl.col("wikidata_qid").first())
        .with_columns(_of=pl.col("_times").sum().over("article_no"))
        .filter((pl.col("_times") >= _TIMES) & (pl.col("_times") > _MAIN * pl.col("_of")))
        .select("article_no", "_main_qid", _main="name")
    )


@cache
def _nations() -> pl.Series:
    return load("places").filter(pl.col("kind") == "country")["canonical"].unique()


@cache
def _national() -> str:
    """What stands behind a country's name without an apostrophe where it is told of itself ('US exports')."""
    words = load("market_words").filter(pl.col("role") == "nation")["word"]
    return rf"^ (?:[a-z]+ )?(?:{either(words)})(?-u:\b)"
