"""What `saidso extract` takes and prints, without the command line."""

import json

from transforms.reading.extract import CLAIM_FIELDS, QUANTITY_FIELDS, claim_lines, parse_input, quantity_lines

RECORD = {"id": "n1", "text": "Norvik Robotics said revenue rose 12% to $3.1bn in 2023."}


def lines(printed) -> list[dict]:
    return [json.loads(line) for chunk in printed for line in chunk.split("\n")]


def test_a_plain_text_is_one_article_under_its_name():
    given = parse_input(RECORD["text"], "note")
    assert given.articles["article_id"].to_list() == ["note"]
    assert given.problems == []


def test_a_bad_line_costs_no_good_one():
    given = parse_input("\n".join(["{broken", json.dumps(RECORD), '{"id": 2}', json.dumps({**RECORD, "id": 3})]), "batch")
    assert given.articles["article_id"].to_list() == ["n1", "3"]
    assert [problem.split(":")[0] for problem in given.problems] == ["batch, line 1", "batch, line 3"]


def test_a_year_may_be_a_number_and_a_text_may_hold_any_separator():
    given = parse_input(json.dumps({**RECORD, "text": "Sales rose\u20283%.", "published": 2019}, ensure_ascii=False), "batch")
    assert given.articles["published"].to_list() == ["2019"]
    assert given.articles["text"].to_list() == ["Sales rose\u20283%."]


def test_nothing_but_blanks_is_a_problem():
    assert parse_input(" \n ", "empty").problems == ["empty: no text in it"]


def test_claims_are_json_numbers_at_code_points_of_the_text():
    claims = lines(claim_lines(parse_input(json.dumps(RECORD), "batch").articles))
    assert all(tuple(claim) == CLAIM_FIELDS for claim in claims)
    by_text = {claim["number_text"]: claim for claim in claims}
    assert by_text["$3.1bn"]["value"] == 3.1e9
    assert by_text["$3.1bn"]["unit"] == "USD"
    assert all(RECORD["text"][claim["char_start"] : claim["char_end"]] == claim["number_text"] for claim in claims)


def test_quantities_are_printed_as_written():
    quantities = lines(quantity_lines(parse_input(json.dumps(RECORD), "batch").articles))
    assert all(tuple(quantity) == QUANTITY_FIELDS for quantity in quantities)
    assert [(q["printed_value"], q["printed_unit"]) for q in quantities] == [(12.0, "percent"), (3.1e9, "USD")]
