"""Numbers: every figure of a sentence, what it is worth, its unit, its bound, and why it may be no quantity.

Belongs here: the order in which a number phrase is read. The steps have modules of their own: `patterns` (what a number looks like),
`values` (what it is worth), `units`, `nouns` (what is counted), `rates` (ranks, multiples, shares), `cues` (bounds and directions), `aside`
(what is no quantity), `ranges` (two numbers that are one), `rough` (mid-20s), `dollars` (whose they are), `measured`, `quantities` (what
`extract --quantities` prints). Does not belong here: metrics, subjects, periods.
"""

import polars as pl

from transforms.reading.numbers import patterns
from transforms.reading.numbers.aside import of_age, with_reason
from transforms.reading.numbers.cues import with_bound, with_direction
from transforms.reading.numbers.measured import measured_text
from transforms.reading.numbers.nouns import find_counted
from transforms.reading.numbers.quantities import quantities
from transforms.reading.numbers.ranges import join_neighbours
from transforms.reading.numbers.rates import with_special_units
from transforms.reading.numbers.rough import with_rough_units
from transforms.reading.numbers.units import find_units, with_per, with_per_of_counted
from transforms.reading.numbers.values import read_phrases
from transforms.reading.rows import read_some
from transforms.reading.spans import find_spans, text_before

__all__ = ["find_numbers", "quantities"]

REACH = 80
"""Code points looked at on either side of a number."""
NEAR = 30
"""Code points that hold the words right before a number."""


A_LENGTH = (
    r"^(?:[ -]?(?:long|wide|high|tall|deep|below|above|sprint|race|freestyle|dash|underwater|away)(?-u:\b)"
    r"| ?\([0-9.,]+ ?(?:ft|feet)|2(?-u:\b)|²)"
)
"""What follows metres, not millions."""


def find_numbers(sentences: pl.DataFrame) -> pl.DataFrame:
    """`frames.Sentences` -> `frames.Numbers`, in order of sentence and position.

    Further columns: weak (Boolean: a quantity, but by its form alone too weak for a business claim: two sides, hundreds of products,
    60-inch), direction_form (verb or noun), cue_bound (the bound a cue gave, also for a range), comes_from and goes_to
    (Boolean: "from" or "to" stands before the number).
    """
    atoms = _atoms(sentences)
    read = _units_and_counts(atoms)
    told = _cues(read)
    whole = join_neighbours(told)
    return _finish(whole.with_columns(measured_text(whole).alias("measured_text")))


def _atoms(sentences: pl.DataFrame) -> pl.DataFrame:
    """Every numeral phrase with its value and the text around it."""
    likely = sentences.select("sentence_no", "article_no", "plain", "lower").filter(pl.col("lower").str.contains(patterns.hint()))
    found = find_spans(likely, "sentence_no", "plain", patterns.atoms())
    values = read_phrases(found["match"])
    placed = (
        found.lazy()
        .join(values.lazy(), on="match", how="left", maintain_order="left")
        .join(likely.lazy(), on="sentence_no", how="left", maintain_order="left")
        .collect(engine="in-memory")
    )
    at = pl.col("start").cast(pl.Int64)
    around = (
        read_some(placed, pl.col("match").str.contains("^[-+]"), _stray_dashes)
        .lazy()
        .with_columns(
            text_before(pl.col("lower"), at, REACH).alias("before"),
            pl.col("plain").str.slice(pl.col("end"), REACH).alias("after"),
        )
        .with_columns(pl.col("before").str.tail(NEAR).alias("tail"))
        .drop("lower")
        .collect(engine="in-memory")
    )
    millions = pl.col("match").str.ends_with("m") & pl.col("match").str.contains("^[0-9.,]+m$")
    return read_some(around, millions & pl.col("after").str.contains(A_LENGTH), _metres)


def _stray_dashes(signed: pl.LazyFrame) -> pl.LazyFrame:
    """start, minus and match: a dash right after a letter, digit or bracket is no minus: 10-15, sub-7."""
    left = text_before(pl.col("plain"), "start", 1)
    stray = pl.col("_stray")
    return signed.with_columns(left.str.contains(r"^[\pL\pN)%$€£]").alias("_stray")).select(
        pl.col("start") + stray.cast(pl.UInt32),
        pl.col("minus") & ~stray,
        pl.when(stray).then(pl.col("match").str.slice(1)).otherwise("match").alias("match"),
    )


