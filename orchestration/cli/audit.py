"""`saidso audit`: what the audit of the current release found.

Belongs here: showing a release's checks. Does not belong here: auditing (`expectations`): a release was audited before it was made,
and it cannot change.
"""

import argparse

from expectations.checks import row_words
from orchestration.home import home
from orchestration.trouble import BLOCKED, RELEASED, Trouble
from warehouse.releases import current


def audit(arguments: argparse.Namespace) -> int:
    """Print every check of the current release, failed ones first with some of their rows."""
    release = current(home())
    if release is None:
        raise Trouble(f"there is no release in {home()} yet: `saidso run PATH` makes one")
    checks = release.manifest.get("checks", [])
    failed = [check for check in checks if not check["passed"]]
    print(f"Release {release.id}: {len(checks) - len(failed)} of {len(checks)} checks passed")
    for check in failed:
        print(f"  FAILED  {check['severity']:<8}  {check['line']}")
        for row in check["samples"]:
            print(f"    {row_words(row)}")
    for check in checks:
        if check["passed"]:
            print(f"  passed  {check['severity']:<8}  {check['table']}: {check['description']}")
    pages = release.folder / "audit" / "audit.html"
    if pages.exists():
        print(f"Pages: {pages}")
    return BLOCKED if any(check["severity"] == "critical" for check in failed) else RELEASED
