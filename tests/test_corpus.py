"""The bundled articles and their annotations fit each other: every gold claim stands where it says, in every form of document."""

import pytest

from tests.gold_offsets import ARTICLES, bundled_articles, document_headline, gold_documents, gold_with_offsets, resolve
from transforms.contracts import enums
from transforms.vocabulary import load

GOLD = gold_documents()
TEXTS = [document for document in GOLD if document["source"].endswith(".txt")]


def test_there_is_enough_to_measure():
    claims = [claim for document in GOLD for claim in document["claims"]]
    assert len(GOLD) >= 13
    assert 90 <= len(claims) <= 150
    assert {claim["bound"] for claim in claims} == set(enums.BOUNDS)
    assert {claim["modality"] for claim in claims} == set(enums.MODALITIES)
    assert len({claim["unit"] for claim in claims if claim["unit"].isupper() and len(claim["unit"]) == 3}) >= 10


def test_every_article_is_annotated_and_every_annotation_has_its_article():
    assert set(bundled_articles()) == {document["article"] for document in GOLD}


@pytest.mark.parametrize("document", TEXTS, ids=lambda document: document["article"])
def test_stored_offsets_are_exact_code_points(document):
    text = (ARTICLES / document["source"]).read_text(encoding="utf-8")
    for claim in document["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["number_text"]
        assert text.startswith(claim["quote"], claim["quote_start"])
    for phrase in document["not_claims"]:
        assert phrase in text


def test_offsets_found_anew_are_the_stored_ones():
    for document in TEXTS:
        found = resolve(document, (ARTICLES / document["source"]).read_text(encoding="utf-8"))
        assert [(claim["start"], claim["end"]) for claim in found["claims"]] == [(c["start"], c["end"]) for c in document["claims"]]


def test_every_gold_claim_stands_in_the_stored_text_once():
    articles, gold = gold_with_offsets()
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    for document in gold:
        text = texts[document["article"]]
        spans = [(claim["start"], claim["end"], claim["subject"]) for claim in document["claims"]]
        assert len(set(spans)) == len(spans)
        for claim in document["claims"]:
            assert text[claim["start"] : claim["end"]].split() == claim["number_text"].split()


def test_annotations_speak_the_words_of_the_contract():
    metrics, currencies = set(load("metrics")["metric"]), set(load("currencies")["code"])
    units = currencies | set(enums.DURATION_UNITS) | {"percent", "percentage_points", "count", "people", "rank", "multiple", "ratio", "W"}
    for claim in (claim for document in GOLD for claim in document["claims"]):
        assert claim["metric"] in metrics
        assert claim["unit"] in units
        assert (claim["bound"] == "range") == (claim["value_high"] is not None)


def test_a_quote_that_is_not_in_the_text_is_told():
    document = {"article": "a", "claims": [{"quote": "Norvik sold 5 ships", "number_text": "5"}]}
    with pytest.raises(ValueError, match="0 times"):
        resolve(document, "Norvik sold 6 ships.")


def test_a_headline_repeated_in_the_body_counts_where_it_stands_first():
    text = "Norvik sold 5 ships\n\nNorvik sold 5 ships"
    document = {"article": "a", "claims": [{"quote": document_headline(text), "number_text": "5"}]}
    assert resolve(document, text)["claims"][0]["start"] == 12
