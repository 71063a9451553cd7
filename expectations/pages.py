"""audit.html: what the audit found, on one page that opens anywhere, prints well and asks no network for anything.

Belongs here: the layout of that page. Does not belong here: the checks, Great Expectations' own pages (`data_docs`).
"""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from expectations.checks import CheckResult, shown

STYLE = """
:root { --ink: #1d2430; --soft: #5c6675; --line: #dfe3ea; --paper: #fff; --good: #1c7a4b; --bad: #b3261e; --doubt: #8a5a00;
        --wash: #f6f7f9 }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 62rem; padding: 2.5rem 1.5rem 4rem; color: var(--ink); background: var(--paper);
       font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif }
h1 { font-size: 1.7rem; margin: 0 0 .2rem }
h2 { font-size: 1.15rem; margin: 2.6rem 0 .8rem; padding-bottom: .3rem; border-bottom: 2px solid var(--line) }
h3 { font-size: 1rem; margin: 0 } p { margin: .25rem 0 } a { color: inherit }
.verdict { margin: 1.2rem 0; padding: .9rem 1.1rem; border-left: .35rem solid var(--good); background: var(--wash); font-size: 1.1rem }
.verdict.blocked { border-color: var(--bad) }
.totals { display: flex; flex-wrap: wrap; gap: .6rem 2.4rem; margin: 1rem 0 }
.totals b { display: block; font-size: 1.5rem; line-height: 1.2 }
.check { margin: 1rem 0 1.6rem; break-inside: avoid } .soft { color: var(--soft) } .where { color: var(--soft); font-size: .9rem }
.tag { display: inline-block; min-width: 4.6rem; padding: .05rem .5rem; border-radius: .6rem; color: #fff; font-size: .8rem;
       text-align: center }
.tag.critical { background: var(--bad) } .tag.warning { background: var(--doubt) } .tag.passed { background: var(--good) }
.rows { overflow-x: auto; margin-top: .5rem } table { border-collapse: collapse; width: 100%; font-size: .88rem }
th, td { text-align: left; vertical-align: top; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line) }
th { color: var(--soft); font-weight: 600 } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
.rows td { font-family: ui-monospace, "Liberation Mono", monospace; font-size: .82rem; overflow-wrap: anywhere }
.rules td:first-child { width: 5.6rem } .rules td:nth-child(2) { width: 21rem; overflow-wrap: anywhere }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #a2abb8; --line: #343b46; --paper: #14181e; --wash: #1c222a;
       --good: #2f9e68; --bad: #d9534a; --doubt: #b7791f } }
@media print { :root { --ink: #000; --soft: #444; --paper: #fff; --wash: #fff } body { max-width: none; padding: 0; font-size: 11pt }
       .tag { border: 1px solid #000; color: #000; background: none !important } }
"""


def write(file: Path, results: Sequence[CheckResult], shrink_reason: str | None = None) -> None:
    """Write the page. shrink_reason: why fewer rows than last time were accepted, told on the page."""
    file.write_text(page(results, shrink_reason), encoding="utf-8")


def page(results: Sequence[CheckResult], shrink_reason: str | None = None) -> str:
    """The whole page as HTML."""
    blocking = [result for result in results if not result.passed and result.spec.blocking]
    doubts = [result for result in results if not result.passed and not result.spec.blocking]
    body = [
        "<h1>Audit of the candidate</h1>",
        "<p class='soft'>Every rule the warehouse must keep before anyone reads it, and what breaks it.</p>",
        _verdict(blocking, doubts),
        _totals(results, blocking, doubts),
        f"<p><b>Fewer rows were accepted:</b> {escape(shrink_reason)}</p>" if shrink_reason else "",
        _section("What blocks the release", blocking),
        _section("What a careful reader would doubt", doubts),
        _all_rules(results),
        "<p class='soft'>The same results as Great Expectations shows them: <a href='data_docs/index.html'>Data Docs</a>.</p>",
    ]
    head = f"<meta charset='utf-8'><meta name='viewport' content='width=device-width'><title>Audit</title><style>{STYLE}</style>"
    # An empty icon of its own keeps browsers from asking a server for one.
    icon = "<link rel='icon' href='data:,'>"
    shown = "\n".join(part for part in body if part)
    return f"<!doctype html>\n<html lang='en'><head>{head}{icon}</head><body>\n{shown}\n</body></html>\n"


def _verdict(blocking: list[CheckResult], doubts: list[CheckResult]) -> str:
    if blocking:
        broken = _count(len(blocking), "critical rule")
        return f"<div class='verdict blocked'><b>Blocked.</b> {broken} broken: readers keep the last release.</div>"
    told = f"{_count(len(doubts), 'warning')} below." if doubts else "Nothing to report."
    return f"<div class='verdict'><b>Passed.</b> No critical rule is broken. {told}</div>"


def _totals(results: Sequence[CheckResult], blocking: list[CheckResult], doubts: list[CheckResult]) -> str:
    passed = sum(result.passed for result in results)
    figures = ((passed, "rules kept"), (len(blocking), "critical rules broken"), (len(doubts), "warnings"), (len(results), "rules in all"))
    return "<div class='totals'>" + "".join(f"<div><b>{number}</b>{what}</div>" for number, what in figures) + "</div>"


def _section(title: str, results: list[CheckResult]) -> str:
    return f"<h2>{title}</h2>" + "".join(_check(result) for result in results) if results else ""


def _check(result: CheckResult) -> str:
    spec = result.spec
    what = escape(result.error) if result.error else f"{_count(result.rows, 'row')} break{'s' if result.rows == 1 else ''} it"
    head = f"<h3><span class='tag {spec.severity}'>{spec.severity}</span> {_words(spec.name)}</h3>"
    where = f"<p class='where'>{spec.relation} · {what}{_shown(result)}</p>"
    return f"<div class='check'>{head}<p>{escape(spec.description)}</p>{where}{_rows(result.samples)}</div>"


def _shown(result: CheckResult) -> str:
    return f", {len(result.samples)} shown" if 0 < len(result.samples) < result.rows else ""


def _rows(samples: Sequence[Mapping[str, Any]]) -> str:
    """Samples as a table over all their columns."""
    if not samples:
        return ""
    columns = list(dict.fromkeys(column for sample in samples for column in sample))
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    rows = "".join("<tr>" + "".join(f"<td>{_cell(sample.get(column))}</td>" for column in columns) + "</tr>" for sample in samples)
    return f"<div class='rows'><table><tr>{head}</tr>{rows}</table></div>"


def _cell(value: Any) -> str:
    text = "" if value is None else shown(value)
    return escape(text if len(text) <= 300 else text[:300] + "…")


def _all_rules(results: Sequence[CheckResult]) -> str:
    rows = "".join(
        f"<tr><td><span class='tag {_state(result)}'>{_state(result)}</span></td><td>{_words(result.spec.name)}<br>"
        f"<span class='where'>{result.spec.relation} · {result.spec.severity}</span></td><td>{escape(result.spec.description)}</td>"
        f"<td class='n'>{result.rows:,}</td></tr>"
        for result in results
    )
    head = "<tr><th></th><th>rule</th><th>in words</th><th class='n'>rows</th></tr>"
    return f"<h2>All rules</h2><table class='rules'>{head}{rows}</table>"


def _state(result: CheckResult) -> str:
    return "passed" if result.passed else result.spec.severity


def _words(name: str) -> str:
    return escape(name.replace("_", " "))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
