"""Ranks, multiples, shares and rates. Companies here are invented."""

import pytest

from tests.transforms.number_cases import numbers, only

RATES = [
    ("Brintle is the third largest site in China.", "third", 3, "rank", "exact"),
    ("Brintle became one of the 5 largest vendors.", "5 largest", 5, "rank", "at_most"),
    ("Brintle fell to fifth place.", "fifth", 5, "rank", "exact"),
    ("Brintle was the first in China.", "first", 1, "rank", "exact"),
    ("Brintle is the No. 2 lender.", "No. 2", 2, "rank", "exact"),
    ("Sales more than tripled.", "tripled", 3, "multiple", "more_than"),
    ("Profit doubled.", "doubled", 2, "multiple", "exact"),
    ("A threefold rise was seen.", "threefold", 3, "multiple", "exact"),
    ("Shipments shrank to less than half of last year's.", "half", 0.5, "multiple", "less_than"),
    ("Brintle holds half of the market.", "half", 50, "percent", "exact"),
    ("Brintle holds a quarter of the market.", "a quarter", 25, "percent", "exact"),
    ("Brintle makes zero-margin phones.", "zero", 0, "percent", "exact"),
]


@pytest.mark.parametrize(("text", "phrase", "value", "unit", "bound"), RATES)
def test_ranks_multiples_and_shares(text, phrase, value, unit, bound):
    found = [n for n in numbers(text) if n["set_aside"] is None and not n["weak"]]
    assert [(n["number_text"], n["value"], n["unit"], n["bound"]) for n in found] == [(phrase, value, unit, bound)]


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("By volume Tallis is seventh overall.", 7),
        ("A recall knocked Tallis to sixth, behind Norvik.", 6),
        ("Tallis slipped to third behind Brintle.", 3),
    ],
)
def test_a_place_that_is_held_or_reached_is_a_rank(text, rank):
    number = only(text)
    assert (number["value"], number["unit"]) == (rank, "rank")


PER = [
    ("Brintle charges $119 a year.", "year"),
    ("Panels cost $0.23/W.", "W"),
    ("Oil cost $58.24 per barrel.", "barrel"),
    ("Rent is $600/kW a month.", "kW"),
    ("Each app has 40 million users a month.", "month"),
]


@pytest.mark.parametrize(("text", "per"), PER)
def test_rates_have_a_per(text, per):
    assert only(text)["per"] == per


def test_a_rate_stands_behind_a_converted_amount_too():
    found = [n["per"] for n in numbers("Tallis pays 9 million crowns ($400,000) a year.") if n["set_aside"] is None]
    assert found == ["year", "year"]


def test_a_year_ago_is_no_rate():
    assert only("Sales rose from $6.78 billion a year earlier.")["per"] is None


def test_one_order_in_three_years_is_no_share():
    assert all(n["unit"] != "percent" for n in numbers("Ostrel won one order in three years."))
