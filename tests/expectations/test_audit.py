"""Every rule of the audit passes on a healthy candidate and finds exactly the rows that break it.

Great Expectations takes seconds to import and a fraction of one to run: all corruptions share one candidate, each in rows of its own.
"""

import json
import re
from datetime import date

import duckdb
import pytest

from expectations import audit
from expectations.checks import AuditResult
from expectations.suites import checks
from tests.expectations.candidate import FOOTER, TEXTS, build, claim, healthy_claims

AFTER_PUBLICATION = {"period": "2025", "period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31), "period_kind": "year"}
SHIPS = ("a1", "71", 71.0, "count")
EUROS = ("a1", "€5.5 million", 5.5e6, "EUR")

BROKEN_CLAIMS = [
    claim("offsets", *EUROS, char_start=1, char_end=13),
    claim("offsets_after_astral", "a1", "3 per cent", 3, "percent", metric_id="growth_rate", char_start=0, char_end=10),
    claim("outside", *EUROS, low=6e6, high=7e6),
    claim("crossed_range", "a3", "$4 to $6", 4, "USD", metric_id="dividend", per="share", bound="range", value_high=3, low=4, high=4),
    claim("exact_without_high", *EUROS, high=None),
    claim("more_than_with_high", *EUROS, bound="more_than", low_open=True),
    claim("more_than_closed", *EUROS, bound="more_than", high=None),
    claim("at_least_open", *EUROS, bound="at_least", high=None, low_open=True),
    claim("fall_the_wrong_way", "a2", "7%", -7, "percent", metric_id="growth_rate", bound="more_than", high=None, low_open=True),
    claim("range_without_high", "a3", "$4 to $6", 4, "USD", metric_id="dividend", per="share", bound="range"),
    claim("backwards", *EUROS, period_start=date(2024, 12, 31), period_end=date(2024, 1, 1)),
    claim("future_fact", *EUROS, **AFTER_PUBLICATION),
    claim("future_target", *EUROS, modality="target", **AFTER_PUBLICATION),
    claim("far_plan", *EUROS, modality="target", period_start=date(2025, 1, 1), period_end=date(2199, 12, 31)),
    claim("no_currency", *EUROS[:3], "EUX"),
    claim("money_in_pieces", *EUROS[:3], "count"),
    claim("lost_crore", "a2", "Rs 3,500", 3500, "INR", metric_id="investment"),
    claim("lost_crore_if", "a2", "Rs 3,500", 3500, "INR", metric_id="investment", modality="hypothetical"),
    claim("footer", "a1", "555", 555, "count", metric_id="units_sold"),
    claim("footer_by_kind", *SHIPS, metric_id="units_sold", segment_kind="boilerplate"),
    claim("nobody", *SHIPS, metric_id="units_sold", subject_id="ghost"),
    claim("nothing", *SHIPS, metric_id="vibes"),
    claim("nowhere", *SHIPS, metric_id="units_sold") | {"article_id": "a9"},
    claim("twice", *SHIPS, metric_id="units_sold"),
    claim("twice", *SHIPS, metric_id="units_sold"),
    claim("too_sure", *SHIPS, metric_id="units_sold", confidence=1.5),
    claim("strange_flag", *SHIPS, metric_id="units_sold", flags=["undated", "odd"]),
    claim("strange_bound", *SHIPS, metric_id="units_sold", bound="roughly"),
    claim("no_sentence", *SHIPS, metric_id="units_sold", sentence=None),
    claim("ghost_speaker", *SHIPS, metric_id="units_sold", speaker_id="ghost"),
]

CORRUPTIONS = [
    "insert into core.dim_unit values ('EUX', 'money', null, null)",
    "delete from marts.claims where claim_id in ('c1', 'c2')",
    "update marts.claims set subject = null where claim_id = 'c3'",
    "insert into marts.claims by name select * from marts.claims where claim_id = 'c4'",
    "insert into marts.claims by name select 'invented' as claim_id, * exclude (claim_id) from marts.claims where claim_id = 'c5'",
    "alter table marts.claims drop column value_label",
    "insert into core.dim_segment values ('a1', 0, 7, 'body'), ('a1', 40, 50, 'advertisement')",
    "alter table core.fact_role add column extra int",
    "delete from marts.metric_timeline where timeline_id = 'c1'",
    "update marts.metric_timeline set origins = 2 where timeline_id = 'c2'",
    "update marts.metric_timeline set low = 9 where timeline_id = 'c4'",
]

EXPECTED: dict[str, set[str]] = {
    "number_text_stands_at_its_offsets": {"offsets", "offsets_after_astral", "nowhere"},
    "value_lies_in_its_interval": {"outside", "crossed_range"},
    "bound_agrees_with_interval": {
        "exact_without_high", "more_than_with_high", "more_than_closed", "at_least_open", "fall_the_wrong_way", "range_without_high",
    },
    "period_starts_before_it_ends": {"backwards"},
    "actual_claims_lie_in_the_past": {"future_fact"},
    "no_claim_in_boilerplate": {"footer", "footer_by_kind"},
    "fact_claim_key_is_unique": {"twice"},
    "confidence_is_a_share": {"too_sure"},
    "fact_claim_links_exist": {"nowhere", "nobody", "nothing", "ghost_speaker"},
    "money_has_an_iso_4217_code": {"no_currency"},
    "metrics_of_money_are_in_money": {"no_currency", "money_in_pieces"},
    "value_is_plausible_for_its_metric": {"lost_crore"},
    "fact_claim_days_stand_in_the_calendar": {"far_plan"},
    "marts_claims_are_all_there": {"c1", "c2", "invented", "nowhere", "footer_by_kind"},
    "marts_claim_id_is_unique": {"c4", "twice"},
}  # fmt: skip
"""check -> claim_id of the rows that break it in the broken candidate."""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("a home with $blanks")


@pytest.fixture(scope="module")
def broken(home) -> AuditResult:
    build(home, [*healthy_claims(), *BROKEN_CLAIMS], CORRUPTIONS)
    return audit.run(home, row_counts_before={"core.fact_claim": 100, "core.dim_article": 6})


def result_of(audited: AuditResult, name: str):
    (result,) = [result for result in audited.checks if result.spec.name == name]
    return result


@pytest.fixture(scope="module")
def healthy(tmp_path_factory) -> AuditResult:
    place = tmp_path_factory.mktemp("healthy")
    build(place, healthy_claims())
    return audit.run(place)


def test_a_healthy_candidate_passes_every_rule(healthy):
    assert [result.line for result in healthy.checks if not result.passed] == []
    assert healthy.passed
    assert not healthy.warnings


@pytest.mark.parametrize("name", EXPECTED)
def test_a_rule_reports_its_own_rows_and_no_others(broken, name):
    result = result_of(broken, name)
    assert not result.passed
    assert result.error is None
    assert result.rows == len(EXPECTED[name])
    assert {sample["claim_id"] for sample in result.samples} <= EXPECTED[name]
    assert len(result.samples) == min(len(EXPECTED[name]), audit.SAMPLES)


def test_a_collapse_is_told_with_both_counts(broken):
    claims, articles = result_of(broken, "fact_claim_does_not_collapse"), result_of(broken, "dim_article_does_not_collapse")
    assert not claims.passed
    assert claims.samples == ({"rows_now": 39, "rows_before": 100},)
    assert articles.passed, "exactly half is no collapse"


def test_a_timeline_that_loses_a_claim_or_its_order_is_told(broken):
    assert result_of(broken, "metric_timeline_counts_each_claim_once").samples == ({"claims_in_timeline": 38, "claims_to_count": 39},)
    found = result_of(broken, "metric_timeline_is_in_order")
    assert {sample["timeline_id"] for sample in found.samples} >= {"c2", "c4"}


def test_a_column_of_the_public_face_is_missed(broken):
    result = result_of(broken, "marts_claims_is_the_public_face")
    assert result.samples == ({"missing": ["value_label"]},)
    said = result_of(broken, "marts_claims_say_what_they_count")
    assert "value_label" in (said.error or "")


def test_contracts_are_kept_by_columns_values_keys_and_links(broken):
    assert result_of(broken, "fact_role_has_its_columns").samples == ({"unexpected": ["extra"]},)
    values = result_of(broken, "fact_claim_values_keep_the_contract")
    assert values.rows == 3
    assert {(sample["claim_id"], sample["problems"]) for sample in values.samples} == {
        ("strange_flag", "flags is not one of its values"),
        ("strange_bound", "bound is not one of its values"),
        ("no_sentence", "sentence is missing"),
    }
    assert result_of(broken, "dim_segment_values_keep_the_contract").rows == 1
    assert result_of(broken, "dim_segment_key_is_unique").rows == 1
    links = result_of(broken, "fact_claim_links_exist")
    assert {(sample["claim_id"], sample["problems"]) for sample in links.samples} == {
        ("nobody", "subject_id is not in dim_entity.entity_id"),
        ("ghost_speaker", "speaker_id is not in dim_entity.entity_id"),
        ("nothing", "metric_id is not in dim_metric.metric_id"),
        ("nowhere", "article_id is not in dim_article.article_id"),
    }


def test_only_critical_rules_block(broken):
    assert not broken.passed
    assert {result.spec.name for result in broken.warnings} == {
        "actual_claims_lie_in_the_past",
        "fact_claim_days_stand_in_the_calendar",
        "metrics_of_money_are_in_money",
        "value_is_plausible_for_its_metric",
    }
    lost = result_of(broken, "value_is_plausible_for_its_metric")
    assert "1 row" in lost.line
    assert "lost_crore" in lost.line


def test_every_rule_is_broken_somewhere(broken):
    """A rule that no test can break guards nothing. The generated ones are broken once for each kind."""
    failed = {result.spec.name for result in broken.checks if not result.passed}
    by_hand = {
        spec.name
        for spec in checks()
        if not re.search("_(has_its_columns|values_keep_the_contract|key_is_unique|links_exist|days_stand_in_the_calendar)$", spec.name)
    }
    assert by_hand - failed == {"dim_article_does_not_collapse"}


def test_the_file_is_free_afterwards(broken, home):
    with duckdb.connect(str(home / "build" / "warehouse.duckdb")) as connection:
        connection.execute("create table core.written_after_the_audit (x int)")


def test_pages_show_the_rules_and_ask_no_network_for_anything(broken):
    page = (broken.pages / "audit.html").read_text(encoding="utf-8")
    assert "Blocked." in page
    assert "offsets_after_astral" in page
    files = [broken.pages / "audit.html", *(broken.pages / "data_docs").rglob("*.html")]
    assert len(files) > 20
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert "Content-Security" not in text
        assert not re.search(r"""(src|href|action)\s*=\s*["']?\s*(https?:)?//""", text), file
        assert not re.search(r"url\(\s*['\"]?(https?:)?//|@import", text), file
        assert "<script" not in text
    assert sum(file.stat().st_size for file in broken.pages.rglob("*") if file.is_file()) < 3_000_000


def test_links_between_the_pages_lead_somewhere(broken):
    for file in [broken.pages / "audit.html", *(broken.pages / "data_docs").rglob("*.html")]:
        for target in re.findall(r"""href=["']([^"'#]+?\.html)["'#]""", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), (file, target)


def test_the_last_release_is_compared_with_unless_there_is_a_reason(tmp_path):
    build(tmp_path, healthy_claims()[:2])
    (tmp_path / "current").mkdir()
    (tmp_path / "current" / "manifest.json").write_text(json.dumps({"row_counts": {"core.fact_claim": 9, "core.dim_article": 3}}))
    assert [result.spec.name for result in audit.run(tmp_path).failures] == ["fact_claim_does_not_collapse"]
    accepted = audit.run(tmp_path, shrink_reason="one publisher withdrew its articles")
    assert accepted.passed
    assert "one publisher withdrew" in (accepted.pages / "audit.html").read_text(encoding="utf-8")


def test_a_missing_table_fails_its_rules_and_no_others(tmp_path):
    build(tmp_path, healthy_claims(), ["drop table marts.claims"])
    audited = audit.run(tmp_path)
    assert {result.spec.relation for result in audited.failures} == {"marts.claims", "marts.metric_timeline"}
    assert "missing" in audited.failures[0].line


def test_no_candidate_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="no candidate"):
        audit.run(tmp_path)


def test_a_manifest_that_cannot_be_read_is_no_release(tmp_path):
    (tmp_path / "current").mkdir()
    for content in ("", "[]", '{"row_counts": 3}', "{"):
        (tmp_path / "current" / "manifest.json").write_text(content)
        assert audit.last_row_counts(audit.Home.at(tmp_path)) == {}


def test_the_footer_of_the_test_is_where_it_should_be():
    assert TEXTS["a1"].index("555") > FOOTER
