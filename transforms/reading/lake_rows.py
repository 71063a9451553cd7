"""Stage frames to the lake's rows, other than claims: segments, publications, mentions, roles, numbers set aside.

Belongs here: renaming, offsets into the article, ids of article and reading. Does not belong here: any judgement.
"""

import polars as pl

from transforms.contracts import lake

QUIET_KINDS = {"boilerplate": "boilerplate", "byline": "boilerplate", "caption": "boilerplate"}
"""Segment kinds whose numbers are nobody's claim, and the reason they are set aside with."""


def describe_articles(
    articles: pl.DataFrame,
    segments: pl.DataFrame,
    sentences: pl.DataFrame,
    mentions: pl.DataFrame,
    roles: pl.DataFrame,
    publications: pl.DataFrame,
    reading_id: str,
) -> dict[str, pl.DataFrame]:
    """The rows of the lake's segments, publications, mentions and roles, by these names."""
    ids = _ids(articles, reading_id, "text", pl.col("headline").alias("stated_headline"))
    cuts = segments.lazy().join(ids, on="article_no", maintain_order="left")
    wording = cuts.select(
        "article_no",
        "kind",
        words=pl.col("text").str.slice(pl.col("char_start"), pl.col("char_end") - pl.col("char_start")).str.strip_chars(),
    )
    first = [
        wording.filter(pl.col("kind") == kind).group_by("article_no").agg(pl.col("words").first().alias(kind))
        for kind in ("headline", "byline")
    ]
    published = (
        publications.lazy()
        .join(ids, on="article_no", maintain_order="left")
        .join(first[0], on="article_no", how="left", maintain_order="left")
        .join(first[1], on="article_no", how="left", maintain_order="left")
        .with_columns(
            pl.coalesce("stated_headline", "headline").alias("headline"), published_precision="precision", published_basis="basis"
        )
    )
    named = mentions.lazy().filter(pl.col("name").is_not_null(), pl.col("kind").is_not_null())
    return {
        "segments": _rows(cuts, lake.SegmentRows),
        "publications": _rows(published, lake.PublicationRows),
        "mentions": _rows(_placed(named, sentences).join(ids, on="article_no", maintain_order="left"), lake.MentionRows),
        "roles": _rows(_placed(roles.lazy(), sentences).join(ids, on="article_no", maintain_order="left"), lake.RoleRows),
    }


def collect_set_aside(
    articles: pl.DataFrame, sentences: pl.DataFrame, numbers: pl.DataFrame, claims: pl.DataFrame, reading_id: str
) -> pl.DataFrame:
    """Every number phrase that is no claim, with its reason: `lake.SetAsideRows`."""
    kinds = sentences.lazy().select("sentence_no", "kind", sentence="text")
    ids = _ids(articles, reading_id)
    taken = claims.lazy().select("article_id", "char_start", "char_end")
    placed = (
        _placed(numbers.lazy(), sentences)
        .join(kinds, on="sentence_no", maintain_order="left")
        .join(ids, on="article_no", maintain_order="left")
    )
    stated = ~pl.col("weak").fill_null(False) & (pl.col("form") != "vague")
    untaken = pl.when(stated).then(pl.lit("no_subject")).otherwise(pl.lit("not_business"))
    reason = pl.coalesce(pl.col("kind").replace_strict(QUIET_KINDS, default=None), "set_aside", untaken)
    left = placed.join(taken, on=["article_id", "char_start", "char_end"], how="anti", maintain_order="left").with_columns(reason=reason)
    return _rows(left, lake.SetAsideRows)


def _placed(spans: pl.LazyFrame, sentences: pl.DataFrame) -> pl.LazyFrame:
    """Spans inside sentences as spans inside articles: char_start, char_end."""
    begin = sentences.lazy().select("sentence_no", _begin="char_start")
    return spans.join(begin, on="sentence_no", maintain_order="left").with_columns(
        char_start=pl.col("_begin") + pl.col("start"), char_end=pl.col("_begin") + pl.col("end")
    )


def _ids(articles: pl.DataFrame, reading_id: str, *more: str | pl.Expr) -> pl.LazyFrame:
    """article_no, article_id, reading_id, and _article: the article's number, that of the first where several have one id."""
    known = articles.select("article_no", "article_id", pl.lit(reading_id).alias("reading_id"), *more)
    once = known["article_id"].n_unique() == known.height
    number = pl.col("article_no") if once else pl.col("article_no").first().over("article_id")
    return known.lazy().with_columns(_article=number)


def _rows(frame: pl.LazyFrame, schema: type[lake.dy.Schema]) -> pl.DataFrame:
    """The schema's columns with its types, one row a key: the article and, where it is one of several rows, its place in the text."""
    columns = [pl.col(name).cast(column.dtype) for name, column in schema.columns().items()]
    key = pl.col("_article").cast(pl.UInt64) * 2**32
    if "char_start" in schema.primary_key():
        key += pl.col("char_start").cast(pl.UInt64)
    return frame.filter(key.is_first_distinct()).select(columns).collect()
