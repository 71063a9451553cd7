"""Names in lines that are set in title case, where a capital tells nothing: those that the rest of the article names.

Belongs here: 'Korvane' in 'Korvane Posts Record Profit', told by 'Korvane said ...' below it. Does not belong here: names of the
vocabulary (`names`), which words are no names (`resolution`).
"""

import polars as pl

from transforms.reading.lexicon import is_english
from transforms.reading.quotations import POSITION, position
from transforms.reading.spans import keep_longest

_LINES = 3
"""Title-cased lines of an article that are looked through: its headline, a standfirst, a heading."""
_WORD = r"[\pL\pN]"


_UNLED = {
    **{"led": False, "aside": False, "attributed": False, "unled": True, "located": False, "placed": False, "leads_person": False},
    **{"bracketed": False, "_introduced": False, "_explained": False, "_ticker": False},
}
"""What is told by the words and brackets beside a name: a headline's are not looked at."""


def recall(kept: pl.DataFrame, titled: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """kept: names at their places, in order (the columns of `names.cut_runs`, _titled: the line is set in title case, POSITION).
    titled: article_no, sentence_no, _headline, _length, _stopped of such lines. sentences: `frames.Sentences`.

    Returns the names with those of title-cased lines that the article names elsewhere, in order, without overlaps.
    """
    lines = titled.filter(pl.int_range(pl.len()).over("article_no") < _LINES)
    said = _said(kept, lines["article_no"].unique())
    if said.is_empty():
        return kept
    texts = sentences.select("sentence_no", "plain").join(lines.select("sentence_no"), on="sentence_no", maintain_order="left_right")
    found = _in_lines(lines.join(texts, on="sentence_no", maintain_order="left"), said)
    if found.is_empty():
        return kept
    whole = pl.concat([found, kept.drop(found.columns, strict=False)[found["_row"]]], how="horizontal").drop("_row")
    whole = whole.with_columns(pl.col("mention_text").cast(kept["mention_text"].dtype)).select(kept.columns)
    # What stands in brackets tells what it means there.
    whole = whole.join(kept.filter("bracketed"), on=["sentence_no", "start", "end"], how="anti", maintain_order="left")
    touched = pl.col("sentence_no").is_in(found["sentence_no"].unique().implode())
    there = keep_longest(pl.concat([whole, kept.filter(touched)]), "sentence_no").sort(POSITION)
    return kept.filter(~touched).merge_sorted(there, key=POSITION)


def _said(kept: pl.DataFrame, articles: pl.Series) -> pl.DataFrame:
    """(article_no, _row of kept, mention_text): unknown names of these articles once, as they stand there, without their last word
    ('Railway') or by their first, if that is no English."""
    own = (
        kept.select("article_no", "_key", "known", "kind", "_titled", "mention_text", "name", "stem", "first_word", "rest")
        .with_row_index("_row")
        .filter(~pl.col("known") & ~pl.col("_titled") & (pl.col("kind").is_null() | (pl.col("kind") != "person")))
        .filter(pl.col("article_no").is_in(articles.implode()))
        .unique("_key", keep="first", maintain_order=True)
    )
    short = own.select("article_no", "_row", mention_text=pl.col("first_word").cast(pl.String)).drop_nulls()
    forms = [
        own.select("article_no", "_row", pl.col("mention_text").cast(pl.String)),
        # 'Acme Corp' is told of as Acme.
        own.filter(pl.col("name") != pl.col("mention_text")).select("article_no", "_row", mention_text=pl.col("name").cast(pl.String)),
        own.select("article_no", "_row", mention_text=pl.col("stem").cast(pl.String)).drop_nulls(),
        short.filter(~is_english(pl.col("mention_text"))),
        own.select("article_no", "_row", mention_text=pl.col("rest").cast(pl.String)).drop_nulls(),
    ]
    return pl.concat(forms).filter(pl.col("mention_text").str.len_chars() > 2)


def _in_lines(lines: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """Where these names stand in the lines, as whole words: the first place of each."""
    before = pl.col("plain").str.slice(pl.col("start").cast(pl.Int64) - 1, 1)
    return (
        lines.join(said, on="article_no", maintain_order="left")
        .with_columns(_at=pl.col("plain").str.find(pl.col("mention_text"), literal=True))
        .filter(pl.col("_at").is_not_null())
        .with_columns(start=pl.col("plain").cast(pl.Binary).bin.slice(0, pl.col("_at")).cast(pl.String).str.len_chars().cast(pl.UInt32))
        .with_columns(end=(pl.col("start") + pl.col("mention_text").str.len_chars()).cast(pl.UInt32))
        .filter((pl.col("start") == 0) | ~before.str.contains(_WORD), ~pl.col("plain").str.slice("end", 1).str.contains(_WORD))
        .with_columns(
            position("start"),
            _titled=pl.lit(True),
            possessive=pl.col("plain").str.slice("end", 2).str.contains("^'s?"),
            first=pl.col("start") == 0,
            **{column: pl.lit(value) for column, value in _UNLED.items()},
        )
        .drop("_at", "plain")
    )
