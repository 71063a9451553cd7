"""The marts over the scenario: what an analyst sees."""

import json
from datetime import date

import pytest

from warehouse import marts
from warehouse.dictionary import declared_models

CLAIMS = [
    "claim_id",
    "company",
    "subject",
    "subject_kind",
    "metric",
    "of_metric",
    "measured_text",
    "scope",
    "place",
    "value",
    "low",
    "high",
    "low_open",
    "high_open",
    "value_label",
    "unit",
    "counted",
    "per",
    "bound",
    "direction",
    "base",
    "basis",
    "period",
    "period_kind",
    "period_start",
    "period_end",
    "modality",
    "speaker",
    "speaker_org",
    "cited_source",
    "attribution",
    "publisher",
    "headline",
    "published_on",
    "published_basis",
    "article",
    "source_uri",
    "is_current",
    "duplicate_of",
    "origin_id",
    "number_text",
    "sentence",
    "char_start",
    "char_end",
    "confidence",
    "flags",
    "chartable",
    "not_chartable_because",
]


def test_every_model_and_data_test_passes(built):
    assert [(node.unique_id, node.message) for node in built.result.nodes if node.status not in ("success", "pass")] == []
    assert built.result.success


def test_dbt_unit_tests_of_the_arithmetic_pass(built):
    tested = {node.unique_id.split(".")[2] for node in built.result.nodes if node.resource_type == "unit_test" and node.status == "pass"}
    assert tested == {"int_statements", "int_measures", "int_quotients", "implied_metrics"}


def test_unit_tests_stay_out_of_a_production_build():
    assert marts.NO_UNIT_TESTS == ("--exclude", "resource_type:unit_test")


@pytest.mark.parametrize("model", declared_models() + declared_models("intermediate"), ids=lambda model: model["name"])
def test_every_model_and_column_is_described(model):
    assert model["description"].strip()
    assert not [column["name"] for column in model["columns"] if not column.get("description")]


@pytest.mark.parametrize("model", declared_models(), ids=lambda model: model["name"])
def test_the_candidate_holds_the_contracted_columns_with_their_comments(built, model):
    of_mart = f"schema_name = 'marts' AND table_name = '{model['name']}'"
    found = built.rows(f"SELECT column_name, comment FROM duckdb_columns() WHERE {of_mart} ORDER BY column_index")
    assert found == [(column["name"], column["description"]) for column in model["columns"]]


def test_claims_has_the_public_columns_in_order(built):
    assert built.query("SELECT * FROM claims LIMIT 0").columns == CLAIMS


def test_names_without_schema_work_and_hold_no_catalogue(built):
    views = built.rows("SELECT view_name, sql FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal ORDER BY 1")
    assert [name for name, _ in views] == ["claims", "implied_metrics", "metric_timeline", "services_shift"]
    assert not [sql for _, sql in views if "warehouse." in sql]


def test_the_plain_names_tell_the_same_of_their_columns(built):
    of = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE schema_name = '{}' AND table_name = 'claims' ORDER BY ALL"
    assert built.rows(of.format("main")) == built.rows(of.format("marts"))


def test_claims_are_of_current_versions_and_never_of_boilerplate(built):
    assert built.rows("SELECT number_text, value FROM claims WHERE metric = 'store_count'") == [("22", 22)]
    assert built.rows("SELECT count(*) FROM claims WHERE number_text = '24'") == [(0,)]


@pytest.mark.parametrize(
    ("number_text", "label"),
    [
        ("$300 million", "<$300M"),
        ("$1 billion", "~$1B"),
        ("$16.3 billion", "$16.3B"),
        ("6%", "6%"),
        ("12%", "≥12%"),
        ("1%", "<1%"),
        ("triple", ">3x"),
        ("RMB4,900", "CNY 4,900"),
        ("38 million to 40 million", "38M–40M/month"),
        ("5 to 6 percentage points", "5–6 pp"),
        ("22", "22"),
    ],
)
def test_labels_say_the_interval_as_one_would_write_it(built, number_text, label):
    assert label in {row[0] for row in built.rows(f"SELECT value_label FROM claims WHERE number_text = '{number_text}'")}


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("modality = 'hypothetical'", "hypothetical"),
        ("number_text = 'Rs 3,500'", "missing_scale"),
        ("metric = 'store_count'", "no_period"),
        ("publisher = 'Morning Copy'", "duplicate_article"),
        ("metric = 'profit_margin'", None),
    ],
)
def test_what_is_not_for_charts_says_why(built, where, reason):
    assert built.rows(f"SELECT DISTINCT chartable, not_chartable_because FROM claims WHERE {where}") == [(reason is None, reason)]


