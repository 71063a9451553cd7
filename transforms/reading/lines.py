"""Article texts to paragraphs: lines with their offsets, and which line breaks stand inside a sentence.

Belongs here: lines, hard-wrapped text. Does not belong here: what kind of stretch a paragraph is (`segments`), sentences.
"""

import polars as pl

MIN_WRAP, MAX_WRAP = 40, 100
"""A text counts as hard-wrapped when its longest line has this many code points and most breaks are where the next word would not fit."""
MIN_WRAPPED_BREAKS = 2
SHORTEST_RUNNING_LINE = 30
"""A line at least this long goes on in a next line that begins with a small letter; shorter ones may be items of a list."""

SHORTEST_BROKEN_LINE = 20
"""A line at least this long that ends in a comma, a currency or a word like 'of' goes on in the next; 'Published by' is a label."""
_COLUMNS = ("article_no", "start", "end", "byte_start", "byte_end", "text", "after_blank", "soft")
_GOES_ON = r"(?:,|[$£€₹¥]|(?-u:\b)(?:the|a|an|and|or|of|to|in|for|by|from|with|than|at|on|its|their|Rs\.?|US|RMB))$"
_BEGINS_SMALL = r"^\p{Ll}(?:\P{Lu}|$)"
_SENTENCE_END = r"[.!?:][\"'”’»)\]]*$"


def cut_paragraphs(articles: pl.DataFrame) -> pl.DataFrame:
    """articles: article_no, text. Returns one row a paragraph with words or signs in it, in order of article and position:

    (article_no, start UInt32, end UInt32, byte_start UInt32, byte_end UInt32, text String stripped, after_blank Boolean: the first of its
    article or under a blank line, soft Boolean: it holds line breaks that end nothing, see `flowing`).
    """
    lines = _lines(articles)
    if not lines["soft"].any():
        return lines.select(*_COLUMNS)
    return (
        lines.with_columns(_paragraph=(~pl.col("soft")).cum_sum())
        .group_by("_paragraph", maintain_order=True)
        .agg(
            pl.col("article_no", "start").first(),
            pl.col("end").last(),
            pl.col("byte_start").first(),
            pl.col("byte_end").last(),
            pl.col("text").str.join("\n"),
            pl.col("after_blank").first(),
            pl.col("soft").any(),
        )
        .select(*_COLUMNS)
    )


def flowing(articles: pl.DataFrame, sign: str) -> pl.DataFrame:
    """The texts that have line breaks inside sentences, with `sign` (one byte) for each of these.

    Returns (article_no, flow String); flow is as long as the text, in code points and in bytes.
    """
    lines = _lines(articles)
    soft = lines.filter("soft").select("article_no", pl.col("line_no") - 1, pl.lit(sign).alias("_sign"))
    # A line that is blank never stands above a soft break, so the break before a soft line is the one that ends the line above it.
    return (
        _numbered(articles.join(soft, on="article_no", how="semi", maintain_order="left"))
        .join(soft, on=["article_no", "line_no"], how="left", maintain_order="left")
        .with_columns(_last=(pl.col("article_no") != pl.col("article_no").shift(-1)).fill_null(True))
        .select("article_no", pl.col("_line") + pl.when("_last").then(pl.lit("")).otherwise(pl.col("_sign").fill_null("\n")))
        .group_by("article_no", maintain_order=True)
        .agg(pl.col("_line").str.join("").alias("flow"))
    )


def _numbered(articles: pl.DataFrame) -> pl.DataFrame:
    """One row a line, blank or not: article_no, line_no (in the frame), _line."""
    return (
        articles.select("article_no", pl.col("text").str.split("\n").alias("_line"))
        .explode("_line")
        .with_columns(line_no=pl.int_range(pl.len(), dtype=pl.Int64) - pl.int_range(pl.len(), dtype=pl.Int64).first().over("article_no"))
    )


