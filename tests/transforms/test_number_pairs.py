"""Figures that stand side by side: ranges, converted amounts, steps and levels. Companies here are invented."""

import pytest

from tests.transforms import builders
from tests.transforms.number_cases import numbers, only, stated
from transforms.reading.numbers import find_numbers, quantities

RANGES = [
    ("Margins of 10-15% are usual.", 10, 15, "percent"),
    ("Margins between 10 and 15 per cent are usual.", 10, 15, "percent"),
    ("Brintle invests between $US100,000 to $US500,000.", 100_000, 500_000, "USD"),
    ("It adds $1.2 billion to $1.3 billion of sales.", 1_200_000_000, 1_300_000_000, "USD"),
    ("Brintle has 60-65 million members.", 60_000_000, 65_000_000, "people"),
    ("Plants range from 30 MW to 600 MW.", 30_000_000, 600_000_000, "W"),
    ("Brintle wants $89 to $93 billion.", 89_000_000_000, 93_000_000_000, "USD"),
]


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_a_range_is_one_number(text, low, high, unit):
    number = only(text)
    assert (number["value"], number["value_high"], number["unit"], number["bound"]) == (low, high, unit, "range")


def test_a_change_from_one_value_to_another_is_two_numbers_that_share_their_unit():
    first, second = numbers("Brintle saw its share decline from 82 to 25 per cent.")
    assert [(n["value"], n["unit"], n["bound"]) for n in (first, second)] == [(82, "percent", "exact"), (25, "percent", "exact")]


def test_the_same_change_is_one_range_among_quantities():
    found = quantities(find_numbers(builders.sentences("Prices fell from $75 a barrel to $45.88 a barrel.")))
    assert found.select("value", "value_high", "per").rows() == [(75.0, 45.88, "barrel")]


def test_a_converted_amount_is_a_number_of_its_own_with_the_same_bound():
    found = numbers("The set costs more than RMB4,999 ($US771).")
    assert [(n["value"], n["unit"], n["bound"]) for n in found] == [(4999, "CNY", "more_than"), (771, "USD", "more_than")]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Profit rose to 4 billion euros ($4.4 billion), up from 3 billion a year earlier.", ["EUR", "USD", "EUR"]),
        ("Profit was £4bn, against 3bn.", ["GBP", "GBP"]),
        ("A loss of €30.9 million compared with a profit of 157.3 million the year before.", ["EUR", "EUR"]),
        ("It has 4 billion euros of debt and 3 million users, up from 2 million.", ["EUR", "people", "people"]),
    ],
)
def test_what_an_amount_is_set_against_is_money_of_the_same_kind(text, units):
    assert [n["unit"] for n in numbers(text) if n["set_aside"] is None] == units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cut the goal by $40 million to $900 million.", [("$40 million", 4e7, "USD", "exact"), ("$900 million", 9e8, "USD", "exact")]),
        ("The fare goes up by 3 euros to 21 euros.", [("3 euros", 3, "EUR", "exact"), ("21 euros", 21, "EUR", "exact")]),
        ("Growth rose by 0.2 points to 1.9%.", [("0.2 points", 0.2, "percentage_points", "exact"), ("1.9%", 1.9, "percent", "exact")]),
        ("The index gained 40 points to 8,100.", [("40 points", 40, "point", "exact"), ("8,100", 8100, "count", "exact")]),
        ("Ostrel spends two-fifths of €30bn abroad.", [("two-fifths", 40, "percent", "exact"), ("€30bn", 3e10, "EUR", "exact")]),
        ("Ostrel sold a quarter more than last year.", [("a quarter", 25, "percent", "exact")]),
        ("One clerk in four will leave.", [("One clerk in four", 25, "percent", "exact")]),
        ("The saving is one-fifth of what they pay for fuel.", [("one-fifth", 20, "percent", "exact")]),
        ("The price fell to a fifth of what it was.", [("a fifth", 0.2, "multiple", "exact")]),
        ("Between July and September, 12.5% of orders were late.", [("12.5%", 12.5, "percent", "exact")]),
        ("The plan goes up to Rs 719.", [("Rs 719", 719, "INR", "exact")]),
        ("Ostrel handed over 47,700 cars.", [("47,700", 47700, "count", "exact")]),
        ("Rates went past $8,000.", [("$8,000", 8000, "USD", "more_than")]),
        ("The margin will never exceed 5 percent.", [("5 percent", 5, "percent", "at_most")]),
        ("Its margin is practically zero.", [("zero", 0, "percent", "approx")]),
        ("The shares trade at 1.4 times next year's sales.", [("1.4 times", 1.4, "multiple", "exact")]),
        ("Some 2.9 million were looking for work.", [("2.9 million", 2.9e6, "people", "approx")]),
    ],
)  # fmt: skip
def test_steps_parts_and_bounds(text, expected):
    assert [(t, pytest.approx(v), u, b) for t, v, u, b in expected] == stated(text)


def test_a_step_and_a_level_are_two_figures():
    assert [n["value"] for n in numbers("Shares rose 2%, or $0.60 to $29.40.")] == [2, 0.6, 29.4]
    assert [n["value"] for n in numbers("The jobless total rose by 20,000 to 1.2 million.")] == [20_000, 1_200_000]
