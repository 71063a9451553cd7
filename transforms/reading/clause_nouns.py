"""Common nouns that a clause is about: 'new mortgages fell to', 'average salaries grew by', 'the koruna slid'.

Belongs here: noun phrases in front of a verb that no vocabulary knows. Does not belong here: goods, markets and crowds that are known
(`nameless`), which of all candidates a figure is about (`subjects`).
"""

import re
from functools import cache

import polars as pl

from transforms.reading.alternations import either
from transforms.reading.parts import PARTS
from transforms.reading.spans import find_spans
from transforms.vocabulary import load

FORM = "thing"
"""Form of these mentions: of all that may be a subject the least certain."""
_EDGE = r"(?-u:\b)"
_OPENS = (
    rf"(?:[,;:] (?:and |but |while |as |with |the )?|{_EDGE}(?:(?:said |says |showed |shows )?that|said|says|showed|shows|while|whereas|"
    "and|but|because|although|though) |^)"
)
_PHRASE = "(?:[a-z][a-z'-]+ ){0,3}[a-z][a-z-]+"
_BEHIND = "(?: (?:in|for|at|among|across|on|from|of) (?:the |an? )?(?:[a-z0-9'&-]+ ){0,4}?[a-z0-9-]+)?(?:, which [^,]{3,90},)?"
_AUXILIARY = (
    "(?: (?:have|has|had|is|are|was|were|will|would|could|may|might|be|been|being|also|now|already|only|just|again|then|further|sharply))*"
)
_PART_OF = "(?:number|amount|volume|price|cost|value|share|rate|level|prices|costs|sales|exports|imports|production) of (?:the |an? |all )?"
"""What leads to the noun itself: the number of crossings is told of crossings."""


def find_clause_nouns(hosts: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """hosts: sentences with figures; parts: mentions with their parts, those of `nameless.find_nameless` too.

    Returns mentions with their parts: mention_no, sentence_no, article_no, start, end, name (lower case, without its article), kind
    (market), part, left_part, right_part, form (`FORM`).
    """
    found = find_spans(hosts, "sentence_no", "lower", _clause_pattern())
    lead = pl.col("match").str.len_chars() - pl.col("match").str.replace(f"^{_OPENS}{_determiner()}(?:{_PART_OF})?", "").str.len_chars()
    named = (
        found.lazy()
        .with_columns(_lead=lead)
        .with_columns(_said=pl.col("match").str.slice(pl.col("_lead")))
        .with_columns(name=pl.col("_said").str.replace(f"{_BEHIND}{_AUXILIARY} (?:{_verbs()})$", ""))
        .with_columns(start=pl.col("start") + pl.col("_lead").cast(pl.UInt32))
        .with_columns(end=pl.col("start") + pl.col("name").str.len_chars().cast(pl.UInt32))
        # Sharp falls, a steep rise: a noun that looks like a verb.
        .filter(pl.col("name").str.ends_with("s") | ~pl.col("_said").str.contains(rf" (?:{_plural_verbs()})$"))
        .filter(~pl.col("name").str.contains("(?:ly|ed)$"))
        # '..., drawing on data that showed'
        .filter(~pl.col("match").str.contains("^, [a-z]+ing "))
        .filter(~pl.col("name").str.split(" ").list.eval(pl.element().is_in(_never().implode())).list.any())
        .filter(~pl.col("name").str.replace("^.* ", "").is_in(_owned().implode()))
        .join(hosts.lazy().select("sentence_no", "article_no"), on="sentence_no", how="left", maintain_order="left")
        .collect()
    )
    free = _apart(named, parts)
    part = pl.Enum(PARTS)
    first = parts.select(pl.col("mention_no").max().fill_null(0) + 1).item()
    return free.select(
        (pl.int_range(pl.len(), dtype=pl.UInt32) + first).cast(pl.UInt32).alias("mention_no"),
        "sentence_no",
        "article_no",
        "start",
        "end",
        "name",
        pl.lit("market").alias("kind"),
        pl.lit("acts").cast(part).alias("part"),
        pl.lit("subject").cast(part).alias("left_part"),
        pl.lit("acts").cast(part).alias("right_part"),
        pl.lit(FORM).alias("form"),
        pl.lit(False).alias("general"),
    )


def _apart(named: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Phrases that hold no mention."""
    held = (
        named.with_row_index("_row")
        .join(parts.select("sentence_no", _from="start", _to="end"), on="sentence_no", maintain_order="left")
        .filter((pl.col("_from") < pl.col("end")) & (pl.col("_to") > pl.col("start")))["_row"]
    )
    return named.with_row_index("_row").filter(~pl.col("_row").is_in(held.implode())).drop("_row")


@cache
def _determiner() -> str:
    """What stands before a noun phrase without being of it."""
    months = "|".join(load("months")["word"].str.to_lowercase())
    return (
        "(?:(?:also|then|however,?|meanwhile,?|still|the|a|an|all|some|most|many|other|these|those|this|overall|total|new|annual|monthly|"
        f"quarterly|in fact,?|{months}) )*"
    )


@cache
def _verbs() -> str:
    directions = load("direction_words").filter(pl.col("kind") == "verb")["say"]
    moving = load("market_words").filter(pl.col("role").is_in(["verb", "move"]))["word"]
    # 'Falls' may be a noun, and those who fall need none of them.
    told = {*directions, *moving, *load("past_verbs")["verb"]} - {*load("reporting_verbs")["phrase"]}
    words = {word for word in told if not re.search("[^s]s$", word) or word in ("is", "was", "has")}
    return f"{either(words)}|[a-z]{{4,}}ed"


@cache
def _plural_verbs() -> str:
    """Verbs as they stand after a plural: prices rise."""
    past = {*load("past_verbs")["verb"], "is", "was", "has", "will", "would"}
    return "|".join(word for word in _verbs().split("|") if word not in past and not word.endswith("ed") and word.isalpha())


@cache
def _clause_pattern() -> str:
    return rf"{_OPENS}{_determiner()}(?:{_PART_OF})?{_PHRASE}{_BEHIND}{_AUXILIARY} (?:{_verbs()}){_EDGE}"


@cache
def _owned() -> pl.Series:
    return load("owned_nouns")["word"]


@cache
def _never() -> pl.Series:
    """Words that no such phrase holds: function words and verbs."""
    stops = load("phrase_stops").filter(~pl.col("word").is_in(["average", "like"]))["word"]
    heads = load("descriptors")["head"]
    return pl.concat([stops, heads, pl.Series(_verbs().split("|")), load("reporting_verbs")["phrase"]]).unique()
