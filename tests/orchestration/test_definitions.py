"""What Dagster serves: every asset in its place, one job in one process, nothing that passes a failed gate."""

from itertools import pairwise

import dagster as dg
import pytest

from expectations.suites import checks
from transforms.contracts.dictionary import core_tables


@pytest.fixture(scope="module")
def defs() -> dg.Definitions:
    from orchestration.definitions import defs

    return defs


@pytest.fixture(scope="module")
def graph(defs: dg.Definitions):
    return defs.resolve_asset_graph()


def key(name: str) -> dg.AssetKey:
    return dg.AssetKey(name.split("/"))


def test_definitions_can_be_loaded(defs):
    dg.Definitions.validate_loadable(defs)


def test_the_way_of_the_data_has_one_direction(graph):
    stages = ["landing", "articles", "claims", "core/fact_claim", "marts/claims", "candidate", "release"]
    for before, after in pairwise(stages):
        assert key(before) in graph.get_ancestor_asset_keys(key(after)), f"{after} comes from {before}"


def test_every_core_table_is_an_asset_with_its_columns(graph):
    for table in core_tables():
        schema = graph.get(dg.AssetKey(["core", table.name])).metadata["dagster/column_schema"]
        columns = getattr(schema, "columns", None) or schema.schema.columns
        assert [column.name for column in columns] == [column.name for column in table.columns]


def test_every_check_of_the_audit_stands_on_an_asset_that_exists(graph):
    keys = set(graph.get_all_asset_keys())
    assert {f"{check.schema}/{check.table}" for check in checks()} <= {"/".join(asset.path) for asset in keys}


def test_only_the_gate_stands_between_candidate_and_release(graph):
    blocking = {check for check in graph.asset_check_keys if graph.get_check_spec(check).blocking and check.asset_key == key("candidate")}
    assert {check.name for check in blocking} == {"audit_passed"}


def test_what_writes_the_duckdb_file_takes_turns(defs):
    job = defs.resolve_job_def("saidso_run")
    assert {node.name for node in job.graph.nodes if "warehouse" in node.definition.pools} == {"star", "marts"}


def test_the_job_runs_in_one_process(defs):
    assert defs.resolve_job_def("saidso_run").executor_def.name == "in_process"


def test_automation_never_passes_a_failed_blocking_check(graph):
    automated = [asset for asset in graph.get_all_asset_keys() if graph.get(asset).automation_condition is not None]
    assert key("claims") in automated
    assert key("release") in automated
    assert key("landing") not in automated
    gate = dg.AutomationCondition.all_deps_blocking_checks_passed()
    for asset in automated:
        assert gate in graph.get(asset).automation_condition.operands, asset


def test_sensor_and_schedule_launch_the_same_job(defs):
    assert defs.resolve_sensor_def("inbox").job_name == "saidso_run"
    assert defs.resolve_schedule_def("hourly").job_name == "saidso_run"


def test_dbt_tests_of_severity_error_block(graph):
    specs = [graph.get_check_spec(check) for check in graph.asset_check_keys]
    of_dbt = [spec for spec in specs if "dagster_dbt/unique_id" in (spec.metadata or {})]
    assert {spec.name for spec in of_dbt if spec.blocking} >= {"unique_claims_claim_id"}
