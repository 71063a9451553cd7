"""Where a name begins and ends, and capitalised words that are nobody: openings of sentences, reports, letters of measures."""

import pytest

from tests.transforms.builders import sentences
from transforms.reading.mentions import find_mentions


def names(text: str, *kinds: str) -> list[str]:
    """What the text's own names stand for, in order; of these kinds, if any are given."""
    found = find_mentions(sentences(text))
    found = found.filter(~found["form"].is_in(["pronoun", "descriptor"]))
    return found.filter(found["kind"].is_in(kinds) if kinds else True)["name"].to_list()


@pytest.mark.parametrize(
    "opening",
    ["Apparently", "Reportedly", "Unsurprisingly", "Historically", "Elsewhere", "Chipmaker", "Grocer", "Drugmaker", "Fintech", "Bookmaker",
     "Troubled", "Unlisted", "Heavyweight", "Loss-making", "Family-owned", "Cash-strapped", "Debt-laden", "Privately-held", "Tycoon-backed",
     "US-based", "Mumbai-headquartered", "Subsidiary"],
)  # fmt: skip
def test_a_word_that_opens_a_sentence_is_no_part_of_the_name(opening):
    assert names(f"{opening} Kesslor lost $5 million.", "organisation") == ["Kesslor"]


@pytest.mark.parametrize("name", ["Brewer Lane Foods", "Daily Kettle", "Lovely Lamps Group", "Family Lamp Stores", "Rally Kettles"])
def test_names_that_begin_with_such_a_word_stay_whole(name):
    assert names(f"Sales at {name} rose 5%.") == [name]


@pytest.mark.parametrize(
    "said",
    ["The World Kettle Outlook Report said Kesslor sold 5 million lamps.", "As per the Lamp Makers Global Survey, Kesslor lost $5 million.",
     "According to the Household Kettle Census, Kesslor sold 5 lamps.", "The Retail Lamp Sales Monitor shows that Kesslor won.",
     "The Lestral Economic Outlook sees growth of 5% for Kesslor."],
)  # fmt: skip
def test_a_report_is_nobody(said):
    assert names(said, "organisation", "product") == ["Kesslor"]


@pytest.mark.parametrize("said", ["US Geological Survey lost $5.", "Kesslor Poll Lamps lost $5."])
def test_some_bodies_are_called_like_papers(said):
    assert names(said, "organisation") != []


@pytest.mark.parametrize(
    "said",
    ["Lamps with applicable gross revenue (ApGR) won. ApGR was $5.", "Its return on kettles (RoK) was 5%. RoK rose.",
     "The cost per seat kettle (CpSK) was $5. CpSK fell.", "Its Western Danish (WD) unit lost $5. WD lamps sold.",
     "The price of a boe, barrels of lamp equivalent (BoLE), fell. BoLE rose."],
)  # fmt: skip
def test_letters_of_common_words_are_nobody(said):
    assert names(said, "organisation", "product") == []


@pytest.mark.parametrize(
    ("long", "short"),
    [("Kessel Lorries", "KesLor"), ("Northern Kettle Works", "NorKet"), ("Marden Foods", "MarFo"), ("Mineral Lamps", "MLP")],
)
def test_a_short_name_in_brackets_is_the_name_before_it(long, short):
    assert set(names(f"{long} ({short}) lost $5. Lamps at {short} sold.")) == {long}


@pytest.mark.parametrize("said", ["Shares in Kesslor rose.", "An investment in Kesslor paid.", "Two investors in Kesslor left."])
def test_who_is_invested_in_is_a_firm(said):
    assert names(said, "organisation") == ["Kesslor"]


def test_a_town_that_something_stands_in_is_a_place():
    assert names("The lamp works in Kesslor paid.", "organisation") == []


@pytest.mark.parametrize("name", ["Air Korvane", "Blue Korvane", "Borsa Korvane"])
def test_a_firm_that_is_called_by_its_last_word_is_no_person(name):
    assert names(f"{name} sold 5 lamps. Last year Korvane lost $5. Mr Dorwin left.", "person") == ["Dorwin"]


