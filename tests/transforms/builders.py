"""Small frames for tests of the reading stages, made from texts written for the test."""

import polars as pl

from transforms.contracts import frames
from transforms.reading.segments import cut_segments
from transforms.reading.sentences import split_sentences


def articles(*texts: str, published: str | None = None, headline: str | None = None) -> pl.DataFrame:
    """`frames.Articles` of these texts, ids t0, t1, ..."""
    frame = pl.DataFrame(
        {
            "article_no": list(range(len(texts))),
            "article_id": [f"t{n}" for n in range(len(texts))],
            "text": list(texts),
            "headline": [headline] * len(texts),
            "published": [published] * len(texts),
            "publisher": [None] * len(texts),
        },
        schema_overrides={"article_no": pl.UInt32, "headline": pl.String, "published": pl.String, "publisher": pl.String},
    )
    return frames.Articles.validate(frame)


def sentences(*texts: str, published: str | None = None) -> pl.DataFrame:
    """`frames.Sentences` of these texts."""
    frame = articles(*texts, published=published)
    return split_sentences(frame, cut_segments(frame))
