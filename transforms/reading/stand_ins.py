"""Whoever stands behind 'we' and behind persons in office.

Belongs here: organisations that a sentence speaks of without naming them. Does not belong here: what third persons and descriptors stand
for (`antecedents`), who is in which office (`roles`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either_pattern
from transforms.reading.parts import EDGE, PARTS, numbered_after
from transforms.reading.spans import find_spans
from transforms.vocabulary import load


def find_ourselves(hosts: pl.DataFrame, parts: pl.DataFrame, more: int, told_by: pl.DataFrame) -> pl.DataFrame:
    """'We' and 'our': the organisation whose figures these are said to be, else the one that the article names most.

    more: mention numbers taken already. told_by: sentence_no, said_by (the organisation that says the sentence's figures).

    Not where 'we' only think: an analyst who says 'we expect prices to fall' speaks of others.

    Columns as of `nameless.find_nameless`.
    """
    said = hosts.lazy().filter(pl.col("lower").str.contains(rf"{EDGE}(?:we|ours?|us){EDGE}")).select("sentence_no", "lower").collect()
    told = find_spans(said, "sentence_no", "lower", _ourselves_pattern()).filter(~pl.col("match").str.contains(_thinking()))
    told = _without_states(told, hosts)
    quoted = hosts.select("sentence_no", "article_no").join(
        told.select("sentence_no").unique(), on="sentence_no", how="semi", maintain_order="left"
    )
    main = (
        parts.lazy()
        .filter((pl.col("kind") == "organisation") & ~pl.col("part").is_in(["source", "rival"]))
        # In order: of two that are named as often, the first.
        .join(quoted.lazy().select("article_no").unique(), on="article_no", how="semi", maintain_order="left")
        .group_by("article_no", "name", maintain_order=True)
        .agg(pl.len().alias("times"), pl.col("company").first())
        .sort("times", descending=True, maintain_order=True)
        .unique("article_no", keep="first", maintain_order=True)
    )
    return (
        told.lazy()
        .join(quoted.lazy().select("sentence_no", "article_no"), on="sentence_no", how="left", maintain_order="left")
        .join(main, on="article_no", how="left", maintain_order="left")
        .join(told_by.lazy(), on="sentence_no", how="left", maintain_order="left")
        .with_columns(name=pl.coalesce("said_by", "name"), company=pl.coalesce("said_by", "company"))
        .filter(pl.col("name").is_not_null())
        .select(
            numbered_after(parts, more),
            "sentence_no",
            "article_no",
            "start",
            "end",
            "name",
            pl.lit("organisation").alias("kind"),
            "company",
            pl.lit("acts").cast(pl.Enum(PARTS)).alias("part"),
            pl.lit("subject").cast(pl.Enum(PARTS)).alias("left_part"),
            pl.lit("acts").cast(pl.Enum(PARTS)).alias("right_part"),
            pl.lit("descriptor").alias("form"),
        )
        .collect()
    )


def _without_states(told: pl.DataFrame, hosts: pl.DataFrame) -> pl.DataFrame:
    """Without the US and US$5, which are 'us' in lower case only."""
    us = told.filter(pl.col("match") == "us").select("sentence_no", "start")
    if us.is_empty():
        return told
    texts = us.join(hosts.select("sentence_no", "plain"), on="sentence_no", maintain_order="left")
    states = texts.filter(pl.col("plain").str.slice("start", 2) == "US").select("sentence_no", "start")
    return told.join(states, on=["sentence_no", "start"], how="anti", maintain_order="left")


def find_offices(here: pl.DataFrame, parts: pl.DataFrame, roles: pl.DataFrame, more: int) -> pl.DataFrame:
    """Organisations behind the persons who stand in a sentence by their office ('Roe, who runs Acme, plans to sell 5 shops').

    here: parts of the figures' sentences; roles: as of `roles.find_roles`; more: mention numbers taken already. Columns as of `find_parts`.
    """
    served = (
        roles.lazy()
        .filter(pl.col("organisation").is_not_null())
        .select("article_no", name="person", _of="organisation")
        .unique(["article_no", "name"], keep="first")
    )
    return (
        here.lazy()
        .filter(pl.col("kind") == "person")
        .join(served, on=["article_no", "name"], maintain_order="left")
        .with_columns(
            numbered_after(parts, more), name="_of", company="_of",
            kind=pl.lit("organisation"), form=pl.lit("office"), list_no=pl.lit(None, pl.UInt32),
        )
        .drop("_of")
        .collect()
    )  # fmt: skip


@cache
def _thoughts() -> str:
    """Verbs of those who only think, the longest first."""
    return either_pattern(load("market_words").filter(pl.col("role") == "thinking")["word"])


def _thinking() -> str:
    return rf" (?:{_thoughts()})$"


@cache
def _ourselves_pattern() -> str:
    think = rf" (?:(?:now|also|still|do|would|had|have) )?(?:{_thoughts()})(?: to{EDGE})?"
    return rf"{EDGE}(?:we(?:{think}|'[a-z]+)?|ours?|us){EDGE}"
