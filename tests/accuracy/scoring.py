"""How many of the gold claims were read, and how many fields of each are right.

The measure is that of a matching game: a read claim and a gold claim may pair when their spans overlap, each is used once, and
the pairing with most equal fields wins. A level counts the pairs in which all its fields are equal; precision divides by what was
read, recall by what there is. Belongs here: the measure. Does not belong here: running the reader, printing (`__main__`).
"""

import calendar
import re
from collections import Counter
from dataclasses import dataclass, field

from tests.accuracy import kinds

FIELDS = ("value", "unit", "bound", "subject", "metric", "period", "modality", "speaker")
CORE = ("value", "unit")
LEVELS: dict[str, tuple[str, ...]] = {
    "number found": (),
    "value + unit": CORE,
    **{f"value + unit + {name}": (*CORE, name) for name in FIELDS[2:]},
    "value + unit + subject + metric": (*CORE, "subject", "metric"),
    "whole claim": FIELDS,
}
LEGAL_FORMS = frozenset(
    ("inc", "ltd", "co", "corp", "company", "group", "plc", "corporation", "limited", "the", "holdings", "ag", "se", "llc")
)


@dataclass
class Score:
    """Counts of one corpus."""

    gold: int = 0
    read: int = 0
    hits: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))
    wrong: list[str] = field(default_factory=list)
    by_field: Counter[str] = field(default_factory=Counter)
    """Claims found whose field is wrong, by field; and those missed or read where there is none."""
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(field, kind of mistake as `kinds` names it) -> claims."""
    judged: list[tuple[float, bool]] = field(default_factory=list)
    """(confidence, core fields right) of every claim read."""

    def f1(self, level: str) -> float:
        """2PR / (P + R) of a level, 0 when nothing was read."""
        return 2 * self.hits[level] / (self.gold + self.read) if self.gold + self.read else 0.0


def score(gold_files: list[dict], claims: dict[str, list[dict]]) -> Score:
    """gold_files: parsed gold files; claims: read claims (extract's fields) by article."""
    total = Score()
    for document in gold_files:
        wanted, got = document["claims"], claims.get(document["article"], [])
        total.gold += len(wanted)
        total.read += len(got)
        pairs = paired(wanted, got, document)
        for claim_no, gold_no in pairs.items():
            right = _right(got[claim_no], wanted[gold_no], document)
            for level, fields in LEVELS.items():
                total.hits[level] += right.issuperset(fields)
            missed = [name for name in FIELDS if name not in right]
            total.by_field.update(missed)
            total.kinds.update((name, _kind(name, got[claim_no], wanted[gold_no], document)) for name in missed)
            if missed:
                detail = "; ".join(f"{name} {got[claim_no].get(name)!r}, not {wanted[gold_no].get(name)!r}" for name in missed)
                total.wrong.append(f"{document['article']}: {wanted[gold_no]['number_text']!r}: {detail}")
        for claim_no, claim in enumerate(got):
            core = claim_no in pairs and _right(claim, wanted[pairs[claim_no]], document).issuperset(("value", "unit", "subject", "metric"))
            total.judged.append((claim.get("confidence") or 0.0, core))
            if claim_no not in pairs:
                total.by_field["read where there is none"] += 1
                total.kinds["found", "read where there is none"] += 1
                total.wrong.append(
                    f"{document['article']}: {claim['number_text']!r}: no claim, read as {claim['metric']} of {claim['subject']}"
                )
        for gold_no in sorted(set(range(len(wanted))) - set(pairs.values())):
            total.by_field["missed"] += 1
            total.kinds["found", "missed"] += 1
            total.wrong.append(f"{document['article']}: {wanted[gold_no]['number_text']!r}: missed")
    return total


def paired(wanted: list[dict], got: list[dict], document: dict) -> dict[int, int]:
    """Number of a read claim -> number of its gold claim."""
    options = [
        (len(_right(claim, gold, document) & set(FIELDS)), overlap, -gold_no, -claim_no)
        for gold_no, gold in enumerate(wanted)
        for claim_no, claim in enumerate(got)
        if (overlap := min(gold["end"], claim["char_end"]) - max(gold["start"], claim["char_start"])) > 0
    ]
    pairs: dict[int, int] = {}
    for _, _, gold_no, claim_no in sorted(options, reverse=True):
        if -claim_no not in pairs and -gold_no not in pairs.values():
            pairs[-claim_no] = -gold_no
    return pairs


def _right(claim: dict, gold: dict, document: dict) -> set[str]:
    return {name for name in FIELDS if equal(name, claim, gold, document)}


def equal(name: str, claim: dict, gold: dict, document: dict) -> bool:
    answers = [gold.get(name), *gold.get(f"{name}_alt", [])]
    got = claim.get(name)
    if name == "value":
        exact = _close(got, gold["value"]) and _close(claim.get("value_high"), gold.get("value_high"))
        return exact or ("value_intended" in gold and _close(got, gold["value_intended"]))
    if name in ("subject", "speaker"):
        if not got:
            return None in answers
        names = [answer for answer in answers if answer]
        also = [
            other for group in document.get("aliases", []) if {_words(n) for n in group} & {_words(n) for n in names} for other in group
        ]
        return any(_same_name(got, answer) for answer in [*names, *also])
    if name == "period":
        have, spans = _days(got), [_days(answer) for answer in answers]
        if have is None:
            return None in spans
        if gold["modality"] in ("target", "forecast"):
            return any(span is not None and span[1] == have[1] for span in spans)
        return have in spans
    return got in answers


def _kind(name: str, claim: dict, gold: dict, document: dict) -> str:
    if name == "value":
        return kinds.value(claim, gold)
    if name == "unit":
        return kinds.unit(claim, gold)
    if name == "subject":
        subjects = Counter(other["subject"] for other in document["claims"])
        matches = [s for s in subjects if s and equal("subject", claim, {"subject": s}, document)]
        return kinds.subject(matches, subjects.most_common(1)[0][0], gold, claim.get("subject"))
    if name == "period":
        return kinds.period(_days(claim.get("period")), _days(gold.get("period")))
    if name == "speaker":
        return kinds.speaker(claim.get("speaker"), gold.get("speaker"))
    return kinds.named(name, claim, gold)


def _close(got: float | None, wanted: float | None) -> bool:
    if got is None or wanted is None:
        return got is wanted
    return abs(float(got) - float(wanted)) <= 1e-6 * max(abs(float(got)), abs(float(wanted)), 1e-9)


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word in re.findall(r"\w+", name.casefold()) if word not in LEGAL_FORMS)


