"""Terms of an announced deal are facts; wishes, rumours and other plans are not."""

import pytest

from tests.transforms.builders import articles
from transforms.reading.pipeline import read
from transforms.vocabulary import load

DEAL = "Norvik Brewing is to buy a 37.5% stake in Palmyra Breweries for $4.2bn. It will pay $14 a share."
RUMOUR = "Norvik Brewing is in talks to buy a stake in Palmyra Breweries. It will pay $14 a share, people close to it expect."
PLAN = "Norvik Brewing wants to grow. It will invest $50m in a new plant."


def modalities(text: str) -> dict[str, str]:
    claims = read(articles(text, published="2021-03-01")).claims
    return dict(zip(claims["number_text"], claims["modality"], strict=True))


def test_terms_of_a_deal_are_actual():
    assert modalities(DEAL) == {"37.5%": "actual", "$4.2bn": "actual", "$14": "actual"}


def test_a_headline_tells_terms_like_a_plan():
    text = (
        "Norvik to invest $50m in Palmyra\n\nThe two brewers announced the agreement on Monday. "
        "Norvik Brewing has committed to invest $50m."
    )
    assert set(modalities(text).values()) == {"actual"}
    assert modalities("Norvik to invest $50m in brewery\n\nThe chairman of Norvik Brewing spoke on Monday.") == {"$50m": "target"}


def test_what_is_ordered_is_a_term_though_another_plan_follows():
    text = (
        "Norvik Motors wins bus order\n\nNorvik Motors said it will supply 2,000 buses to Palmyra Transit in a contract worth $900m. "
        "Palmyra plans to buy 500 more."
    )
    assert modalities(text) == {"2,000": "actual", "$900m": "actual", "500": "target"}


@pytest.mark.parametrize("text", [RUMOUR, PLAN])
def test_what_is_only_wished_or_rumoured_is_no_fact(text):
    assert set(modalities(text).values()) <= {"target", "forecast"}


def test_vocabulary():
    words = load("deal_words")
    assert words.is_unique().all()
    assert set(words["kind"]) == {"deal", "doubt", "plain_future", "given"}
    assert words.null_count().sum_horizontal().item() == 0
