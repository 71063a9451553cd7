"""`saidso run`: the pipeline in this process, and what came of it.

Belongs here: the words of the closing summary. Does not belong here: the run (`orchestration.job`).
"""

import argparse
import gc
import sys
from pathlib import Path
from typing import Any

from expectations.checks import row_words
from orchestration import job
from orchestration.home import inbox, writable_home
from orchestration.pending import noted_release
from orchestration.progress import Progress
from orchestration.trouble import BLOCKED, BROKEN, RELEASED, WRONG_USE
from orchestration.words import counted, excerpt

SHOWN_PROBLEMS = 10
TASTE = """select company, subject, metric, value_label, period, modality, coalesce(speaker, publisher), sentence, number_text,
             metric || coalesce(' of ' || of_metric, '') || coalesce(' per ' || per, '')
           from marts.claims where chartable
           qualify row_number() over (
             partition by company, subject, metric order by attribution = 'headline', confidence desc, claim_id) = 1
           order by attribution = 'headline', confidence < 0.9, speaker is null, confidence desc, claim_id limit 200"""
"""What is surest and has a speaker first, and what the body says before what the headline does."""

TASTES = 3
QUOTE_WIDTH = 110

ASK = ("saidso claims --about NAME", 'saidso sql "select * from claims limit 10"')


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
        given = "nothing readable was given" if arguments.paths else f"no PATH was given and nothing waits in {inbox(folder)}"
        print(f"saidso: {given}; `saidso run -h` tells what is understood", file=sys.stderr)
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

    # Not `current`: a rollback may have pinned that elsewhere.
    release = folder / "releases" / str(noted_release(folder))
    with duckdb.connect(str(release / "warehouse.duckdb"), read_only=True) as connection:
        articles = _count(connection, "core.dim_article where is_current")
        claims = _count(connection, "marts.claims")
        set_aside = _count(connection, "core.fact_set_aside")
        taste = connection.execute(TASTE).fetchall()
    held = f"{counted(articles, 'article')}, {counted(claims, 'claim')}, {counted(set_aside, 'number')} set aside"
    lines = ["", f"Released {release}", f"  {held}"]
    seen = (folder / "current").resolve().name
    if seen != release.name:
        lines.append(f"  readers stay pinned to {seen} until `saidso rollback --release`")
    if outcome.report:
        warnings = outcome.report.warnings
        passed = f"  {outcome.report.passed} of {len(outcome.report.checks)} checks passed"
        told = f", {counted(len(warnings), 'warning')} (all rows: saidso audit):" if warnings else ""
        lines += [passed + told, *(f"    {check['line']}" for check in warnings)]
    if taste:
        lines += ["For a taste:", *(_taste(*row) for row in different(taste))]
    lines += ["Ask for more:", *(f"  {line}" for line in ASK)]
    return "\n".join(lines)


def different(rows: list[Any], many: int = TASTES) -> list[Any]:
    """The first rows that share neither company (first column) nor metric (third) with an earlier one, filled up with others."""
    chosen: list[Any] = []
    for same in (lambda a, b: a[0] == b[0] or a[2] == b[2], lambda a, b: a[0] == b[0] and a[2] == b[2]):
        for row in rows:
            if len(chosen) < many and not any(same(row, other) for other in chosen):
                chosen.append(row)
    return chosen


def _taste(company: str, subject: str, metric: str, label: str, period: str | None, *rest: str) -> str:
    modality, who, sentence, number_text, measured = rest
    when, said = f", {period}" if period else "", f"; {who}" if who else ""
    return f"  {subject}: {measured} {label}{when} ({modality}{said})\n    {excerpt(sentence, number_text, QUOTE_WIDTH)}"


def _refusal(folder: Path, outcome: job.Outcome) -> str:
    current = folder / "current"
    kept = f"readers keep {current.resolve().name}" if current.exists() else "there is no release yet"
    if outcome.exit_code == BLOCKED:
        lines = [f"saidso: not released, {kept}. What stands against it:"]
        failures = outcome.report.failures if outcome.report else []
        for check in failures:
            lines.append(f"  {check['line']}")
            lines += [f"    {row_words(row)}" for row in check["samples"][:3]]
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
