"""Two numbers that are one: 10-15%, between 5 and 7, $100 to $500; and what neighbours lend each other (unit, scale, noun, bound).

Belongs here: which neighbours form a range or a change from one to the other, and the merge. Does not belong here: single numbers.
"""

import polars as pl

from transforms.reading.numbers import patterns as p
from transforms.reading.rows import beside, put_back

TO = (
    r"^(?: ?- ?| ?-?to-? ?| ?to ?"
    r"| to (?:around |about |nearly |some |as much as |as many as |as high as |up to ))$"
)
JOINING = r"^(?i-u:[ ,-]*(?:(?:and|or|to|of)[ -]|[ -]?to-? ?$)|[ ,-]+$)"
"""What every text between two numbers that belong together begins with."""
RANGE_CUES = r"\b(?:rang\w+|vary\w*|varies|anywhere|anything|somewhere|priced|pric\w+|cost\w*|fees?|between|sizes?) (?:[a-z]+ )?(?:from )?$"
FILLER = "(?:(?:about|around|up to|nearly|just|some|over|more than|under|less than) )?(?:an? )?"
UNIT = ("unit", "unit_kind", "printed_unit", "factor", "factor_exponent", "attribute")
FOLLOWING = (
    "kind", "mantissa", "rough_high",
    "exponent", "decimals", "scaled", "end", "unit_text", "per", "rest", "counted", "noun_text", "is_people", "set_aside",
    *UNIT,
)  # fmt: skip
LEFT = (
    "sentence_no", "article_no", "plain", "start", "end", "match", "tail", "rest", "kind", "minus", "mantissa", "exponent", "decimals",
    "mantissa_high", "exponent_high", "decimals_high", "rough_high",
    "scaled", "grouped", "share", "is_range", "comes_from", "goes_to", "unit_text",
    "noun_text", "counted", "is_people", "hyphened", "per", "bound", "rank_bound", "direction", "direction_form", "set_aside", *UNIT,
)  # fmt: skip
"""What is left of a number when it has been joined."""
_LOANS = ("_lends", "_score", "_house", "_hangs")
PLAIN = ("digits", "words", "article", "fraction", "rough")
STATED = ("reference_window", "age")
"""Reasons that do not keep a number from being half of a range."""


def join_neighbours(atoms: pl.DataFrame) -> pl.DataFrame:
    """Ranges become one row; a half takes the other's unit and scale.

    atoms: in order of sentence and start, with gap (the text up to the next atom, null if far or none) and tail (the text before).
    Adds mantissa_high, exponent_high, decimals_high (null but for ranges), is_range, comes_from and goes_to ('from' or 'to' stands
    before the number).
    """
    led = atoms.with_columns(_leads("from").alias("comes_from"), _leads("to").alias("goes_to"))
    inherited = _with_inherited(led)
    # Most numbers have no neighbour that words of theirs lead to: the others are judged in a frame of their own.
    near = inherited.select(pl.col("gap").str.contains(JOINING).fill_null(False)).to_series()
    pairs = inherited.filter(near).with_columns(beside(inherited, near.arg_true(), 1, FOLLOWING, "next_"))
    said = pairs.lazy().with_columns(pl.col("gap").str.to_lowercase().alias("_gap")).with_columns(*_says(), _able().alias("_able"))
    judged = said.with_columns(_links()).with_columns(_loans()).select("_link", "changes_to", *_LOANS).collect(engine="in-memory")
    linked = put_back(inherited, near, judged).with_columns(pl.col("_link", "changes_to", *_LOANS).fill_null(False))
    return _merge(_ranges(linked))


def _leads(word: str) -> pl.Expr:
    return pl.col("tail").str.contains(p.fast(rf"\b{word} {FILLER}$")).fill_null(False)


def _same(step: int) -> pl.Expr:
    """The row `step` further back (or on, when negative) is of the same sentence."""
    return (pl.col("sentence_no") == pl.col("sentence_no").shift(step)).fill_null(False)


def _says() -> list[pl.Expr]:
    """What the words between and before say, by themselves."""
    gap, tail = pl.col("_gap"), pl.col("tail")
    says = {
        "_dash": gap.str.contains(r"^ ?- ?$|^ ?-?to-? ?$") & gap.str.contains("-"),
        "_to": gap.str.contains(TO),
        "_ranging": tail.str.contains(p.fast(RANGE_CUES)),
        "_between": tail.str.contains(p.fast(rf"\bbetween {FILLER}$")) & gap.str.contains("^ (?:and|to) (?:about |around )?$"),
        "_or_so_much": tail.str.contains(r"(?:%|percent|per cent|pc),? or (?:about |some |nearly )?$"),
        "_by": tail.str.contains(p.fast(rf"\bby {FILLER}$")),
    }
    return [said.fill_null(False).alias(name) for name, said in says.items()]


