"""Small words for lines on a terminal: counted nouns, cut sentences.

Belongs here: turning plain values into words. Does not belong here: which words are shown where.
"""


def counted(number: int, noun: str) -> str:
    """`1 article`, `2 articles`, `1,200 articles`: nouns with a regular plural."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def excerpt(sentence: str, words: str, width: int) -> str:
    """A sentence on one line of at most `width` characters that still shows `words`; … stands for what is left out."""
    line, sought = " ".join(sentence.split()), " ".join(words.split())
    if len(line) <= width:
        return line
    end = line.find(sought) + len(sought)
    if end <= width - 1:
        return line[: width - 1].rstrip() + "…"
    begin = max(0, min(end + width // 4, len(line)) - (width - 2))
    begin = line.find(" ", begin, max(begin, end - len(sought))) + 1 or begin  # at a word, where there is one before the figure
    left = line[begin:]
    return "…" + (left if len(left) < width else left[: width - 2].rstrip() + "…")
