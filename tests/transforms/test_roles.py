"""Roles: who holds which office where."""

import polars as pl
import pytest

from tests.transforms.builders import sentences
from transforms.reading.mentions import find_mentions
from transforms.reading.roles import find_roles


def roles(text: str) -> list[tuple]:
    """(person, role, organisation) of a text."""
    cut = sentences(text)
    return find_roles(cut, find_mentions(cut)).select("person", "role", "organisation").rows()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toyota chief executive Maria Ostrander spoke.", ("Maria Ostrander", "chief executive", "Toyota")),
        ("Toyota's finance chief, Maria Ostrander, spoke.", ("Maria Ostrander", "finance chief", "Toyota")),
        ("They met Toyota India managing director Maria Ostrander.", ("Maria Ostrander", "managing director", "Toyota India")),
        ("Maria Ostrander, Toyota's CEO and founder, spoke.", ("Maria Ostrander", "CEO and founder", "Toyota")),
        ("Maria Ostrander, Toyota vice president for Peru, spoke.", ("Maria Ostrander", "vice president for Peru", "Toyota")),
        ("Maria Ostrander, chief economist at Nomura, spoke.", ("Maria Ostrander", "chief economist", "Nomura")),
        ("“It grew,” said Nomura research analyst Maria Ostrander.", ("Maria Ostrander", "research analyst", "Nomura")),
        ("Maria Ostrander, who runs Toyota, spoke.", ("Maria Ostrander", "runs", "Toyota")),
        ("The chief executive of Toyota, Maria Ostrander, spoke.", ("Maria Ostrander", "chief executive", "Toyota")),
        ("Chairman Maria Ostrander spoke.", ("Maria Ostrander", "Chairman", None)),
    ],
)
def test_offices_as_they_are_stated(text, expected):
    assert roles(text) == [expected]


def test_a_person_without_an_office_has_no_role():
    assert roles("Maria Ostrander bought shares of Toyota.") == []


def test_the_span_is_the_persons():
    cut = sentences("Toyota chief executive Maria Ostrander spoke.")
    found = find_roles(cut, find_mentions(cut)).row(0, named=True)
    assert cut["text"][0][found["start"] : found["end"]] == "Maria Ostrander"


def test_columns_without_any_person():
    cut = sentences("It grew by 3%.")
    found = find_roles(cut, find_mentions(cut))
    assert found.columns == ["article_no", "sentence_no", "start", "end", "person", "role", "organisation"]
    assert found.schema["article_no"] == pl.UInt32
