"""Numbers that are ranks, multiples or shares of a whole, by the words around them.

Belongs here: third largest, No. 2, 5 largest, doubled, three times, half of. Does not belong here: plain amounts (`units`).
"""

import polars as pl

from transforms.reading.numbers import patterns as p
from transforms.vocabulary import load

COMPARED = (
    "as|more|the|higher|larger|bigger|greater|faster|cheaper|lower|less|its|their|that|this|what|earnings|sales|revenue|book|annual|ebitda|"
    "increase|growth|return|leverage|last|of|forward|trailing|over|oversubscribed|subscribed|profit|profits|cash"
)
"""Words after "times" that compare (three times as many); else something happened three times."""
GROWN = (
    r"\b(?:gr[eo]w\w*|ris\w+|rose|increas\w+|trad\w+|multipl\w+|expand\w+|valued|at|up)"
    r"(?: by| at| about| nearly| almost| more than| over)* $"
)
RATE_NOUNS = "margin|interest|growth|inflation|tax|tariff|duty|commission|rate|profit|yield|return|coupon"


def _words(kind: str) -> str:
    return p.alternation(load("rank_words").filter(pl.col("kind") == kind)["say"].to_list())


def with_special_units(atoms: pl.LazyFrame) -> pl.LazyFrame:
    """Ranks, multiples and shares: sets unit, unit_kind, printed_unit; adds share (a factor of the value), rank_end (code points the span
    grows by; null when no rank), rank_bound and occurrence ("time" where something happened so often)."""
    kind, before, after = pl.col("kind"), pl.col("tail"), pl.col("after")
    superlative = rf"^[ -](?:most |least )?(?:{_words('superlative')}|[a-z]+est){p.B}"
    placed = rf"^[ -](?:{_words('position')}){p.B}"
    came = rf"{p.B}(?:{_words('verb')}) (?:in |at |a distant |joint )?$"
    first_in = after.str.contains(r"^ in (?:the )?\p{Lu}") & before.str.contains(
        r"\b(?:is|was|are|were|be|became|become|remains|ranked|came)(?: the)? $"
    )
    ordinal = (kind == "ordinal") & (after.str.contains(superlative) | after.str.contains(placed) | before.str.contains(came) | first_in)
    one_of = before.str.contains(r"\b(?:one of|among)(?: the| its| their|'s)?(?: [a-z]+'s)? (?:top )?$") | before.str.contains(
        r"\b(?:one of|among) [^ ]+'s? $"
    )
    small = pl.col("unit").is_null() & (pl.col("mantissa") <= 1000) & ~pl.col("scaled")
    group = kind.is_in(["digits", "words"]) & small & one_of & after.str.contains(superlative)
    top_group = kind.is_in(["digits", "words"]) & small & before.str.contains(r"\b(?:one of|among)(?: the| its| their)? top $")
    ranked = ordinal | (kind == "ranked") | group | top_group
    grown = pl.when(group).then(after.str.extract(p.ascii_only(superlative.replace("^[ -]", "^([ -]", 1) + ")"), 1).str.len_chars())

    doubled = kind == "multiple"
    times = (pl.col("unit") == "multiple") & ~pl.col("unit_text").str.contains(r"times?$").fill_null(False)
    compared = (pl.col("unit") == "multiple") & (
        pl.col("rest").str.contains(rf"^[ -](?:{COMPARED}){p.B}")
        | pl.col("unit_text").str.starts_with("-")
        | before.str.contains(p.fast(GROWN))
    )
    occurrences = (pl.col("unit") == "multiple") & ~times & ~compared

    fraction = (kind == "fraction") & pl.col("unit").is_null()
    of_before = before.str.contains(
        r"\bto (?:(?:less|more|fewer) than |about |nearly |almost |just |under |over )?(?:a )?$"
    ) | after.str.contains(r"^ of (?:last|the previous|the prior|previous|prior|a year|what|their respective|its former|its peak)")
    share = fraction & ~of_before
    zero_rate = (kind == "words") & (pl.col("mantissa") == 0) & after.str.contains(rf"^[ -](?:{RATE_NOUNS}){p.B}")
    unit = (
        pl.when(ranked).then(pl.lit("rank"))
        .when(doubled | (fraction & of_before)).then(pl.lit("multiple"))
        .when(share | zero_rate).then(pl.lit("percent"))
        .when(occurrences).then(None)
        .otherwise(pl.col("unit"))
    )  # fmt: skip
    special = ranked | doubled | fraction | zero_rate
    return atoms.with_columns(
        unit.alias("unit"),
        pl.when(special).then(unit).when(occurrences).then(None).otherwise(pl.col("unit_kind")).alias("unit_kind"),
        pl.when(ranked).then(pl.lit("rank")).when(fraction).then(pl.lit("ratio")).when(doubled).then(pl.lit("multiple")).when(zero_rate).then(pl.lit("percent"))
        .when(occurrences).then(None).otherwise(pl.col("printed_unit")).alias("printed_unit"),
        pl.when(share).then(100.0).otherwise(1.0).alias("share"),
        pl.when(group).then(grown).when(ranked).then(0).cast(pl.UInt32).alias("rank_end"),
        pl.when(group | top_group).then(pl.lit("at_most")).alias("rank_bound"),
        pl.when(occurrences).then(pl.lit("time")).alias("occurrence"),
    )  # fmt: skip
