"""Where people are from, and what 'the country' stands for."""

import pytest

from tests.transforms.builders import sentences
from transforms.reading.mentions import find_mentions
from transforms.vocabulary import load


def places(text: str) -> list[str | None]:
    found = find_mentions(sentences(text))
    return found.filter((found["kind"] == "place").fill_null(False) | found["mention_text"].str.contains("(?i)the country"))[
        "name"
    ].to_list()


@pytest.mark.parametrize("calling", ["entrepreneur", "billionaire", "property tycoon", "hedge fund investor", "economist"])
def test_where_a_person_is_from_is_no_place_of_the_article(calling):
    assert places(f"Ghana lost. US {calling} Jane Dorwin paid $5. The country won.") == ["Ghana", "Ghana"]


@pytest.mark.parametrize("said", ["US lamp maker Kesslor lost.", "US President Jane Dorwin lost.", "In the US, Jane Dorwin lost."])
def test_other_countries_stay(said):
    assert places(said) == ["United States"]


@pytest.mark.parametrize(
    ("said", "country"),
    [("Kesslor opened in Nairobi. The country grew.", "Kenya"), ("Vietnam grew like the rest of Asia. The country won.", "Vietnam"),
     ("Ghana is the largest market of Africa. The country grew.", "Ghana"), ("Ghana grew. The country won.", "Ghana"),
     ("In Texas, Kesslor lost. The country won.", "United States"), ("Kesslor left Asia. The country won.", None)],
)  # fmt: skip
def test_the_country_is_a_country(said, country):
    assert places(said)[-1] == country


@pytest.mark.parametrize("said", ["Kesslor opened in Nairobi. The city grew.", "Texas grew. The state won."])
def test_a_city_is_the_city(said):
    found = find_mentions(sentences(said))
    assert found["name"][-1] in {"Nairobi", "Texas"}


def test_callings_are_unique():
    assert load("callings")["noun"].is_unique().all()