def _links() -> list[pl.Expr]:
    """_link (a range) and changes_to (from A to B), of pairs that may belong together (_able)."""
    own, next_own, no_noun = pl.col("unit"), pl.col("next_unit"), pl.col("counted").is_null()
    dash, to, ranging, comes_from = (pl.col(c) for c in ("_dash", "_to", "_ranging", "comes_from"))
    next_kept = pl.col("next_set_aside").is_null() | pl.col("next_set_aside").is_in(STATED)
    # On 62p to £24 the first is a step: two ends of a range are written alike.
    written_alike = (own == next_own) & (pl.col("printed_unit") == pl.col("next_printed_unit"))
    alike = own.is_null() | written_alike | (next_own.is_null() & pl.col("next_counted").is_null())
    joinable = pl.col("_able") & next_kept & alike
    or_so = pl.col("_gap").eq(" or ") & own.is_null() & (pl.col("next_mantissa") - pl.col("mantissa")).is_between(1, 5)
    # Shares rose 5% to $20, sales fell from 9 to 7: a level after a move, not a range.
    moved = ((pl.col("direction_form") == "verb") & own.is_not_null() & ~ranging & ~dash).fill_null(False)
    # Cut by $150 million to $2.65 billion: a step and a level. By 5 to 10 percent, by 5% to 10% are ranges.
    step = pl.col("_by") & own.is_not_null() & own.ne("percent") & ~dash
    # Up 20,000 to 1.2 million; up 2%, or 60 cents to $29: a step and a level too.
    larger = own.is_null() & pl.col("grouped") & ~pl.col("scaled") & pl.col("next_scaled") & ~ranging & ~pl.col("_between") & ~dash
    step = step.fill_null(False) | larger | (pl.col("_or_so_much") & ~dash)
    link = (
        joinable & ~step.fill_null(False) & no_noun & (pl.col("_between") | or_so | (to & ~(comes_from & ~ranging & ~dash) & ~moved))
    ).fill_null(False)
    return [link.alias("_link"), (joinable & to & comes_from & ~link).fill_null(False).alias("changes_to")]


def _able() -> pl.Expr:
    """Both are plain numbers with words between them that may join them, and the first is a quantity."""
    kept = pl.col("set_aside").is_null() | pl.col("set_aside").is_in(STATED)
    return (pl.col("_gap").ne("") & pl.col("kind").is_in(PLAIN) & pl.col("next_kind").is_in(PLAIN) & kept).fill_null(False)


def _loans() -> list[pl.Expr]:
    """_lends (the second's unit is also the first's), _hangs (its noun is), _score and _house (no quantities)."""
    gap, able, dash, link, change = (pl.col(c) for c in ("_gap", "_able", "_dash", "_link", "changes_to"))
    own, next_own, no_noun = pl.col("unit"), pl.col("next_unit"), pl.col("counted").is_null()
    listed = gap.str.contains(r"^-?,(?: and| or)? $|^ (?:and|or|to) $|^- (?:and|or) $") & pl.col("next_unit_text").is_not_null()
    of_whole = gap.str.contains("^ of (?:the |its |a )?$") & (pl.col("next_unit_kind") == "money")
    flags = {
        "_lends": able & own.is_null() & no_noun & (change | listed | of_whole | link) & next_own.is_not_null() & ~pl.col("hyphened"),
        # 2-0 and 89-89 are scores, 16-18 before a street a house: a dash that does not rise, or a name after it.
        "_score": own.is_null() & next_own.is_null() & dash & link & (pl.col("next_mantissa") <= pl.col("mantissa")),
        "_house": dash & own.is_null() & (pl.col("next_set_aside") == "name"),
        # Four-, five- and six-cylinder engines.
        "_hangs": able & own.is_null() & no_noun & gap.str.contains(r"^-,? (?:and |or |to )?$") & pl.col("next_counted").is_not_null(),
    }
    return [flag.fill_null(False).alias(name) for name, flag in flags.items()]


def _ranges(paired: pl.DataFrame) -> pl.DataFrame:
    """Adds is_range: a number ends one range only, so of a chain of links every second one counts."""
    # From 5 to 7 to 3 to 5: the first pair is a range too.
    link, row = pl.col("_link"), pl.int_range(pl.len())
    four = pl.col("changes_to") & link.shift(-1, fill_value=False) & link.shift(-2, fill_value=False) & _same(-3)
    frame = paired.lazy().with_columns((link | four).alias("_link"), (pl.col("changes_to") & ~four).alias("changes_to"))
    begins = pl.when(~link.shift(1, fill_value=False) | ~_same(1)).then(row).forward_fill().fill_null(0)
    return frame.with_columns((link & ((row - begins) % 2 == 0)).alias("is_range")).collect(engine="in-memory")


