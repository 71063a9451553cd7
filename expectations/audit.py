"""The audit: every check of the suites on the candidate file, and the pages that show what it found.

Belongs here: running the suites by Great Expectations inside DuckDB, turning its answers into `CheckResult`. Does not belong
here: the rules (`suites`, `structure`), the layout of the pages (`pages`, `data_docs`), deciding on a release (whoever calls).
"""

import importlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from expectations import data_docs, pages
from expectations.checks import AuditResult, CheckResult, CheckSpec, Facts
from expectations.dialect import engine_options
from expectations.suites import checks
from warehouse.paths import Home

SAMPLES = 5
"""Rows shown of those that break a rule."""


def run(home: Path | str, *, row_counts_before: Mapping[str, int] | None = None, shrink_reason: str | None = None) -> AuditResult:
    """Audit `home`/build/warehouse.duckdb and write the pages to `home`/build/audit/: `audit.html` and Great Expectations' `data_docs/`.

    row_counts_before: rows by `schema.table` of the release to compare with; by default those of `home`/current/manifest.json
    (key `row_counts`), none when there is no release. shrink_reason: why fewer rows are right this time, which lifts that check.
    Raises FileNotFoundError when there is no candidate. No DuckDB connection of this process may be open on it, and none is after it.
    """
    place = Home.at(home)
    if not place.candidate.exists():
        raise FileNotFoundError(f"there is no candidate at {place.candidate}: run the pipeline first")
    before = {} if shrink_reason else (last_row_counts(place) if row_counts_before is None else row_counts_before)
    folder = place.build / "audit"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    results = _audit(place.candidate, Facts(dict(before)), folder / "data_docs")
    pages.write(folder / "audit.html", results, shrink_reason)
    return AuditResult(results, folder)


def warm_up() -> None:
    """Import Great Expectations (2-4 s): call it on a thread while something else works."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    importlib.import_module("great_expectations.expectations")


def last_row_counts(place: Home) -> dict[str, int]:
    """Rows by `schema.table` of the current release as its manifest tells; empty when there is none or it cannot be read."""
    try:
        manifest = json.loads((place.current / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    counts = manifest.get("row_counts") if isinstance(manifest, dict) else None
    return {str(name): int(rows) for name, rows in counts.items()} if isinstance(counts, dict) else {}


def _audit(candidate: Path, facts: Facts, docs: Path) -> tuple[CheckResult, ...]:
    """Run every check whose table stands in the candidate; a missing table fails its checks."""
    tables = _tables(candidate)
    found = {
        spec.name: CheckResult(spec, False, 1, error=f"{spec.relation} is missing in the candidate")
        for spec in checks()
        if spec.relation not in tables
    }
    found |= _run_suites(candidate, [spec for spec in checks() if spec.relation in tables], facts, docs)
    return tuple(found[spec.name] for spec in checks())


def _tables(candidate: Path) -> set[str]:
    with duckdb.connect(str(candidate), read_only=True) as connection:
        rows = connection.execute("select table_schema || '.' || table_name from information_schema.tables").fetchall()
    return {row[0] for row in rows}


def _run_suites(candidate: Path, specs: list[CheckSpec], facts: Facts, docs: Path) -> dict[str, CheckResult]:
    """name -> result. One suite a table, so that Great Expectations asks each table as few queries as it can."""
    warm_up()
    import great_expectations as gx

    context: Any = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    source = context.data_sources.add_sql("candidate", **engine_options(candidate))
    answers: dict[str, list[dict]] = {spec.name: [] for spec in specs}
    try:
        for relation in dict.fromkeys(spec.relation for spec in specs):
            suite = _suite(relation, [spec for spec in specs if spec.relation == relation], facts)
            batch = source.add_query_asset(relation, query=f"select * from {relation}").add_batch_definition_whole_table("all rows")
            definition = context.validation_definitions.add(
                gx.ValidationDefinition(name=relation, data=batch, suite=context.suites.add(suite))
            )
            for answer in definition.run(result_format="COMPLETE").results:
                plain = answer.to_json_dict()
                answers[plain["expectation_config"]["meta"]["check"]].append(plain)
        data_docs.write(context, docs)
    finally:
        _disconnect(source)
    return {spec.name: _result(spec, answers[spec.name]) for spec in specs}


def _suite(relation: str, specs: list[CheckSpec], facts: Facts) -> Any:
    """The table's checks as one suite; each expectation carries its check's name, words and severity."""
    import great_expectations as gx

    suite = gx.ExpectationSuite(name=relation)
    for spec in specs:
        for expectation in spec.build(facts):
            expectation.meta = {"check": spec.name}
            expectation.severity = spec.severity
            if query := getattr(expectation, "unexpected_rows_query", None):
                # Data Docs show the query alone: the rule's name goes into it. It also keeps equal queries of two rules apart.
                expectation.unexpected_rows_query = f"/* {spec.name} */ {query}"
            suite.add_expectation(expectation)
    return suite


def _disconnect(source: Any) -> None:
    """Leave no connection behind: an open reader would lock out the next writer."""
    source.get_execution_engine().close()
    source.get_engine().dispose()


def _result(spec: CheckSpec, answers: Iterable[dict]) -> CheckResult:
    """One check's result from the answers of its expectations."""
    parts = [_part(spec, answer) for answer in answers]
    samples = tuple(sample for part in parts for sample in part.samples)[:SAMPLES]
    errors = [part.error for part in parts if part.error]
    return CheckResult(
        spec,
        passed=bool(parts) and all(part.passed for part in parts),
        rows=sum(part.rows for part in parts),
        samples=samples,
        error=errors[0] if errors else (None if parts else "it has no expectation"),
    )


def _part(spec: CheckSpec, answer: dict) -> CheckResult:
    """One expectation's answer."""
    result = answer.get("result") or {}
    part = CheckResult(spec, passed=bool(answer["success"]))
    if part.passed:
        return part
    if error := _error(answer.get("exception_info") or {}):
        return replace(part, rows=1, error=error)
    details = result.get("details") or {}
    if "unexpected_rows" in details:
        return replace(part, rows=int(result["observed_value"]), samples=tuple(details["unexpected_rows"][:SAMPLES]))
    return replace(part, rows=1, samples=(details["mismatched"],) if "mismatched" in details else ())


def _error(exception_info: dict) -> str | None:
    """The first line of what went wrong, also where Great Expectations nests it under the metric."""
    nested = [exception_info, *(info for info in exception_info.values() if isinstance(info, dict))]
    for info in nested:
        if info.get("raised_exception"):
            return str(info.get("exception_message") or "could not be carried out").strip().splitlines()[0]
    return None
