"""`saidso releases` and `saidso rollback`: which audited copies are kept, and which one readers see.

Belongs here: the words on the terminal. Does not belong here: links and files (`warehouse.releases`).
"""

import argparse

from orchestration.cli.show import print_rows
from orchestration.home import home
from orchestration.one_run import one_run
from orchestration.trouble import RELEASED, Trouble
from warehouse.releases import Release, ReleaseError, follow_again
from warehouse.releases import releases as all_releases
from warehouse.releases import rollback as roll_back


def releases(arguments: argparse.Namespace) -> int:
    """List the releases, newest first."""
    found = all_releases(home())
    if not found:
        raise Trouble(f"there is no release in {home()} yet: `saidso run PATH` makes one")
    print_rows(["release", "articles", "claims", "checks passed", ""], [_row(release) for release in reversed(found)], "table")
    return RELEASED


def rollback(arguments: argparse.Namespace) -> int:
    """Pin readers to one release, or let them follow the newest again."""
    if not arguments.release and not arguments.id:
        raise Trouble("name a release (`saidso releases` lists them), or --release to follow the newest again")
    if not all_releases(home()):
        raise Trouble(f"there is no release in {home()} yet: `saidso run PATH` makes one")
    try:
        with one_run(home()):
            release = follow_again(home()) if arguments.release else roll_back(home(), arguments.id)
    except ReleaseError as error:
        raise Trouble(str(error)) from None
    if release is None:
        raise Trouble("there is no release to follow: `saidso run PATH` makes one")
    pinned = " and stay there until `saidso rollback --release`" if release.is_pinned else ", and follow the newest from now on"
    print(f"Readers see {release.id}{pinned}.")
    return RELEASED


def _row(release: Release) -> list[object]:
    counts, checks = release.manifest.get("row_counts", {}), release.manifest.get("checks", [])
    passed = f"{sum(bool(check.get('passed')) for check in checks)} of {len(checks)}"
    mark = "current, pinned by a rollback" if release.is_pinned else "current" if release.is_current else ""
    return [release.id, counts.get("core.dim_article"), counts.get("marts.claims"), passed, mark]
