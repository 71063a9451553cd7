"""What a figure measures, in the words of its sentence. Companies here are invented."""

import pytest

from tests.transforms.number_cases import numbers


def measured(text: str) -> list[str | None]:
    """measured_text of the quantities of a text, in order."""
    return [n["measured_text"] for n in numbers(text) if n["set_aside"] is None]


BEFORE = [
    ("Revenue rose to $5m.", "Revenue"),
    ("Brintle's net income climbed to 3.2 billion yuan.", "net income"),
    ("Prices of copper fell to $8,450 a tonne.", "Prices of copper"),
    ("Its operating margin was about 12.4%.", "operating margin"),
    ("Brintle expects revenue of $2 billion.", "revenue"),
    ("The group posted a pretax loss of £45m.", "pretax loss"),
    ("Brintle grew by increasing shipments by 9%.", "shipments"),
    ("Brintle lowered its sales forecast to $3 billion.", "sales forecast"),
    # Times and places between a noun and its verb.
    ("Turnover for the first six months of the year was £72m.", "Turnover"),
    ("Pre-tax profits at the Leeds-based baker increased by £4m.", "Pre-tax profits"),
    ("Loans on the books of the lender fell over the same period to $9m.", "Loans"),
    ("Average rents in Norland stood at the end of March at $900.", "Average rents"),
    ("Sales fell in the quarter by 4%.", "Sales"),
    # Asides.
    ("The solvency ratio, a measure of its strength, slipped to 184%.", "solvency ratio"),
    ("The claims ratio, excluding storms, rose to 74%.", "claims ratio"),
    ("Deposits, which had been flat since May, reached $2bn.", "Deposits"),
    ("The vacancy rate - the share of empty flats - was 3%.", "vacancy rate"),
    ("Order intake (the sum of new contracts) was €40m.", "Order intake"),
    # What somebody sees or posts is named by the noun, not by the verb.
    ("Tallis saw passenger traffic fall 6%.", "passenger traffic"),
    ("Norvik reported a load factor of 84%.", "load factor"),
    ("A loss from its chemicals division of $3m followed.", "loss"),
    ("The number of new leases saw a drop of 30%.", "number of new leases"),
    ("Tallis had assets under management of $9bn.", "assets under management"),
    ("U.S. gross bookings were down 9%.", "U.S. gross bookings"),
]


@pytest.mark.parametrize(("text", "expected"), BEFORE)
def test_the_noun_phrase_of_the_clause_is_what_a_figure_measures(text, expected):
    assert measured(text) == [expected]


BEHIND = [
    ("Half of its revenue came from abroad.", ["revenue"]),
    ("Brintle opened 40 new shops.", ["new shops"]),
    ("The port ran a $30 million operating loss.", ["operating loss"]),
    ("The canal recorded a 12% rise in barge traffic.", ["barge traffic"]),
    ("Brintle spent $40m on new vans.", ["new vans"]),
    ("Brintle won a $3bn (£2bn) contract.", ["contract", "contract"]),
    ("Tallis is studying SR25 billion ($6.6 billion) of projects.", ["projects", "projects"]),
    ("It is driven by a 6kW electric motor.", ["electric motor"]),
    ("A loss of $9m on sales of $50m was booked.", ["loss", "sales"]),
]


@pytest.mark.parametrize(("text", "expected"), BEHIND)
def test_a_noun_behind_a_figure_says_what_it_measures(text, expected):
    assert measured(text) == expected


SHARED = [
    ("Net profit rose 5% to $21m from $20m.", ["Net profit"] * 3),
    ("The expense ratio fell to 29% from 30.2% a year earlier.", ["expense ratio"] * 2),
    ("Earnings were $204m, or 9 cents a share, down from $255m, or 12 cents.", ["Earnings"] * 4),
    ("The toll was raised from £2.50 to £4 a trip.", ["toll"] * 2),
    ("Output was 900 tonnes in March, compared with 850 tonnes in February.", ["Output"] * 2),
    ("Tallis serves 226 million paying subscribers, up 16%.", ["paying subscribers"] * 2),
    ("Freight revenue and passenger revenue were up 10% and 16% respectively.", ["passenger revenue"] * 2),
    ("The yard delivered 300 and 400 barges.", ["barges"] * 2),
    ("Shares in Brintle rose $2.69 to close at $36.25.", ["Shares"] * 2),
    ("Turnover was $5m and costs were $4m.", ["Turnover", "costs"]),
    ("Tallis sold 5,000 vans and paid $5m in fees.", ["vans", "fees"]),
]


@pytest.mark.parametrize(("text", "expected"), SHARED)
def test_figures_with_nothing_but_comparisons_between_them_measure_the_same(text, expected):
    assert measured(text) == expected


SILENT = [
    "Brintle rose 5%.",
    "Brintle spent $40m on Tuesday.",
    "Tallis expects to pay $5m.",
    "Tallis, the baker, would save $3m.",
    "It fell to 9.6% in December.",
    "Norvik paid a total of $8m.",
    "Norvik beat forecasts of $8m.",
    "Norvik built 1,100 in Ireland.",
]


@pytest.mark.parametrize("text", SILENT)
def test_verbs_names_times_and_sums_say_nothing_of_what_is_measured(text):
    assert measured(text) == [None]
