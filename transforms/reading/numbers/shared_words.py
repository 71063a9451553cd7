"""Whose crowns, pesos and rupees an article means: words for money that several countries share.

Belongs here: resolving such a word by the rest of the article. Does not belong here: dollars, which have a rule of their own (`dollars`),
and words that name their country themselves (Danish crowns).
"""

from functools import cache

import polars as pl

from transforms.reading.numbers.countries import countries_named, recoded, told_texts
from transforms.vocabulary import load

SCALES = r"(?:[0-9]|hundred|thousand|million|billion|trillion|[0-9](?:bn|tn|mn?|k)|lakh|crore)"


def with_shared_words(numbers: pl.DataFrame, sentences: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """`frames.Numbers` with unit and printed_unit of shared words for money in the currency they mean.

    That is what the article writes out elsewhere (Danish crowns, DKK), else the currency of that country among the word's own which
    the article names most, else what came. sentences, articles: `frames.Sentences` and `frames.Articles` of the same batch.
    """
    money = numbers.lazy().filter(pl.col("unit_kind") == "money").select("number_no", "article_no", "number_text", "unit")
    said = money.with_columns(
        pl.coalesce(
            pl.col("number_text").str.extract(rf"(?i-u:{SCALES}[ -]?({_words()})s?)$", 1),
            pl.col("number_text").str.extract(r"^(?i-u:(rs)\.? ?[0-9])", 1),
        )
        .str.to_lowercase()
        .alias("word")
    ).collect(engine="in-memory")
    bare = said.filter(pl.col("word").is_not_null()).select("number_no", "article_no", "word", "unit")
    if bare.is_empty():
        return numbers
    meant = _meant(bare, said, sentences, articles)
    changed = bare.lazy().join(meant.lazy(), on=["article_no", "word"], maintain_order="left").filter(pl.col("code") != pl.col("unit"))
    # "1.92 billion crowns, from 1.01 billion": what took its money from such a figure changes with it.
    taken = changed.select("article_no", "unit", "code").unique(["article_no", "unit"], keep="any")
    followers = said.lazy().filter(pl.col("word").is_null() & ~_written_out()).join(taken, on=["article_no", "unit"], maintain_order="left")
    changed = pl.concat([changed.select("number_no", "code"), followers.select("number_no", "code")])
    return recoded(numbers, changed)


def _written_out() -> pl.Expr:
    """Whether number_text names its money by itself: DKK 4, 4 Danish crowns, £4."""
    return pl.col("number_text").str.contains(rf"[A-Z]{{2}}|[$£€¥₹]|(?i-u:{_words()})s?$")


def _meant(bare: pl.DataFrame, said: pl.DataFrame, sentences: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """article_no, word, code: the currency a word means in an article."""
    shared, words = _shared(), bare.select("article_no", "word").unique()
    written = (
        said.lazy()
        .filter(pl.col("word").is_null() & _written_out())
        .select("article_no", code="unit")
        .join(words.lazy(), on="article_no", maintain_order="left")
        .join(shared.lazy(), on=["word", "code"], maintain_order="left")
        .group_by("article_no", "word", "code")
        .agg(pl.len().alias("times"))
        .with_columns(written=True)
    )
    told = told_texts(sentences, articles, words.select("article_no").unique())
    countries = tuple(shared.join(words, on="word", how="semi", maintain_order="left")["country"].unique().sort())
    named = (
        words.lazy()
        .join(shared.lazy(), on="word", maintain_order="left")
        .join(countries_named(told, countries).lazy(), on=["article_no", "country"], maintain_order="left")
        .group_by("article_no", "word", "code")
        .agg(pl.col("times").sum().cast(pl.UInt32))
        .with_columns(written=False)
    )
    return (
        pl.concat([written, named], how="vertical_relaxed")
        .sort("article_no", "word", "written", "times", "code", descending=[False, False, True, True, False])
        .unique(["article_no", "word"], keep="first", maintain_order=True)
        .select("article_no", "word", "code")
        .collect(engine="in-memory")
    )


@cache
def _shared() -> pl.DataFrame:
    return load("shared_currency_words")


@cache
def _words() -> str:
    """The shared words, as alternatives of a pattern."""
    return "|".join(_shared()["word"].unique().sort())
