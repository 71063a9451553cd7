"""Mistakes are told apart by kind (`tests.accuracy.kinds`), so that a count shows a stage's next work."""

from collections import Counter

import pytest

from tests.accuracy import kinds


@pytest.mark.parametrize(
    ("got", "gold", "kind"),
    [
        (3.0, -3.0, "sign"),
        (3.0, 3e6, "scale word"),
        (4.0, 3.0, "another number"),
        (3.0, 3.0, "the other end of a range"),
        (None, 3.0, "no value read"),
    ],
)
def test_wrong_values(got, gold, kind):
    assert kinds.value({"value": got}, {"value": gold}) == kind


@pytest.mark.parametrize(
    ("matches", "wanted", "kind"),
    [
        ([], "Brintle", "the article's main subject taken for a name that owns no figure"),
        (["Brintle"], "Ostrel", "another subject taken for the main one"),
        (["Ostrel"], "Brintle", "the article's main subject taken for another of its subjects"),
    ],
)
def test_wrong_subjects(matches, wanted, kind):
    assert kinds.subject(matches, "Brintle", {"subject": wanted}, "X") == kind


def test_a_period_may_be_right_in_its_end_only():
    assert kinds.period(("2023-07-01", "2023-12-31"), ("2023-01-01", "2023-12-31")) == "right end, other beginning"


def test_a_table_tells_the_most_frequent_kinds_and_counts_the_rest():
    counted = Counter({("modality", "a read as b"): 3, ("modality", "b read as c"): 2, ("metric", "x"): 1})
    lines = kinds.tables(counted, most=1)
    assert "modality (5): a read as b 3; other 2" in lines
    assert "speakers (0): none" in lines
