"""Whom a figure is about. Every sentence is written for these tests; mentions are placed by hand."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms import figures
from transforms.contracts import frames
from transforms.reading.metrics import measure
from transforms.reading.nameless import find_nameless
from transforms.reading.parts import PARTS, find_parts
from transforms.reading.roles import find_roles
from transforms.reading.subject_candidates import AMOUNTS, VALUES
from transforms.reading.subjects import find_subjects
from transforms.vocabulary import load

FIRM = "organisation"


def subjects(text: str, wanted: list[tuple], names: list[tuple]) -> pl.DataFrame:
    sentences = figures.sentences(*text.split("\n"))
    numbers, mentions = figures.numbers(sentences, *wanted), figures.mentions(sentences, *names)
    return frames.Subjects.validate(found_subjects(sentences, numbers, mentions))


def found_subjects(sentences: pl.DataFrame, numbers: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """What the stage finds where nobody is known to speak and no office is told."""
    nobody = frames.Attributions.create_empty()
    offices = find_roles(sentences, mentions)
    return find_subjects(sentences, numbers, mentions, measure(sentences, numbers, mentions), nobody, offices)


ONE = [
    ("the doer", "Korvane made $4 billion in the spring.", ("$4 billion", "USD"), [("Korvane", FIRM)], "Korvane"),
    ("the owner", "Korvane's revenue was $4 billion.", ("$4 billion", "USD"), [("Korvane", FIRM)], "Korvane"),
    ("the owner after of", "Revenue of Korvane was $4 billion.", ("$4 billion", "USD"), [("Korvane", FIRM)], "Korvane"),
    ("the holder after at", "Profits at Korvane rose to $4 billion.", ("$4 billion", "USD"), [("Korvane", FIRM)], "Korvane"),
    ("a pronoun's antecedent", "It lost $4 billion.", ("$4 billion", "USD"), [("It", FIRM, "Korvane")], "Korvane"),
    (
        "not the source",
        "Korvane made $4 billion, according to Axom.",
        ("$4 billion", "USD"),
        [("Korvane", FIRM), ("Axom", FIRM)],
        "Korvane",
    ),
    ("not the speaker", "Roe said Korvane made $4 billion.", ("$4 billion", "USD"), [("Roe", "person"), ("Korvane", FIRM)], "Korvane"),
    (
        "not the one overtaken",
        "Korvane, which overtook Axom, sold 5 lamps.",
        ("5", "count"),
        [("Korvane", FIRM), ("Axom", FIRM)],
        "Korvane",
    ),
    ("not the rival", "Like its rival Axom, Korvane earned $4.", ("$4", "USD"), [("Axom", FIRM), ("Korvane", FIRM)], "Korvane"),
    (
        "the rival, where the figure is its own",
        "Rivals fear Korvane, but Axom earned $4.",
        ("$4", "USD"),
        [("Korvane", FIRM), ("Axom", FIRM)],
        "Axom",
    ),
    (
        "the product whose users are counted",
        "Korvane says its Lampo app has 5 million users.",
        ("5 million", "people", {"counted": "user"}),
        [("Korvane", FIRM), ("Lampo", "product")],
        "Lampo",
    ),
    (
        "the country explained",
        "Korvane is at home in Peru, a country with 33 million residents.",
        ("33 million", "people", {"counted": "resident"}),
        [("Korvane", FIRM), ("Peru", "place")],
        "Peru",
    ),
    ("the country behind its adjective", "The French government raised the tariff to 5%.", ("5%", "percent"), [("Axom", FIRM)], "France"),
    ("the segment that acts", "The budget segment accounts for 4% of the market.", ("4%", "percent"), [("Axom", FIRM)], "budget segment"),
]


@pytest.mark.parametrize(("why", "text", "number", "names", "wanted"), ONE, ids=[case[0] for case in ONE])
def test_the_subject_is(why, text, number, names, wanted):
    assert subjects(text, [number], names)["subject"].to_list() == [wanted]


def test_each_gives_a_row_a_conjunct():
    found = subjects("Lampo and Radio each have 5 users.", [("5", "people")], [("Lampo", "product"), ("Radio", "product")])
    assert found.select("subject", "ordinal").rows() == [("Lampo", 0), ("Radio", 1)]


def test_respectively_pairs_in_order():
    text = "Profit at Korvane and Axom was $5 and $7 respectively."
    found = subjects(text, [("$5", "USD"), ("$7", "USD")], [("Korvane", FIRM), ("Axom", FIRM)])
    assert found["subject"].to_list() == ["Korvane", "Axom"]


def test_a_collective_is_one_subject_as_it_stands():
    text = "Korvane, Axom and Tessaly made up 73% of shipments."
    found = subjects(text, [("73%", "percent")], [("Korvane", FIRM), ("Axom", FIRM), ("Tessaly", FIRM)])
    assert found["subject"].to_list() == ["Korvane, Axom and Tessaly"]


def test_the_sentence_before_lends_its_subject():
    found = subjects("Korvane had a fine year.\nTurnover reached $5.", [("$5", "USD")], [("Korvane", FIRM)])
    assert found.select("subject", "company", "by_default").row(0) == ("Korvane", "Korvane", True)


def test_nobody_named_nobody_meant():
    found = subjects("Turnover reached $5.", [("$5", "USD")], [])
    assert found.select("subject", "by_default").row(0) == (None, True)


def test_a_default_never_comes_from_another_article():
    from tests.transforms import builders

    sentences = builders.sentences("Korvane had a fine year.", "Turnover reached $5.")
    numbers, mentions = figures.numbers(sentences, ("$5", "USD")), figures.mentions(sentences, ("Korvane", FIRM))
    assert found_subjects(sentences, numbers, mentions)["subject"].to_list() == [None]


def test_the_place_stands_apart_from_the_subject():
    found = subjects("Korvane sold 5 lamps in Peru.", [("5", "count")], [("Korvane", FIRM), ("Peru", "place")])
    assert found.select("subject", "place").row(0) == ("Korvane", "Peru")


def test_numbers_set_aside_have_no_row():
    assert subjects("Korvane grew in 2014.", [("2014", "count", {"set_aside": "date"})], [("Korvane", FIRM)]).height == 0


PIECES = st.sampled_from(["Korvane", "Axom", "and", ",", "'s", "each", "respectively", "$5", "of", "said", "İ", "💰", "the market grew"])


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12))
def test_every_quantity_has_a_subject_row_with_ordinals_from_nought(pieces):
    text = " ".join([*pieces, "$5"])
    found = subjects(text, [("$5", "USD")] * text.count("$5"), [("Korvane", FIRM), ("Axom", FIRM)])
    assert found["number_no"].unique().len() == text.count("$5")
    assert (found.group_by("number_no").agg(pl.col("ordinal").min())["ordinal"] == 0).all()


# --- what stands at the edges


def test_a_dateline_is_nobody():
    text = "OSLO, May 2 (Reuters) - Profit rose to $5.\nKorvane said so on Friday."
    found = subjects(text, [("$5", "USD")], [("OSLO", "place", "Oslo"), ("Korvane", FIRM)])
    assert found["subject"].to_list() == ["Korvane"]


def test_a_rival_named_as_such_is_the_subject_of_its_own_clause():
    text = "Korvane sold 5 lamps.\nIts rival Axom sold 7 lamps."
    found = subjects(text, [("5", "count"), ("7", "count")], [("Korvane", FIRM), ("Axom", FIRM)])
    assert found["subject"].to_list() == ["Korvane", "Axom"]


def test_goods_and_their_prices_are_subjects_though_nobody_owns_them():
    found = subjects("Copper rose to $5 a tonne, Korvane said.", [("$5", "USD")], [("Korvane", FIRM)])
    assert found["subject"].to_list() == ["copper"]


# --- vocabulary


def test_parts_are_known_and_patterns_compile():
    parts = load("subject_parts")
    assert set(parts["part"]) <= set(PARTS)
    assert set(parts["side"]) == {"left", "right"}
    for pattern in parts["pattern"]:
        pl.Series(["x"]).str.contains(pattern)


def test_weights_are_of_known_features():
    weights = load("subject_weights")
    assert set(weights["feature"]) == {*VALUES, *AMOUNTS, "sure"}
    assert weights.select("feature", "value").is_unique().all()
    assert set(AMOUNTS) == set(weights.filter(pl.col("value").is_null())["feature"])
    standing = weights.filter(pl.col("feature").is_in(["left", "right"]))["value"].str.split(" ").list.first()
    assert set(standing) <= {*PARTS, "goods", "target"}


def test_bystanders_are_of_known_roles():
    words = load("bystander_words")
    assert set(words["role"]) == {"tail", "house", "trader", "firm", "office"}
    assert words.is_unique().all()
    assert words["word"].null_count() == 0


def test_families_and_words_are_unique():
    assert set(load("subject_families")["family"]) == {"product", "price", "place", "other", "firm", "target"}
    assert load("subject_families")["metric"].is_unique().all()
    assert load("market_words").is_unique().all()
    assert load("national_words")["word"].is_unique().all()


def test_a_price_without_its_product_is_of_the_product_just_named():
    text = "Korvane sells the Lampo from May.\nIts price will be $5."
    found = subjects(text, [("$5", "USD")], [("Korvane", FIRM), ("Lampo", "product")])
    assert found.select("subject", "subject_kind").row(0) == ("Lampo", "product")


GENERIC = [
    ("firms nobody names", "Car dealers sold 5 vans, Axom said.", ("5", "count"), "Car dealers"),
    ("people a share is of", "Axom found that 5% of shoppers pay late.", ("5%", "percent"), "shoppers"),
    ("what an average price is of", "The average price of a Danish flat rose to $5, Axom said.", ("$5", "USD"), "danish flat"),
]


@pytest.mark.parametrize(("why", "text", "number", "wanted"), GENERIC, ids=[case[0] for case in GENERIC])
def test_a_subject_may_be_a_common_noun(why, text, number, wanted):
    assert subjects(text, [number], [("Axom", FIRM)])["subject"].str.to_lowercase().to_list() == [wanted.lower()]


def test_a_market_is_still_spoken_of_in_the_next_sentence():
    found = subjects(
        "House prices fell 2%, Axom said.\nThey were down 6% on the year.", [("2%", "percent"), ("6%", "percent")], [("Axom", FIRM)]
    )
    assert found["subject"].to_list() == ["house prices", "house prices"]


def test_the_dealers_of_a_named_firm_are_no_subject_of_their_own():
    assert subjects("Korvane dealers sold 5 vans.", [("5", "count")], [("Korvane", FIRM)])["subject"].to_list() == ["Korvane"]


def test_what_leads_to_a_source_does_not_lead_to_the_next_name():
    names = [("Axom", FIRM), ("Korvane", FIRM)]
    assert subjects("Analysts at Axom expect Korvane to earn $5.", [("$5", "USD")], names)["subject"].to_list() == ["Korvane"]


def test_we_in_a_quotation_is_the_organisation_the_article_names_most():
    text = 'Korvane made lamps.\n"Delays mean that we sold 5 vans," said Roe.'
    names = [("Korvane", FIRM), ("Roe", "person")]
    assert subjects(text, [("5", "count")], names)["subject"].to_list() == ["Korvane"]


THINGS = [
    ("what is shipped", "Shipments of folding bicycles grew 5%, Axom said.", ("5%", "percent"), "folding bicycles"),
    ("a rate that is only stated", "Buyers face mortgage rates of 5%, Axom said.", ("5%", "percent"), "mortgage rates"),
    ("goods with their volume", "Tractor makers rejoice: tractors sales rose 5%, Axom said.", ("5%", "percent"), "tractors"),
    ("a kind of person", "A borrower with two loans pays $5 more, Axom said.", ("$5", "USD"), "borrower"),
]


@pytest.mark.parametrize(("why", "text", "number", "wanted"), THINGS, ids=[case[0] for case in THINGS])
def test_a_thing_without_an_owner_is_a_subject(why, text, number, wanted):
    found = find_markets_of(text)
    assert wanted in found


def find_markets_of(text: str) -> list[str]:
    read = figures.sentences(text)
    return find_nameless(read, find_parts(read, figures.mentions(read, ("Axom", FIRM), ("Korvane", FIRM))))["name"].to_list()


@pytest.mark.parametrize("text", ["Its copper sold well.", "Korvane's copper rose.", "Korvane copper rose.", "Sales of its lamps rose 5%."])
def test_a_thing_with_an_owner_is_left_to_the_owner(text):
    assert find_markets_of(text) == []


def test_a_profit_is_not_that_of_goods():
    text = "Korvane digs for ore. Korvane fell.\nCopper fetched $3, and net profit was $5."
    found = subjects(text, [("$3", "USD"), ("$5", "USD")], [("Korvane", FIRM)])
    assert found["subject"].to_list() == ["copper", "Korvane"]


def test_the_market_is_the_one_named_before():
    text = "The kettle market grew 5%, Axom said.\nThe market was worth $7, Axom said."
    found = subjects(text, [("5%", "percent"), ("$7", "USD")], [("Axom", FIRM)])
    assert found["subject"].to_list() == ["kettle market", "kettle market"]


def test_respectively_pairs_whatever_stands_before_the_list():
    text = "Korvane had 9%, followed by Axom and Tessaly with 5% and 7% respectively."
    wanted = [("9%", "percent"), ("5%", "percent"), ("7%", "percent")]
    found = subjects(text, wanted, [("Korvane", FIRM), ("Axom", FIRM), ("Tessaly", FIRM)])
    assert found["subject"].to_list() == ["Korvane", "Axom", "Tessaly"]
