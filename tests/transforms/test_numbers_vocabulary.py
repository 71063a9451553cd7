"""The vocabulary of numbers is well formed: unique keys, no blanks, known values."""

import polars as pl
import pytest

from transforms.contracts import enums
from transforms.vocabulary import load

KEYS = {
    "currencies": ["code"],
    "currency_words": ["say", "kind"],
    "units": ["say", "kind"],
    "scale_words": ["say"],
    "number_words": ["say", "kind"],
    "bound_cues": ["cue", "place"],
    "direction_words": ["say", "kind"],
    "people_nouns": ["noun"],
    "rate_nouns": ["say"],
    "rank_words": ["say", "kind"],
    "phrase_stops": ["word"],
    "phrase_words": ["word", "kind"],
    "measure_nouns": ["word"],
    "irregular_plurals": ["plural"],
    "number_contexts": ["say", "place"],
    "rough_numbers": ["say", "kind"],
    "rough_settings": ["say"],
}


@pytest.mark.parametrize("name", KEYS)
def test_keys_are_unique_and_nothing_is_blank(name):
    table = load(name)
    assert table.height > 0
    assert table.select(KEYS[name]).is_duplicated().sum() == 0
    assert sum(table.null_count().row(0)) == 0


def test_every_currency_word_has_a_known_currency():
    assert set(load("currency_words")["code"]) <= set(load("currencies")["code"])


def test_bounds_and_directions_are_known():
    assert set(load("bound_cues")["bound"]) <= set(enums.BOUNDS)
    assert set(load("direction_words")["direction"]) <= set(enums.DIRECTIONS)


def test_reasons_of_contexts_are_known():
    # `unit`: the word may stand between a numeral and its unit (eight consecutive quarters); `people`: only people do that.
    assert set(load("number_contexts")["reason"]) <= {*enums.SET_ASIDE_REASONS, "unit", "people"}


def test_words_that_part_phrases_are_no_nouns_that_figures_are_of():
    words = load("phrase_words")
    assert set(words["kind"]) == {"break", "join", "verb", "bearer", "sum", "of_sum", "time"}
    parting = words.filter(pl.col("kind").is_in(["break", "join"]))["word"]
    assert not set(parting) & {*load("measure_nouns")["word"], *load("phrase_stops")["word"]}


def test_rough_numbers_rise():
    rough = load("rough_numbers")
    assert set(rough["kind"]) == {"part", "digits", "whole", "decade"}
    assert (rough["low"].cast(pl.Float64) < rough["high"].cast(pl.Float64)).all()
    assert set(load("rough_settings")["kind"]) == {"level", "move", "apart"}


def test_factors_and_values_are_numbers():
    assert load("units")["factor"].cast(pl.Float64).min() > 0
    assert load("scale_words")["exponent"].cast(pl.Int32).is_between(2, 15).all()


def test_iso_4217_is_complete_enough():
    assert {"USD", "EUR", "INR", "CNY", "GBP", "JPY", "KRW", "XOF"} <= set(load("currencies")["code"])
    assert load("currencies").height >= 150