def _metres(rows: pl.LazyFrame) -> pl.LazyFrame:
    """37m before a bracket, -long or -high is a length, not 37 million."""
    return rows.select(
        pl.col("exponent") - 6, pl.lit(False).alias("scaled"), pl.col("end") - 1, (pl.lit("m") + pl.col("after")).alias("after")
    )


def _units_and_counts(atoms: pl.DataFrame) -> pl.DataFrame:
    """Units, ranks and counted nouns; a phrase that stands inside the one before it (4.3 *second*) goes."""
    width = pl.col("unit_text").str.len_chars().fill_null(0)
    united = (
        find_units(_durations_in_quarters(atoms))
        .with_columns((pl.col("end") + width).alias("end"), pl.col("after").str.slice(width).alias("rest"))
        .pipe(with_rough_units)
        .pipe(with_special_units)
        .with_columns((pl.col("end") + pl.col("rank_end").fill_null(0)).alias("end"))
    )
    last = pl.col("sentence_no").shift(1)
    apart = (last != pl.col("sentence_no")) | (pl.col("start") >= pl.col("end").shift(1)) | last.is_null()
    counted = find_counted(with_per(united.filter(apart))).with_columns(
        pl.coalesce("occurrence", "counted").alias("counted"),
        pl.col("rest").str.slice(pl.col("noun_text").str.len_chars().fill_null(0)).alias("beyond"),
    )
    return with_per_of_counted(counted)


def _durations_in_quarters(atoms: pl.DataFrame) -> pl.DataFrame:
    """Four quarters are a stretch of time, three quarters of it a fraction; a third is a fraction before "of" or after "by"."""
    return read_some(atoms, pl.col("kind") == "fraction", _fractions)


def _fractions(rows: pl.LazyFrame) -> pl.LazyFrame:
    """kind, mantissa, end and after of fractions, some of which are stretches of time or ordinals."""
    searched = rows.with_columns(pl.col("match").str.to_lowercase().alias("_low"), pl.col("after").str.starts_with(" of ").alias("_of"))
    # A fifth more than last year, a third cheaper.
    comparing = pl.col("after").str.contains(
        r"^ (?:more|less|fewer|higher|lower|bigger|larger|smaller|cheaper|dearer|below|above|of)(?-u:\b)"
    )
    low, before, of = pl.col("_low"), pl.col("before"), pl.col("_of")
    quarters = (low.str.contains(r"^[a-z]+ quarters?$") & ~low.str.contains("^an? ") & ~of).fill_null(False)
    single = (low.str.contains(r"^an? ") & ~of).fill_null(False)
    by = before.str.contains(r"(?-u:\b)(?:by|than|nearly|almost|over|about|around|roughly|up|down|only|just|least) ?$")
    fractional = single & ((by & ~low.str.contains("quarter")) | before.str.contains(r"(?-u:\b)by (?:[a-z]+ ){0,2}$"))
    number = low.str.extract(r"^([a-z]+) ", 1).replace_strict(_ones(), default=None, return_dtype=pl.Float64)
    # One order in three years is no third of the orders.
    apart = low.str.contains("^one [a-z]+ in ") & pl.col("after").str.contains(r"^[ -][a-z]+s(?-u:\b)")
    quarters = quarters | apart
    judged = searched.with_columns(quarters.alias("_quarters"), (single & ~fractional & ~comparing).alias("_single"))
    tail = pl.when("_quarters").then(low.str.extract(r"^[a-z]+( .*)$", 1))
    return judged.select(
        pl.when("_quarters").then(pl.lit("words")).when("_single").then(pl.lit("ordinal")).otherwise(pl.col("kind")).alias("kind"),
        pl.when("_quarters").then(number).otherwise(pl.col("mantissa")).alias("mantissa"),
        (pl.col("end") - tail.str.len_chars().fill_null(0)).alias("end"),
        pl.coalesce(tail + pl.col("after"), "after").alias("after"),
    )


def _ones() -> dict[str, float]:
    return {
        word: float(n)
        for n, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1)
    }


