"""`saidso run`: the pipeline in this process, and what came of it.

Belongs here: the words of the closing summary. Does not belong here: the run (`orchestration.job`).
"""

import argparse
import gc
import sys
from pathlib import Path
from typing import Any

from orchestration import job
from orchestration.home import writable_home
from orchestration.pending import noted_release
from orchestration.progress import Progress
from orchestration.trouble import BLOCKED, BROKEN, RELEASED, WRONG_USE

SHOWN_PROBLEMS = 10
TASTE = """select coalesce(speaker, publisher, article) as who, subject, metric, value_label, period, modality, sentence
           from marts.claims where chartable
           qualify row_number() over (partition by company order by speaker is null, confidence desc, claim_id) = 1
           order by speaker is null, confidence desc, claim_id limit 3"""


ASK = ("saidso claims --about NAME", 'saidso sql "select * from marts.claims limit 10"')


def run(arguments: argparse.Namespace) -> int:
    """Land, read, audit, release; print what came of it."""
    # Imports make some 300,000 objects that live to the end: looking through them for rubbish costs a tenth of their time.
    # `job` switches it on again.
    gc.disable()
    folder = writable_home()
    progress = Progress()
    try:
        outcome = job.run(folder, arguments.paths, progress, wait=arguments.wait, reread=arguments.reread)
    finally:
        progress.close()
    _show_unreadable(outcome.unreadable)
    if outcome.exit_code == WRONG_USE and not outcome.reasons:
        print("saidso: nothing readable was given; `saidso run -h` tells what is understood", file=sys.stderr)
    if outcome.released:
        print(summary(folder, outcome))
    elif outcome.nothing_new and outcome.exit_code == RELEASED:
        print(f"Nothing new: everything that has landed is in release {noted_release(folder)}")
    elif outcome.reasons:
        print(_refusal(folder, outcome), file=sys.stderr)
    return outcome.exit_code


def summary(folder: Path, outcome: job.Outcome) -> str:
    """What the release holds, three claims of it, and how to ask for more."""
    import duckdb

    release = (folder / "current").resolve()
    with duckdb.connect(str(release / "warehouse.duckdb"), read_only=True) as connection:
        articles = _count(connection, "core.dim_article where is_current")
        claims = _count(connection, "marts.claims")
        set_aside = _count(connection, "core.fact_set_aside")
        taste = connection.execute(TASTE).fetchall()
    lines = ["", f"Released {release}", f"  {articles} articles, {claims} claims, {set_aside} numbers set aside"]
    if outcome.report:
        warnings = outcome.report.warnings
        passed = f"  {outcome.report.passed} of {len(outcome.report.checks)} checks passed"
        lines += [passed + (f", {len(warnings)} warnings:" if warnings else ""), *(f"    {check['line']}" for check in warnings)]
    if taste:
        lines += ["For a taste:", *(_taste(*row) for row in taste)]
    lines += ["Ask for more:", *(f"  {line}" for line in ASK)]
    return "\n".join(lines)


def _taste(who: str, subject: str, metric: str, label: str, period: str | None, modality: str, sentence: str) -> str:
    quote = " ".join(sentence.split())
    when = f", {period}" if period else ""
    return f"  {subject}: {metric} {label}{when} ({modality}; {who})\n    “{quote if len(quote) <= 110 else quote[:109] + '…'}”"


def _refusal(folder: Path, outcome: job.Outcome) -> str:
    current = folder / "current"
    kept = f"readers keep {current.resolve().name}" if current.exists() else "there is no release yet"
    if outcome.exit_code == BLOCKED:
        lines = [f"saidso: not released, {kept}. What stands against it:"]
        failures = outcome.report.failures if outcome.report else []
        for check in failures:
            lines.append(f"  {check['line']}")
            lines += [f"    {', '.join(f'{key}={value}' for key, value in row.items())}" for row in check["samples"][1:4]]
        if not failures:
            lines += [f"  {reason}" for reason in outcome.reasons]
        else:
            lines.append(f"  pages: {folder / 'build' / 'audit' / 'audit.html'}")
        return "\n".join(lines)
    first = "it stopped half-way" if outcome.exit_code == BROKEN else "cannot go on"
    reasons = outcome.reasons or ["for no reason it could tell"]
    return "\n".join([f"saidso: {first}, {kept}: {reasons[0]}", *(f"  {line}" for line in reasons[1:])])


def _show_unreadable(problems: list[str]) -> None:
    for problem in problems[:SHOWN_PROBLEMS]:
        print(f"saidso: not read: {problem}", file=sys.stderr)
    if len(problems) > SHOWN_PROBLEMS:
        print(f"saidso: and {len(problems) - SHOWN_PROBLEMS} more (core.fact_ingest_event tells them all)", file=sys.stderr)


def _count(connection: Any, relation: str) -> int:
    return connection.execute(f"select count(*) from {relation}").fetchone()[0]
