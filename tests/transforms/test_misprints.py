"""Misprints that one article can show."""

from datetime import date

import polars as pl
import pytest

from tests.transforms.builders import articles, sentences
from transforms.reading.mentions import find_mentions
from transforms.reading.misprints import contradictory_rate, converted, two_names, with_headline_mismatch
from transforms.reading.pipeline import read
from transforms.reading.roles import find_roles


def flags_of(text: str, headline: str | None = None) -> list[list[str]]:
    """The flags of every claim of a text, in order."""
    return read(articles(text, headline=headline)).claims.sort("char_start")["flags"].to_list()


def conversions(text: str, *amounts: tuple[str, str]) -> list[int]:
    """The numbers of a text that only convert the one before; amounts: (as printed, currency)."""
    cut = sentences(text)
    candidates = pl.DataFrame(
        {
            "number_no": list(range(len(amounts))),
            "sentence_no": [0] * len(amounts),
            "start": [text.index(amount) for amount, _ in amounts],
            "end": [text.index(amount) + len(amount) for amount, _ in amounts],
            "unit": [unit for _, unit in amounts],
            "unit_kind": ["money" if len(unit) == 3 else "other" for _, unit in amounts],
        },
        schema_overrides={"number_no": pl.UInt32, "sentence_no": pl.UInt32, "start": pl.UInt32, "end": pl.UInt32},
    )
    return converted(candidates, cut)["number_no"].to_list()


class TestConverted:
    @pytest.mark.parametrize(
        "text", ["It paid €40m ($43m) for Vellmar.", "It paid €40m (about $43m) for Vellmar.", "It paid €40m, or $43m, for Vellmar."]
    )
    def test_the_amount_beside_the_first_in_another_currency(self, text):
        assert conversions(text, ("€40m", "EUR"), ("$43m", "USD")) == [1]

    def test_two_amounts_in_one_currency_are_two_amounts(self):
        assert conversions("It paid $40m ($43m with debt).", ("$40m", "USD"), ("$43m", "USD")) == []

    def test_two_amounts_with_words_between(self):
        assert conversions("It paid €40m and $43m.", ("€40m", "EUR"), ("$43m", "USD")) == []

    def test_a_share_in_brackets_converts_nothing(self):
        assert conversions("It paid €40m (43%) more.", ("€40m", "EUR"), ("43%", "percent")) == []


def rates(**changed: object) -> bool | None:
    row = {
        "metric": "units_sold",
        "sentence": "It sold 3m cars a month in 2020.",
        "period_start": date(2020, 1, 1),
        "period_end": date(2020, 12, 31),
    }
    return pl.DataFrame([row | changed]).select(contradictory_rate())[0, 0]


class TestContradictoryRate:
    def test_a_monthly_flow_of_a_whole_year(self):
        assert rates()

    def test_no_rate_beside_it(self):
        assert not rates(sentence="It sold 3m cars in 2020.")

    def test_a_rate_of_its_own_month(self):
        assert not rates(period_end=date(2020, 1, 31))

    def test_a_stock_is_no_flow(self):
        assert not rates(metric="users")


def doubled(text: str) -> set[str]:
    cut = sentences(text)
    return set(two_names(find_roles(cut, find_mentions(cut)))["speaker"])


class TestTwoNames:
    OSTRANDER = "Toyota managing director Maria Ostrander said sales rose 3%. "

    @pytest.mark.parametrize(
        "second",
        [
            "Maria Lindqvist, managing director of Toyota, said profit fell 4%.",
            "“Profit fell 4%,” said Toyota's managing director Maria Lindqvist.",
            "“Profit fell 4%,” said Maria Lindqvist, Managing Director, Toyota.",
        ],
    )
    def test_one_given_name_and_one_office_with_two_surnames(self, second):
        assert doubled(self.OSTRANDER + second) == {"Maria Ostrander", "Maria Lindqvist"}

    @pytest.mark.parametrize(
        "second",
        [
            "Paula Lindqvist, managing director of Toyota, said profit fell 4%.",
            "Maria Lindqvist, an analyst at Nomura, said profit fell 4%.",
            "Maria Lindqvist, managing director of Renault, said profit fell 4%.",
            "Ostrander said profit fell 4%.",
        ],
    )
    def test_people_who_may_well_be_two(self, second):
        assert doubled(self.OSTRANDER + second) == set()

    def test_their_claims_are_flagged(self):
        flags = flags_of(self.OSTRANDER + "Maria Lindqvist, managing director of Toyota, said revenue was $4 billion.")
        assert flags
        assert all("same_person_two_names" in row for row in flags)


def mismatches(*figures: tuple[str, float, float]) -> list[bool | None]:
    """figures: (segment kind, low, high) of one metric of one thing."""
    frame = pl.DataFrame(figures, schema=["segment_kind", "low", "high"], orient="row").with_columns(
        article_no=pl.lit(0), subject=pl.lit("Vellmar"), metric=pl.lit("revenue"), unit=pl.lit("USD"), of_metric=pl.lit("")
    )
    return with_headline_mismatch(frame)["headline_mismatch"].to_list()


class TestHeadlineMismatch:
    def test_a_figure_the_body_does_not_hold(self):
        assert mismatches(("headline", 5e9, 5e9), ("body", 4e9, 4e9)) == [True, False]

    def test_the_body_says_the_same(self):
        assert mismatches(("headline", 5e9, 5e9), ("body", 4e9, 4e9), ("body", 5e9, 5e9)) == [False, False, False]

    def test_an_open_interval_touches_what_lies_in_it(self):
        assert mismatches(("headline", 5e9, None), ("body", 6e9, 6e9)) == [False, False]

    def test_a_body_that_says_nothing_contradicts_nothing(self):
        assert not any(mismatches(("headline", 5e9, 5e9)))
