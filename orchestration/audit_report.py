"""What the audit of the candidate found, as a small file beside its pages: the release's manifest and the command line read it.

Belongs here: writing and reading `build/audit/checks.json`. Does not belong here: the pages (`expectations`), Dagster.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from expectations.checks import AuditResult


@dataclass(frozen=True)
class Report:
    """run_id: the Dagster run that audited. checks: one a rule: name, table, severity, passed, rows, samples, error, line."""

    run_id: str
    checks: list[dict[str, Any]]

    @property
    def failures(self) -> list[dict[str, Any]]:
        """Failed checks of severity critical."""
        return [check for check in self.checks if not check["passed"] and check["severity"] == "critical"]

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """Failed checks of severity warning."""
        return [check for check in self.checks if not check["passed"] and check["severity"] != "critical"]

    @property
    def passed(self) -> int:
        """How many checks passed."""
        return sum(check["passed"] for check in self.checks)


def report_path(home: Path) -> Path:
    """The report of the last audit of the candidate."""
    return home / "build" / "audit" / "checks.json"


def write_report(home: Path, run_id: str, result: AuditResult) -> None:
    """Keep the results of an audit beside its pages."""
    checks = [
        {
            "name": check.spec.name,
            "table": check.spec.relation,
            "severity": check.spec.severity,
            "description": check.spec.description,
            "passed": check.passed,
            "rows": check.rows,
            "samples": [dict(row) for row in check.samples],
            "error": check.error,
            "line": check.line,
        }
        for check in result.checks
    ]
    path = report_path(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"run_id": run_id, "checks": checks}, default=str, ensure_ascii=False, indent=1), encoding="utf-8")


def read_report(path: Path) -> Report | None:
    """A report, None when there is none."""
    try:
        return Report(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
