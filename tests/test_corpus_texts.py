"""The annotated articles that carry their own text fit their annotations: each number stands in its quote, each quote in the text."""

import pytest

from tests.corpus_loader import CORPUS, PARTS, articles_and_gold, documents
from transforms.contracts import enums
from transforms.vocabulary import load

GOLD = [document for part in PARTS for document in documents(part)]


@pytest.fixture(scope="module")
def units() -> set[str]:
    plain = {"percent", "percentage_points", "count", "people", "rank", "multiple", "ratio"}
    return plain | set(load("currencies")["code"]) | set(enums.DURATION_UNITS) | set(load("units")["base"]) | {"barrel per day"}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_holds_articles_of_many_kinds(part):
    articles, gold = articles_and_gold(part)
    claims = [claim for document in gold for claim in document["claims"]]
    assert articles["article_id"].n_unique() == len(gold) >= 8
    assert len({claim["metric"] for claim in claims}) >= 25
    assert {claim["bound"] for claim in claims} == set(enums.BOUNDS)
    assert {claim["modality"] for claim in claims} == set(enums.MODALITIES)


def test_names_are_unique_and_those_of_the_files():
    names = [document["article"] for document in GOLD]
    assert sorted(names) == sorted({path.stem for path in CORPUS.glob("*/*.json")})
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("part", PARTS)
def test_every_number_stands_where_its_quote_says(part):
    for document in articles_and_gold(part)[1]:
        for claim in document["claims"]:
            assert claim["number_text"] in claim["quote"]
            assert document["text"][claim["start"] : claim["end"]] == claim["number_text"]
        assert all(phrase in document["text"] for phrase in document.get("not_claims", []))


@pytest.mark.parametrize("document", GOLD, ids=lambda document: document["article"])
def test_annotations_speak_the_words_of_the_contract(document, units):
    metrics = set(load("metrics")["metric"])
    for claim in document["claims"]:
        assert {claim["metric"], *claim.get("metric_alt", [])} <= metrics
        assert {claim["unit"], *claim.get("unit_alt", [])} <= units
        assert {claim["bound"], *claim.get("bound_alt", [])} <= set(enums.BOUNDS)
        assert {claim["modality"], *claim.get("modality_alt", [])} <= set(enums.MODALITIES)
        assert (claim["bound"] == "range") == (claim["value_high"] is not None)
        assert {field for field in claim if field.endswith("_alt")} <= {
            f"{field}_alt" for field in ("unit", "bound", "subject", "metric", "period", "modality", "speaker")
        }


def test_a_claim_is_annotated_once():
    for part in PARTS:
        for document in articles_and_gold(part)[1]:
            spans = [(claim["start"], claim["subject"]) for claim in document["claims"]]
            assert len(set(spans)) == len(spans)
