"""Segments to sentences.

Belongs here: where a sentence begins and ends, and whether a quotation is open there. Does not belong here: what kind of
stretch the text is (`segments`), anything about numbers.
"""

import polars as pl

from transforms.reading.spans import plain

MAX_SENTENCE = 2_000
"""Code points; a longer stretch without an end of sentence is cut, so that one bad document cannot cost more than its length."""

CUT, STOP = "\ue002", "\ue003"
_ABBREVIATION = r"\b(Mr|Mrs|Ms|Dr|Prof|St|Inc|Ltd|Co|Corp|No|Rs|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|[A-Z]|[a-z]\.[a-z])\."


def split_sentences(articles: pl.DataFrame, segments: pl.DataFrame) -> pl.DataFrame:
    """articles: `frames.Articles`, segments: `frames.Segments` -> `frames.Sentences`."""
    stretches = segments.join(articles.select("article_no", "text"), on="article_no", maintain_order="left").with_columns(
        pl.col("text").str.slice(pl.col("char_start"), pl.col("char_end") - pl.col("char_start"))
    )
    cut = (
        stretches.with_columns(plain(pl.col("text")).alias("_flat"), pl.col("text").str.replace_all("[\ue000-\ue003]", " "))
        .with_columns(_work=pl.col("text").str.replace_all(_ABBREVIATION, f"${{1}}{STOP}"))
        .with_columns(
            _work=pl.col("_work")
            .str.replace_all(r"([.!?][\"'”’)\]]*\s+)([\"'“‘(\[]?[\p{Lu}\p{N}$£€₹])", f"${{1}}{CUT}${{2}}")
            .str.replace_all(r"(\n\s*)", f"${{1}}{CUT}")
            .str.replace_all(STOP, ".")
            .str.split(CUT)
        )
        .explode("_work")
        .with_columns(_width=pl.col("_work").str.len_chars())
        .with_columns(_at=pl.col("_width").cum_sum().over("segment_no") - pl.col("_width"))
        .with_columns(
            _lead=pl.col("_work").str.len_chars() - pl.col("_work").str.strip_chars_start().str.len_chars(),
            _paragraph=pl.col("_work").str.contains(r"\n").shift(1).over("segment_no").fill_null(True),
        )
        .with_columns(paragraph_no=(pl.col("_paragraph").cast(pl.UInt32).cum_sum() - 1).cast(pl.UInt32))
        .with_columns(
            (pl.col("char_start") + pl.col("_at") + pl.col("_lead")).cast(pl.UInt32).alias("char_start"),
            pl.col("_work").str.strip_chars().alias("text"),
        )
        .filter(pl.col("text") != "")
    )
    return cut.select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("sentence_no"),
        "article_no",
        "segment_no",
        "paragraph_no",
        "kind",
        "char_start",
        "text",
        plain(pl.col("text")).alias("plain"),
        plain(pl.col("text")).str.to_lowercase().alias("lower"),
        pl.lit(False).alias("quoted_from_before"),
    )
