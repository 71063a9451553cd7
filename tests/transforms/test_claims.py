"""Intervals, signs and what makes a quantity a claim."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.contracts import enums
from transforms.reading.claims import interval, is_claim, signed_value


def intervals(value: float, bound: str, value_high: float | None = None, sign: int = 1) -> dict:
    frame = pl.DataFrame(
        {"value": [value], "value_high": [value_high], "bound": [bound], "sign": [sign]},
        schema={"value": pl.Float64, "value_high": pl.Float64, "bound": pl.String, "sign": pl.Int8},
    )
    return frame.with_columns(signed_value()).with_columns(interval()).row(0, named=True)


@pytest.mark.parametrize(
    ("value", "bound", "low", "high", "low_open", "high_open"),
    [
        (5, "exact", 5, 5, False, False),
        (5, "approx", 5, 5, False, False),
        (5, "more_than", 5, None, True, False),
        (5, "at_least", 5, None, False, False),
        (5, "less_than", None, 5, False, True),
        (5, "at_most", None, 5, False, False),
        # A fall of more than 5% lies below -5: the bound speaks of the magnitude.
        (-5, "more_than", None, -5, False, True),
        (-5, "at_most", -5, None, False, False),
    ],
)
def test_interval_of_a_bound(value, bound, low, high, low_open, high_open):
    row = intervals(value, bound)
    assert (row["low"], row["high"], row["low_open"], row["high_open"]) == (low, high, low_open, high_open)


def test_a_range_keeps_both_ends():
    row = intervals(10, "range", 15)
    assert (row["value"], row["value_high"], row["low"], row["high"]) == (10, 15, 10, 15)


def test_a_falling_range_begins_at_its_numeric_low():
    row = intervals(10, "range", 15, sign=-1)
    assert (row["value"], row["value_high"], row["low"], row["high"]) == (-15, -10, -15, -10)


@given(st.floats(-1e12, 1e12), st.sampled_from([b for b in enums.BOUNDS if b != "range"]))
def test_the_value_touches_its_interval_and_only_a_bound_opens_it(value, bound):
    row = intervals(value, bound)
    assert value in (row["low"], row["high"])
    assert (row["low"] is None or row["high"] is None) == (bound in ("more_than", "at_least", "less_than", "at_most"))
    assert not (row["low_open"] and row["high_open"])


@pytest.mark.parametrize(
    ("weak", "metric", "taken"), [(False, "other", True), (True, "other", False), (True, "store_count", True), (None, "other", True)]
)
def test_a_weak_number_needs_a_metric_to_be_a_claim(weak, metric, taken):
    frame = pl.DataFrame(
        {"value": [2.0], "unit": ["count"], "subject": ["Norvik"], "weak": [weak], "metric": [metric], "form": ["words"]},
        schema_overrides={"weak": pl.Boolean},
    )
    assert frame.select(is_claim()).item() is taken


@pytest.mark.parametrize("missing", ["value", "unit", "subject"])
def test_a_claim_says_how_much_of_what_about_whom(missing):
    frame = pl.DataFrame(
        {"value": [2.0], "unit": ["count"], "subject": ["Norvik"], "weak": [False], "metric": ["users"], "form": ["digits"]}
    )
    assert frame.with_columns(pl.lit(None).alias(missing)).select(is_claim()).item() is not True


def test_hundreds_of_is_no_figure():
    frame = pl.DataFrame(
        {"value": [100.0], "unit": ["count"], "subject": ["Norvik"], "weak": [True], "metric": ["units_sold"], "form": ["vague"]}
    )
    assert frame.select(is_claim()).item() is False
