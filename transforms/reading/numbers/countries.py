"""Which countries an article names, for money whose country is not written beside it.

Belongs here: counting places and demonyms by country, and putting the money an article means in place of what was read. Does not belong
here: what the count decides (`dollars`, `shared_words`), places as subjects (`mentions`).
"""

from functools import cache

import polars as pl

from transforms.vocabulary import load


def told_texts(sentences: pl.DataFrame, articles: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    """What the articles of `chosen` (article_no) say, their publishers' names too: article_no, plain."""
    told = pl.concat([sentences.select("article_no", "plain"), articles.select("article_no", plain="publisher")])
    return told.join(chosen, on="article_no", how="semi", maintain_order="left")


def countries_named(told: pl.DataFrame, countries: tuple[str, ...]) -> pl.DataFrame:
    """How often places, demonyms and datelines of some countries are named: article_no, country, times UInt32, one row a pair.

    told: as of `told_texts`; countries: ISO 3166 codes.
    """
    places = _places(countries)
    return (
        told.lazy()
        .select("article_no", pl.col("plain").str.extract_many(places["name"].to_list()).alias("name"))
        .filter(pl.col("name").list.len() > 0)
        .explode("name")
        .join(places.lazy(), on="name", maintain_order="left")
        .group_by("article_no", "country")
        .agg(pl.len().alias("times"))
        .collect(engine="in-memory")
    )


def recoded(numbers: pl.DataFrame, changed: pl.LazyFrame) -> pl.DataFrame:
    """`frames.Numbers` in another currency where there is one; printed_unit follows where it was the same code (not: cent).

    changed: number_no, code (String), at most one row a number.
    """
    code, printed = pl.col("code"), pl.col("printed_unit")
    return (
        numbers.lazy()
        .join(changed, on="number_no", how="left", maintain_order="left")
        .with_columns(
            unit=pl.coalesce(code, "unit"),
            printed_unit=pl.when(printed == pl.col("unit")).then(pl.coalesce(code, printed)).otherwise(printed),
        )
        .drop("code")
        .collect(engine="in-memory")
    )


@cache
def _places(countries: tuple[str, ...]) -> pl.DataFrame:
    """name (also as datelines write it), country; the longest names first. Names of three letters are words of another language."""
    places = load("places").filter(pl.col("country").is_in(countries) & (pl.col("canonical").str.len_chars() >= 4))
    return (
        pl.concat([places.select("country", name="canonical"), places.select("country", name=pl.col("canonical").str.to_uppercase())])
        .unique("name", keep="first", maintain_order=True)
        .sort(pl.col("name").str.len_chars(), descending=True, maintain_order=True)
    )
