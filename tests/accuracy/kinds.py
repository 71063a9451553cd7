"""What kind of mistake a wrong field is, for the error tables of docs/accuracy.md.

Belongs here: naming a mistake by its kind, never by its text, so that texts set aside may be counted too. Does not belong here: what is
right (`scoring`).
"""

import math
from collections import Counter

STAGES = {
    "numbers": ("found", "value", "unit", "bound"),
    "subjects": ("subject",),
    "metrics": ("metric",),
    "periods": ("period",),
    "modality": ("modality",),
    "speakers": ("speaker",),
}
"""Stage -> the fields whose mistakes are its own."""


def value(got: dict, gold: dict) -> str:
    """The kind of a wrong value or upper end."""
    have, want = got["value"], gold["value"]
    if have is None or want is None:
        return "no value read" if have is None else "value read where there is none"
    have, want = float(have), float(want)
    if have == want:
        return "the other end of a range"
    if have and want and math.isclose(have, -want, rel_tol=1e-6):
        return "sign"
    if have and want and have * want > 0 and math.isclose(math.log10(have / want) % 1, 0, abs_tol=1e-6):
        return "scale word"
    return "another number"


def unit(got: dict, gold: dict) -> str:
    """The kind of a wrong unit: by kinds of units, not by units."""
    return f"{_unit_kind(gold['unit'])} read as {_unit_kind(got['unit'])}"


def named(name: str, got: dict, gold: dict) -> str:
    """The kind of a wrong field that takes one of a few words."""
    return f"{gold.get(name) or 'none'} read as {got.get(name) or 'none'}"


def subject(matches: list[str], main: str | None, gold: dict, got: str | None) -> str:
    """matches: subjects of the article's gold claims that the read name means; main: the one with most claims."""
    wanted = "the article's main subject" if gold["subject"] == main else "another subject"
    if not got:
        return f"{wanted} not found"
    if main in matches:
        return f"{wanted} taken for the main one"
    return f"{wanted} taken for " + ("another of its subjects" if matches else "a name that owns no figure")


def period(have: tuple | None, want: tuple | None) -> str:
    """have, want: first and last day."""
    if have is None or want is None:
        return "none read" if have is None else "read where there is none"
    if have[1] == want[1]:
        return "right end, other beginning"
    return "another time"


def speaker(got: str | None, gold: str | None) -> str:
    """The kind of a wrong speaker."""
    if not got or not gold:
        return "nobody read" if gold else "somebody read where nobody speaks"
    return "another speaker"


def tables(kinds: Counter[tuple[str, str]], most: int = 6) -> list[str]:
    """kinds: (field, kind) -> claims. One line a stage: its most frequent mistakes."""
    lines = []
    for stage, fields in STAGES.items():
        own = Counter({(field, kind): n for (field, kind), n in kinds.items() if field in fields})
        top = own.most_common(most)
        told = [f"{kind if len(fields) == 1 or field == 'found' else f'{field}: {kind}'} {n}" for (field, kind), n in top]
        rest = own.total() - sum(n for _, n in top)
        lines.append(f"{stage} ({own.total()}): " + ("; ".join(told) or "none") + (f"; other {rest}" if rest else ""))
    return lines


def _unit_kind(unit: str | None) -> str:
    if unit in ("percent", "count", "people", "multiple", "rank", None):
        return str(unit)
    return "money" if unit.isupper() and len(unit) == 3 else "a measure"
