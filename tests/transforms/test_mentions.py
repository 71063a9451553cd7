"""Mentions: which entity a stretch of text stands for."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.builders import sentences
from transforms.contracts import enums, frames
from transforms.reading.lexicon import lexicon
from transforms.reading.mentions import find_mentions
from transforms.vocabulary import load


def mentioned(*texts: str) -> list[dict]:
    """The mentions of these texts as dictionaries."""
    return find_mentions(sentences(*texts)).to_dicts()


def named(text: str, stretch: str) -> dict:
    """The last mention with these words."""
    found = [m for m in mentioned(text) if m["mention_text"] == stretch]
    assert found, [m["mention_text"] for m in mentioned(text)]
    return found[-1]


class TestKnownNames:
    def test_an_alias_takes_the_canonical_name(self):
        assert named("Shares of Amazon.com rose.", "Amazon.com")["name"] == "Amazon"

    def test_a_product_knows_the_company_behind_it(self):
        found = named("Sales of the iPhone fell by 3%.", "iPhone")
        assert (found["kind"], found["company"]) == ("product", "Apple")

    def test_a_possessive_is_outside_the_name(self):
        assert named("Toyota's profit fell.", "Toyota")["possessive"]

    def test_a_branch_keeps_its_own_name_and_its_company(self):
        found = named("A report by Toyota India said so.", "Toyota India")
        assert (found["kind"], found["company"], found["parent"]) == ("organisation", "Toyota", "Toyota")

    def test_a_common_word_that_opens_a_sentence_is_no_name(self):
        assert not [m for m in mentioned("Orange juice costs $3.") if m["kind"] == "organisation"]

    def test_the_same_word_inside_a_sentence_is_one(self):
        assert named("Customers of Orange pay $3.", "Orange")["kind"] == "organisation"

    def test_an_index_is_a_market(self):
        assert named("In London the FTSE 100 fell 2%.", "FTSE 100")["kind"] == "market"


class TestFormsOfNames:
    """What belongs to a name, and what only stands beside it."""

    @pytest.mark.parametrize(
        "text",
        [
            "Korvane's employs 500 people.",
            "Korvane's, which sells pies, lost $5.",
            "At Korvane's, sales rose 3%. Korvane's shares fell.",
            "Rents were raised by Korvane's. Korvane's pies cost $3.",
        ],
    )
    def test_a_name_with_an_s_of_its_own(self, text):
        assert {m["name"] for m in mentioned(text) if m["kind"] == "organisation"} == {"Korvane's"}

    def test_an_owner_that_also_stands_alone_has_none(self):
        assert named("Korvane's, it said. Korvane sold 3 lamps.", "Korvane")["name"] == "Korvane"

    @pytest.mark.parametrize("text", ["Mr. Oduvo Katz sold 3.", "Dr. Oduvo Katz sold 3.", "Then Ms. Oduvo Katz sold 3."])
    def test_a_title_with_a_full_stop_leads_to_a_person(self, text):
        assert named(text, "Oduvo Katz")["kind"] == "person"

    def test_an_initial_is_inside_a_name(self):
        assert named("Deals by John D. Oduvo rose 3%.", "John D. Oduvo")["kind"] == "person"

    @pytest.mark.parametrize("name", ["Valor do Norte", "Casa del Ferro", "Holm und Sohn", "Korvane & Pacific Railway"])
    def test_a_particle_is_inside_a_name(self, name):
        assert named(f"Shares of {name} rose 3%.", name)

    @pytest.mark.parametrize("text", ["It paid HK$3 billion.", "It paid A$3 billion.", "It paid US$3 billion."])
    def test_letters_of_a_currency_are_no_name(self, text):
        assert not [m for m in mentioned(text) if m["form"] != "pronoun"]

    def test_a_nationality_is_part_of_an_institutions_name(self):
        assert named("Accounts filed with the Nigerian Exchange show $3.", "Nigerian Exchange")["kind"] == "organisation"

    def test_a_long_name_is_called_by_all_but_its_last_word(self):
        text = "Talks at Prairie & Western Railway failed. Prairie & Western lost $5 million in the quarter."
        assert named(text, "Prairie & Western")["name"] == "Prairie & Western Railway"

    def test_a_domain_is_one_name(self):
        assert named("Data of Joblessness.fyi show 3.", "Joblessness.fyi")["name"] == "Joblessness.fyi"


class TestOpenings:
    """Unknown words that only ever open sentences."""

    def test_who_is_explained_right_after_is_a_name(self):
        assert named("Korvane, the Danish maker of lamps, lost $5.", "Korvane")["kind"] == "organisation"

    def test_who_acts_twice_is_a_name(self):
        assert len([m for m in mentioned("Kestrello runs 5 shops. Kestrello plans 7 more.") if m["name"] == "Kestrello"]) == 2

    def test_common_nouns_are_none(self):
        assert not mentioned("Revenue, the main figure, rose. Investors sold shares. Investors bought gold.")

    def test_codes_and_units_are_none(self):
        assert not mentioned("The price was CHF 5 and 7 TEU went by sea.")


class TestUnknownNames:
    def test_an_unknown_word_before_a_known_one_is_one_name_with_it(self):
        assert named("Customers of Korland Samsung left.", "Korland Samsung")["form"] == "unknown"

    def test_a_legal_form_makes_an_organisation_and_is_no_part_of_its_name(self):
        found = named("The order went to Brackwell Ltd on Monday.", "Brackwell Ltd")
        assert (found["name"], found["kind"], found["form"]) == ("Brackwell", "organisation", "unknown")

    def test_letters_and_forms_of_names(self):
        for name in ("ZentraPay", "Moller & Haas", "Quillon Semiconductor", "Nordbrück"):
            assert named(f"It was bought by {name} in 2019.", name)["kind"] == "organisation"

    def test_a_first_name_makes_a_person(self):
        assert named("The letter was signed by Maria Ostrander.", "Maria Ostrander")["kind"] == "person"

    def test_a_title_makes_a_person(self):
        assert named("The plan of managing director Tovi Brackwell failed.", "Tovi Brackwell")["kind"] == "person"

    def test_sentence_openers_are_no_names(self):
        assert mentioned("Sustained growth helped. However, margins fell.") == []

    def test_months_and_quarters_are_no_names(self):
        assert mentioned("It grew in Q1 and in March.")[1:] == []

    def test_an_opener_met_inside_a_sentence_is_a_name(self):
        found = [m for m in mentioned("Brackwell grew. Analysts like Brackwell.") if m["mention_text"] == "Brackwell"]
        assert len(found) == 2


class TestOtherNamesOfOneThing:
    def test_a_surname_after_the_full_name(self):
        found = named("Chief executive Tovi Marlund said so. Later Marlund left.", "Marlund")
        assert (found["name"], found["kind"], found["form"]) == ("Tovi Marlund", "person", "surname")

    def test_a_short_form_after_the_long_one(self):
        assert named("Brackwell Robotics grew. Investors in Brackwell cheered.", "Brackwell")["name"] == "Brackwell Robotics"

    def test_a_name_that_stood_alone_first_stays_itself(self):
        found = named("Shares of Brackwell fell after Brackwell Robotics closed. At Brackwell nobody spoke.", "Brackwell")
        assert found["name"] == "Brackwell"

    def test_an_acronym_in_brackets(self):
        text = "The Brackwell Payments Bank (BPB) was fined. Now BPB pays."
        assert named(text, "BPB")["name"] == "Brackwell Payments Bank"

    def test_the_kind_of_organisation_said_alone(self):
        text = "The Brackwell Copper Commission met. Nobody at the Commission spoke."
        assert named(text, "Commission")["name"] == "Brackwell Copper Commission"

    def test_articles_do_not_share_names(self):
        found = [m for m in mentioned("Chief executive Tovi Marlund left.", "A town near Marlund grew.") if m["mention_text"] == "Marlund"]
        assert [m["kind"] for m in found] == ["place"]


class TestReferences:
    @pytest.mark.parametrize("reference", ["It", "The company", "The Japanese company", "The carmaker", "This company"])
    def test_what_stands_for_the_company_of_the_sentence_before(self, reference):
        assert named(f"Toyota grew fast. {reference} sold 3 million cars.", reference)["name"] == "Toyota"

    def test_the_subject_of_the_sentence_wins_over_later_names(self):
        assert named("Toyota sold its stake in Isuzu. It earned $3 million.", "It")["name"] == "Toyota"

    def test_a_name_after_a_preposition_is_not_what_the_text_is_about(self):
        assert named("Toyota grew. Demand from partners like Isuzu rose. The company earned $3m.", "The company")["name"] == "Toyota"

    def test_he_and_she_are_the_last_person(self):
        assert named("Maria Ostrander leads Toyota. She earned $3m.", "She")["name"] == "Maria Ostrander"

    def test_a_nationality_looks_past_a_nearer_company(self):
        assert named("Toyota grew. Renault shrank. The Japanese company sold 3m cars.", "The Japanese company")["name"] == "Toyota"

    def test_a_descriptor_beside_a_name_is_that_name(self):
        assert named("Renault shrank. The Japanese carmaker Toyota grew.", "The Japanese carmaker")["name"] == "Toyota"

    def test_nothing_before_it_leaves_it_open(self):
        assert named("The company sold 3m cars.", "The company")["name"] is None


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Toyota", "Brackwell Ltd", "it", "the company", "İzmir", "“Renault”", "3%", "’", "Maria Ost", "of", "."]),
        max_size=14,
    )
)
def test_a_mention_is_the_text_at_its_offsets_and_none_overlap(words):
    text = sentences("Start " + " ".join(words))
    found = frames.Mentions.validate(find_mentions(text), cast=True)
    joined = found.join(text.select("sentence_no", "plain"), on="sentence_no")
    assert (joined["plain"].str.slice(joined["start"], joined["end"] - joined["start"]) == joined["mention_text"]).all()
    order = found.with_columns(free=(pl.col("start") >= pl.col("end").shift(1)) | (pl.col("sentence_no") != pl.col("sentence_no").shift(1)))
    assert order["free"].fill_null(True).all()


def test_an_article_without_names_gives_an_empty_frame():
    assert find_mentions(sentences("nothing here")).height == 0


class TestVocabulary:
    @pytest.mark.parametrize("file", ["organisations", "outlets", "products", "people", "places", "markets"])
    def test_names_are_unique_and_filled(self, file):
        names = load(file)["canonical"]
        assert names.is_unique().all()
        assert names.null_count() == 0

    @pytest.mark.parametrize(
        ("file", "column"),
        [("titles", "title"), ("reporting_verbs", "phrase"), ("unnamed_sources", "noun"), ("descriptors", "head"), ("first_names", "name"),
         ("capitalised_words", "word"), ("ambiguous_names", "name"), ("english_words", "word")],
    )  # fmt: skip
    def test_words_are_unique_and_filled(self, file, column):
        assert load(file)[column].is_unique().all()
        assert load(file)[column].null_count() == 0

    def test_kinds_are_known(self):
        assert set(load("descriptors")["kind"]) <= set(enums.ENTITY_KINDS)
        assert set(load("reporting_verbs")["kind"]) == {"say", "expect", "show", "according", "closing", "amount"}
        assert set(load("unnamed_sources")["kind"]) == {"anonymous", "staff", "official", "document"}
        assert set(load("places")["kind"]) == {"country", "region", "city", "demonym"}
        assert set(lexicon()["kind"]) <= {*enums.ENTITY_KINDS, "demonym", "title", "opener", "leading", "alone", "never"}

    def test_a_few_thousand_organisations(self):
        assert load("organisations").height > 3_000

    @pytest.mark.parametrize("file", ["products", "people"])
    def test_companies_are_organisations_of_the_vocabulary(self, file):
        companies = set(load(file)["company"].drop_nulls())
        assert companies - set(load("organisations")["canonical"]) == set()

    def test_parents_are_organisations_of_the_vocabulary(self):
        parents = set(load("organisations")["parent"].drop_nulls())
        assert parents - set(load("organisations")["canonical"]) == set()
