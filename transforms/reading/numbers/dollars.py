"""Whose dollars and cents an article means: a Sydney newspaper's $5 million is Australian.

Belongs here: the currency of a bare "$" and of cents, by what the rest of the article says. Does not belong here: signs that name their
country themselves (`units`, `values`).
"""

import polars as pl

from transforms.reading.numbers.countries import countries_named, recoded, told_texts
from transforms.vocabulary import load

DOLLARS = {"AU": "AUD", "CA": "CAD", "NZ": "NZD", "SG": "SGD"}
"""Countries whose own newspapers write a bare "$" for their own currency."""
CENTS = ["EUR", "AUD", "CAD", "NZD", "SGD", "HKD", "ZAR"]
"""Other currencies of a hundred cents."""
AT_HOME, WITH_FOREIGN_SIGN = 3, 2
"""So often a local newspaper's article names places of its country; fewer are enough where it writes US$ for foreign money."""
COMMONWEALTH = r"[0-9] per cent(?-u:\b)"
"""So write the newspapers of these countries; America's and the news agencies write percent."""
FOREIGN = 4
"""The country is named at least so many times as often as America."""


def with_local_dollars(numbers: pl.DataFrame, sentences: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """`frames.Numbers` with unit and printed_unit of bare dollars and of cents in the currency that their article is about.

    sentences, articles: `frames.Sentences` and `frames.Articles` of the same batch. An article about Canada is not enough: agencies and
    American outlets write of it in their own dollars. It must also be told as that country's press tells it: by its publisher, its
    "per cent", or its US$ for foreign money.
    """
    dollars = numbers.lazy().filter(pl.col("unit") == "USD").select("number_no", "article_no", "number_text", "printed_unit")
    signed = pl.col("number_text").str.contains(r"US|U\.S|(?i-u:american)")
    meant = dollars.with_columns(signed.alias("_american")).collect(engine="in-memory")
    local = _home_currencies(meant, numbers, sentences, articles)
    cents = _currencies_of_cents(meant, numbers)
    if local.is_empty() and cents.is_empty():
        return numbers
    changed = (
        meant.lazy()
        .join(local.lazy(), on="article_no", how="left", maintain_order="left")
        .join(cents.lazy(), on="article_no", how="left", maintain_order="left")
        .select(
            "number_no",
            pl.when(~pl.col("_american")).then(
                pl.coalesce("_home", pl.when(pl.col("printed_unit") == "cent").then("_cents"))
            ).alias("code"),
        )
        .filter(pl.col("code").is_not_null())
    )  # fmt: skip
    return recoded(numbers, changed)


def _home_currencies(dollars: pl.DataFrame, numbers: pl.DataFrame, sentences: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """(article_no, _home): the local currency of articles that are plainly of one country and sign no other dollar as that country's."""
    bare = dollars.filter(~pl.col("_american")).select("article_no").unique()
    foreign = dollars.lazy().group_by("article_no").agg(pl.col("_american").any().alias("_foreign"))
    told = told_texts(sentences, articles, bare)
    named = countries_named(told, (*DOLLARS, "US"))
    american = named.lazy().filter(pl.col("country") == "US").select("article_no", pl.col("times").alias("_american"))
    signed = (
        numbers.lazy()
        .select("article_no", pl.col("unit").alias("_home"))
        .filter(pl.col("_home").is_in(list(DOLLARS.values())))
        .unique()
        .with_columns(_signed=True)
    )
    commonwealth = told.lazy().group_by("article_no").agg(pl.col("plain").str.contains(COMMONWEALTH).any().alias("_commonwealth"))
    local = pl.col("_foreign") | pl.col("_commonwealth") | (pl.col("_home_of_outlet") == pl.col("country")).fill_null(False)
    enough = pl.when(pl.col("_foreign")).then(WITH_FOREIGN_SIGN).otherwise(AT_HOME)
    return (
        named.lazy()
        .filter(pl.col("country") != "US")
        .sort("article_no", "times", "country", descending=[False, True, False])
        .unique("article_no", keep="first", maintain_order=True)
        .join(american, on="article_no", how="left", maintain_order="left")
        .join(foreign, on="article_no", how="left", maintain_order="left")
        .join(commonwealth, on="article_no", how="left", maintain_order="left")
        .join(_outlets_homes(articles).lazy(), on="article_no", how="left", maintain_order="left")
        .filter(
            local & (pl.col("times") >= enough) & (pl.col("_foreign") | (pl.col("times") >= FOREIGN * pl.col("_american").fill_null(0)))
        )
        .select("article_no", "_foreign", pl.col("country").replace_strict(DOLLARS, return_dtype=pl.String).alias("_home"))
        .join(signed, on=["article_no", "_home"], how="left", maintain_order="left")
        .filter(pl.col("_foreign") | pl.col("_signed").is_null())
        .select("article_no", "_home")
        .collect(engine="in-memory")
    )


def _outlets_homes(articles: pl.DataFrame) -> pl.DataFrame:
    """(article_no, _home_of_outlet): the country of the publisher, where it is an outlet we know."""
    outlets = load("outlets").filter(pl.col("country").is_in(list(DOLLARS)))
    named = pl.concat(
        [
            outlets.select("country", publisher="canonical"),
            outlets.select("country", publisher=pl.col("aliases").str.split("|")).drop_nulls("publisher").explode("publisher"),
        ]
    ).unique("publisher", keep="first", maintain_order=True)
    return (
        articles.select("article_no", "publisher")
        .join(named, on="publisher", maintain_order="left")
        .select("article_no", pl.col("country").alias("_home_of_outlet"))
    )


def _currencies_of_cents(dollars: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """(article_no, _cents): the most frequent currency of cents in articles that speak of cents and of no dollar."""
    cents = dollars.filter(pl.col("printed_unit") == "cent").select("article_no").unique()
    without = cents.join(dollars.filter(pl.col("printed_unit") != "cent"), on="article_no", how="anti")
    return (
        numbers.lazy()
        .filter(pl.col("unit").is_in(CENTS))
        .join(without.lazy(), on="article_no", how="semi", maintain_order="left")
        .group_by("article_no", pl.col("unit").alias("_cents"))
        .agg(pl.len().alias("times"))
        .sort("article_no", "times", "_cents", descending=[False, True, False])
        .unique("article_no", keep="first", maintain_order=True)
        .select("article_no", "_cents")
        .collect(engine="in-memory")
    )