def _merge(paired: pl.DataFrame) -> pl.DataFrame:
    """Second halves go into the first; units and scales go where they are lent."""
    is_range, lends = pl.col("is_range"), pl.col("_lends")
    rising = pl.col("next_mantissa") > pl.col("mantissa")
    scale_shared = (is_range | pl.col("changes_to")) & ~pl.col("scaled") & pl.col("next_scaled") & rising
    back = lends | (is_range & pl.col("next_unit").is_not_null())
    on = pl.col("changes_to").shift(1, fill_value=False) & _same(1) & pl.col("unit").is_null() & pl.col("counted").is_null()
    on = on & pl.col("set_aside").is_null()

    def shared(name: str) -> pl.Expr:
        following = f"next_{name}"
        return (
            pl.when(is_range)
            .then(pl.coalesce(following, name))
            .when(lends | pl.col("_hangs"))
            .then(pl.coalesce(name, following))
            .otherwise(pl.col(name))
        )

    aside = pl.when(pl.col("_house")).then(pl.lit("name")).when(pl.col("_score")).then(pl.lit("enumeration")).otherwise(shared("set_aside"))
    marked = paired.with_columns(on.alias("_on"), (is_range.shift(1, fill_value=False) & _same(1)).alias("_swallowed"))
    touched = marked.select(pl.any_horizontal("is_range", "changes_to", "_on", *_LOANS)).to_series()
    rows = touched.arg_true()
    near = marked.filter(touched).with_columns(*beside(marked, rows, 1, FOLLOWING, "next_"), *beside(marked, rows, -1, UNIT, "last_"))
    merged = near.lazy().select(
        *(pl.when(back).then(f"next_{c}").when("_on").then(f"last_{c}").otherwise(c).alias(c) for c in UNIT),
        *(shared(c).alias(c) for c in ("per", "counted", "noun_text", "is_people")),
        *(pl.when(is_range).then(pl.col(f"next_{c}")).alias(f"{c}_high") for c in ("exponent", "decimals")),
        # From a rough number up to another: to its high end.
        pl.when(is_range).then(pl.coalesce("next_rough_high", "next_mantissa")).alias("mantissa_high"),
        *(pl.when(is_range).then(pl.col(f"next_{c}")).otherwise(pl.col(c)).alias(c) for c in ("end", "rest")),
        pl.when(scale_shared).then(pl.col("next_exponent")).otherwise(pl.col("exponent")).alias("exponent"),
        (pl.col("scaled") | (is_range & pl.col("next_scaled"))).alias("scaled"),
        aside.alias("set_aside"),
    )
    whole = put_back(marked, touched, merged.collect(engine="in-memory"))
    return whole.select(LEFT).filter(~whole["_swallowed"])


def _with_inherited(atoms: pl.DataFrame) -> pl.DataFrame:
    """What a bare figure takes from the one before it: the noun (31,607 employees, compared to 28,479) or the unit (up 2 percent, costs
    by 1; 2.9 percent, revised from 2.6); and what a converted amount in brackets takes: the bound (more than RMB4,999 ($771))."""
    unitless = pl.col("unit").is_null() & pl.col("counted").is_null() & pl.col("set_aside").is_null()
    bare = _same(1) & unitless & pl.col("kind").is_in(["digits", "words"])
    bracketed = _same(1) & (pl.col("gap").shift(1) == " (").fill_null(False) & pl.col("bound").is_null()
    # The last counted noun of the sentence, wherever dates stand between.
    counts = pl.col("counted").is_not_null() & pl.col("unit").is_null() & pl.col("set_aside").is_null() & pl.col("kind").is_in(PLAIN)
    last = pl.when(counts).then(pl.int_range(pl.len(), dtype=pl.UInt32)).forward_fill().shift(1)
    marks = atoms.lazy().select(
        bare.alias("_bare"), bracketed.alias("_bracketed"), (pl.col("unit") == "point").fill_null(False).alias("_point"),
        _same(1).alias("_same_last"), _same(-1).alias("_same_next"), last.alias("_counted_row"), _lender().alias("_lender_row"),
    ).collect(engine="in-memory")  # fmt: skip
    wanted = marks.select(pl.any_horizontal("_bare", "_bracketed", "_point")).to_series()
    rows = wanted.arg_true()
    part = pl.concat([atoms.filter(wanted), marks.filter(wanted)], how="horizontal").with_columns(
        *beside(atoms, rows, -1, ("gap", "unit_text", "bound", *UNIT), "last_"), *beside(atoms, rows, 1, ("unit",), "next_")
    )
    counted = [atoms[c].gather(part["_counted_row"]).alias(f"_counted_{c}") for c in ("sentence_no", "counted", "is_people")]
    lent = [atoms[c].gather(part["_lender_row"]).alias(f"_lent_{c}") for c in ("sentence_no", "unit_text", *UNIT)]
    return put_back(atoms, wanted, part.with_columns(counted + lent).lazy().select(_inherited()).collect(engine="in-memory"))


