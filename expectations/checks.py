"""What a check is and what it found: the words shared by the suites, the audit and whoever shows them.

Belongs here: the plain records `CheckSpec`, `CheckResult`, `AuditResult`. Does not belong here: which checks there are (`suites`),
how they run (`audit`), Great Expectations itself (imported only where expectations are built), Dagster.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Severity = Literal["critical", "warning"]


@dataclass(frozen=True)
class Facts:
    """What a check may need beside the candidate itself.

    row_counts_before: rows of the last release by `schema.table`; empty when there is none.
    """

    row_counts_before: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckSpec:
    """One rule about one table, declared once.

    name: snake case, unique over all checks. schema, table: the table it belongs to, in the candidate and as an asset.
    severity: critical blocks the release, warning is shown. description: the rule in words. build: makes the Great Expectations
    expectations (called only when the audit runs; imports Great Expectations).
    """

    name: str
    schema: str
    table: str
    severity: Severity
    description: str
    build: Callable[[Facts], Sequence[Any]] = field(compare=False, repr=False)

    @property
    def relation(self) -> str:
        """`schema.table`."""
        return f"{self.schema}.{self.table}"

    @property
    def blocking(self) -> bool:
        """Whether a failure keeps the candidate from being released."""
        return self.severity == "critical"


@dataclass(frozen=True)
class CheckResult:
    """What a check found.

    rows: how many rows broke the rule (0 when it passed; 1 for a rule about a whole table). samples: some of them, as plain values.
    error: why the check could not be carried out (its table is missing, say); it then counts as failed.
    """

    spec: CheckSpec
    passed: bool
    rows: int = 0
    samples: tuple[Mapping[str, Any], ...] = ()
    error: str | None = None

    @property
    def line(self) -> str:
        """One readable line for a terminal: the rule, how many rows break it, one of them by its name."""
        if self.passed:
            return f"{self.spec.name}: passed"
        what = self.error or f"{self.rows:,} row{'' if self.rows == 1 else 's'} of {self.spec.relation}"
        one = example(self.samples[0]) if self.samples else ""
        return f"{self.spec.name}: {what}" + (f", such as {one}" if one else "")


EXAMPLE_WIDTH = 70
"""Characters of one example in a line; all that is known of it stands in the audit's pages."""


def example(sample: Mapping[str, Any]) -> str:
    """A row in a few words: the figure's own words where it has them, and what identifies it."""
    known = {key: " ".join(shown(value).split()) for key, value in sample.items() if value is not None}
    words = known.pop("number_text", None)
    first = next(iter(known.items()), None)
    if words is not None:
        told = f'"{words}"' + (f" ({first[0]} {first[1]})" if first else "")
    else:
        told = ", ".join(f"{key} {value}" for key, value in list(known.items())[:3])
    return told if len(told) <= EXAMPLE_WIDTH else told[: EXAMPLE_WIDTH - 1] + "…"


def row_words(sample: Mapping[str, Any]) -> str:
    """All that a sample tells, on one line."""
    return ", ".join(f"{key}={shown(value)}" for key, value in sample.items() if value is not None)


def shown(value: Any) -> str:
    """A sample's value for people: numbers with grouped digits and no trailing zeros, lists as words."""
    if isinstance(value, bool) or not isinstance(value, (int, float, list)):
        return str(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:,.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"


@dataclass(frozen=True)
class AuditResult:
    """What the audit of a candidate found, in the order of the suites, and the folder of its pages."""

    checks: tuple[CheckResult, ...]
    pages: Path

    @property
    def passed(self) -> bool:
        """Whether the candidate may be released: nothing critical failed."""
        return not self.failures

    @property
    def failures(self) -> tuple[CheckResult, ...]:
        """Failed checks of severity critical."""
        return tuple(check for check in self.checks if not check.passed and check.spec.blocking)

    @property
    def warnings(self) -> tuple[CheckResult, ...]:
        """Failed checks of severity warning."""
        return tuple(check for check in self.checks if not check.passed and not check.spec.blocking)
