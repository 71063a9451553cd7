"""Names that are introduced, quoted, shortened or shaped unlike others, and words with a capital that are none."""

import polars as pl
import pytest

from tests.transforms.builders import sentences
from transforms.reading.mentions import find_mentions


def names(text: str) -> dict[str, str]:
    """What the text's own names stand for, by how they are written; pronouns and descriptors left out."""
    found = find_mentions(sentences(text)).filter(~pl.col("form").is_in(["pronoun", "descriptor"]))
    return dict(found.select("mention_text", "name").iter_rows())


def kinds(text: str) -> dict[str, str]:
    """The kind of each name, by how it is written."""
    return dict(find_mentions(sentences(text)).select("mention_text", "kind").iter_rows())


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("The Fisheries Safety Authority (FSA) fined two firms. The FSA took $3 million.", "FSA", "Fisheries Safety Authority"),
        ("Kesslor Homes (KLH) lost $3 million. KLH sold 3 cars.", "KLH", "Kesslor Homes"),
        ("Marden Foods (NYSE: MDF) sold 3 million pies.", "MDF", "Marden Foods"),
        ("Marden Foods (Nasdaq:IBM) sold 3 million pies.", "IBM", "Marden Foods"),
        ("The Lestral Institute for Maps and Tides (LIMT) has 3 hills.", "LIMT", "Lestral Institute for Maps and Tides"),
        ("The Ministry of Farming and Rural Growth (MFRG) spent $3.", "MFRG", "Ministry of Farming and Rural Growth"),
        ("March Department Stores has 4 shops. Its rival bought March's debt for $3.", "March", "March Department Stores"),
        ("Velm Petrochemical Company won. Velm Petrochemical sold 3 t.", "Velm Petrochemical", "Velm Petrochemical Company"),
        ("Halden Sorrel Cable & Data won. In the quarter Halden Sorrel lost $3.", "Halden Sorrel", "Halden Sorrel Cable & Data"),
        ('The film "Robot Boy: The Long Way" opened. "Robot Boy" earned $3.', "Robot Boy", "Robot Boy: The Long Way"),
        ('"Glass Robot: The Long Way" opened. Glass Robot earned $3.', "Glass Robot", "Glass Robot: The Long Way"),
    ],
)  # fmt: skip
def test_a_short_name_is_the_one_it_was_introduced_for(text, short, long):
    assert names(text)[short] == long


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Monthly active visitors (MAVs) of Kesslor rose. MAVs grew by 3%.", "MAVs"),
        ("Marden Foods (NYSE: MDF) sold 3 pies.", "NYSE"),
        ("GERMAN brewers sold 3 million litres.", "GERMAN"),
        ("PRIVATELY-owned Kesslor sold 3 shops.", "PRIVATELY-owned"),
        ("It paid Sh31 billion and Ksh5.1 billion.", "Sh31"),
        ("Kesslor sold shares to the State for $3.", "State"),
        ("LONDON, May 4 - Kesslor sold 3 shops.", "LONDON"),
        ("In March Department Stores sold 3 pies.", "March"),
        ("Kesslor, Inc. sold 3 pies.", "Inc"),
        ("March Department Stores rose in March. March 5 was dry, and March's jobs report said 3%.", "March"),
    ],
)
def test_capitals_are_no_name_by_themselves(text, absent):
    assert absent not in names(text)


@pytest.mark.parametrize(
    "title",
    ["Summer of Glass", "Robot Boy 2: No Time Left", "Dorwin's Kettles Picture", "Slow Trains Going to Sea", "Lamps 2"],
)
@pytest.mark.parametrize("place", ['"{}" made $3 million.', "Last week “{}” fell 60%.", "Only '{}' made money, $3 million."])
def test_a_title_in_quotation_marks_is_one_product(title, place):
    assert kinds(place.format(title)) == {title: "product"}


def test_names_in_the_title_of_an_article_stay_names():
    assert set(names("A magazine's article \"Kesslor's Great Rise\" shows how 160 million people shop.")) == {"Kesslor", "Great Rise"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Horvane's Grill & Bar opened 3 shops.", "Horvane's Grill & Bar"),
        ("Shares of Q.V. Halvard's Noodle Kitchen fell 3%.", "Q.V. Halvard's Noodle Kitchen"),
        ("easyJet sold 3 million seats.", "easyJet"),
        ("Brandel International, Inc. sold 3 cars.", "Brandel International, Inc"),
        ("Barclays Pension Trustee bid $3.", "Barclays Pension Trustee"),
        ("Sales at Societe Generale rose 3%.", "Societe Generale"),
    ],
)
def test_names_of_odd_shape_are_whole(text, name):
    assert list(names(text)) == [name]


def test_owners_and_what_they_own_stay_two_names():
    text = "Last year Kesslor's Jane Dorwin sold 3 million shares that she had held in Marden Foods and in Ostby."
    assert set(names(text)) == {"Kesslor", "Jane Dorwin", "Marden Foods", "Ostby"}


def test_a_county_named_like_a_person_is_a_place():
    assert kinds("Homes in Martin County cost $3.")["Martin County"] == "place"