A_RESULT = (
    r"\b(?:compared to|compared with|from|versus|vs\.?|against|after) (?:an? |the |its )?(?:[a-z-]+ ){0,2}"
    rf"(?:profit|loss|income|revenue|turnover|surplus|deficit|charge) of {FILLER}$"
)
"""A result that another is set against: compared with a profit of."""


def _lender() -> pl.Expr:
    """The row of the figure whose unit a bare one may take: the one before, or the one before a converted amount in brackets."""
    converted = (pl.col("gap").shift(2) == " (").fill_null(False)
    return (pl.int_range(pl.len(), dtype=pl.Int64) - 1 - converted.cast(pl.Int64)).clip(0)


def _inherited() -> list[pl.Expr]:
    bare, before = pl.col("_bare"), pl.col("tail")
    compared = before.str.contains(
        p.fast(rf"\b(?:compared to|compared with|from|versus|vs\.?|against|than|to|up|down|adding|added|lost|gained) {FILLER}$")
    )
    against = before.str.contains(p.fast(rf"\b(?:compared to|compared with|from|versus|vs\.?|against|than) {FILLER}$"))
    large = pl.col("scaled") | (pl.col("grouped") & (pl.col("decimals") == 0))
    here = pl.col("_counted_sentence_no").eq(pl.col("sentence_no"))
    # 2 million were jobless, 90,000 more than last year.
    more = pl.col("rest").str.contains("^ (?:more|fewer|less) than ")
    # 3,250 firms, up from 900: where a comparison is plain the figure may be small.
    plainly = before.str.contains(p.fast(rf"\b(?:(?:up|down|increase|rise|drop|decline) from|compared (?:to|with)|versus) {FILLER}$"))
    noun = (bare & here & (((compared | more) & large) | (plainly & (pl.col("kind") == "digits")))).fill_null(False)
    moved_by = pl.col("direction_form").eq("verb") & before.str.ends_with(" by ")
    rate = against & (pl.col("decimals") > 0) & ~pl.col("scaled")
    # 4 billion crowns ($400 million), up from 3 billion
    # From the previous year's 700 trillion.
    against_last = before.str.contains(
        p.fast(rf"\b(?:from|than|against|versus|with|to|on) (?:the |its |an? )?(?:[a-z-]+ ){{0,3}}[a-z]+'s? {FILLER}$")
    )
    amount = (against | against_last | before.str.contains(p.fast(A_RESULT))) & pl.col("scaled") & (pl.col("_lent_unit_kind") == "money")
    here_lent = pl.col("_lent_sentence_no") == pl.col("sentence_no")
    moved = bare & pl.col("last_unit").eq("percent") & moved_by
    of_levels = pl.col("_lent_unit_kind").is_in(["money", "percent", "percentage_points"]) & pl.col("_lent_unit_text").is_not_null()
    level = bare & here_lent & ((rate & of_levels) | amount)
    lent, by_last = level.fill_null(False), moved.fill_null(False)
    same_kind = pl.col("_bracketed") & (pl.col("unit_kind") == pl.col("last_unit_kind"))
    converted = (same_kind & pl.col("unit_kind").is_in(["money", "physical"])).fill_null(False)
    # Raised by 0.1 points to 2.3%; 2.3%, down 0.1 points: points of a percentage.
    beside_percent = (pl.col("_same_next") & pl.col("gap").eq(" to ") & pl.col("next_unit").eq("percent")) | (
        pl.col("_same_last") & pl.col("last_gap").is_not_null() & pl.col("last_unit").eq("percent")
    )
    points = (pl.col("_point") & beside_percent).fill_null(False)
    unit = {c: pl.when(lent).then(pl.col(f"_lent_{c}")).when(by_last).then(pl.col(f"last_{c}")).otherwise(pl.col(c)) for c in UNIT}
    for c in ("unit", "unit_kind"):
        unit[c] = pl.when(points).then(pl.lit("percentage_points")).otherwise(unit[c])
    return [
        *(pl.when(noun).then(pl.col(f"_counted_{c}")).otherwise(pl.col(c)).alias(c) for c in ("counted", "is_people")),
        *(value.alias(c) for c, value in unit.items()),
        pl.when(converted).then(pl.col("last_bound")).otherwise(pl.col("bound")).alias("bound"),
    ]
