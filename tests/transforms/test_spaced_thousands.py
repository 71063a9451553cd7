"""Thousands parted by blanks, as South African, French and Nordic papers print them: one figure, not two. Companies here are invented."""

import pytest

from tests.transforms.number_cases import numbers

TOGETHER = [
    ("Brintle sold 41 425 vans, or 8 166 more.", [("41 425", 41_425), ("8 166", 8_166)]),
    ("Brintle sold 12\u00a0345\u00a0678 lamps.", [("12 345 678", 12_345_678)]),
    ("Brintle created 120 000 jobs.", [("120 000", 120_000)]),
    ("The lamp costs R1 299.", [("R1 299", 1_299)]),
    ("Turnover was €12 500 000.", [("€12 500 000", 12_500_000)]),
    ("Turnover was 1 234.5 million rand.", [("1 234.5 million rand", 1_234_500_000)]),
    ("The yard shipped 2 015 tonnes.", [("2 015 tonnes", 2_015)]),
]


@pytest.mark.parametrize(("text", "wanted"), TOGETHER)
def test_one_figure(text, wanted):
    assert [(row["number_text"], row["value"]) for row in numbers(text)] == wanted


APART = [
    ("He ran 100 200 and 400 metres.", "100"),
    ("In 2015 300 vans were sold.", "300"),
    ("On June 25 300 vans were sold.", "300"),
    ("Brintle made 2 1/2 turns.", "2 1/2"),
]


@pytest.mark.parametrize(("text", "figure"), APART)
def test_figures_that_only_stand_side_by_side(text, figure):
    assert any(row["number_text"].startswith(figure) and row["value"] in (2.5, 100, 300) for row in numbers(text))
