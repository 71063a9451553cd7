"""The assets `candidate` and `release`: the whole build before the audit, and the immutable copy after it.

Belongs here: what must have passed before a candidate is published. Does not belong here: copying and linking (`warehouse.releases`).
"""

import dagster as dg

from orchestration.audit_report import read_report, report_path
from orchestration.defs.marts import MANIFEST, TRANSLATOR
from orchestration.defs.policies import FRESH, WHEN_READ_AGAIN
from orchestration.defs.resources import SaidsoHome
from orchestration.defs.star import SPECS
from orchestration.pending import lake_state, note_release
from orchestration.progress import SUMMARY

MARTS = [TRANSLATOR.get_asset_key(node) for node in MANIFEST["nodes"].values() if node["resource_type"] == "model"]


@dg.asset(deps=[*(spec.key for spec in SPECS), *MARTS], group_name="release", kinds={"duckdb"}, automation_condition=WHEN_READ_AGAIN)
def candidate(saidso_home: SaidsoHome) -> dg.MaterializeResult:
    """The warehouse build, whole and not yet audited."""
    from warehouse.paths import Home

    size = Home.at(saidso_home.folder).candidate.stat().st_size
    # What an earlier audit found says nothing about this build.
    report_path(saidso_home.folder).unlink(missing_ok=True)
    return dg.MaterializeResult(metadata={SUMMARY: f"{size / 1e6:.1f} MB", "bytes": size})


@dg.asset(deps=[candidate], group_name="release", kinds={"duckdb", "parquet"}, automation_condition=WHEN_READ_AGAIN, freshness_policy=FRESH)
def release(saidso_home: SaidsoHome) -> dg.MaterializeResult:
    """An immutable audited copy of the candidate; `current` points at it."""
    from warehouse.releases import publish

    report = read_report(report_path(saidso_home.folder))
    if report is None or report.failures:
        raise dg.Failure("the candidate has not passed its audit: materialize `candidate` and run its checks first")
    state = lake_state(saidso_home.folder)
    published = publish(saidso_home.folder, checks=report.checks, audit_pages=report_path(saidso_home.folder).parent)
    note_release(saidso_home.folder, published.id, state)
    return dg.MaterializeResult(metadata={SUMMARY: published.id, "path": str(published.folder)})
