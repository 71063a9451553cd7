"""Rough numbers: mid-20s, low teens, high single digits, double-digit growth, the low $20s.

Belongs here: what such a phrase looks like, which stretch of numbers it names, and whether it speaks of percent. Does not belong here: the
words (`rough_numbers.csv`, `rough_settings.csv`), plain numbers and ranges of two of them (`values`, `ranges`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either
from transforms.reading.numbers import patterns as p
from transforms.reading.rows import read_some
from transforms.vocabulary import load

SOMEBODYS = r"\b(?:his|her|their|my|our|your|aged|ages?)(?: early| late)?(?: to| or| and)?[ -]$"
"""What stands before a rough age."""
EARLY = 50
"""Tens from here on are decades of a century unless a rate is spoken of."""


def read_rough() -> list[pl.Expr]:
    """Of phrases of kind rough, by `match`: _low, rough_high (null where the number is open: double digits), _money (its sign) and _scale
    (its scale word)."""
    said = pl.col("match").str.to_lowercase().str.replace_all("-", " ")
    figure = pl.col("match").str.extract("([1-9][0-9,]*)", 1).str.replace_all(",", "")
    parts = pl.col("match").str.to_lowercase().str.extract_all(rf"{p.B}(?:{either(p.rough_words('part'))}){p.B}")
    first, last = parts.list.first(), parts.list.last()
    word = said.str.extract(rf"({either([*p.rough_words('digits'), *p.rough_words('decade')])})s?(?: [a-z]+)?$", 1)
    start = pl.coalesce(figure.cast(pl.Float64), _value(word, "decade", "low"), pl.when(word.is_in(p.rough_words("digits"))).then(0.0))
    zeros = figure.str.len_chars() - figure.str.strip_chars_end("0").str.len_chars()
    width = pl.coalesce(pl.lit(10.0).pow(zeros.cast(pl.Int32)), _value(word, "digits", "high") + 1, pl.lit(10.0))
    least = _value(word, "digits", "low").fill_null(0.0)
    parted = parts.list.len() > 0
    low = pl.max_horizontal(start + _value(first, "part", "low").fill_null(0.0) * width / 10, least)
    high = start + (_value(last, "part", "high") + 1) * width / 10 - 1
    whole = said.str.extract(f"^({either(p.rough_words('whole'))})", 1)
    alone = pl.when(least > 0).then(least).otherwise(start)
    return [
        pl.coalesce(_value(whole, "whole", "low"), pl.when(parted).then(low).otherwise(alone)).alias("_low"),
        pl.coalesce(
            _value(whole, "whole", "high"), pl.when(parted).then(high).when(least == 0).then(start + width - 1)
        ).alias("rough_high"),
        pl.col("match").str.extract(f"({p.currency_signs()})", 1).str.strip_chars().alias("_money"),
        said.str.extract(r"([a-z]+?)s?$", 1).alias("_scale"),
    ]  # fmt: skip


def _value(word: pl.Expr, kind: str, column: str) -> pl.Expr:
    rows = load("rough_numbers").filter(pl.col("kind") == kind)
    return word.replace_strict(rows["say"], rows[column].cast(pl.Float64), default=None, return_dtype=pl.Float64)


def with_rough_units(atoms: pl.DataFrame) -> pl.DataFrame:
    """unit, unit_kind and printed_unit of rough numbers with no unit of their own: percent where a rate is spoken of, else none.

    Wants kind, unit, mantissa, match, before and tail (lower-cased texts before), rest (the text after).
    """
    return read_some(atoms, (pl.col("kind") == "rough") & pl.col("unit").is_null(), _rough_units)


def _rough_units(rows: pl.LazyFrame) -> pl.LazyFrame:
    behind = pl.col("rest").str.head(40).str.to_lowercase()
    level, move, apart = (
        pl.col("before").str.contains(_any(kind)) | behind.str.contains(_any(kind)) for kind in ("level", "move", "apart")
    )
    somebodys = pl.col("tail").str.contains(p.fast(SOMEBODYS))
    century = pl.col("match").str.contains("[0-9]") & (pl.col("mantissa") >= EARLY)
    # Without the s only a percentage is meant: mid-20 percent.
    bare = pl.col("match").str.contains("[0-9]$")
    # Single digits by themselves are no figure: what is small has them.
    small = pl.col("rough_high").is_null() & (pl.col("mantissa") < 10)
    rate = ~somebodys & ~apart & ~bare & ~small & ~pl.col("scaled") & (level | (move & ~century))
    percent = pl.when(rate).then(pl.lit("percent"))
    return rows.select(percent.alias("unit"), percent.alias("unit_kind"), percent.alias("printed_unit"))


@cache
def _any(kind: str) -> str:
    words = load("rough_settings").filter(pl.col("kind") == kind)["say"].to_list()
    lettered = either([w for w in words if w[0].isalpha()])
    return p.ascii_only("|".join([rf"{p.B}(?:{lettered}){p.B}", *(w for w in words if not w[0].isalpha())]))
