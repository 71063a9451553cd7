"""What pronouns and descriptors stand for. Every sentence is written for these tests."""

import polars as pl
import pytest

from tests.transforms import figures
from transforms.reading.mentions import find_mentions
from transforms.vocabulary import load

CASES = [
    (
        "the company is the one the article begins with, not the one of the sentence before",
        ["Korvane Ltd raised $5.", "Korvane Ltd makes lamps.", "Axom Bank took part.", "The company hired 7 people."],
        "The company",
        "Korvane",
    ),
    (
        "a kind of firm is the one called so",
        ["Korvane Railway dismissed 5 drivers.", "Axom Bank lent it $7.", "The railway moved 9 trains."],
        "The railway",
        "Korvane Railway",
    ),
    (
        "a newspaper only reports",
        ["Korvane Ltd bought a mill.", "The Financial Times reported the talks.", "It paid $5."],
        "It",
        "Korvane",
    ),
    (
        "what opens the sentence before, though it is no name",
        ["Korvane Ltd grew.", "Korvane Ltd makes lamps.", "Axom Bank shrank.", "The company sold 5 lamps.", "Its shares rose 7%."],
        "Its",
        "Korvane",
    ),
]


@pytest.mark.parametrize(("why", "texts", "word", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_a_reference_stands_for(why, texts, word, wanted):
    found = find_mentions(figures.sentences(*texts))
    assert found.filter(pl.col("mention_text") == word)["name"].to_list()[-1:] == [wanted]


def test_descriptors_fit_any_firm_or_only_their_kind():
    descriptors = load("descriptors")
    assert set(descriptors["fits"].fill_null("")) == {"any", "bystander", ""}
    assert set(descriptors.filter(pl.col("fits").is_not_null())["kind"]) == {"organisation"}
