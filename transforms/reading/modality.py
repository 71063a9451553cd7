"""Modality: whether a figure is a fact, an estimate, a forecast, a plan or a supposition.

Belongs here: which cue word governs which number. Does not belong here: the cue words (`modality_cues.csv`), who says it.
"""

from functools import cache

import polars as pl

from transforms.reading.periods.patterns import BASE_FIGURE, any_of
from transforms.reading.spans import find_spans
from transforms.vocabulary import load

NEAR = 36
"""Code points within which a near cue governs."""

_BREAK = r"(?:;|,? (?:but|while|whereas|although|though|after|because|which|who)\b)"
_COUNTERFACTUAL = r"\bcould\b.*\b(?:wouldn't|would not|couldn't|could not|still wouldn't|still would not)\b"


def judge_modality(sentences: pl.DataFrame, numbers: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """How each number is meant.

    sentences, numbers, periods: their `frames`. Returns `frames.Modalities`, one row a number in order: actual unless a cue governs it.
    """
    texts = _texts(sentences, numbers)
    cues = _cues(texts)
    pairs = numbers.lazy().select("number_no", "sentence_no", "start", "end").join(cues.lazy(), on="sentence_no", suffix="_c")
    pairs = pairs.join(texts.lazy().select("sentence_no", "lower"), on="sentence_no", how="left")
    before = pl.col("end_c") <= pl.col("start")
    low = pl.when(before).then("end_c").otherwise("end").cast(pl.Int64)
    high = pl.when(before).then("start").otherwise("start_c").cast(pl.Int64)
    gap = pl.col("_gap")
    after = pl.col("side") == "after"
    governed = (
        pl.when(after).then(~before & (pl.col("_distance") <= NEAR) & ~gap.str.contains(r"[,;0-9]"))
        .when(pl.col("reach") == "sentence").then(before | (pl.col("modality") == "hypothetical") & False)
        .when(pl.col("reach") == "near").then(before & (pl.col("_distance") <= NEAR) & ~gap.str.contains(r"[,;0-9]"))
        .otherwise(before & ~gap.str.contains(_BREAK) & ~gap.str.contains(BASE_FIGURE))
    )  # fmt: skip
    rank = (
        pl.when(pl.col("modality") == "hypothetical").then(3)
        .when((pl.col("reach") == "near") & before).then(2)
        .otherwise(1)
    )  # fmt: skip
    best = (
        pairs.with_columns(_distance=high - low, _gap=pl.col("lower").str.slice(low, (high - low).clip(0)))
        .filter(governed)
        .with_columns(_rank=rank)
        .sort("number_no", "_rank", "_distance", descending=[False, True, False], maintain_order=True)
        .unique("number_no", keep="first", maintain_order=True)
        .select("number_no", "modality", pl.col("match").alias("cue"))
    )
    unreal = texts.lazy().filter(pl.col("lower").str.contains(_COUNTERFACTUAL)).select("sentence_no", _unreal=pl.lit(True))
    return (
        numbers.lazy()
        .select("number_no", "sentence_no")
        .join(best, on="number_no", how="left", maintain_order="left")
        .join(unreal, on="sentence_no", how="left", maintain_order="left")
        .select(
            "number_no",
            pl.when("_unreal").then(pl.lit("hypothetical")).otherwise(pl.col("modality").fill_null("actual")).alias("modality"),
            pl.when("_unreal").then(pl.lit("could")).otherwise("cue").alias("cue"),
        )
        .collect()
    )


def _texts(sentences: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """The sentences that hold a number."""
    return sentences.lazy().select("sentence_no", "article_no", "plain", "lower").join(numbers.lazy().select("sentence_no").unique(), on="sentence_no", how="semi", maintain_order="left").collect()


@cache
def _vocabulary() -> pl.DataFrame:
    return load("modality_cues")


@cache
def _cue_pattern() -> str:
    return r"(?-u:\b)" + any_of(_vocabulary()["cue"].to_list()) + r"(?-u:\b)"


def _cues(texts: pl.DataFrame) -> pl.DataFrame:
    """sentence_no, start, end, match, modality, side, reach: every cue word. The month of May is none."""
    found = find_spans(texts, "sentence_no", "lower", _cue_pattern())
    words = found.join(_vocabulary(), left_on="match", right_on="cue", how="left", maintain_order="left")
    month = words.lazy().filter(pl.col("match") == "may").join(texts.lazy().select("sentence_no", "plain"), on="sentence_no", how="left")
    month = month.filter(pl.col("plain").str.slice(pl.col("start"), 1) == "M").select("sentence_no", "start")
    return words.lazy().join(month, on=["sentence_no", "start"], how="anti", maintain_order="left").collect()
