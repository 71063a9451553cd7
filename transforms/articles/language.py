"""A guess at a text's language.

Belongs here: counting function words (`vocabulary/language_words.csv`). Does not belong here: reading other languages.
"""

import re
from collections import Counter
from functools import cache

from transforms import vocabulary

SAMPLE = 4_000
"""Code points looked at."""
ENOUGH = 3
"""Function words that must be seen before a guess is made."""


def guess_language(text: str) -> str | None:
    """ISO 639-1 code of the language whose function words are most frequent; None when too few are seen."""
    languages = _languages()
    counts: Counter[str] = Counter()
    for word, times in Counter(re.findall(r"[^\W\d_]+", text[:SAMPLE].lower())).items():
        for language in languages.get(word, ()):
            counts[language] += times
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] >= ENOUGH else None


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """word -> languages that use it as a function word."""
    words: dict[str, tuple[str, ...]] = {}
    for language, word in vocabulary.load("language_words").select("language", "word").iter_rows():
        words[word] = (*words.get(word, ()), language)
    return words
