"""What the numbers stage promises, form by form. Companies here are invented."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms import builders
from transforms.contracts import frames
from transforms.reading.numbers import find_numbers, quantities


def numbers(text: str) -> list[dict]:
    return find_numbers(builders.sentences(text)).rows(named=True)


def only(text: str) -> dict:
    """The one number of a text that is not set aside."""
    stated = [n for n in numbers(text) if n["set_aside"] is None]
    assert len(stated) == 1, [(n["number_text"], n["set_aside"]) for n in numbers(text)]
    return stated[0]


MONEY = [
    ("Brintle earned $4.22 billion.", "$4.22 billion", 4_220_000_000, "USD"),
    ("Brintle earned 1$ billion in fees.", "1$ billion", 1_000_000_000, "USD"),
    ("Brintle earned $ 1 billion.", "$ 1 billion", 1_000_000_000, "USD"),
    ("Brintle earned $1.7m.", "$1.7m", 1_700_000, "USD"),
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


def test_a_year_ago_is_no_rate():
    assert only("Sales rose from $6.78 billion a year earlier.")["per"] is None


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


def stated(text: str) -> list[tuple]:
    return [(n["number_text"], n["value"], n["unit"], n["bound"]) for n in numbers(text) if n["set_aside"] is None]


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


def test_one_order_in_three_years_is_no_share():
    assert all(n["unit"] != "percent" for n in numbers("Ostrel won one order in three years."))


def test_naira_and_kobo():
    assert [n["unit"] for n in numbers("Brintle earned N4.5bn, N1.2 trillion in all, and pays 20 kobo a share.")] == ["NGN", "NGN", "NGN"]
    assert [n["set_aside"] for n in numbers("It drives the N7 to Ostrel.")] == ["name"]


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
    ],
)
def test_what_words_beside_a_figure_make_of_it(text, expected):
    assert stated(text) == expected


def test_the_third_quarter_in_a_row_is_only_a_date():
    assert [n["set_aside"] for n in numbers("Sales fell for the third straight quarter.")] == ["ordinal"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Revenue rose to $5m.", ["Revenue"]),
        ("Brintle's net income climbed to 3.2 billion yuan.", ["net income"]),
        ("Prices of copper fell to $8,450 a tonne.", ["Prices of copper"]),
        ("Its operating margin was about 12.4%.", ["operating margin"]),
        ("Brintle expects revenue of $2 billion.", ["revenue"]),
        ("The group posted a pretax loss of £45m.", ["pretax loss"]),
        ("Brintle rose 5%.", [None]),
        ("Half of its revenue came from abroad.", ["revenue"]),
        ("Just under 12% of some 3,000 shops closed.", [None, "shops"]),
        ("Brintle opened 40 new shops.", ["new shops"]),
    ],
)
def test_what_is_measured_is_said_beside_the_number(text, expected):
    assert [n["measured_text"] for n in numbers(text) if n["set_aside"] is None] == expected


@pytest.mark.parametrize("text", ["($1 = 6.89 yuan)", "1 euro = $1.0845", "(1 US dollar = 83.2 rupees)"])
def test_a_rate_of_exchange_is_nobodys_claim(text):
    assert {n["set_aside"] for n in numbers(text)} == {"not_business"}


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


@pytest.mark.parametrize(
    ("text", "phrase", "measured"),
    [
        ("The port ran a $30 million operating loss.", "$30 million", "operating loss"),
        ("The canal recorded a 12% rise in barge traffic.", "12%", "barge traffic"),
        ("Brintle grew by increasing shipments by 9%.", "9%", "shipments"),
        ("Brintle lowered its sales forecast to $3 billion.", "$3 billion", "sales forecast"),
        ("Brintle spent $40m on new vans.", "$40m", "new vans"),
        ("Brintle spent $40m on Tuesday.", "$40m", None),
    ],
)
def test_the_noun_behind_a_figure_or_what_somebody_moves_is_measured(text, phrase, measured):
    assert next(n for n in numbers(text) if n["number_text"] == phrase)["measured_text"] == measured


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


def test_a_step_and_a_level_are_two_figures():
    assert [n["value"] for n in numbers("Shares rose 2%, or $0.60 to $29.40.")] == [2, 0.6, 29.4]
    assert [n["value"] for n in numbers("The jobless total rose by 20,000 to 1.2 million.")] == [20_000, 1_200_000]


def test_what_is_compared_did_not_fall():
    growth = numbers("Demand stayed lower than the 6% rise of the spring.")[0]
    assert growth["direction"] == "up"


def test_one_of_ours_is_a_choice_and_no_count():
    assert [n["set_aside"] for n in numbers("We would drop one of our subscriptions.")] == ["idiom"]
    assert only("One of the shops closed.")["value"] == 1
