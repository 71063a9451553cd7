"""Words of the vocabulary as regular expressions.

Belongs here: how a list of words is written as one pattern. Does not belong here: which words, and what a match means.
Rust's regexes take the first alternative that fits, not the longest; so the longest stands first.
"""

from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """The words as alternatives, taken literally, the longest first and each once. Without a group around them."""
    return "|".join(escape(word) for word in _longest_first(words))


def any_of(words: Iterable[str]) -> str:
    """`either` in a group that captures nothing."""
    return f"(?:{either(words)})"


def either_pattern(patterns: Iterable[str]) -> str:
    """As `either`, of words that are regular expressions themselves ("top [0-9]+")."""
    return "|".join(_longest_first(patterns))


def tree_of(words: Iterable[str]) -> str:
    """What `any_of` matches, with the beginnings that words share written once: where case does not count, a list of a thousand phrases
    costs several times as much to compile and to run."""
    tree: dict = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return _written(tree)


def escape(word: str) -> str:
    """A literal for a Rust regex."""
    return word.translate(_ESCAPED)


_ESCAPED = str.maketrans({sign: "\\" + sign for sign in r".+*?()|[]{}^$\/"})
_END = ""


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))


def _written(node: dict) -> str:
    """A tree of letters as a pattern; letters that go on alike are one class. The longest word is taken: to go on comes before to end."""
    alike: dict[str, list[str]] = {}
    for letter in sorted(node.keys() - {_END}):
        alike.setdefault(_written(node[letter]), []).append(letter)
    branches = "|".join(_one_of(letters) + rest for rest, letters in alike.items())
    if not branches:
        return ""
    return f"(?:{branches})?" if _END in node else f"(?:{branches})" if len(alike) > 1 else branches


def _one_of(letters: list[str]) -> str:
    return escape(letters[0]) if len(letters) == 1 else "[" + "".join(f"\\{c}" if c in "-]^\\[&~" else c for c in letters) + "]"
