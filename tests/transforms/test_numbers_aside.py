"""Numbers that are no quantities, and quantities too weak for a claim. Companies here are invented."""

import pytest

from tests.transforms.number_cases import numbers, only, stated

ASIDE = [
    ("Brintle was founded in 2012.", "date"),
    ("It opens on March 7, 2019.", "date"),
    ("The Q4 2014 report is out.", "date"),
    ("The meeting starts at 10:30 am.", "clock_time"),
    ("The iPhone 11 is out.", "name"),
    ("The Galaxy A8 is out.", "name"),
    ("The second quarter was poor.", "ordinal"),
    ("Brintle did so in four years.", "reference_window"),
    ("Brintle began two years ago.", "reference_window"),
    ("Jane Dowd, 45, runs Brintle.", "age"),
    ("One day the shop will close.", "idiom"),
    ("That is only half the job.", "idiom"),
    ("Call 555-123-4567 today.", "phone_number"),
    ("See www.brintle.example/2019 now.", "web_address"),
    ("It won 3-1 at home.", "enumeration"),
]


@pytest.mark.parametrize(("text", "reason"), ASIDE)
def test_what_is_no_quantity_says_why(text, reason):
    assert [n["set_aside"] for n in numbers(text)] == [reason]


@pytest.mark.parametrize("text", ["($1 = 6.89 yuan)", "1 euro = $1.0845", "(1 US dollar = 83.2 rupees)"])
def test_a_rate_of_exchange_is_nobodys_claim(text):
    assert {n["set_aside"] for n in numbers(text)} == {"not_business"}


def test_a_place_in_the_calendar_is_only_a_date():
    assert [n["set_aside"] for n in numbers("Sales fell in the third quarter.")] == ["ordinal"]
    assert [n["set_aside"] for n in numbers("Tallis entered its third month of talks.")] == ["ordinal"]


def test_the_first_time_is_no_count():
    assert [n["set_aside"] for n in numbers("Sales passed the mark for the first time.")] == ["ordinal"]


def test_one_of_ours_is_a_choice_and_no_count():
    assert [n["set_aside"] for n in numbers("We would drop one of our subscriptions.")] == ["idiom"]
    assert only("One of the shops closed.")["value"] == 1


WEAK = [
    "Brintle relies on three benchmarks.",
    "Brintle sells hundreds of products.",
    "Brintle sells 60 inch screens.",
    "Brintle did not earn one dime.",
]


@pytest.mark.parametrize("text", WEAK)
def test_what_is_too_weak_for_a_claim_is_marked(text):
    assert all(n["weak"] for n in numbers(text) if n["set_aside"] is None)


@pytest.mark.parametrize("text", ["Brintle has 22 centres.", "Eight of the top 10 vendors lost.", "Sales hit $5.", "Profit doubled."])
def test_a_business_figure_is_not_weak(text):
    assert not only(text)["weak"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brintle has 3,100 small shops, up from 850 in May.", [("3,100", 3100, "count", "exact"), ("850", 850, "count", "exact")]),
        ("Brintle earned 181c a share.", [("181c", 1.81, "USD", "exact")]),
        ("Shares in Brintle put on 62p to £24.18.", [("62p", 0.62, "GBP", "exact"), ("£24.18", 24.18, "GBP", "exact")]),
        ("Yields are a third below the average.", [("a third", pytest.approx(100 / 3), "percent", "exact")]),
        ("Debt came to 2.3 times EBITDA.", [("2.3 times", 2.3, "multiple", "exact")]),
        ("Fees have passed $4.2 million.", [("$4.2 million", 4_200_000, "USD", "more_than")]),
        ("Brintle raised its outlook for the third time.", [("third", 3, "count", "exact")]),
        ("It was the fourth consecutive decline.", [("fourth", 4, "count", "exact")]),
        ("Exports shrank for the third straight month.", [("third", 3, "count", "exact")]),
        ("Brintle set a record for the second year in a row.", [("second", 2, "count", "exact")]),
        ("Flat prices rose for the seventh month.", [("seventh", 7, "count", "exact")]),
    ],
)
def test_what_words_beside_a_figure_make_of_it(text, expected):
    assert stated(text) == expected
