"""Whose dollars and cents an article means (`transforms.reading.numbers.dollars`)."""

import pytest

from tests.transforms import builders
from transforms.reading.extract import articles_frame
from transforms.reading.numbers import find_numbers
from transforms.reading.numbers.dollars import with_local_dollars

PLACES = (
    "Brintle of Sydney raised $5 million. Its shops in Melbourne did well, and those in Brisbane lost $2 million and 40 cents a ticket."
)
LOCAL = f"{PLACES} Sales rose 5 per cent."


def units(text: str, publisher: str | None = None) -> list[str]:
    sentences = builders.sentences(text)
    articles = articles_frame([{"id": "a", "text": text, "publisher": publisher}])
    read = with_local_dollars(find_numbers(sentences), sentences, articles)
    return [n["unit"] for n in read.rows(named=True) if n["set_aside"] is None and n["unit_kind"] == "money"]


def test_a_bare_dollar_is_that_of_the_country_whose_press_writes_of_itself():
    assert units(LOCAL) == ["AUD", "AUD", "AUD"]
    assert units(PLACES, "Sydney Morning Herald") == ["AUD", "AUD", "AUD"]


@pytest.mark.parametrize("publisher", [None, "New York Times", "Toronto Star"])
def test_an_article_about_a_country_is_not_yet_one_of_its_press(publisher):
    assert units(PLACES, publisher) == ["USD", "USD", "USD"]


@pytest.mark.parametrize("other", ["It competes with Ostrel of Chicago.", "It owes A$3 million."])
def test_a_bare_dollar_stays_american_where_america_or_the_local_sign_is_written(other):
    assert units(f"{LOCAL} {other}")[0] == "USD"


def test_us_dollars_beside_bare_ones_tell_that_these_are_local():
    assert units("Toronto's Brintle, Canada's largest baker, raised $5 million. It owes US$3 million.") == ["CAD", "USD"]


def test_cents_are_those_of_the_money_around_them():
    assert units("Brintle earned 3 million euros. The dividend is 42 cents.") == ["EUR", "EUR"]
    assert units("Brintle earned $3 million, or 2 million euros. The dividend is 42 cents.") == ["USD", "EUR", "USD"]


def test_where_us_dollars_are_signed_the_local_sign_may_be_too():
    text = "Toronto's Brintle, Canada's largest baker, raised C$5 million. It owes US$3 million. A loaf costs $4.50."
    assert units(text) == ["CAD", "USD", "CAD"]
