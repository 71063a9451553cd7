"""Rough numbers: mid-20s, low double digits. Companies here are invented."""

import pytest

from tests.transforms.number_cases import numbers

ROUGH = [
    ("Brintle expects revenue growth in the mid-20s percent.", "mid-20s percent", 24, 26, "percent", "range"),
    ("Brintle expects a margin in the low teens.", "low teens", 10, 13, "percent", "range"),
    ("Sales rose by a high single-digit percentage.", "high single-digit percentage", 7, 9, "percent", "range"),
    ("Brintle guided to double-digit growth.", "double-digit", 10, None, "percent", "at_least"),
    ("Sales should grow by low double digits.", "low double digits", 10, 19, "percent", "range"),
    ("Gross margin will be in the mid-to-high 30s.", "mid-to-high 30s", 34, 39, "percent", "range"),
    ("Sales grew in the low- to mid-single digits.", "low- to mid-single digits", 1, 6, "percent", "range"),
    ("Margins moved from the upper 40s to the low 50s.", "upper 40s", 47, 49, "percent", "range"),
    ("Margins in the upper 40s to low 50s are usual.", "upper 40s to low 50s", 47, 53, "percent", "range"),
    ("Occupancy was in the high nineties.", "high nineties", 97, 99, "percent", "range"),
    ("The margin is in the mid-20 percent range.", "mid-20 percent", 24, 26, "percent", "range"),
    ("Shares will be priced in the low $20s.", "low $20s", 20, 23, "USD", "range"),
    ("Tickets sell in the $40s.", "$40s", 40, 49, "USD", "range"),
    ("The coin traded in the mid-$60,000s.", "mid-$60,000s", 64_000, 66_999, "USD", "range"),
    ("Profit will be in the mid-$30 million range.", "mid-$30 million", 34_000_000, 36_000_000, "USD", "range"),
    ("The loss is a low double-digit million euro amount.", "low double-digit million euro", 10_000_000, 19_000_000, "EUR", "range"),
]


@pytest.mark.parametrize(("text", "phrase", "low", "high", "unit", "bound"), ROUGH)
def test_a_rough_number_is_a_stretch_of_numbers(text, phrase, low, high, unit, bound):
    number = next(n for n in numbers(text) if n["number_text"] == phrase)
    assert (number["set_aside"], number["value"], number["value_high"]) == (None, low, high)
    assert (number["unit"], number["bound"]) == (unit, bound)


NO_ROUGH = [
    ("Marta Lund, in her mid-20s, founded Brintle.", "mid-20s", "age"),
    ("Brintle opened its first shop in the mid-90s.", "mid-90s", "idiom"),
    ("Temperatures rose into the mid-80s.", "mid-80s", "idiom"),
    ("He scored in double figures.", "double figures", "idiom"),
    ("It sees single-digit growth.", "single-digit", "idiom"),
]


@pytest.mark.parametrize(("text", "phrase", "reason"), NO_ROUGH)
def test_ages_decades_and_weather_are_no_percentages(text, phrase, reason):
    number = next(n for n in numbers(text) if n["number_text"] == phrase)
    assert number["set_aside"] == reason
