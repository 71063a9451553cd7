"""A firm named like a town: told by what towns never have, or by its full name."""

import pytest

from tests.transforms.builders import sentences
from transforms.reading.mentions import find_mentions
from transforms.vocabulary import load


def kind(text: str, name: str) -> set[str]:
    found = find_mentions(sentences(text))
    return set(found.filter(found["mention_text"] == name)["kind"])


@pytest.mark.parametrize(
    "said",
    ["Norwich wrote $4 billion of gross premiums. Norwich lost.", "Norwich's shareholders get $4.",
     "Kesslor sold its shares in Norwich for $4.",
     "Norwich chief executive Jane Dorwin won.", "Norwich reported a net profit of $4.", "Norwich's parent group, Kesslor, lost.",
     "Norwich shares fell 5%.",
     "Kesslor's takeover of Norwich cost $4.", "The insurer Norwich lost $5."],
)  # fmt: skip
def test_a_town_that_is_told_of_like_a_firm_is_one(said):
    assert kind(said, "Norwich") == {"organisation"}


@pytest.mark.parametrize(
    "said",
    ["Norwich's shops lost 5%.", "In Norwich, Kesslor reported a net profit. Norwich has 5 shops.", "Norwich grew by 5%.",
     "Norwich reported 300 new shops.", "London shares fell 5%.", "Kesslor's chief executive left Norwich."],
)  # fmt: skip
def test_other_towns_stay_towns(said):
    assert kind(said, said.split(" ")[0].replace("'s", "") if said.startswith("London") else "Norwich") == {"place"}


def test_a_firm_is_called_by_its_town_for_short():
    text = "Norwich Kettle Group lost $5. Norwich said it sold 3 lamps. Norwich's chairman left."
    found = find_mentions(sentences(text))
    assert set(found.filter(found["mention_text"] == "Norwich")["name"]) == {"Norwich Kettle Group"}


def test_the_town_that_a_firm_is_of_stays_a_town():
    assert kind("Norwich Lamps of Norwich lost $5. Norwich has 3 shops.", "Norwich") == {"place"}


def test_trading_places_are_unique():
    assert load("trading_places")["place"].is_unique().all()