def _cues(atoms: pl.DataFrame) -> pl.DataFrame:
    """Bounds, directions, and the reasons of what is no quantity; gap is the text up to the next phrase of the sentence."""
    next_start = pl.when(pl.col("sentence_no") == pl.col("sentence_no").shift(-1)).then(pl.col("start").shift(-1))
    near = (next_start >= pl.col("end")) & (next_start - pl.col("end") <= 25)
    gap = pl.when(near).then(pl.col("plain").str.slice(pl.col("end"), next_start - pl.col("end")))
    return with_reason(with_direction(with_bound(atoms.with_columns(gap.alias("gap")))))


def _finish(joined: pl.DataFrame) -> pl.DataFrame:
    """Values, final units, weak and the columns of the contract."""
    valued = ~pl.col("kind").is_in(["web", "phone", "clock", "date", "name"])
    rough = pl.col("kind") == "rough"
    ranged = valued & (pl.col("is_range") | (pl.col("kind") == "vague") | rough)
    looked_at = pl.col("attribute") | (pl.col("kind") == "multiple") | (pl.col("unit_kind") == "duration")
    told = pl.col("is_range") | pl.col("bound").is_not_null() | pl.col("rank_bound").is_not_null() | (pl.col("kind") == "vague") | rough
    unsaid = pl.any_horizontal(pl.col("unit", "unit_kind", "printed_unit").is_null())
    renamed = pl.col("kind").is_in(["top", "ranked", "rough"])
    sign = pl.when(pl.col("minus")).then(-1.0).otherwise(1.0)
    power, shift = pl.col("exponent") - pl.col("decimals"), pl.col("factor_exponent")
    numbers = joined.lazy().with_columns(
        pl.when(valued).then(sign * _scaled("mantissa", power + shift) * (pl.col("share") * pl.col("factor"))).alias("value"),
        pl.when(valued).then(sign * _scaled("mantissa", power)).alias("printed_value"),
        (pl.col("decimals") - pl.col("exponent") - shift).cast(pl.Int16).alias("decimals"),
        pl.col("bound").alias("cue_bound"),
        pl.col("kind").alias("form"),
        pl.col("unit").is_null().alias("_unsaid"),
    )
    # What few numbers have is read of these alone.
    whole = numbers.collect(engine="in-memory")
    whole = read_some(whole, ranged, _high_values)
    whole = read_some(whole, looked_at, lambda rows: rows.select(_weak_by_words().alias("_weak")))
    whole = read_some(whole, valued & unsaid, _counting_units)
    whole = read_some(whole, ~valued, lambda rows: rows.select(pl.lit(None, pl.String).alias(c) for c in _UNITS))
    whole = read_some(whole.with_columns(pl.lit("exact").alias("_bound")), told, lambda rows: rows.select(_bound().alias("_bound")))
    whole = read_some(whole, renamed, lambda rows: rows.select(_form().alias("form")))
    return (
        whole.lazy()
        .with_columns(
            _weak().alias("weak"),
        )
        .select(
            pl.int_range(pl.len(), dtype=pl.UInt32).alias("number_no"),
            "sentence_no",
            "article_no",
            "start",
            "end",
            pl.col("plain").str.slice(pl.col("start"), pl.col("end") - pl.col("start")).alias("number_text"),
            "set_aside",
            "form",
            "value",
            "value_high",
            "unit",
            "unit_kind",
            "printed_value",
            "printed_value_high",
            "printed_unit",
            "decimals",
            pl.col("_bound").alias("bound"),
            "direction",
            "per",
            "counted",
            "measured_text",
            "weak",
            "direction_form",
            "cue_bound",
            "comes_from",
            "goes_to",
        )
        .collect(engine="in-memory")
    )


_UNITS = ("unit", "unit_kind", "printed_unit")


