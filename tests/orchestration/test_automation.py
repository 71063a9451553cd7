"""What follows a re-reading by itself, and what stops at a failed gate: the real definitions on a real instance."""

from pathlib import Path

import dagster as dg
import pytest

from orchestration.instance import open_instance

DAY = "2024-05-01"


@pytest.fixture(scope="module")
def defs() -> dg.Definitions:
    from orchestration.definitions import defs

    return defs


@pytest.fixture
def instance(home: Path, defs: dg.Definitions):
    """An instance on which every asset was made once and the gate was passed."""
    with open_instance(home) as instance:
        instance.add_dynamic_partitions("arrival_day", [DAY])
        graph = defs.resolve_asset_graph()
        for key in graph.toposorted_asset_keys:
            made(instance, key, DAY if graph.get(key).is_partitioned else None)
        for check in graph.asset_check_keys:
            checked(instance, check, passed=True)
        yield instance


def made(instance: dg.DagsterInstance, key: dg.AssetKey, partition: str | None = None) -> None:
    instance.report_runless_asset_event(dg.AssetMaterialization(key, partition=partition))


def checked(instance: dg.DagsterInstance, check: dg.AssetCheckKey, *, passed: bool) -> None:
    instance.report_runless_asset_event(
        dg.AssetCheckEvaluation(asset_key=check.asset_key, check_name=check.name, passed=passed, metadata={}, blocking=True)
    )


def requested(defs: dg.Definitions, instance: dg.DagsterInstance, cursor=None):
    result = dg.evaluate_automation_conditions(defs, instance, cursor=cursor)
    keys = {"/".join(found.key.path) for found in result.results if found.true_subset.size}
    return keys, result.cursor


def test_when_everything_is_made_nothing_is_asked_for(defs, instance):
    _, cursor = requested(defs, instance)
    assert requested(defs, instance, cursor)[0] == set()


def test_a_rereading_carries_through_to_the_release(defs, instance):
    _, cursor = requested(defs, instance)
    made(instance, dg.AssetKey("claims"), DAY)
    asked, _ = requested(defs, instance, cursor)
    assert {"core/fact_claim", "marts/claims", "candidate", "release"} <= asked
    assert "landing" not in asked


@pytest.mark.parametrize("passed", [True, False])
def test_nothing_passes_a_gate_that_failed_in_an_earlier_run(defs, instance, passed):
    _, cursor = requested(defs, instance)
    made(instance, dg.AssetKey("candidate"))
    checked(instance, dg.AssetCheckKey(dg.AssetKey("candidate"), "audit_passed"), passed=passed)
    asked, _ = requested(defs, instance, cursor)
    assert ("release" in asked) == passed
