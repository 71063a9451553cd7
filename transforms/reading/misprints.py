"""Figures that contradict their own article: caught, not believed, never repaired.

Belongs here: contradictions one article can show (a rate beside a total, one person under two names, a headline against its body, an
amount printed twice in two currencies). Does not belong here: plausible ranges (`doubts`), what needs other articles (a mart).
"""

import polars as pl

_RATE = r"(?-u:\b)(?:(?:per|each|every|a) (?:day|week|month)|daily|weekly|monthly)(?-u:\b)"
_FLOWS = ("units_sold", "shipments", "production_volume", "revenue", "services_revenue", "product_revenue", "downloads", "views")


def converted(candidates: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Amounts that repeat the one before them in another currency, in parentheses: one row (number_no UInt32, converted Boolean) each.

    candidates: `frames.Numbers` in order; sentences: `frames.Sentences`.
    """
    before = [pl.col(name).shift(1).alias(f"_{name}") for name in ("sentence_no", "end", "unit", "unit_kind")]
    beside = (
        (pl.col("sentence_no") == pl.col("_sentence_no")) & (pl.col("start") > pl.col("_end")) & (pl.col("start") - pl.col("_end") <= 12)
    )
    other = (pl.col("unit_kind") == "money") & (pl.col("_unit_kind") == "money") & (pl.col("unit") != pl.col("_unit"))
    between = pl.col("plain").str.slice(pl.col("_end"), pl.col("start") - pl.col("_end"))
    return (
        candidates.lazy()
        .with_columns(before)
        .filter(beside & other)
        .join(sentences.lazy().select("sentence_no", "plain"), on="sentence_no", maintain_order="left")
        .filter(between.str.contains(r"^\s*[(\[,]\s*(?:or |about |around |approximately |some |roughly |~)?$"))
        .select("number_no", pl.lit(True).alias("converted"))
        .collect()
    )


def contradictory_rate() -> pl.Expr:
    """A flow stated both as a rate ("a month") and for a period longer than a month: one of the two cannot be."""
    longer = (pl.col("period_end") - pl.col("period_start")).dt.total_days() > 31
    # Only the few sentences that can be wrong are read: lower case of all of them costs more than everything else here.
    doubtful = pl.when(pl.col("metric").is_in(_FLOWS) & longer).then("sentence").otherwise(pl.lit(""))
    return doubtful.str.to_lowercase().str.contains(_RATE)


def two_names(roles: pl.DataFrame) -> pl.DataFrame:
    """People of one article with one given name and one role in one house but two surnames.

    Returns (article_no UInt32, speaker String, two_names Boolean).
    roles: article_no, person, role, organisation as `roles.find_roles` gives them.
    """
    named = (
        roles.lazy()
        .filter(pl.col("person").str.contains(" "))
        .select(
            "article_no",
            pl.col("person").alias("speaker"),
            given=pl.col("person").str.extract(r"^(\S+)"),
            surname=pl.col("person").str.extract(r"(\S+)$"),
            # "Acme" and "Acme India" are one house.
            house=pl.col("organisation").str.extract(r"^(\S+)"),
            role=pl.col("role")
            .str.to_lowercase()
            .str.extract_all(r"chief executive|managing director|chairman|president|head|founder|ceo|cfo"),
        )
        .explode("role")
        .drop_nulls("role")
        .unique()
    )
    clash = (
        named.group_by("article_no", "given", "role")
        .agg(surnames=pl.col("surname").n_unique(), houses=pl.col("house").drop_nulls().n_unique())
        .filter((pl.col("surnames") > 1) & (pl.col("houses") <= 1))
    )
    return (
        named.join(clash, on=["article_no", "given", "role"], how="semi", maintain_order="left")
        .select("article_no", "speaker", pl.lit(True).alias("two_names"))
        .unique()
        .collect()
    )


def with_headline_mismatch(claims: pl.DataFrame) -> pl.DataFrame:
    """Add headline_mismatch (Boolean): a headline's figure of a metric that the body states only otherwise (no interval of it touches it).

    claims: needs article_no, segment_kind, metric, of_metric, unit, subject, low, high.
    """
    thing = ["article_no", "subject", "metric", "unit", "of_metric"]
    told = claims.select(*thing, "segment_kind", low=pl.col("low").fill_null(-float("inf")), high=pl.col("high").fill_null(float("inf")))
    headlines = told.with_row_index("_row").filter((pl.col("segment_kind") == "headline") & (pl.col("metric") != "other"))
    body = (
        told.filter(pl.col("segment_kind") == "body")
        .join(headlines, on=thing, how="semi", nulls_equal=True, maintain_order="left")
        .group_by(thing)
        .agg(_least=pl.col("low").min(), _most=pl.col("high").max())
    )
    apart = headlines.join(body, on=thing, nulls_equal=True, maintain_order="left").filter(
        (pl.col("high") < pl.col("_least")) | (pl.col("low") > pl.col("_most"))
    )
    return claims.with_columns(headline_mismatch=pl.int_range(pl.len(), dtype=pl.UInt32).is_in(apart["_row"].implode()))
