"""The lines of `saidso extract --quantities`: every quantity, claim or not.

Belongs here: which rows of `frames.Numbers` are quantities of a text, and "from A to B" as one range. Does not belong here: reading them.
"""

import polars as pl

STILL_QUANTITIES = ("reference_window", "age", "not_business")
"""Set aside by a reader of claims, yet measured amounts: five years, 66 years of age, a rate of exchange."""


REACH = 40
"""Code points between A and B of "from A ... to B"."""


def quantities(numbers: pl.DataFrame) -> pl.DataFrame:
    """The quantities among `find_numbers`' rows, in order; a change from A to B is one range here. No dates, clock times, ordinals, names.

    Returns article_no, number_text, printed_value, printed_value_high, printed_unit, value, value_high, unit, bound, direction (of verbs),
    per, counted, measured_text.
    """
    # Ranks and words of growth (doubled) order or compare; they are no amounts.
    amounts = pl.col("set_aside").is_null() | pl.col("set_aside").is_in(STILL_QUANTITIES)
    named_age = (pl.col("set_aside") == "age") & (pl.col("unit") == "count")
    kept = numbers.lazy().filter(
        amounts & ~named_age.fill_null(False) & (pl.col("unit") != "rank") & ~pl.col("form").is_in(["multiple", "ordinal"])
    )
    near = (pl.col("sentence_no") == pl.col("sentence_no").shift(-1)) & (pl.col("start").shift(-1) - pl.col("end") <= REACH)
    alike = (pl.col("unit") == pl.col("unit").shift(-1)) | (pl.col("unit").shift(-1).eq("count") & pl.col("counted").shift(-1).is_null())
    joined = (
        pl.col("comes_from")
        & pl.col("goes_to").shift(-1)
        & near
        & alike
        & pl.col("value_high").is_null()
        & pl.col("printed_value_high").shift(-1).is_null()
    )
    second = (joined.shift(1, fill_value=False)).fill_null(False)
    ranged = pl.col("bound") == "range"
    # A count does not rise by its own verb (added ten users), and a bound says more than the verb.
    moved = (pl.col("direction_form") == "verb") & ~pl.col("unit").is_in(["count", "people"]) & pl.col("cue_bound").is_null()
    return (
        kept.with_columns(
            *(
                pl.when(joined).then(pl.col(name).shift(-1)).otherwise(pl.col(f"{name}_high")).alias(f"{name}_high")
                for name in ("value", "printed_value")
            ),
            pl.when(joined).then(pl.coalesce("per", pl.col("per").shift(-1))).otherwise(pl.col("per")).alias("per"),
            pl.when(joined).then(pl.lit("range")).when(ranged).then(pl.coalesce("cue_bound", "bound")).otherwise("bound").alias("bound"),
            pl.when(moved).then(pl.col("direction")).alias("direction"),
            second.alias("_second"),
        )
        .filter(~pl.col("_second"))
        .select(
            "article_no", "number_text", "printed_value", "printed_value_high", "printed_unit", "value", "value_high", "unit", "bound",
            "direction", "per", "counted", "measured_text",
        )
        .collect(engine="in-memory")
    )  # fmt: skip
