"""The assets `marts/*`: dbt's models over the star. dagster-dbt owns the graph, dbt runs in this process.

Belongs here: dbt's manifest as assets and checks, dbt's results as Dagster's. Does not belong here: models, running dbt (`warehouse`).

dagster-dbt's own command-line resource starts dbt as a process of its own: 10 s instead of 3, and it can outlive a killed run and keep
the DuckDB file locked.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, dbt_assets
from dagster_dbt.asset_utils import get_asset_check_key_for_test

from orchestration.defs.policies import WAREHOUSE_POOL, WHEN_READ_AGAIN
from orchestration.defs.resources import SaidsoHome
from orchestration.home import home
from orchestration.progress import SUMMARY
from orchestration.trouble import BROKEN, Trouble
from warehouse.marts import BuildResult, MartsError, build, manifest

EXCLUDED = "resource_type:unit_test"
"""dbt's unit tests run in the test suite: a failing one would hide every other result of a build."""


class Translator(DagsterDbtTranslator):
    """Assets are named schema/table, as the star's are."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        if dbt_resource_props["resource_type"] == "source":
            return dg.AssetKey([dbt_resource_props["source_name"], dbt_resource_props["name"]])
        return dg.AssetKey([dbt_resource_props["schema"], dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        return "marts"

    def get_automation_condition(self, dbt_resource_props: Mapping[str, Any]) -> dg.AutomationCondition | None:
        return WHEN_READ_AGAIN if dbt_resource_props["resource_type"] == "model" else None


TRANSLATOR = Translator()


def read_manifest() -> dict[str, Any]:
    """dbt's manifest of the project. Raises Trouble when the project does not parse."""
    try:
        return json.loads(manifest(home()).read_text(encoding="utf-8"))
    except MartsError as error:
        raise Trouble(str(error), BROKEN) from None


MANIFEST = read_manifest()


@dbt_assets(name="marts", manifest=MANIFEST, exclude=EXCLUDED, dagster_dbt_translator=TRANSLATOR, pool=WAREHOUSE_POOL)
def marts(saidso_home: SaidsoHome) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """Every seed, model and data test of the dbt project over the candidate."""
    result = build(saidso_home.folder)
    yield from to_dagster(result, MANIFEST)
    # A failed test of an asset stops what follows by itself; a test of a source, or a model, does not.
    shown = {check.name for check in marts.check_keys}
    broken = [f"{node.name}: {node.message}" for node in result.failed if node.name not in shown]
    if broken:
        raise dg.Failure(f"dbt could not build {'; '.join(broken)}")


def to_dagster(result: BuildResult, manifest: Mapping[str, Any]) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """dbt's results as Dagster's: a materialization a model or seed that was built, a check result a test that was run."""
    tests = [node for node in result.nodes if node.resource_type == "test"]
    passed = sum(node.status == "pass" for node in tests)
    said = f"{sum(node.resource_type == 'model' for node in result.nodes)} models, {passed} of {len(tests)} tests passed"
    for node in result.nodes:
        if node.resource_type in ("model", "seed") and not node.blocks and node.status != "skipped":
            key = TRANSLATOR.get_asset_key(manifest["nodes"][node.unique_id])
            yield dg.MaterializeResult(asset_key=key, metadata={SUMMARY: said, "seconds": node.seconds})
    for node in tests:
        check = get_asset_check_key_for_test(manifest, TRANSLATOR, node.unique_id, None)
        if check is not None and check in marts.check_keys and node.status != "skipped":
            yield dg.AssetCheckResult(
                asset_key=check.asset_key,
                check_name=check.name,
                passed=node.status == "pass",
                severity=dg.AssetCheckSeverity.WARN if node.status == "warn" else dg.AssetCheckSeverity.ERROR,
                metadata={"rows": node.failures or 0, "message": node.message or ""},
            )
