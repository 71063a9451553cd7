"""Where people are from, which is no place of their article."""

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
    assert places(f"Ghana lost. US {calling} Jane Dorwin paid $5.") == ["Ghana"]


@pytest.mark.parametrize("said", ["US lamp maker Kesslor lost.", "US President Jane Dorwin lost.", "In the US, Jane Dorwin lost."])
def test_other_countries_stay(said):
    assert places(said) == ["United States"]


def test_callings_are_unique():
    assert load("callings")["noun"].is_unique().all()
