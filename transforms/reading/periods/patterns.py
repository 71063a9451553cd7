"""The regular expressions of time: how dates, quarters, halves, fiscal years and relative periods are printed.

Belongs here: patterns, built once from the vocabulary. Does not belong here: what a match means (`meaning`), which match holds for
which number (`assignment`). Patterns are for `plain` text: one kind of blank, quote and dash.
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import any_of, tree_of
from transforms.vocabulary import load

YEAR = r"(?:19|20)[0-9]{2}"
DAY = r"(?:[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?"
ORDINAL = "(?i-u:first|second|third|fourth|final|last|opening|closing|holiday|christmas|festive|1st|2nd|3rd|4th)"
FISCAL = r"(?:FY ?'?|(?i-u:fiscal year|financial year|fiscal|financial|calendar year|calendar|full[- ]year) ?'?)"
MONTH_TO_MONTH = "(?:-to-|-through-| ?(?:-|to|through|and) ?)"
SAME = "(?i-u:same|corresponding|comparable|equivalent|like|matching)"
SPELL = "period|quarter|half|half-year|month|week|(?:three|six|nine|12|twelve)[ -]months?(?: period)?|financial period|trading period"
_WHOSE = r"(?: (?i-u:of|in) (?i-u:the |its |their )?(?:(?i-u:current |same ))?| )"
_FISCAL_YEAR = "(?:fiscal year|financial year|fiscal)"
_RELATIVE_YEAR = (
    "(?i-u:last year|this year|next year|the current year|current year|the year|the previous year|the prior year"
    f"|(?:last|this|the current|current|the running|the previous|the prior|previous) {_FISCAL_YEAR})"
)
_SPELLED = (
    "(?i-u:(?:the|this|its|their|that) {number}[ -]months?(?:'s?)? (?:period|figures?|totals?|tally|volumes?|value|number|span)"
    "|(?:the |this |its |their )?{number}[ -]month (?:(?:net|operating|pre-tax|pretax|group|total|core|underlying|export|import) )?"
    "(?:profits?|loss|losses|sales|revenues?|earnings|income|results|turnover|output|production|exports|imports|shipments|deliveries))"
)
"""What a text says of the months since the year began: "the nine-month total", "nine-month profit"."""


@cache
def months() -> dict[str, int]:
    """Month names as printed -> 1..12."""
    return {row["word"]: int(row["month"]) for row in load("months").iter_rows(named=True)}


@cache
def weekdays() -> dict[str, int]:
    """Weekday names as printed -> 1 (Monday) .. 7."""
    return {row["word"]: int(row["weekday"]) for row in load("weekdays").iter_rows(named=True)}


@cache
def period_words(kind: str) -> dict[str, int]:
    """Words of one kind of `period_words.csv` -> value (0 where the kind has none)."""
    rows = load("period_words").filter(pl.col("kind") == kind)
    return {row["word"]: int(row["value"] or 0) for row in rows.iter_rows(named=True)}


@cache
def cues(kind: str) -> str:
    """An alternation of the words of one kind of `period_cues.csv`, for lower-cased text."""
    return any_of(load("period_cues").filter(pl.col("kind") == kind)["cue"])


@cache
def base_figure() -> str:
    """What stands before a figure that another is set against: `from 3 to 5`, `5, compared with 3`. For lower-cased text."""
    return rf"\b{cues('base')}(?: {cues('approximator')})* ?[$£€₹]? ?$"


@cache
def base_of_what() -> str:
    """As `base_figure`, where what is measured is said again: `5, compared with exports of 3`."""
    led = r"\b(?:(?:compared(?: to| with)?|as compared|as against|versus|against an?)(?: the| a| an| its| their)?"
    last = r"\b(?:from|than|over|against|versus|compared (?:to|with)|vs\.?) (?:last|the previous|the prior) year's"
    led += r"|(?:more|less|fewer|higher|lower|greater|larger|smaller) than (?:its|their|the|last year's))"
    return rf"(?:{last}|{led}(?: [a-z-]+){{1,4}} (?:of|at))(?: {cues('approximator')})* ?[$£€₹]? ?$"


EXPECTED = r"(?:forecast|estimate|expect|consensus|predict|guid|target|budget|poll)[a-z]*(?: [a-z]+){0,3} ?[$£€₹]?$"
"""What was expected of a period is a figure of the same period."""


@cache
def range_figure() -> str:
    """`ranging from 30 to 600` sets nothing against anything."""
    return rf"\b{cues('range')} from [^,;]{{0,16}}$"


@cache
def pieces() -> dict[str, str]:
    """The named building blocks."""
    month = any_of(months())
    number = "(?:" + any_of(period_words("number")).replace("(?:", "(?i-u:", 1) + "|[0-9]{1,2})"
    short = "[0-9]{2}"
    fiscal_year = rf"{FISCAL}(?:{YEAR}(?:[-/](?:{YEAR}|{short}))?|{short}(?:[-/]{short})?)"
    whose = rf"(?:{_WHOSE}(?:{fiscal_year}|{YEAR}(?:[-/]{short})?|{_RELATIVE_YEAR}))"
    date = rf"(?:{month} {DAY}(?:,? {YEAR})?|{DAY} (?:of )?{month}(?:,? {YEAR})?|{month},?(?: in| of)? {YEAR}|{month})"
    return {"month": month, "number": number, "short": short, "fiscal_year": fiscal_year, "whose": whose, "date": date}


@cache
def expression() -> str:
    """One pattern for every expression of time; its first fitting alternative is the longest."""
    p = pieces()
    month, number, short, whose, date, fiscal_year = (p[k] for k in ("month", "number", "short", "whose", "date", "fiscal_year"))
    phrases = load("relative_periods")["phrase"].to_list()
    weekday = any_of(weekdays())
    this_year = "(?i-u: (?:of )?(?:this|last) year)?"
    length = (
        "(?i-u:quarter|half-year|half year|half|financial year|fiscal year|year"
        f"|{number}[ -]months?|{number}[ -](?:trading )?(?:week|day)s?|{number}[ -](?:month|week) period)"
    )
    alternatives = [
        rf"(?:Q[1-4]|[1-4]Q|H[12]|[12]H)(?:[ -]?(?:{fiscal_year}|'?{YEAR}(?:[-/]{short})?|'?{short}(?:[-/]{short})?)|{whose})?",
        r"(?i-u:the |its )?(?i-u:fiscal |financial |business |budget |tax )?(?i-u:year),?(?i-u: which| that)? "
        rf"(?i-u:starting|beginning|starts|begins|started|began) (?i-u:on |in |from )?{date}",
        rf"(?i-u:the |its )?(?i-u:full |fiscal |financial )?(?:{ORDINAL}[ -])?(?i-u:full |fiscal |financial )?{length}"
        rf"(?i-u:,? which| that)?(?i-u:,? ended|,? ending| to| through) (?i-u:on |in |at |the end of |end-|mid-|late |early )?{date}",
        rf"(?i-u:the )?(?i-u:fiscal |financial )?{ORDINAL}[ -](?i-u:fiscal |calendar |full )?"
        rf"(?i-u:quarter|half|semester|trimester){whose}?",
        rf"(?i-u:the )?{month}(?: {YEAR})?[ -](?:{month}[ -])?(?i-u:(?:ended[ -]|ending )?quarter)"
        rf"(?:(?i-u: of)? {YEAR}|(?i-u: of (?:the |its )?){fiscal_year}|(?i-u: of (?:the |this )(?:current |same )?{_FISCAL_YEAR}))?",
        rf"(?i-u:the )?(?i-u:first|last|final|opening|initial) {number} (?i-u:months|quarters|weeks|month|quarter){whose}?",
        rf"(?i-u:the )?(?i-u:first|last|final|opening|closing) month{whose}",
        _SPELLED.replace(
            "{number}", "(?:" + any_of(word for word, value in period_words("number").items() if 1 < value < 12) + "|1[01]|[2-9])"
        ),
        rf"(?i-u:the )?(?i-u:week)(?i-u:,? which| that)? (?i-u:ended|ending|to|through) (?i-u:on )?(?:{weekday},? )?{date}",
        rf"{month}(?: {YEAR})?{MONTH_TO_MONTH}{month}(?:,? {YEAR})?(?:[ -](?i-u:quarter|period|half))?(?:(?i-u: of) {YEAR})?{this_year}",
        rf"{YEAR}-[01][0-9]-[0-3][0-9]",
        rf"{YEAR}(?:'s)? ?(?:Q[1-4]|H[12]|{ORDINAL}[ -](?i-u:quarter|half))",
        rf"(?i-u:between|from) {YEAR} (?i-u:and|to|through|until) {YEAR}",
        rf"(?i-u:between|from) {month}(?: {YEAR})? (?i-u:and|to|through) {month}(?:,? {YEAR})?{this_year}",
        rf"{date}(?i-u:,? last year|,? this year|,? next year| of last year| of this year| of next year| a year ago| a year earlier)?",
        rf"(?i-u:the )?{fiscal_year}",
        rf"(?i-u:the )?{SAME} (?i-u:{SPELL}),?(?i-u: of| in| during)? {YEAR}",
        rf"(?:(?i-u:early|mid|late)[ -])?{YEAR}s|{YEAR} ?- ?{YEAR}|{YEAR}[-/]{short}|{YEAR}[-/][1-9]|{YEAR}",
        rf"(?i-u:{tree_of(phrases)})",
        rf"(?:(?i-u:last|this|next) )?{any_of(weekdays())}",
        rf"(?i-u:the )?(?i-u:past|last|previous|next|coming) {number} (?i-u:years|months|quarters|weeks|days|decades)",
        rf"{number} (?i-u:years|months|quarters|weeks|days|decades|year|decade) (?i-u:ago|earlier|later|before|from now|from today)",
        rf"(?i-u:within)(?i-u: the next| the coming)? {number} (?i-u:years|decades)",
        # "from 11% in the second": the noun is left out.
        r"(?i-u:the (?:first|second|third|fourth))",
    ]
    return r"(?-u:\b)(?:" + "|".join(f"(?:{a})" for a in alternatives) + r")(?-u:\b)"
