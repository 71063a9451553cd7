"""Article texts to segments: headline, body, byline, caption, boilerplate.

Belongs here: what kind of stretch each run of lines is. Does not belong here: sentences, HTML (see `transforms.articles`).
"""

import polars as pl


def cut_segments(articles: pl.DataFrame) -> pl.DataFrame:
    """articles: `frames.Articles` -> `frames.Segments`."""
    # First thin line: the whole text is body.
    return articles.select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("segment_no"),
        "article_no",
        pl.lit("body").alias("kind"),
        pl.lit(0, pl.UInt32).alias("char_start"),
        pl.col("text").str.len_chars().cast(pl.UInt32).alias("char_end"),
    ).filter(pl.col("char_end") > 0)