def test_repeats_of_one_statement_share_an_origin(built):
    assert built.rows("SELECT count(*), count(DISTINCT origin_id) FROM claims WHERE metric = 'growth_multiple'") == [(2, 1)]
    # the company's own figure and another's estimate of it are two statements
    assert built.rows("SELECT count(DISTINCT origin_id) FROM claims WHERE number_text = '$46 billion'") == [(2,)]


def test_the_timeline_counts_articles_and_statements_apart(built):
    columns = "SELECT value_label, claims, articles, origins, agreement FROM metric_timeline"
    timeline = columns + " WHERE metric = '{}' AND period = '{}' AND modality = '{}'"
    assert built.rows(timeline.format("services_revenue", "2014", "actual")) == [("<$300M", 2, 2, 1, "single")]
    assert built.rows(timeline.format("revenue", "2015", "forecast")) == [("$16.3B", 3, 3, 2, "agrees")]
    assert built.rows(timeline.format("revenue", "2013", "actual")) == [(None, 3, 2, 2, "contradicts")]


def test_a_contradiction_keeps_what_was_said_and_how_far_it_lies_apart(built):
    [(low, lowest, highest, spread)] = built.rows(
        "SELECT low, lowest, highest, spread FROM metric_timeline "
        "WHERE subject = 'Kestrel' AND period = '2013' AND metric = 'revenue' AND modality = 'actual'"
    )
    assert (low, lowest, highest) == (None, 45_000_000_000, 46_000_000_000)
    assert spread == pytest.approx(1 / 46)


def test_growth_over_less_than_something_is_more_than_the_quotient(built):
    [growth] = built.rows(
        "SELECT value_label, low, high, low_open, claimed_label, consistent FROM implied_metrics "
        "WHERE kind = 'growth' AND subject = 'Lumora'"
    )
    assert growth == (">3.33x", pytest.approx(10 / 3), None, True, ">3x", True)


def test_a_share_is_held_against_the_claimed_one(built):
    share = "SELECT round(low, 2), claimed_label, consistent, inputs_agree FROM implied_metrics WHERE kind = 'share'"
    assert built.rows(share) == [(6.13, "6%", True, True)]


def test_a_conversion_is_an_exchange_rate(built):
    rate = "SELECT low, high, unit, period_start, consistent FROM implied_metrics WHERE kind = 'exchange_rate'"
    assert built.rows(rate) == [(7.0, 7.0, "CNY per USD", date(2018, 2, 10), None)]


def test_the_shift_to_services_stands_by_aspect_period_and_source(built):
    shift = built.rows(
        "SELECT aspect, coalesce(period, '-'), modality, basis, value_label FROM services_shift WHERE company = 'Lumora' ORDER BY ALL"
    )
    assert shift == [
        ("hardware_margin", "2017", "actual", "claimed", "<1%"),
        ("services_growth", "2015", "forecast", "claimed", ">3x"),
        ("services_growth", "2015", "forecast", "implied", ">3.33x"),
        ("services_revenue", "2014", "actual", "claimed", "<$300M"),
        ("services_revenue", "2015", "forecast", "claimed", "~$1B"),
        ("services_revenue", "2015", "target", "claimed", "$1B"),
        ("services_share", "2015", "forecast", "claimed", "6%"),
        ("services_share", "2015", "forecast", "implied", "6.13%"),
        ("stores", "-", "actual", "claimed", "22"),
        ("users", "2017-12", "actual", "claimed", "38M–40M/month"),
    ]


def test_the_manifest_is_made_once_and_again_when_the_project_changes(built):
    path = marts.manifest(built.home)
    assert {"model.saidso.claims", "seed.saidso.ratios"} <= json.loads(path.read_text())["nodes"].keys()
    stamp = path.stat().st_mtime_ns
    assert marts.manifest(built.home).stat().st_mtime_ns == stamp
