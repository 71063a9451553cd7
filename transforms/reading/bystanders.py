"""Who speaks of others: brokers, researchers, ministries, unions, exchanges and outlets that business news quotes and cites.

Belongs here: which organisations of an article are told of because they speak, measure, rule or list. Does not belong here: who says a
figure (`speakers`), whom it is about (`subjects`).
"""

import re
from functools import cache

import polars as pl

from transforms.vocabulary import load


def sounds_like_bystander(names: pl.Expr) -> pl.Expr:
    """Boolean: the name of a research firm, broker, ministry, union, exchange or outlet, by its last word or as known.

    names: String column of organisations' names.
    """
    return (names.is_in(_houses().implode()) | names.str.contains(_tails())) & ~names.is_in(_of("firm").implode())


def sounds_like_body(names: pl.Expr) -> pl.Expr:
    """Boolean: of these, who hardly ever has figures of its own in business news: no bank and no broker.

    names: String column of organisations' names.
    """
    return sounds_like_bystander(names) & ~names.is_in(_of("trader").implode())


def bystanders_of(attributions: pl.DataFrame, roles: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What the speakers of figures tell of the organisations behind them.

    attributions: `frames.Attributions`; roles: as of `roles.find_roles`. Returns (number_no, said_by: the organisation that says the figure
    or whose person does) and (article_no, name: analysts and officials, and the organisations they are of).
    """
    said = attributions.lazy().select(
        "number_no",
        said_by=pl.when(pl.col("speaker_kind") == "person").then("speaker_org").otherwise(pl.coalesce("speaker", "cited_source")),
    ).filter(pl.col("said_by").is_not_null()).collect()  # fmt: skip
    judging = (
        roles.lazy()
        .filter(pl.col("role").str.contains(_offices()))
        .select("article_no", name=pl.concat_list("person", "organisation"))
        .explode("name")
        .filter(pl.col("name").is_not_null())
        .unique()
        .collect()
    )
    return said, judging


def _of(role: str) -> pl.Series:
    return load("bystander_words").filter(pl.col("role") == role)["word"]


@cache
def _houses() -> pl.Series:
    return pl.concat([_of("house"), _of("trader"), load("outlets")["canonical"].drop_nulls()]).unique()


def tails() -> list[str]:
    """Last words of bystanders' names, escaped for a pattern."""
    return [re.escape(word) for word in _of("tail")]


def offices() -> list[str]:
    """Offices of people who judge others, escaped for a pattern."""
    return [re.escape(word) for word in _of("office")]


@cache
def _tails() -> str:
    return rf"(?-u:\b)(?:{'|'.join(tails())})(?:$| of | for )"


@cache
def _offices() -> str:
    return rf"(?i-u:(?-u:\b)(?:{'|'.join(offices())})(?-u:\b))"