@pytest.mark.parametrize("name", ["Praful Kumar", "Gorur Gopinath", "Oddvar Kristiansen", "Ngozi T. Okafor", "Kaspar Lindqvist"])
def test_a_family_name_makes_a_person(name):
    assert names(f"A silk farmer, {name}, bought 5 lamps.", "person") == [name]


@pytest.mark.parametrize("name", ["Lamp Kumar", "Banco Fernandez", "Kumar & Patel", "Oddvar Kumar Lamps"])
def test_a_firm_may_hold_a_family_name(name):
    assert names(f"Lamps of {name} sold. Sales of {name} rose.", "person") == []


@pytest.mark.parametrize(("said", "name"), [("Volvo Group", "Volvo"), ("Kirin Holdings", "Kirin"), ("Kesslor Group", "Kesslor Group")])
def test_the_group_of_a_known_firm_is_the_firm(said, name):
    assert names(f"{said} lost $5.", "organisation")[0].startswith(name)


@pytest.mark.parametrize("people", ["Norwegians", "Danes", "Koreans", "Italians"])
def test_peoples_are_nobody(people):
    assert names(f"Kesslor sold its lamps to the {people}.") == ["Kesslor"]


def test_an_unknown_town_is_a_place_wherever_it_stands():
    found = find_mentions(sentences("The works in Marrowby won. In Marrowby, lamps sold. Marrowby has a harbour."))
    assert set(found.filter(found["mention_text"] == "Marrowby")["kind"]) == {"place"}


def test_a_firm_in_which_something_lies_once_stays_a_firm():
    found = find_mentions(sentences("Lamps in Kesslor won. Lamp maker Kesslor sold lamps. Last year Kesslor lost $5."))
    assert set(found.filter(found["mention_text"] == "Kesslor")["kind"]) == {"organisation"}


@pytest.mark.parametrize("said", ["The Danish Lamp Exchange All-Share Index rose 5%.", "The Kesslor NSE Kettle Index rose 5%."])
def test_an_index_is_one_name_of_a_market(said):
    assert names(said, "market") == [said.removeprefix("The ").removesuffix(" rose 5%.")]
    assert names(said, "organisation", "place") == []


@pytest.mark.parametrize("ticker", ["KVN.L", "KVN.LN", "KVN"])
def test_a_ticker_in_brackets_is_the_firm_before_it(ticker):
    assert set(names(f"Korvane PLC's ({ticker}) profit fell by 5%.", "organisation")) == {"Korvane"}


@pytest.mark.parametrize("sum_", ["N465 million", "P18.4 billion", "P18B", "KSh300 million"])
def test_an_amount_is_no_part_of_the_name_before_it(sum_):
    assert names(f"Last year Korvane Bank {sum_} in lamps sold.") == ["Korvane Bank"]


@pytest.mark.parametrize("name", ["Korvane N900", "Korvane P30"])
def test_a_model_keeps_its_number(name):
    assert names(f"The {name} sold well, and so did Kesslor.")[0].startswith("Korvane")


@pytest.mark.parametrize(
    "said",
    ["Kaspar Lindor, head of lamps at Brind, spoke.", "Kaspar Lindor, a Lagos-based analyst, spoke.",
     "The silk farmer Kaspar Lindor spoke.",
     "Lamps won, the chairman Kaspar Lindor says."],
)  # fmt: skip
def test_a_calling_makes_a_person(said):
    assert "Kaspar Lindor" in names(said, "person")


@pytest.mark.parametrize(
    "said", ["The analyst firm Kaspar Lindor spoke.", "Kaspar Lindor, an analyst firm, spoke.", "Shares of Kaspar Lindor fell."]
)
def test_a_firm_of_analysts_is_none(said):
    assert names(said, "person") == []


def test_a_headline_may_put_the_country_before_the_firm():
    found = names("Ghana Korvane Bank profit rises 63 percent\n\nGhana's Korvane Bank said its profit rose 63 percent.", "organisation")
    assert set(found) == {"Korvane Bank"}


