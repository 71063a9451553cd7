"""The audit as Dagster asset checks, each on its table, and the one gate between candidate and release.

Belongs here: the wiring of `expectations` into Dagster. Does not belong here: rules, Great Expectations.

A blocking check of a table would hold back the marts, which the audit itself must see; so the checks of tables show what they found
and only `audit_passed`, on the candidate, blocks.
"""

import json
from collections.abc import Iterator
from typing import Any

import dagster as dg

from expectations.checks import CheckResult, CheckSpec
from expectations.suites import checks
from orchestration.audit_report import write_report
from orchestration.defs.release import candidate
from orchestration.defs.resources import SaidsoHome

GATE = "audit_passed"


def _spec(check: CheckSpec) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        check.name,
        asset=dg.AssetKey([check.schema, check.table]),
        description=check.description,
        metadata={"severity": check.severity},
        additional_deps=[candidate],
    )


@dg.multi_asset_check(
    name="audit",
    specs=[
        *(_spec(check) for check in checks()),
        dg.AssetCheckSpec(GATE, asset=candidate, blocking=True, description="No critical check failed: it may be released."),
    ],
)
def audit(context: dg.AssetCheckExecutionContext, saidso_home: SaidsoHome) -> Iterator[dg.AssetCheckResult]:
    """Runs every rule on the candidate by Great Expectations, inside DuckDB, and leaves pages that open without a network."""
    from expectations import audit as expectations_audit

    result = expectations_audit.run(saidso_home.folder)
    write_report(saidso_home.folder, context.run.run_id, result)
    for check in result.checks:
        yield _result(check)
    yield dg.AssetCheckResult(
        asset_key=candidate.key,
        check_name=GATE,
        passed=result.passed,
        severity=dg.AssetCheckSeverity.ERROR,
        metadata={"failed": [check.line for check in result.failures], "warnings": [check.line for check in result.warnings]},
    )


def _result(check: CheckResult) -> dg.AssetCheckResult:
    metadata: dict[str, Any] = {"rows": check.rows}
    if check.error:
        metadata["error"] = check.error
    if check.samples:
        metadata["samples"] = dg.MetadataValue.json(json.loads(json.dumps([dict(row) for row in check.samples], default=str)))
    return dg.AssetCheckResult(
        asset_key=dg.AssetKey([check.spec.schema, check.spec.table]),
        check_name=check.spec.name,
        passed=check.passed,
        severity=dg.AssetCheckSeverity.ERROR if check.spec.blocking else dg.AssetCheckSeverity.WARN,
        metadata=metadata,
    )
