"""Names of organisations that no vocabulary knows: whole, as organisations, wherever they stand; and words that are none."""

import pytest

from tests.transforms.builders import sentences
from transforms.reading.mentions import find_mentions

NAMES = (
    "Kesslor", "Marden Foods", "Harwell & Finch", "Steppe & Atlantic Railway", "Minera Alto Verde", "Banco do Lestral", "Groupe Ravanel",
    "Kirkholt Airport", "Port of Marrowby", "Halden Council", "Universidad de Lestral", "Ostby Hospital Trust", "BrightLoop", "iKelvo",
    "36Plums", "Balustrade+", "Lodgely.com", "Holm-Ostby", "KMBX", "Sarah Lind Cosmetics", "Toronto Metals", "Yorkshire Pies",
    "Cerveceria Los Andes", "Orange Kestrel", "Pearl Harvest", "First Harbour", "National Grain Board", "American Bolts", "Old Mill",
    "Copper Kettle", "Lestral Football Club", "Great Northern Lamps", "Sierra Blanca Lithium",
)  # fmt: skip
PLACES = (
    "{} reported a profit of $3 million.",
    "Shares of {} rose by 3% after the deal.",
    "{}, the maker of lamps, lost $3 million.",
    "Last year {}'s sales rose by 3%.",
    "Swedish fashion group {}'s second-quarter sales rose by 3%.",
    "{} chief executive Jane Dorwin said the plan cost $3 million.",
    "Jane Dorwin, {}'s finance director, said sales rose by 3%.",
    "Volvo, {} and Kirin all raised prices by 3%.",
    "MONTREAL, May 4 (Nordic Wire) - {} lost $4 million in the quarter, it said on Monday.",
)


def organisations(text: str) -> set[str]:
    """What the text's own names of organisations stand for; pronouns and descriptors left out."""
    found = find_mentions(sentences(text)).filter(kind="organisation")
    return set(found.filter(~found["form"].is_in(["pronoun", "descriptor"]))["name"].drop_nulls())


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_whole_wherever_it_stands(name):
    others = {"Volvo", "Kirin", "Nordic Wire"}
    assert [place for place in PLACES if organisations(place.format(name)) - others != {name}] == []


@pytest.mark.parametrize("name", ["Kesslor", "Marden Foods", "Toronto Metals", "Steppe & Atlantic Railway", "Drift", "36Plums"])
def test_a_headline_in_title_case_takes_names_from_the_text_below(name):
    text = f"{name} Posts Record Profit as Demand Soars\n\nThe profit of {name} rose by 4% in the quarter."
    assert organisations(text) == {name}


@pytest.mark.parametrize("said", ["Arthur Pell's sales rose 3%.", "Shares of Arthur Pell rose 3%.", "Arthur Pell, which sells pies, lost."])
def test_a_firm_may_be_named_like_a_person(said):
    assert organisations(said) == {"Arthur Pell"}


@pytest.mark.parametrize(
    "said", ["Arthur Pell said sales rose.", "Arthur Pell, an analyst, spoke.", "Analyst Arthur Pell's sales call won."]
)
def test_a_person_stays_one(said):
    assert organisations(said) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Talks at Steppe & Atlantic Railway failed. Steppe & Atlantic lost $5.", "Steppe & Atlantic Railway"),
        ("Kesslor lifts forecast\n\nKesslor Group said on Monday that sales rose.", "Kesslor Group"),
        ("Customers of Korvane's left. KORVANE'S lost $3. At Korvane's, it rained.", "Korvane's"),
    ],
)
def test_shorter_and_louder_forms_are_the_same_name(text, name):
    assert organisations(text) == {name}


@pytest.mark.parametrize(
    "text",
    [
        "Drought cut the harvest by 3%.", "Together the two firms sold 3 cars.", "Car makers sold 3 cars.", "Trains carried 3 people.",
        "Parking costs $3.", "Complaints rose by 3%.", "Online sales rose 3%.", "Inventories rose by 3%.", "Pensioners will get $3 more.",
        "Bankruptcies rose by 3%.", "Streaming makes up 30% of sales.", "Fintechs raised $3 billion.", "Biofuel output rose 3%.",
        "Cyberattacks cost $3 million.", "Cost-cutting saved $3.", "Seasonally adjusted, output fell 3%.", "Dealmakers earned $3.",
        "Finance Director Jane Dorwin sold 3 shares.", "Labour Minister Jane Dorwin promised $3.", "By Jane Dorwin", "KEY POINTS",
        "(Reporting by Essi Drund and Tom Vek; Editing by Q. Vemm)", "The Group lost $3 million.", "It will be full by Labour Day.",
        "STUTTGART - Car parts cost 3% more.", "WINNIPEG — Trains began to move after 3 days.", "Sunflower oil costs $3.",
        "The shore of Lake Orvane is 3 km long.", "Her granddaughter Chiara has 3 dogs.", "Today's fall of 3% hurt.",
    ],
)  # fmt: skip
def test_what_is_no_name_of_an_organisation(text):
    assert organisations(text) == set()
