"""Two numbers that are one: 10-15%, between 5 and 7, $100 to $500; and what the one lends the other (unit, scale).

Belongs here: which neighbours form a range or a change from one to the other, and the merge. Does not belong here: single numbers.
"""

import polars as pl

from transforms.reading.numbers import patterns as p

TO = r"^(?: ?- ?| ?-?to-? ?| to (?:around |about |nearly |some |as much as |as many as |as high as |up to )| ?to ?)$"
RANGE_CUES = r"\b(?:rang\w+|vary\w*|varies|anywhere|anything|somewhere|priced|pric\w+|cost\w*|fees?|between|sizes?) (?:[a-z]+ )?(?:from )?$"
FILLER = "(?:(?:about|around|up to|nearly|just|some|over|more than|under|less than) )?(?:an? )?"
LENT = (
    "unit", "unit_kind", "printed_unit", "factor", "factor_exponent", "attribute",
)  # fmt: skip


def join_neighbours(atoms: pl.LazyFrame) -> pl.LazyFrame:
    """Atoms in order of sentence and start, with gap (text up to the next atom, null if far or none) -> the same without the second halves of
    ranges. Adds value_high parts (mantissa_high, exponent_high, decimals_high), is_range and changes_to (a change from A to B begins here)."""
    following = (
        "kind", "mantissa", "exponent", "decimals", "scaled", "end", "unit_text", "per", "rest", "counted", "noun_text", "is_people", "set_aside", *LENT
    )  # fmt: skip
    same = pl.col("sentence_no") == pl.col("sentence_no").shift(-1)
    atoms = atoms.with_columns(_inherited())
    frame = atoms.with_columns(pl.when(same).then(pl.col(c).shift(-1)).alias(f"next_{c}") for c in following)
    plain = ["digits", "words", "article", "fraction"]
    able = pl.col("kind").is_in(plain) & pl.col("next_kind").is_in(plain) & pl.col("gap").is_not_null()
    kept = pl.col("set_aside").is_null() | pl.col("set_aside").is_in(["reference_window", "age"])
    next_kept = pl.col("next_set_aside").is_null() | pl.col("next_set_aside").is_in(["reference_window", "age"])
    gap = pl.col("gap").str.to_lowercase()
    tail = pl.col("tail")
    # Most numbers have no neighbour: their text is not searched.
    before = pl.when(pl.col("gap").is_not_null()).then(tail)
    own, next_own = pl.col("unit"), pl.col("next_unit")
    alike = own.is_null() | (own == next_own) | (next_own.is_null() & pl.col("next_counted").is_null())
    comes_from = tail.str.contains(p.fast(rf"\b(?:from) {FILLER}$"))
    ranging = before.str.contains(p.fast(RANGE_CUES))
    dash = gap.str.contains(r"^ ?- ?$|^ ?-?to-? ?$") & gap.str.contains("-")
    to = gap.str.contains(TO)
    between = before.str.contains(p.fast(rf"\bbetween {FILLER}$")) & gap.str.contains("^ (?:and|to) (?:about |around )?$")
    or_so = gap.eq(" or ") & own.is_null() & pl.col("counted").is_null() & (pl.col("next_mantissa") - pl.col("mantissa")).is_between(1, 5)
    rising = pl.col("next_mantissa") > pl.col("mantissa")
    moved = ((pl.col("direction_form") == "verb") & own.is_not_null() & ~ranging & ~dash).fill_null(False)
    link = able & kept & next_kept & alike & pl.col("counted").is_null() & (
        between | or_so | (to & ~(comes_from & ~ranging & ~dash) & ~moved & (pl.col("mantissa").is_not_null()))
    )
    change = able & kept & next_kept & alike & gap.str.contains(TO) & comes_from & ~link
    listed = gap.str.contains(r"^-?,(?: and| or)? $|^ (?:and|or|to) $|^- (?:and|or) $") & pl.col("next_unit_text").is_not_null()
    of_whole = gap.str.contains("^ of (?:the |its |a )?$") & (pl.col("next_unit_kind") == "money")
    lends = able & own.is_null() & pl.col("counted").is_null() & kept & (change | listed | of_whole | link) & next_own.is_not_null() & ~pl.col("hyphened")
    frame = frame.with_columns(link.fill_null(False).alias("_link"), change.fill_null(False).alias("changes_to"), lends.fill_null(False).alias("_lends"))
    # From 5 to 7 to 3 to 5: the first pair is a range too.
    four = pl.col("changes_to") & pl.col("_link").shift(-1, fill_value=False) & pl.col("_link").shift(-2, fill_value=False) & (
        pl.col("sentence_no") == pl.col("sentence_no").shift(-3)
    ).fill_null(False)
    frame = frame.with_columns((pl.col("_link") | four).alias("_link"), (pl.col("changes_to") & ~four).alias("changes_to"))
    # A number ends one range only: of a chain, every second link counts.
    row = pl.int_range(pl.len())
    begins = pl.when(~(pl.col("_link").shift(1, fill_value=False)) | (pl.col("sentence_no") != pl.col("sentence_no").shift(1))).then(row).forward_fill()
    frame = frame.with_columns((pl.col("_link") & ((row - begins.fill_null(0)) % 2 == 0)).alias("is_range"))
    is_range = pl.col("is_range")
    scale_shared = (is_range | pl.col("changes_to")) & ~pl.col("scaled") & pl.col("next_scaled") & rising
    back = pl.col("_lends") | (is_range & next_own.is_not_null())
    borrowed = (pl.col("changes_to").shift(1, fill_value=False) & same.shift(1, fill_value=False)) & own.is_null() & pl.col("counted").is_null() & pl.col("set_aside").is_null()
    exponent = pl.when(scale_shared).then(pl.col("next_exponent")).otherwise(pl.col("exponent"))
    before_unit = {c: pl.col(c).shift(1) for c in LENT}
    # 2-0 and 89-89 are scores, 16-18 before a street a house: a dash that does not rise, or a name after it.
    no_units = own.is_null() & next_own.is_null() & dash & pl.col("_link")
    score = (no_units & (pl.col("next_mantissa") <= pl.col("mantissa"))).fill_null(False)
    merged = frame.with_columns(
        *(
            pl.when(back).then(pl.col(f"next_{c}")).when(borrowed).then(before_unit[c]).otherwise(pl.col(c)).alias(c)
            for c in LENT
        ),
        exponent.alias("exponent"),
        (pl.col("scaled") | (is_range & pl.col("next_scaled"))).alias("scaled"),
        pl.when(is_range).then(pl.col("next_mantissa")).alias("mantissa_high"),
        pl.when(is_range).then(pl.col("next_exponent")).alias("exponent_high"),
        pl.when(is_range).then(pl.col("next_decimals")).alias("decimals_high"),
        pl.when(is_range).then(pl.col("next_end")).otherwise(pl.col("end")).alias("end"),
        *(
            pl.when(is_range).then(pl.coalesce(f"next_{c}", c)).when(pl.col("_lends")).then(pl.coalesce(c, f"next_{c}")).otherwise(pl.col(c)).alias(c)
            for c in ("per", "counted", "noun_text", "is_people", "set_aside")
        ),
        pl.when(is_range).then(pl.col("next_rest")).otherwise(pl.col("rest")).alias("rest"),
        score.alias("_score"),
        (dash & own.is_null() & (pl.col("next_set_aside") == "name")).fill_null(False).alias("_house"),
        comes_from.alias("comes_from"),
        tail.str.contains(p.fast(rf"\bto {FILLER}$")).alias("goes_to"),
    )
    swallowed = is_range.shift(1, fill_value=False) & (pl.col("sentence_no") == pl.col("sentence_no").shift(1)).fill_null(False)
    return merged.filter(~swallowed).with_columns(
        pl.when(pl.col("_house")).then(pl.lit("name")).when(pl.col("_score")).then(pl.lit("enumeration")).otherwise(pl.col("set_aside")).alias("set_aside")
    )


