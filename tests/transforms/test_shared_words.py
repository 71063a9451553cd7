"""Whose crowns and pesos an article means (`transforms.reading.numbers.shared_words`)."""

import pytest

from tests.transforms import builders
from transforms.reading.extract import articles_frame
from transforms.reading.numbers import find_numbers
from transforms.reading.numbers.shared_words import with_shared_words
from transforms.vocabulary import load


def units(text: str) -> list[str]:
    read = with_shared_words(find_numbers(builders.sentences(text)), builders.sentences(text), articles_frame([{"id": "a", "text": text}]))
    return [n["unit"] for n in read.rows(named=True) if n["unit_kind"] == "money"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norwegian fish farmer Brintle earned 14.3 billion crowns ($1 billion).", ["NOK", "USD"]),
        ("OSLO - Brintle of Oslo paid 4 crowns a share. Its Swedish rival Ostrel paid 5.", ["NOK"]),
        ("Oslo's Brintle pays 2.50 crowns a share, up from 1.50.", ["NOK", "NOK"]),
        ("Brintle of Prague lost 40 million crowns.", ["CZK"]),
        ("Brintle lost 40 million crowns.", ["SEK"]),
        ("Brintle lost 40 million Danish crowns, or 8 crowns a share, in Norway.", ["DKK", "DKK"]),
        ("A flat in Buenos Aires costs 40,000 pesos.", ["ARS"]),
        ("Karachi's Brintle made Rs 40 crore, or 3 rupees a share.", ["PKR", "PKR"]),
        ("Brintle made Rs 40 crore.", ["INR"]),
        ("Brintle of Cairo spent 3 million pounds.", ["EGP"]),
        ("Brintle of Leeds spent £3 million.", ["GBP"]),
        ("Swiss dairy Brintle made 3 million francs.", ["CHF"]),
        ("Abidjan's Brintle made 3 billion francs.", ["XOF"]),
    ],
)
def test_a_word_of_several_countries_is_that_of_the_article_s(text, expected):
    assert units(text) == expected


def test_each_word_has_one_currency_a_country_and_all_are_known():
    shared = load("shared_currency_words")
    assert shared.select("word", "country").is_unique().all()
    assert not shared.null_count().sum_horizontal().item()
    assert set(shared["code"]) <= set(load("currencies")["code"])
