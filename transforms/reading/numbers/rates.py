"""Numbers that are ranks, multiples or shares of a whole, by the words around them.

Belongs here: third largest, No. 2, 5 largest, doubled, three times, half of. Does not belong here: plain amounts (`units`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either
from transforms.reading.numbers import patterns as p
from transforms.reading.rows import read_some
from transforms.vocabulary import load

COMPARED = (
    "as|more|the|next|higher|larger|bigger|greater|faster|cheaper|lower|less|its|their|that|this|what|earnings|sales|revenue|book|annual|ebitda|"
    "increase|growth|return|leverage|last|of|forward|trailing|over|oversubscribed|subscribed|profit|profits|cash"
)
"""Words after "times" that compare (three times as many); else something happened three times."""
GROWN = (
    r"\b(?:gr[eo]w\w*|ris\w+|rose|increas\w+|trad\w+|multipl\w+|expand\w+|valued|at|up|subscribed|oversubscribed|undersubscribed|covered|booked)"
    r"(?: by| at| about| nearly| almost| more than| over)* $"
)
RATE_NOUNS = "margin|interest|growth|inflation|tax|tariff|duty|commission|rate|profit|yield|return|coupon"


@cache
def _words(kind: str) -> str:
    return either(load("rank_words").filter(pl.col("kind") == kind)["say"].to_list())


def with_special_units(atoms: pl.DataFrame) -> pl.DataFrame:
    """Ranks, multiples and shares: sets unit, unit_kind, printed_unit; adds share (a factor of the value), rank_end (code points the span
    grows by; null when no rank), rank_bound and occurrence ("time" where something happened so often)."""
    kind, small = pl.col("kind"), _small()
    # One number in ten is of a kind, or stands behind words, that make it special.
    chosen = p.text_where(small, "tail").str.contains(p.fast(r"\b(?:one of|among) "))
    special = kind.is_in(["ordinal", "ranked", "fraction", "multiple"]) | (pl.col("unit") == "multiple")
    zero = (kind == "words") & (pl.col("mantissa") == 0)
    read = read_some(atoms, special.fill_null(False) | chosen | zero.fill_null(False), _special_units)
    return read.with_columns(pl.col("share").fill_null(1.0))


def _special_units(atoms: pl.LazyFrame) -> pl.LazyFrame:
    """What `with_special_units` adds and sets, of numbers that may be special."""
    kind = pl.col("kind")
    fraction = (kind == "fraction") & pl.col("unit").is_null()
    small = _small()
    # Each rule searches the texts of its own kind of number only.
    texts = {
        "_ordinal_tail": (kind == "ordinal", "tail"),
        "_ordinal_after": (kind == "ordinal", "after"),
        "_small_tail": (small & pl.col("tail").str.contains(p.fast(r"\b(?:one of|among) ")), "tail"),
        "_small_after": (small, "after"),
        "_times_tail": (pl.col("unit") == "multiple", "tail"),
        "_times_rest": (pl.col("unit") == "multiple", "rest"),
        "_part_tail": (fraction, "tail"),
        "_part_after": (fraction, "after"),
    }
    searched = atoms.with_columns(p.text_where(condition, text).alias(name) for name, (condition, text) in texts.items())
    group = pl.col("_group")
    ranked = pl.col("_ordinal") | (kind == "ranked") | group | pl.col("_top_group")
    judged = searched.with_columns(flag.fill_null(False).alias(name) for name, flag in _flags().items()).with_columns(
        ranked.fill_null(False).alias("_ranked")
    )
    grown = pl.when(group).then(pl.col("_small_after")).str.extract(p.ascii_only(rf"^({_superlative()})"), 1).str.len_chars()
    ranked, doubled, occurrences = pl.col("_ranked"), kind == "multiple", pl.col("_occurrences")
    fraction, multiplied, zero_rate = pl.col("_fraction"), pl.col("_multiplied"), pl.col("_zero_rate")
    unit = (
        pl.when(ranked).then(pl.lit("rank"))
        .when(doubled | multiplied).then(pl.lit("multiple"))
        .when(fraction | zero_rate).then(pl.lit("percent"))
        .when(~occurrences).then(pl.col("unit"))
    )  # fmt: skip
    printed = (
        pl.when(ranked).then(pl.lit("rank"))
        .when(fraction).then(pl.lit("ratio"))
        .when(doubled).then(pl.lit("multiple"))
        .when(zero_rate).then(pl.lit("percent"))
        .when(~occurrences).then(pl.col("printed_unit"))
    )  # fmt: skip
    return (
        judged.with_columns(
            unit.alias("unit"),
            printed.alias("printed_unit"),
            pl.when(fraction & ~multiplied).then(100.0).otherwise(1.0).alias("share"),
            pl.when(group).then(grown).when(ranked).then(0).cast(pl.UInt32).alias("rank_end"),
            pl.when(group | pl.col("_top_group")).then(pl.lit("at_most")).alias("rank_bound"),
            pl.when(occurrences).then(pl.lit("time")).alias("occurrence"),
            (ranked | doubled | fraction | zero_rate).alias("_special"),
        )
        .with_columns(
            pl.when("_special").then(pl.col("unit")).when(~pl.col("_occurrences")).then(pl.col("unit_kind")).alias("unit_kind"),
        )
        .select("unit", "printed_unit", "unit_kind", "share", "rank_end", "rank_bound", "occurrence")
    )


def _small() -> pl.Expr:
    """A plain number that may say how many stand in a group."""
    return pl.col("kind").is_in(["digits", "words"]) & pl.col("unit").is_null() & (pl.col("mantissa") <= 1000) & ~pl.col("scaled")


def _superlative() -> str:
    """largest, most valuable, 2nd-fastest after a numeral."""
    return rf"[ -](?:most |least )?(?:{_words('superlative')}|[a-z]+est){p.B}"


def _flags() -> dict[str, pl.Expr]:
    """_fraction (a part), _ordinal (a rank by an ordinal), _group (one of the 5 largest), _top_group (one of the top 5), _occurrences
    (three times in all), _multiplied (to half of last year's), _zero_rate (zero growth, a margin of zero)."""
    tail, after = pl.col("_ordinal_tail"), pl.col("_ordinal_after")
    placed = rf"^[ -](?:{_words('position')}){p.B}"
    came = rf"{p.B}(?:{_words('verb')}) (?:in |at |a distant |joint )?$"
    first_in = after.str.contains(r"^ in (?:the )?\p{Lu}") & tail.str.contains(
        p.fast(r"\b(?:is|was|are|were|be|became|become|remains|ranked|came)(?: the)? $")
    )
    # Slipped to third, pushed its rival to fourth; was fifth in the market.
    moved = tail.str.contains(p.fast(rf"\b(?:{_words('move')}) (?:[^ ]+ ){{0,4}}?to (?:a distant |joint )?$"))
    moved = moved & after.str.contains(
        p.fast(r"^(?:[.,;)]|$| (?:in|behind|ahead|by|with|on|from|after|last|this|among|overall|globally)\b)")
    )
    was = tail.str.contains(p.fast(r"\b(?:is|was|are|were) (?:a distant |joint )?$")) & after.str.contains(
        p.fast(r"^ (?:in (?:the|its|their)|by (?:[a-z]+ )?(?:shipments|sales|volume|revenue|value|share)|with|behind|overall|globally)\b")
    )
    among, small_after = pl.col("_small_tail"), pl.col("_small_after")
    one_of = among.str.contains(p.fast(r"\b(?:one of|among)(?: the| its| their|'s)?(?: [a-z]+'s)? (?:top )?$")) | among.str.contains(
        p.fast(r"\b(?:one of|among) [^ ]+'s? $")
    )
    times = (pl.col("unit") == "multiple") & pl.col("unit_text").str.contains(r"times?$").fill_null(True)
    compared = (
        pl.col("_times_rest").str.contains(rf"^[ -](?i-u:{COMPARED}){p.B}")
        | pl.col("unit_text").str.starts_with("-")
        | pl.col("_times_tail").str.contains(p.fast(GROWN))
    )
    to_part = pl.col("_part_tail").str.contains(
        p.fast(r"\bto (?:(?:less|more|fewer) than |about |nearly |almost |just |under |over )?(?:a )?$")
    )
    of_before = (
        r"^ of (?:last|the previous|the prior|previous|prior|a year|what [a-z]+ (?:was|were|had|did|used)|"
        r"their respective|its former|its peak)"
    )
    zero = (pl.col("kind") == "words") & (pl.col("mantissa") == 0)
    return {
        "_fraction": (pl.col("kind") == "fraction") & pl.col("unit").is_null(),
        "_ordinal": after.str.contains(rf"^{_superlative()}")
        | after.str.contains(placed)
        | tail.str.contains(came)
        | first_in
        | moved
        | was,
        "_group": one_of & small_after.str.contains(rf"^{_superlative()}"),
        "_top_group": among.str.contains(p.fast(r"\b(?:one of|among)(?: the| its| their)? top $")),
        "_occurrences": times & ~compared,
        "_multiplied": to_part | pl.col("_part_after").str.contains(of_before),
        "_zero_rate": zero
        & (
            pl.col("_small_after").str.contains(rf"^[ -](?:{RATE_NOUNS}){p.B}")
            | pl.col("before").str.contains(
                p.fast(
                    rf"\b(?:{RATE_NOUNS})s?(?: [a-z]+){{0,3}} (?:is|was|are|were|to|of|at|near)"
                    r"(?: (?:practically|virtually|nearly|almost|close to|near))?[ ]?$"
                )
            )
        ),
    }
