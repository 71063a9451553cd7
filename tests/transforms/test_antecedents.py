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
    (
        "who only counts is no company",
        ["Korvane Ltd sells lamps.", "Axom Research counted them.", "The company hired 7 people."],
        "The company",
        "Korvane",
    ),
    (
        "who is only cited is spoken of no further",
        ["Korvane Ltd sells lamps.", "Brindle sells kettles, according to data from Tessaly Partners.", "Its sales rose 5%."],
        "Its",
        "Brindle",
    ),
    (
        "the regulator is who rules, not the company",
        ["Korvane Ltd sells lamps.", "Korvane Ltd was fined by the Lamp Authority.", "The regulator was strict."],
        "The regulator",
        "Lamp Authority",
    ),
    (
        "who measures says that something else fell",
        ["Korvane Ltd sells lamps.", "The Lamp Institute said it fell to 5%."],
        "it",
        "Korvane",
    ),
    (
        "a bank that acts is told of, though banks judge others",
        ["Barclays was named the worst.", "The bank paid $5."],
        "The bank",
        "Barclays",
    ),
    (
        "a country's biggest is a firm",
        ["Korvane Ltd brews beer.", "Peru's second biggest brewer earned $5."],
        "Peru's second biggest brewer",
        "Korvane",
    ),
    (
        "the company is not who is called Company",
        ["Korvane Ltd sells lamps.", "Korvane Ltd joined Tessaly Lamp Company.", "The company hired 7 people."],
        "The company",
        "Korvane",
    ),
    (
        "the product that its sentence begins with",
        ["Korvane Ltd sells lamps.", "WhatsApp's users rose, but its margin fell."],
        "its",
        "WhatsApp",
    ),
    (
        "what a descriptor in a clause stands for goes on",
        ["Korvane Ltd sells lamps.", "In May the company said it expected $5."],
        "it",
        "Korvane",
    ),
]


@pytest.mark.parametrize(("why", "texts", "word", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_a_reference_stands_for(why, texts, word, wanted):
    found = find_mentions(figures.sentences(*texts))
    assert found.filter(pl.col("mention_text") == word)["name"].to_list()[-1:] == [wanted]


@pytest.mark.parametrize("text", ["It is expected that Korvane sells 5 lamps.", "To put it bluntly, Korvane lost 5 lamps."])
def test_an_it_that_points_at_what_follows_stands_for_nobody(text):
    found = find_mentions(figures.sentences("Korvane Ltd makes lamps.", text))
    assert found.filter(pl.col("mention_text").str.to_lowercase() == "it")["name"].drop_nulls().is_empty()


def test_a_firm_told_by_its_country_takes_the_country_s_place():
    found = find_mentions(figures.sentences("Korvane Ltd brews beer.", "Peru's biggest brewer earned $5 in Chile."))
    assert found.filter(pl.col("kind") == "place")["name"].to_list() == ["Chile"]


def test_ranks_of_countries_firms_are_unique():
    assert load("country_ranks")["word"].is_unique().all()


def test_descriptors_fit_any_firm_or_only_their_kind():
    descriptors = load("descriptors")
    assert set(descriptors["fits"].fill_null("")) == {"any", "bystander", ""}
    assert set(descriptors.filter(pl.col("fits").is_not_null())["kind"]) == {"organisation"}
