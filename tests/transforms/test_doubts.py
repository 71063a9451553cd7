"""Doubts about single claims: flags and confidence."""

import pytest

from tests.transforms.builders import articles
from transforms.reading.pipeline import read
from transforms.vocabulary import load


def claims(text: str, published: str | None = "2020-05-04") -> list[dict]:
    return read(articles(text, published=published)).claims.sort("char_start").to_dicts()


def flags(text: str, **given: str | None) -> list[str]:
    """The flags of the first claim."""
    return claims(text, **given)[0]["flags"]


class TestScale:
    def test_an_amount_that_lost_its_scale_word(self):
        assert {"implausible", "missing_scale"} <= set(flags("Toyota plans to invest Rs 3,500 in a factory near Pune."))

    @pytest.mark.parametrize(
        "text",
        [
            "Toyota plans to invest Rs 3,500 crore in a factory near Pune.",
            "Toyota plans to invest $3.5bn in a factory near Pune.",
            "Toyota posted revenue of $12 billion.",
        ],
    )
    def test_an_amount_with_its_scale_word(self, text):
        assert not {"implausible", "missing_scale"} & set(flags(text))

    def test_too_much_is_implausible_and_misses_no_scale(self):
        raised = flags("Toyota posted revenue of $900 trillion.")
        assert "implausible" in raised
        assert "missing_scale" not in raised


class TestSources:
    def test_people_nobody_names(self):
        assert "anonymous_source" in flags("Analysts said Toyota had revenue of $12 billion.")

    def test_a_named_source(self):
        assert "anonymous_source" not in flags("Toyota said it had revenue of $12 billion.")

    def test_an_outlet_relays(self):
        assert "relayed" in flags("Toyota had revenue of $12 billion, Reuters reported.")


def test_an_undated_article():
    assert "undated" in flags("Toyota had revenue of $12 billion.", published=None)
    assert "undated" not in flags("Toyota had revenue of $12 billion.")


def test_flags_are_in_alphabetical_order_and_confidence_is_a_share():
    rows = claims("Analysts said Toyota plans to invest Rs 3,500 in a factory. It sold 3 million cars.", published=None)
    assert all(row["flags"] == sorted(row["flags"]) and 0 < row["confidence"] < 1 for row in rows)


def test_doubt_lowers_confidence():
    sure = claims("Toyota plans to invest Rs 3,500 crore in a factory near Pune.")[0]
    doubted = claims("Toyota plans to invest Rs 3,500 in a factory near Pune.")[0]
    assert doubted["confidence"] < sure["confidence"]


class TestReasons:
    """What makes a claim less sure than its words: each pair differs in that reason alone."""

    @pytest.mark.parametrize(
        ("sure", "doubtful"),
        [
            ("Toyota said its sales rose 4% in March.", "Toyota said its sales rose 4% in a market that slept."),
            ("Toyota had sales of $9 billion.", "Toyota will have sales of $9 billion."),
            ("Toyota said its sales lost 9% in March.", "Toyota said its sales lost 9% of their pace."),
        ],
    )
    def test_a_reason_to_doubt_lowers_confidence(self, sure, doubtful):
        assert claims(doubtful)[0]["confidence"] < claims(sure)[0]["confidence"]

    def test_a_change_of_what_nobody_names_is_less_sure(self):
        assert claims("Toyota grew 4% in March.")[0]["confidence"] < claims("Toyota's sales grew 4% in March.")[0]["confidence"]


def test_doubt_words_are_unique_and_of_known_kinds():
    words = load("doubt_words")
    assert words.is_unique().all()
    assert words.null_count().sum_horizontal().item() == 0
    assert set(words["kind"]) == {"whole", "measure"}
    assert (words["word"] == words["word"].str.to_lowercase().str.strip_chars()).all()
