"""What the numbers stage promises of every number: form, value, unit, bound, direction, place. Companies here are invented."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms import builders
from tests.transforms.number_cases import numbers, only
from tests.transforms.test_number_pairs import RANGES
from tests.transforms.test_numbers_aside import ASIDE, WEAK
from tests.transforms.test_rates import PER, RATES
from transforms.contracts import frames
from transforms.reading.numbers import find_numbers, quantities

MONEY = [
    ("Brintle earned $4.22 billion.", "$4.22 billion", 4_220_000_000, "USD"),
    ("Brintle earned 1$ billion in fees.", "1$ billion", 1_000_000_000, "USD"),
    ("Brintle earned $ 1 billion.", "$ 1 billion", 1_000_000_000, "USD"),
    ("Brintle earned $1.7m.", "$1.7m", 1_700_000, "USD"),
    ("The budget is USD 1.2tr.", "USD 1.2tr", 1_200_000_000_000, "USD"),
    ("Brintle raised US$25 mn.", "US$25 mn", 25_000_000, "USD"),
    ("Brintle raised $US500,000.", "$US500,000", 500_000, "USD"),
    ("Brintle raised HK$3.5bn.", "HK$3.5bn", 3_500_000_000, "HKD"),
    ("Brintle raised A$12 million.", "A$12 million", 12_000_000, "AUD"),
    ("Brintle raised C$12.5 million.", "C$12.5 million", 12_500_000, "CAD"),
    ("Brintle raised S$9 million.", "S$9 million", 9_000_000, "SGD"),
    ("The deposit is Rs 66,00,00,00,000.", "Rs 66,00,00,00,000", 66_000_000_000, "INR"),
    ("The deposit is Rs. 3,500.", "Rs. 3,500", 3500, "INR"),
    ("Payments came to Rs 4.69 lakh crore.", "Rs 4.69 lakh crore", 4_690_000_000_000, "INR"),
    ("The plant cost ₹120 crore.", "₹120 crore", 1_200_000_000, "INR"),
    ("The plant cost €3.1bn.", "€3.1bn", 3_100_000_000, "EUR"),
    ("The plant cost £750,000.", "£750,000", 750_000, "GBP"),
    ("The plant cost ¥90 billion.", "¥90 billion", 90_000_000_000, "JPY"),
    ("The plant cost ₩2 trillion.", "₩2 trillion", 2_000_000_000_000, "KRW"),
    ("The handset sells at RMB4,999.", "RMB4,999", 4999, "CNY"),
    ("The handset sells at 2,999 yuan.", "2,999 yuan", 2999, "CNY"),
    ("The handset sells at CNY 2,999.", "CNY 2,999", 2999, "CNY"),
    ("The handset sells at 500,000 won.", "500,000 won", 500_000, "KRW"),
    ("The ticket is 12 euros.", "12 euros", 12, "EUR"),
    ("The fine was 10.5 million Australian dollars.", "10.5 million Australian dollars", 10_500_000, "AUD"),
    ("The shares closed at 1218p.", "1218p", 12.18, "GBP"),
    ("The dividend is 45 pence.", "45 pence", 0.45, "GBP"),
    ("The dividend is 63 cents.", "63 cents", 0.63, "USD"),
    ("The fund holds 40 million pounds.", "40 million pounds", 40_000_000, "GBP"),
]


@pytest.mark.parametrize(("text", "phrase", "value", "unit"), MONEY)
def test_money(text, phrase, value, unit):
    number = only(text)
    assert (number["number_text"], number["value"], number["unit"], number["unit_kind"]) == (phrase, value, unit, "money")


OTHER_UNITS = [
    ("Tallis shipped 1.2mn wmt of ore.", "1.2mn wmt", 1_200_000, "tonne"),
    ("Margins were 6%.", "6%", 6, "percent"),
    ("Margins were 6.5 per cent.", "6.5 per cent", 6.5, "percent"),
    ("Margins were 6 pct.", "6 pct", 6, "percent"),
    ("Brintle gained 3.5 percentage points.", "3.5 percentage points", 3.5, "percentage_points"),
    ("Rates moved 25 basis points.", "25 basis points", 0.25, "percentage_points"),
    ("The park has 3.7 GW of panels.", "3.7 GW", 3_700_000_000, "W"),
    ("The park has 600kW of panels.", "600kW", 600_000, "W"),
    ("The line is 85 km long.", "85 km", 85, "km"),
    ("Output was 40,000 tonnes.", "40,000 tonnes", 40_000, "tonne"),
    ("Output was 1.2 million barrels.", "1.2 million barrels", 1_200_000, "barrel"),
    ("The hall covers 50,000 sq ft.", "50,000 sq ft", 50_000, "square foot"),
    ("Brintle led the market for four quarters.", "four quarters", 4, "quarters"),
    ("The plant opened three years early.", "three years", 3, "years"),
]


@pytest.mark.parametrize(("text", "phrase", "value", "unit"), OTHER_UNITS)
def test_units(text, phrase, value, unit):
    number = only(text)
    assert (number["number_text"], number["value"], number["unit"]) == (phrase, value, unit)


COUNTS = [
    ("Brintle has 5,000 stores.", 5000, "count", "store"),
    ("Brintle has 160 million users.", 160_000_000, "people", "user"),
    ("Brintle employs 13000 workers in Wales.", 13000, "people", "worker"),
    ("Brintle sold two million handsets.", 2_000_000, "count", "handset"),
    ("Brintle runs twenty-five stand-alone repair shops.", 25, "count", "stand-alone repair shop"),
    ("Sixteen technology priorities were named.", 16, "count", "technology priority"),
    ("Brintle pays 7.8 crore customers.", 78_000_000, "people", "customer"),
    ("The country has a billion residents.", 1_000_000_000, "people", "resident"),
    ("The number of staff rose to 31,607.", 31_607, "people", "staff"),
    ("Brintle reported a subscriber loss of 2 million.", 2_000_000, "people", "subscriber"),
    ("Brintle has 65,000 full and part-time employees.", 65_000, "people", "full part-time employee"),
]


@pytest.mark.parametrize(("text", "value", "unit", "counted"), COUNTS)
def test_counts(text, value, unit, counted):
    number = only(text)
    assert (number["value"], number["unit"], number["counted"]) == (value, unit, counted)


BOUNDS = [
    ("Brintle has more than 40 stores.", "more_than"),
    ("Brintle has over 40 stores.", "more_than"),
    ("Sales exceeded $40m.", "more_than"),
    ("Brintle is worth greater than $46 billion.", "more_than"),
    ("Brintle has at least 40 stores.", "at_least"),
    ("Brintle has no fewer than 40 stores.", "at_least"),
    ("Brintle has 40 stores or more.", "at_least"),
    ("Brintle has less than 40 stores.", "less_than"),
    ("Brintle has fewer than 40 stores.", "less_than"),
    ("Sales were a little less than $300 million.", "less_than"),
    ("Sales were just under $300 million.", "less_than"),
    ("Shipments failed to reach 100 million units.", "less_than"),
    ("Brintle may hire up to 400 people.", "at_most"),
    ("Brintle may hire as many as 400 people.", "at_most"),
    ("Brintle will never earn more than 5 percent on hardware.", "at_most"),
    ("Brintle has nearly 400 shops.", "approx"),
    ("Brintle has around 400 shops.", "approx"),
    ("Brintle has some 400 shops.", "approx"),
    ("Brintle has ~400 shops.", "approx"),
    ("Brintle opened 400 shops or so.", "approx"),
    ("Brintle makes virtually zero-margin phones.", "approx"),
    ("Brintle needs 400+ shops.", "more_than"),
    ("The levy is >5% of sales.", "more_than"),
    ("Brintle has 400 shops.", "exact"),
]


@pytest.mark.parametrize(("text", "bound"), BOUNDS)
def test_bounds(text, bound):
    assert only(text)["bound"] == bound


def test_naira_and_kobo():
    assert [n["unit"] for n in numbers("Brintle earned N4.5bn, N1.2 trillion in all, and pays 20 kobo a share.")] == ["NGN", "NGN", "NGN"]
    assert [n["set_aside"] for n in numbers("It drives the N7 to Ostrel.")] == ["name"]


DIRECTIONS = [
    ("Shipments fell 3%.", "down"),
    ("Shipments were down 21 percent.", "down"),
    ("Sales rose by 12%.", "up"),
    ("Sales were up 5%.", "up"),
    ("A 13% drop was seen.", "down"),
    ("A decline of 9% was seen.", "down"),
    ("The share is 9%.", None),
]


@pytest.mark.parametrize(("text", "direction"), DIRECTIONS)
def test_directions(text, direction):
    assert only(text)["direction"] == direction


def test_what_is_compared_did_not_fall():
    growth = numbers("Demand stayed lower than the 6% rise of the spring.")[0]
    assert growth["direction"] == "up"


def test_only_a_printed_minus_makes_a_value_negative():
    assert only("The index stood at minus 387.5 points.")["value"] == -387.5
    assert only("Growth was -3%.")["value"] == -3
    assert only("Sales fell 3%.")["value"] == 3


@pytest.mark.parametrize(
    ("text", "decimals"), [("It is $4.22 billion.", -7), ("It has 22 shops.", 0), ("It is 6.5%.", 1), ("It is 1218p.", 2)]
)
def test_decimals_are_printed_fraction_digits_less_the_exponent(text, decimals):
    assert only(text)["decimals"] == decimals


def test_a_line_break_inside_a_number_is_a_blank():
    assert only("Brintle earned\t$4.22\tbillion.")["value"] == 4_220_000_000


def test_no_sentences_and_no_numbers_give_an_empty_frame():
    empty = find_numbers(builders.sentences("Nothing to count here."))
    assert empty.height == 0
    assert quantities(empty).height == 0


TEXTS = [case[0] for case in (*MONEY, *OTHER_UNITS, *COUNTS, *BOUNDS, *RANGES, *RATES, *PER, *ASIDE, *DIRECTIONS)] + WEAK


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=12))
def test_spans_stand_where_they_say_and_order_does_not_matter(texts):
    sentences = builders.sentences(*texts)
    found = find_numbers(sentences)
    frames.Numbers.validate(found.select(frames.Numbers.column_names()))
    beside = found.join(sentences.select("sentence_no", "plain"), on="sentence_no", maintain_order="left")
    assert beside.select(pl.col("plain").str.slice(pl.col("start"), pl.col("end") - pl.col("start")).eq(pl.col("number_text")).all()).item()
    key = ["article_no", "start"]
    alone = pl.concat(
        [find_numbers(builders.sentences(text)).with_columns(article_no=pl.lit(n, pl.UInt32)) for n, text in enumerate(texts)]
    )
    same = ["article_no", "start", "end", "number_text", "set_aside", "value", "value_high", "unit", "bound", "per", "counted"]
    assert found.sort(key).select(same).equals(alone.sort(key).select(same))


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="0123456789.,-$€%() kmbn\ue000İé½", max_size=40))
def test_any_text_is_read_without_error_and_spans_do_not_overlap(text):
    found = find_numbers(builders.sentences(text or "x"))
    apart = found.select(((pl.col("start") >= pl.col("end").shift(1)) | (pl.col("sentence_no") != pl.col("sentence_no").shift(1))).all())
    assert apart.item()
