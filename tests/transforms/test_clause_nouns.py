"""Common nouns that a clause is about. Every sentence is written for these tests; mentions are placed by hand."""

import pytest

from tests.transforms import figures
from transforms.reading.clause_nouns import FORM, find_clause_nouns
from transforms.reading.parts import find_parts
from transforms.vocabulary import load


def named(text: str, *names: tuple[str, str]) -> list[str]:
    sentences = figures.sentences(text)
    parts = find_parts(sentences, figures.mentions(sentences, *names))
    return find_clause_nouns(sentences, parts)["name"].to_list()


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("Ferry fares rose by 4% in May.", ["ferry fares"]),
        ("The koruna slid to 27.4 against the euro.", ["koruna"]),
        ("Korvane said that average weekly rents have climbed 3%.", ["average weekly rents"]),
        ("Hops, which have been dear for two years, are tipped to gain 8%.", ["hops"]),
        ("New planning permissions in Ostland fell to 4,100.", ["planning permissions"]),
        ("The number of ferry crossings dropped to 41,000.", ["ferry crossings"]),
        ("Wages grew 2%, while food bills jumped 9%.", ["wages", "food bills"]),
    ],
)
def test_a_phrase_in_front_of_a_verb_is_a_candidate(text: str, nouns: list[str]):
    assert named(text, ("Korvane", "organisation")) == nouns


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("it has an owner", "Revenue rose 4% to $2bn."),
        ("it is somebody named", "Korvane sales rose 4%."),
        ("it stands for somebody named before", "The company lost $4m."),
        ("it is no noun", "They made $4m."),
        ("the verb is a noun", "A steep rise in Ostland cost it $4m."),
        ("it only says how", "It rose in May, slightly up on the $4m of April."),
    ],
)
def test_no_candidate(why: str, text: str):
    assert named(text, ("Korvane", "organisation"), ("It", "organisation", "Korvane")) == [], why


def test_it_stands_where_its_name_stands():
    sentences = figures.sentences("Last month the ferry fares rose by 4%.", "In May, rents fell 2%.")
    found = find_clause_nouns(sentences, find_parts(sentences, figures.mentions(sentences)))
    texts = dict(sentences.select("sentence_no", "text").iter_rows())
    assert [texts[s][a:b].lower() for s, a, b in found.select("sentence_no", "start", "end").iter_rows()] == found["name"].to_list()
    assert set(found["form"]) <= {FORM}
    assert found["mention_no"].to_list() == list(range(1, 1 + found.height))


def test_owned_nouns_are_lower_case_words():
    words = load("owned_nouns")["word"]
    assert set(load("owned_nouns")["held"].fill_null("")) == {"yes", ""}
    assert words.is_unique().all()
    assert words.str.contains("^[a-z-]+$").all()