def _lines(articles: pl.DataFrame) -> pl.DataFrame:
    """One row a line that is not blank: article_no, line_no (in its article), start, end, byte_start, byte_end, text (stripped), width,
    after_blank, soft (it goes on with the paragraph of the line above)."""
    first = (pl.col("article_no") != pl.col("article_no").shift(1)).fill_null(True)
    trimmed = pl.col("_line").str.strip_chars_start()
    chars, octets = pl.col("_line").str.len_chars().cast(pl.Int64), pl.col("_line").str.len_bytes().cast(pl.Int64)
    lines = (
        articles.lazy()
        .select("article_no", pl.col("text").str.split("\n").alias("_line"))
        .explode("_line")
        .with_columns(
            line_no=pl.int_range(pl.len(), dtype=pl.Int64),
            text=pl.col("_line").str.strip_chars(),
            _from=(chars + 1).cum_sum() - chars - 1,
            _byte=(octets + 1).cum_sum() - octets - 1,
        )
        .with_columns(pl.col(name) - pl.when(first).then(name).forward_fill() for name in ("line_no", "_from", "_byte"))
        .with_columns(after_blank=first | (pl.col("text").shift(1) == ""))
        .filter(pl.col("text") != "")
        .with_columns(
            width=pl.col("text").str.len_chars().cast(pl.Int64),
            start=pl.col("_from") + chars - trimmed.str.len_chars().cast(pl.Int64),
            byte_start=pl.col("_byte") + octets - trimmed.str.len_bytes().cast(pl.Int64),
        )
        .select(
            "article_no",
            "line_no",
            pl.col("start").cast(pl.UInt32),
            (pl.col("start") + pl.col("width")).cast(pl.UInt32).alias("end"),
            pl.col("byte_start").cast(pl.UInt32),
            (pl.col("byte_start") + pl.col("text").str.len_bytes()).cast(pl.UInt32).alias("byte_end"),
            "text",
            "width",
            "after_blank",
        )
        .collect()
    )
    return lines.with_columns(_soft_breaks(lines))


def _soft_breaks(lines: pl.DataFrame) -> pl.Series:
    """For each line, whether it goes on with the sentence or paragraph of the line above."""
    touching = ~pl.col("after_blank")
    if not lines["after_blank"].not_().any():
        return pl.zeros(lines.height, dtype=pl.Boolean, eager=True).alias("soft")
    above = pl.col("text").shift(1)
    flow = lines.with_columns(
        _touching=touching,
        _running=touching
        & ~above.str.contains(_SENTENCE_END)
        & (
            (above.str.contains(_GOES_ON) & (pl.col("width").shift(1) >= SHORTEST_BROKEN_LINE))
            | (pl.col("text").str.contains(_BEGINS_SMALL) & (pl.col("width").shift(1) >= SHORTEST_RUNNING_LINE))
        ),
        _needed=pl.col("width").shift(1) + 1 + pl.col("text").str.extract(r"^(\S+)").str.len_chars().cast(pl.Int64),
    )
    widths = flow.group_by("article_no").agg(pl.col("width").max().alias("_wrap"))
    flow = flow.join(widths, on="article_no", how="left", maintain_order="left").with_columns(
        _wrapped=pl.col("_touching") & pl.col("_wrap").is_between(MIN_WRAP, MAX_WRAP) & (pl.col("_needed") > pl.col("_wrap"))
    )
    breaks = flow.group_by("article_no").agg(pl.col("_wrapped").sum().alias("_hits"), pl.col("_touching").sum().alias("_all"))
    flow = flow.join(breaks, on="article_no", how="left", maintain_order="left")
    is_wrapped = (pl.col("_hits") >= MIN_WRAPPED_BREAKS) & (pl.col("_hits") * 2 >= pl.col("_all"))
    return flow.select(soft=(pl.col("_running") | (pl.col("_wrapped") & is_wrapped)).fill_null(False))["soft"]