def _same_name(got: str, wanted: str) -> bool:
    """Equal but for legal forms and case; one word is enough when it is the other's last."""
    a, b = _words(got), _words(wanted)
    return a == b or bool(a and b and 1 in (len(a), len(b)) and a[-1] == b[-1])


def _days(period: str | None) -> tuple[str | None, str | None] | None:
    """First and last day of an ISO 8601 period."""
    if not period:
        return None
    if "/" in period:
        first, last = (_days(part) for part in period.split("/", 1))
        return (first[0] if first else None, last[1] if last else None)
    if quarter := re.fullmatch(r"(\d{4})-?([QH])(\d)", period):
        months = 3 if quarter[2] == "Q" else 6
        last_month = int(quarter[3]) * months
        return (f"{quarter[1]}-{last_month - months + 1:02d}-01", _month_end(quarter[1], last_month))
    if re.fullmatch(r"\d{4}", period):
        return (f"{period}-01-01", f"{period}-12-31")
    if month := re.fullmatch(r"(\d{4})-(\d{2})", period):
        return (f"{period}-01", _month_end(month[1], int(month[2])))
    return (period[:10], period[:10])


def _month_end(year: str, month: int) -> str:
    return f"{year}-{month:02d}-{calendar.monthrange(int(year), month)[1]}"
