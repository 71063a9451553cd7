"""The expression of time in a number's own sentence that dates it.

Belongs here: the choice between the expressions of one sentence, by clause, order and what stands between. Does not belong here: what is
inherited from earlier sentences (`inheritance`).
"""

import polars as pl

from transforms.reading.periods import patterns

MAX_EXPRESSIONS = 12
"""Expressions of one sentence that are looked at, so that a long list costs no more than its length."""

REACH = 160
"""Code points between a number and an expression that may still belong together."""

_SOFT = r"(?:,? and |, )"


def own_periods(facts: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """number_no and the expression of its own sentence that dates it."""
    dating = periods.lazy().filter(pl.col("role").is_in(["within", "deadline", "comparison", "window"]))
    dating = dating.with_columns(_rank=pl.int_range(pl.len()).over("sentence_no")).filter(pl.col("_rank") < MAX_EXPRESSIONS)
    chosen = [
        "sentence_no",
        "start",
        "end",
        "role",
        "fronted",
        "anchor",
        "period",
        "period_start",
        "period_end",
        "period_kind",
        "period_text",
        "basis",
        "ambiguous",
    ]
    pairs = facts.lazy().join(dating.select(chosen), on="sentence_no", suffix="_p")
    follows = pl.col("start_p") >= pl.col("end")
    low = pl.when(follows).then(pl.col("end")).otherwise(pl.col("end_p")).cast(pl.Int64)
    high = pl.when(follows).then(pl.col("start_p")).otherwise(pl.col("start")).cast(pl.Int64)
    pairs = pairs.with_columns(
        _follows=follows, _gap=pl.col("lower").str.slice(low, (high - low).clip(0, REACH)), _distance=(high - low).clip(0)
    )
    gap = pl.col("_gap")
    crossed = pl.when("_follows").then(pl.col("_last_before") - pl.col("index")).otherwise(pl.col("index") - pl.col("_last_before") - 1)
    pairs = (
        pairs.with_columns(
            # How many other numbers stand between: numbers before the expression are counted once for each expression.
            _last=pl.when("_follows")
            .then(pl.col("index") * 2 + pl.col("base").cast(pl.Int32))
            .max()
            .over("sentence_no", "start_p")
            .fill_null(-1)
        )
        .with_columns(_last_before=pl.col("_last") // 2)
        .with_columns(
            _crossed=crossed, _broken=gap.str.contains(rf"(?:[;:]|,? {patterns.cues('contrast')}\b)"), _soft=gap.str.contains(_SOFT)
        )
    )
    comparison = pl.col("role") == "comparison"
    effective = gap.str.contains(rf"\b{patterns.cues('effective')} (?:on |in )?$")
    base = pl.col("base") & ~(pl.col("_follows") & gap.str.contains(r"\bto\b"))
    present = pl.col("anchor") == "present"
    close = pl.col("_follows") & (pl.col("_crossed") == 0) & ~pl.col("_broken") & ~pl.col("_soft") & (pl.col("_distance") <= 80)
    touching = close & (pl.col("_distance") <= 14)
    compared_with = base & ((pl.col("_crossed") == 0) | (~pl.col("_follows") & (pl.col("anchor") == "topic")))
    # "It was 5 a year earlier."
    it_was = touching & gap.str.contains(r"^ ?(?:in |during |for )?(?:the )?$") & (pl.col("unit_kind") != "percent")
    fits = (
        pl.when(present).then((base & (close | (pl.col("_distance") <= 30))) | (close & (pl.col("period_kind") == "day") & ~pl.col("base")))
        .when(comparison).then(compared_with | it_was)
        .when(pl.col("role") == "window").then(close)
        .when(pl.col("role") == "deadline").then(pl.col("open") | (pl.col("modality") == "hypothetical") | touching)
        .otherwise(pl.lit(True))
    )  # fmt: skip
    # A comparison's figure takes a plain period only when it stands right by it: "from 3 in 2014", not "from 3 ... 5 in 2015".
    fits &= ~pl.col("base") | comparison | present | (close & ~gap.str.contains(r"\b(?:to|starting|effective|from)\b")) | pl.col("fronted")
    fits &= ~pl.col("price") | close | pl.col("fronted") | effective
    fine = (pl.col("period_kind") == "day").fill_null(False)
    fits &= ~fine | pl.col("_follows") | pl.col("fronted") | (pl.col("_distance") <= 25)
    fits &= ~pl.col("standing") | pl.col("_follows") | pl.col("fronted") | comparison
    fits &= (pl.col("unit_kind") != "duration").fill_null(True) | close | pl.col("fronted")
    past = (pl.col("period_end") < pl.col("published_on")).fill_null(False)
    fits &= ~(pl.col("open") & past & ~close & ~pl.col("fronted"))
    fits &= ~(pl.col("unit_kind").is_in(["multiple", "ratio"]) & gap.str.contains(r"^ of (?:its|their|the)")).fill_null(False)
    fits &= pl.col("_distance") <= REACH
    # "5, from 4 in 2014": the date belongs to the 4.
    theirs = pl.col("_follows") & (pl.col("_crossed") > 0) & (pl.col("_last") % 2 == 1) & ~effective
    fits &= ~theirs
    # "5 in 2023, compared with 4 in 2022, a rise of 25%": nor is 2022 the date of the rise.
    fits &= pl.col("_follows") | comparison | pl.col("base") | (pl.col("_last") % 2 == 0) | (pl.col("_last") < 0) | pl.col("fronted")
    fits &= ~pl.col("_follows") | (
        ~pl.col("_broken")
        & ~gap.str.contains(
            rf",? and (?:now |also |then |instead )?(?:[a-z]+ing|{patterns.cues('new_clause')})\b|, with\b|,? {patterns.cues('aside')}\b"
        )
    )
    # "valued at 3, will close in March": what is to come dates no fact. "Two years ago it had 40; now 90": now ends what was fronted.
    fits &= ~(pl.col("_follows") & ~pl.col("open") & gap.str.contains(rf"\b{patterns.cues('to_come')}\b"))
    fits &= pl.col("_follows") | ~gap.str.contains(rf"\b{patterns.cues('now')}\b") | (comparison & pl.col("base"))
    # A fact does not take the date of the forecast that follows it in its sentence, nor the other way round.
    fits &= ~(pl.col("_follows") & (pl.col("_crossed") > 0) & (pl.col("modality") != pl.col("next_modality"))).fill_null(False)
    score = (
        pl.when(comparison & base & pl.col("_follows") & (pl.col("_distance") <= 60)).then(6)
        .when(close).then(5)
        .when(comparison & base).then(4)
        .when(~pl.col("_follows") & ~pl.col("_broken") & (pl.col("_crossed") == 0)).then(4)
        .when(~pl.col("_follows") & ~pl.col("_broken")).then(3)
        .when(pl.col("fronted")).then(3)
        .when(pl.col("_follows")).then(2)
        .otherwise(1)
    )  # fmt: skip
    best = (
        pairs.filter(fits.fill_null(False))
        .with_columns(_score=score)
        .sort("number_no", "_score", "_distance", descending=[False, True, False], maintain_order=True)
        .unique("number_no", keep="first", maintain_order=True)
    )
    return best.select(
        "number_no", "role", "period", "period_start", "period_end", "period_kind", "period_text", "anchor", "ambiguous",
        pl.col("basis").alias("period_basis"), pl.col("_score"),
    ).collect()  # fmt: skip
