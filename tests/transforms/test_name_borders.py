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