def _inherited() -> list[pl.Expr]:
    """What a bare figure takes from the one before it in the sentence: the noun (31,607 employees, compared to 28,479), percent (up 2 percent, and
    costs by 1), and for a converted amount in brackets the bound (more than RMB4,999 ($771))."""
    same = pl.col("sentence_no") == pl.col("sentence_no").shift(1)
    bare = same & pl.col("unit").is_null() & pl.col("counted").is_null() & pl.col("set_aside").is_null() & pl.col("kind").is_in(["digits", "words"])
    before = pl.when(bare).then(pl.col("tail"))
    compared = before.str.contains(p.fast(rf"\b(?:compared to|compared with|from|versus|vs\.?|against|than|to) {FILLER}$"))
    noun = (bare & compared & pl.col("counted").shift(1).is_not_null() & pl.col("unit").shift(1).is_null() & (pl.col("scaled") | pl.col("grouped"))).fill_null(False)
    percent = (bare & pl.col("unit").shift(1).eq("percent") & pl.col("direction_form").eq("verb") & before.str.ends_with(" by ")).fill_null(False)
    bracketed = same & pl.col("gap").shift(1).is_in([" (", " ("]) & (pl.col("unit_kind") == pl.col("unit_kind").shift(1))
    converted = (bracketed & pl.col("unit_kind").is_in(["money", "physical"]) & pl.col("bound").is_null()).fill_null(False)
    return [
        pl.when(noun).then(pl.col("counted").shift(1)).otherwise(pl.col("counted")).alias("counted"),
        pl.when(noun).then(pl.col("is_people").shift(1)).otherwise(pl.col("is_people")).alias("is_people"),
        *(pl.when(percent).then(pl.lit("percent")).otherwise(pl.col(c)).alias(c) for c in ("unit", "unit_kind", "printed_unit")),
        pl.when(converted).then(pl.col("bound").shift(1)).otherwise(pl.col("bound")).alias("bound"),
    ]
