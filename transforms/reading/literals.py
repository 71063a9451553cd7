"""Words without which a pattern cannot match: what an Aho-Corasick pass looks for before any regular expression is tried.

Belongs here: reading a pattern of the vocabulary for the literal words that each of its matches holds. Does not belong here: the search
itself, what a pattern means.

A regular expression of hundreds of words and open stretches builds its automaton while it reads, for every text anew; a search for
plain words costs the same for any number of them. So patterns are tried only on texts that hold one of their words.
"""

import itertools
import re
from dataclasses import dataclass

MANY = 64
"""Words of one place in a pattern that are followed further; beyond that many the place tells too little."""
LONG = 7
"""Letters from which a word is rare enough."""

_PLAIN = re.compile("[A-Za-z0-9 ,'%-]+")
"""Letters and signs that stand for themselves."""
_REPEATS = ("?", "*", "+")

_Words = frozenset[str]


def needed_words(pattern: str) -> list[str]:
    """Words of which every match of the pattern holds one, in order; the rarest such set, told by the length of its words.

    pattern: literals, placeholders like {money}, groups (?:...), classes, repetitions and \\b. Raises ValueError for a pattern that may
    match without any word.
    """
    needed = _Reader(pattern).alternatives().needed
    if not needed:
        raise ValueError(f"no word is needed by {pattern!r}")
    return sorted(needed)


@dataclass(frozen=True)
class _Part:
    """What is known of a stretch of a pattern: all that it can be (None: too much), and words of which it must hold one (None: none)."""

    whole: _Words | None
    needed: _Words | None


_NOTHING = _Part(frozenset([""]), None)
_ANYTHING = _Part(None, None)


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str):
        self.pattern, self.at = pattern, 0

    def alternatives(self) -> _Part:
        branches = [self._sequence()]
        while self._next("|"):
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        known = [branch.whole for branch in branches if branch.whole is not None]
        whole = frozenset().union(*known) if len(known) == len(branches) else None
        needed = [branch.needed for branch in branches if branch.needed]
        return _Part(whole, frozenset().union(*needed) if len(needed) == len(branches) else None)

    def _sequence(self) -> _Part:
        """Runs of words that stand together are one word: the best run, or the best that a part needs by itself, is what is needed."""
        parts = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            parts.append(self._repeated(self._item()))
        run: _Words = frozenset([""])
        whole, found = True, []
        for part in parts:
            longer = _joined(run, part.whole)
            if longer is None:
                whole = False
                found += [run, part.needed, part.whole]
                longer = part.whole if part.whole is not None and len(part.whole) <= MANY else frozenset([""])
            run = longer
        found.append(run)
        usable = [_least(words) for words in found if words and "" not in words]
        return _Part(run if whole else None, max(usable, key=_worth) if usable else None)

    def _item(self) -> _Part:
        here = self.pattern[self.at]
        if plain := _PLAIN.match(self.pattern, self.at):
            end = plain.end()
            # A sign of repetition is for the last letter alone.
            repeated = self.pattern[end : end + 1] in _REPEATS or (self.pattern[end : end + 2][1:].isdigit() and self.pattern[end] == "{")
            end -= repeated and end - self.at > 1
            word, self.at = self.pattern[self.at : end], end
            return _literal(word)
        if here == "(":
            self.at += 3  # (?:
            part = self.alternatives()
            self.at += 1
            return part
        if here == "[":
            return self._class()
        if here == "{":
            close = self.pattern.index("}", self.at) + 1
            word, self.at = self.pattern[self.at : close], close
            return _literal(word)
        self.at += 1
        if here == "\\":
            escaped = self.pattern[self.at]
            self.at += 1
            return _NOTHING if escaped == "b" else _ANYTHING if escaped.isalnum() else _literal(escaped)
        return _NOTHING if here in "^$" else _ANYTHING if here == "." else _literal(here)

    def _class(self) -> _Part:
        close = self.pattern.index("]", self.at + 2)
        inside = self.pattern[self.at + 1 : close]
        self.at = close + 1
        plain = not inside.startswith("^") and "-" not in inside.strip("-") and "\\" not in inside
        return _Part(frozenset(inside), frozenset(inside)) if plain else _ANYTHING

    def _repeated(self, part: _Part) -> _Part:
        """The part with the sign of repetition that stands behind it."""
        if self._next("?"):
            return _Part(None if part.whole is None else part.whole | {""}, None)
        if self._next("*"):
            least = 0
        elif self._next("+"):
            least = 1
        elif self.pattern[self.at : self.at + 1] == "{" and self.pattern[self.at + 1].isdigit():
            close = self.pattern.index("}", self.at)
            least, self.at = int(self.pattern[self.at + 1 : close].split(",")[0]), close + 1
        else:
            return part
        self._next("?")  # as few as possible
        return _Part(None, part.needed if least else None)

    def _next(self, sign: str) -> bool:
        if self.pattern[self.at : self.at + 1] != sign:
            return False
        self.at += 1
        return True


def _literal(word: str) -> _Part:
    return _Part(frozenset([word]), frozenset([word]))


def _joined(run: _Words, words: _Words | None) -> _Words | None:
    """Each word of a run with each of what follows, when these are few."""
    if words is None or len(run) * len(words) > MANY:
        return None
    return frozenset(a + b for a, b in itertools.product(run, words))


def _least(words: _Words) -> _Words:
    """Without the words that hold another of them."""
    return frozenset(w for w in words if not any(other != w and other in w for other in words))


def _worth(words: _Words) -> float:
    """How much a search for these words spares: the letters of the shortest, where a placeholder counts for one; rather few than many."""
    return min(_letters(word) for word in words) - len(words) / 60


def _letters(word: str) -> int:
    name = word[word.index("{") : word.index("}") + 1] if "{" in word else ""
    return min(len(word.replace(name, "").replace(" ", "")) + (name != ""), LONG)
