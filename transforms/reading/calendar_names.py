"""Short names that are words of the calendar: 'May' of 'May Department Stores'.

Belongs here: where such a word stands for the firm named in full before it. Does not belong here: months as times (`periods`), short
names that are other words (`resolution`).
"""

import polars as pl

from transforms.reading.lexicon import calendar_words
from transforms.reading.quotations import POSITION, position

_ACTS = "said|says|has|had|was|is|will|would|also|reported|posted|operates|owns|sold|bought|agreed|shareholders|shares|stores"
_NO_TIME = "jobs|report|figures|data|reading|level|inflation|budget|meeting|sales figures|total|rate|rise|fall|drop|decline|increase|gain"
"""What a month has of its own."""
_TIMES = (
    r"(?:^|[^a-z])(?:in|of|since|until|by|from|during|late|early|mid|last|this|next|on|through|to|than|over|april|june|and|if|[0-9]+)[ -]$"
)


def recall_months(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """found: names at their places, in order (the columns of `names.cut_runs`, POSITION).

    Returns them with the places where an organisation whose name begins with a month or a day is called by that word alone, in order.
    """
    named = (
        found.filter(
            (pl.col("kind") == "organisation") & pl.col("first_word").cast(pl.String).is_in(calendar_words()) & ~pl.col("one_word")
        )
        .unique(["article_no", "first_word"], keep="first", maintain_order=True)
        .with_columns(_word=pl.col("first_word").cast(pl.String), _full=pl.col(POSITION))
    )
    if named.is_empty():
        return found
    places = (
        sentences.filter(pl.col("article_no").is_in(named["article_no"].implode()))
        .select("sentence_no", "article_no", "plain")
        .join(named.drop("sentence_no", "start", "end", POSITION), on="article_no", maintain_order="left")
        .filter(pl.col("plain").str.contains(pl.col("_word"), literal=True))
        .with_columns(
            _at=pl.col("plain").str.find(pl.format(r"(?-u:\b){}(?:'s [a-z]| (?:{}) )", "_word", pl.lit(_ACTS))),
            _own=pl.col("plain").str.find(pl.format(r"(?-u:\b){}'s (?:{})(?-u:\b)", "_word", pl.lit(_NO_TIME))),
        )
        .filter(pl.col("_at").is_not_null() & (pl.col("_own").is_null() | (pl.col("_own") != pl.col("_at"))))
        .with_columns(_before=pl.col("plain").cast(pl.Binary).bin.slice(0, pl.col("_at")).cast(pl.String))
        .filter(~pl.col("_before").str.to_lowercase().str.contains(_TIMES))
        .with_columns(start=pl.col("_before").str.len_chars().cast(pl.UInt32))
        .with_columns(end=(pl.col("start") + pl.col("_word").str.len_chars()).cast(pl.UInt32))
        .with_columns(position("start"))
        .filter(pl.col(POSITION) > pl.col("_full"))
    )
    texts = found["mention_text"].dtype
    called = places.with_columns(
        mention_text=pl.col("_word").cast(texts),
        possessive=pl.col("plain").str.slice("end", 2) == "'s",
        first=pl.col("start") == 0,
        one_word=pl.lit(True),
        long=pl.lit(False),
        led=pl.lit(False),
        aside=pl.lit(False),
        first_word=pl.lit(None, texts),
        last_word=pl.lit(None, texts),
        first_two=pl.lit(None, texts),
        stem=pl.lit(None, texts),
        full=pl.lit(False),
    ).select(found.columns)
    return found.merge_sorted(called.sort(POSITION), key=POSITION) if called.height else found