def _high_values(rows: pl.LazyFrame) -> pl.LazyFrame:
    """value_high and printed_value_high of ranges and vague numbers; tens are up to ten times ten."""
    power = pl.col("exponent_high") - pl.col("decimals_high")
    value = _scaled("mantissa_high", power + pl.col("factor_exponent")) * (pl.col("share") * pl.col("factor"))
    vague, rough = pl.col("kind") == "vague", (pl.col("kind") == "rough") & ~pl.col("is_range")
    upward = pl.col("rough_high") / pl.col("mantissa")
    return rows.select(
        pl.when(vague).then(pl.col("value") * 10).when(rough).then(pl.col("value") * upward).otherwise(value).alias("value_high"),
        pl.when(vague)
        .then(pl.col("printed_value") * 10)
        .when(rough)
        .then(pl.col("printed_value") * upward)
        .otherwise(_scaled("mantissa_high", power))
        .alias("printed_value_high"),
    )


def _counting_units(rows: pl.LazyFrame) -> pl.LazyFrame:
    """unit, unit_kind and printed_unit of what has none: years of age, people, or things."""
    aged = pl.col("set_aside").eq("age") & of_age(pl.when(pl.col("set_aside").eq("age")).then(pl.col("tail")))
    which = pl.when(aged).then(2).when(pl.col("is_people").fill_null(False)).then(1).otherwise(0).cast(pl.UInt32)
    names = {"unit": "years", "unit_kind": "duration", "printed_unit": "year of age"}
    return rows.with_columns(which.alias("_which")).select(
        pl.coalesce(column, pl.lit(pl.Series(["count", "people", name])).gather(pl.col("_which"))).alias(column)
        for column, name in names.items()
    )


def _bound() -> pl.Expr:
    ranged = pl.lit("range")
    otherwise = pl.coalesce("bound", "rank_bound", pl.when(pl.col("kind") == "vague").then(ranged), pl.lit("exact"))
    rough = pl.col("kind") == "rough"
    between = pl.col("is_range") | (rough & pl.col("rough_high").is_not_null())
    return pl.when(between).then(ranged).when(rough).then(pl.lit("at_least")).otherwise(otherwise)


_LARGEST_POWER = 308
_POWERS_OF_TEN = pl.Series([10.0**power for power in range(_LARGEST_POWER + 1)])
"""Looked up: raising ten to a power for every number costs more than all other arithmetic of the stage."""


def _scaled(mantissa: str, exponent: pl.Expr) -> pl.Expr:
    """mantissa * 10**exponent, by one exact multiplication or one division: 422, 7 -> 4220000000."""
    powers = pl.lit(_POWERS_OF_TEN)
    up, down = exponent.clip(0, _LARGEST_POWER), (-exponent).clip(0, _LARGEST_POWER)
    return pl.col(mantissa) * powers.gather(up.cast(pl.UInt32)) / powers.gather(down.cast(pl.UInt32))


def _form() -> pl.Expr:
    kind = pl.col("kind")
    return pl.when(kind.is_in(["top", "rough"])).then(pl.lit("words")).when(kind == "ranked").then(pl.lit("ordinal")).otherwise(kind)


def _weak() -> pl.Expr:
    """Too little for a claim by its form alone: a small count in words, a vague plural, a bare digit, a size before a noun."""
    no_unit = pl.col("_unsaid")
    words = pl.col("kind").is_in(["words", "article"]) & ~pl.col("scaled")
    small_words = words & no_unit & (pl.col("mantissa") <= 12)
    bare = no_unit & (pl.col("kind") == "digits") & ~pl.col("scaled") & ~pl.col("grouped") & pl.col("counted").is_null()
    return ((pl.col("kind") == "vague") | small_words | bare | (pl.col("hyphened") & ~pl.col("is_people"))).fill_null(False) | pl.col(
        "_weak"
    ).fill_null(False)


def _weak_by_words() -> pl.Expr:
    """A size before a noun, a hyphened time, a multiple of nothing."""
    size = pl.col("attribute") & pl.col("rest").str.contains(r"^[ -][A-Za-z]") & pl.col("unit_text").str.contains(r"[^s]$").fill_null(False)
    hyphened = (pl.col("unit_kind") == "duration") & pl.col("unit_text").str.starts_with("-")
    twice = (
        (pl.col("kind") == "multiple")
        & ~pl.col("match").str.contains("(?i-u:d|fold)$")
        & ~pl.col("rest").str.contains(
            r"^(?: (?:as|the|its|their|that|this|last|what|in|from|to|by|over|since|year|within)(?-u:\b)|[,.;]|$)"
        )
    )
    return (size | hyphened | twice).fill_null(False)
