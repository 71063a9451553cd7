"""The reader's accuracy may not fall below what users were promised (docs/accuracy.md tells what it is)."""

import pytest

from tests.accuracy.__main__ import run
from tests.accuracy.corpora import EVALUATION, available, bundled
from tests.accuracy.scoring import Score

FLOOR = {
    "number found": 0.90,
    "value + unit": 0.90,
    "value + unit + bound": 0.85,
    "value + unit + subject": 0.80,
    "value + unit + metric": 0.75,
    "value + unit + period": 0.70,
    "value + unit + modality": 0.80,
    "value + unit + speaker": 0.70,
}


def assert_above_the_floor(score: Score) -> None:
    low = {level: (round(score.f1(level), 3), floor) for level, floor in FLOOR.items() if score.f1(level) < floor}
    assert not low, f"below the floor (score, floor): {low}"


@pytest.fixture(scope="module")
def bundled_score() -> Score:
    return run(bundled())


def test_bundled_articles(bundled_score):
    assert_above_the_floor(bundled_score)


@pytest.mark.skipif(not EVALUATION.exists(), reason="the evaluation set does not stand beside this checkout")
def test_source_articles():
    (corpus,) = [corpus for corpus in available() if corpus.name == "five source articles"]
    assert_above_the_floor(run(corpus))


def test_the_score_can_fall():
    """A claim that is wrong in a field loses that field's level and keeps the others."""
    from tests.accuracy.scoring import score

    span = {"start": 0, "end": 4, "number_text": "$5bn"}
    gold = {**span, "value": 5e9, "unit": "USD", "bound": "exact", "subject": "Norvik", "metric": "revenue", "period": "2020"}
    gold |= {"modality": "actual", "speaker": None}
    read = {**gold, "char_start": 0, "char_end": 4, "period": "2021", "confidence": 0.5}
    result = score([{"article": "a", "claims": [gold]}], {"a": [read]})
    assert result.f1("value + unit + subject") == 1.0
    assert result.f1("value + unit + period") == 0.0
    assert result.f1("whole claim") == 0.0
