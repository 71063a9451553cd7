"""The declared checks: named once, said in words, and cheap to look at."""

import subprocess
import sys

from expectations.checks import Facts
from expectations.suites import checks, checks_of
from transforms.contracts.dictionary import core_tables


def test_names_are_unique_and_said_in_words():
    names = [spec.name for spec in checks()]
    assert len(set(names)) == len(names)
    for spec in checks():
        assert spec.name == spec.name.lower().replace(" ", "_")
        assert spec.description.endswith(".")
        assert spec.severity in ("critical", "warning")


def test_no_two_checks_of_a_table_ask_the_same():
    """Great Expectations keeps equal expectations once, and one of the two checks would go unasked."""
    asked = [(spec.relation, repr(expectation)) for spec in checks() for expectation in spec.build(Facts())]
    assert len(set(asked)) == len(asked)


def test_every_core_table_is_checked():
    for table in core_tables():
        assert len(checks_of("core", table.name)) >= 3


def test_looking_at_the_checks_does_not_import_great_expectations():
    code = "import sys, expectations.audit, expectations.suites as s; s.checks(); sys.exit('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
