"""Pronouns and descriptors as pieces of runs: 'it', 'the company', 'the Danish brewer'.

Belongs here: where in its run such a reference begins, what kind of thing it may stand for. Does not belong here: finding runs (`runs`),
whom it stands for (`antecedents`).
"""

import polars as pl

from transforms.reading.lexicon import FORM, KIND, lexicon
from transforms.vocabulary import load

_FUNCTION_WORD = r" (?:of|in|on|to|by|and|or|for|from|with|at|is|as|that|which|the|this) "


def cut_references(distinct: pl.DataFrame) -> pl.DataFrame:
    """Pronouns and descriptors; a descriptor begins at its last determiner ('the value of the company' is 'the company')."""
    demonyms = lexicon().filter(pl.col("kind") == "demonym").select(demonym="phrase", country="country")
    lead = pl.col("match").str.replace(r"(?i)^(.*?)(?:\b(?:the|this) (?:[\pL\pN'-]+ ){0,1}[\pL'-]+)?$", "${1}").str.len_chars()
    inner = pl.col("match").str.contains(_FUNCTION_WORD) & pl.col("_descriptor")
    start = pl.when(inner).then(lead).otherwise(0).cast(pl.UInt32)
    text, said = pl.col("match").str.replace(r"(?:'s|')$", ""), pl.col("match").str.to_lowercase()
    pieces = (
        distinct.with_columns(piece_start=start)
        .with_columns(mention_text=text.str.slice(pl.col("piece_start")), piece_end=text.str.len_chars())
        .with_columns(
            head=pl.when("_descriptor").then(pl.col("mention_text").str.split(" ").list.last()).otherwise(said),
            demonym=pl.col("mention_text").str.extract(r"\b((?:South |North |Hong )?\p{Lu}\pL+)", 1),
            possessive=pl.col("match").str.contains(r"(?:'s|')$") | said.is_in(["its", "their", "his", "her"]),
        )
        .with_columns(
            pl.when(pl.col("demonym").is_in(["The", "This"]))
            .then(pl.col("mention_text").str.extract(r" (\p{Lu}\pL+)", 1))
            .otherwise("demonym")
            .alias("demonym")
        )
        .join(demonyms, on="demonym", how="left", maintain_order="left")
        .filter(pl.col("mention_text") != "")
    )
    return _meaning(pieces).select("match_no", "piece_start", "piece_end", "mention_text", "meant", "form", "country", "land", "possessive")


def _meaning(pieces: pl.DataFrame) -> pl.DataFrame:
    """What kind of entity a pronoun or a descriptor stands for (`meant`), its `form`, and the country whose government it is (`land`)."""
    kinds = load("descriptors").select("head", _meant="kind")
    countries = (
        load("places").filter(pl.col("kind") == "country").select(land="canonical", country="country").unique("country", keep="first")
    )
    personal = pl.col("head").is_in(["he", "she", "his", "her"])
    return (
        pieces.join(kinds, on="head", how="left", maintain_order="left")
        .join(countries, on="country", how="left", maintain_order="left")
        .with_columns(
            meant=pl.when(personal).then(pl.lit("person")).otherwise(pl.coalesce("_meant", pl.lit("organisation"))).cast(KIND),
            form=pl.when(pl.col("head").is_in(["it", "its", "they", "their"]) | personal)
            .then(pl.lit("pronoun"))
            .otherwise(pl.lit("descriptor"))
            .cast(FORM),
        )
        .with_columns(land=pl.when(pl.col("meant") == "place").then("land"))
    )