@pytest.mark.parametrize("long", ["Air Korvane", "Banco Korvane", "Grupo Korvane"])
def test_a_firm_is_called_by_what_follows_its_kind(long):
    assert set(names(f"{long} lost $5. Last year Korvane won $3. Lamps sold.", "organisation")) == {long}


def test_the_firm_that_has_the_short_name_keeps_it():
    assert names("Kesslor Corp. made $5. Kesslor Land lost $7. Last year Kesslor won $3.")[-1] == "Kesslor"


def test_a_bracket_goes_on_from_the_form_of_a_firm():
    assert set(names("Kesslor Lamps Inc. (KLI) said it lost $5.")) == {"Kesslor Lamps"}


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("Saudi Electricity Co.", "SEC"),
        ("Korvane Refining and Chemical Co.", "Petro Korvane"),
        ("Korvane National Kettles", "Korvane National"),
    ],
)
def test_what_stands_in_brackets_is_short_for_the_whole_name(long, short):
    found = find_mentions(sentences(f"{long} ({short}) lost $5. Lamps at {short} sold."))
    assert found["name"].n_unique() == 1


@pytest.mark.parametrize("name", ["Kesslor Iron and Steel", "Kirin Volvo", "Korvane Refining and Chemical"])
def test_firms_of_two_names_are_one(name):
    assert names(f"Sales at {name} Ltd rose 5%.", "organisation") == [name]


@pytest.mark.parametrize("said", ["Kirin and Volvo lost $5.", "Kirin, Volvo lost $5.", "Reuters Volvo lost $5."])
def test_two_firms_stay_two(said):
    assert len(names(said, "organisation")) == 2


@pytest.mark.parametrize(
    "part",
    [
        "The Food and Liquor business",
        "The Health & Beauty segment",
        "Its Consumer Products division",
        "The Cloud unit",
        "Its Personal Care arm",
    ],
)
def test_a_part_of_a_firm_is_no_name(part):
    assert names(f"{part} lost $5 million at Kesslor.") == ["Kesslor"]


@pytest.mark.parametrize(
    "said", ["Cloud Foods unit Kesslor lost $5 million last year.", "Brind Lamps division of Kesslor lost $5 million last year."]
)
def test_a_firm_with_a_unit_is_a_firm(said):
    assert len(names(said, "organisation")) == 2


def test_the_seat_of_a_firm_is_a_place():
    assert names("Net income at Osasbo, Brazil-based Kesslor rose.", "organisation") == ["Kesslor"]


@pytest.mark.parametrize(("long", "short"), [("Lamp & Kettle", "L&K"), ("British Lamps", "BL"), ("Great Korvane Lamps", "GKL")])
def test_a_firm_is_called_by_its_initials(long, short):
    assert set(names(f"{long} lost $5 million last year. {short} has 4 lamps. At {short}, sales rose.", "organisation")) == {long}


def test_the_code_of_a_currency_may_begin_a_name():
    assert names("MNT-Korvane lost $5 million. Sales at MNT-Korvane rose 5%.", "organisation") == ["MNT-Korvane"] * 2


@pytest.mark.parametrize(
    "said", ["Kesslor raised $8.1 Million from City investors.", "NFC-enabled kettles and AI-powered lamps sold at Kesslor."]
)
def test_words_of_trade_with_a_capital_are_nobody(said):
    assert names(said) == ["Kesslor"]


def test_a_sentence_full_of_names_is_no_title():
    said = "The owners included Ham Serundo and Maijid Moujal, founders of Chip Kesslor, Oddvar Agboo, and Bolaji Brind."
    assert len(names(said)) == 5


@pytest.mark.parametrize("months", ["October-November", "March-May", "April-June"])
def test_two_months_are_nobody(months):
    assert names(f"Sales at Kesslor fell 4% in {months} to $5 million.", "organisation") == ["Kesslor"]
