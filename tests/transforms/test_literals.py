"""Words that a pattern needs: every match holds one of them, so that texts without any may be passed over."""

import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.reading.literals import needed_words
from transforms.vocabulary import load


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"{money} worth", ["{money} worth"]),
        (r"\bfine(?:d|s)? [^;]*{money}", ["fine ", "fined ", "fines "]),
        (r"(?:fined|penalty of) {money}", ["fined {money}", "penalty of {money}"]),
        (r"\b(?:iron|coal|irons)\b[^;]* at {money}", ["coal", "iron"]),
        (r"(?:sold |bought )?{money} of bread", ["{money} of bread"]),
        (r"(?:[a-z]+ ){0,3}margin\.", ["margin."]),
        (r"re[ -]?order(?:ed)+", ["re order", "re-order", "reorder"]),
    ],
)
def test_the_words_of_a_pattern(pattern: str, words: list[str]) -> None:
    assert needed_words(pattern) == words


def test_a_pattern_that_needs_no_word_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        needed_words(r"(?:up|down)?[a-z]*")


PATTERNS = load("figure_settings")["pattern"].to_list()


@settings(max_examples=60, deadline=None)
@given(data=st.data(), pattern=st.sampled_from(PATTERNS))
def test_every_match_of_a_setting_holds_one_of_its_words(data: st.DataObject, pattern: str) -> None:
    literal = re.sub(r"\{([a-z]+)\}", r"\\{\1\\}", pattern)
    text = data.draw(st.from_regex(re.compile(literal, re.ASCII)))
    assert any(word in text for word in needed_words(pattern))


def test_words_written_beside_a_pattern_are_those_it_needs():
    written = load("figure_settings").filter(pl.col("needs").is_not_null())
    assert written.height
    assert [needs.split("|") for needs in written["needs"]] == [needed_words(pattern) for pattern in written["pattern"]]
