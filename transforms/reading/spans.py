"""Finding stretches of text, vectorised: every match of a pattern or of a vocabulary, with code-point offsets.

Belongs here: span search and span arithmetic that any stage may use. Does not belong here: what a stretch means.

Rust regexes have no lookaround and polars gives byte offsets; so matches are wrapped in private-use sentinels in a working
copy, the copy is split at them, and offsets are the running sum of the pieces' lengths in code points.
"""

import polars as pl

OPEN = "\ue000"
"""Private-use code point that stands on both sides of matches in working copies. `plain()` removes them from the input."""


# One code point for one, so that offsets stay: curly quotes, dashes and blanks become the plain ones that rules are written for.
_PLAIN_FROM = (
    "\u2018\u2019\u201a\u201b\u02bc\u2032\u201c\u201d\u201e\u201f\u2033"  # quotation marks
    "\u2010\u2011\u2012\u2013\u2212"  # hyphens, en dash, minus
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\x0b\x0c\u2028\u2029"  # blanks
    "\u0130\ue000\ue001"  # a capital that grows in lower case, our own sentinels
)
_PLAIN_TO = "''''''" + '"' * 5 + "-" * 5 + " " * 23 + "I  "
assert len(_PLAIN_FROM) == len(_PLAIN_TO)


def plain(text: pl.Expr) -> pl.Expr:
    """The text with one code point for one: straight quotes, '-' for short dashes, ' ' for every blank. Offsets are kept."""
    return text.str.replace_many(list(_PLAIN_FROM), list(_PLAIN_TO))


def text_before(text: pl.Expr, at: str | pl.Expr, reach: int) -> pl.Expr:
    """The last code points before a place, fewer where the text begins sooner. at: offset in code points, an unsigned or signed integer."""
    place = (pl.col(at) if isinstance(at, str) else at).cast(pl.Int64)
    return text.str.slice((place - reach).clip(0), place.clip(0, reach))


def find_spans(frame: pl.DataFrame, key: str, text: str, pattern: str) -> pl.DataFrame:
    """Every match of a regular expression.

    frame: one row a text, with `key` (any type, unique) and `text` (String, free of sentinels: see `plain`).
    Returns (key, start UInt32, end UInt32, match String), in order of key and position. Matches do not overlap.
    """
    # The pattern is compiled and run once: texts without a match come back as they were and are told by the missing sentinel.
    wrapped = frame.lazy().select(key, pl.col(text).str.replace_all(pattern, f"{OPEN}${{0}}{OPEN}"))
    return _unwrap(wrapped.filter(pl.col(text).str.contains(OPEN, literal=True)), key, text).collect(engine="in-memory")


def find_phrases(frame: pl.DataFrame, key: str, text: str, phrases: list[str]) -> pl.DataFrame:
    """Every whole-word occurrence of a vocabulary, the longest at each place (Aho-Corasick: cost does not grow with the vocabulary).

    frame: one row a text, with `key` (unique) and `text` (String; give a lower-cased column for lower-cased phrases).
    Returns (key, start UInt32, end UInt32, match String), in order of key and position, without overlaps. A match has no letter
    or digit next to it on either side. Overlapping search, then the leftmost longest: a hit inside a word must not hide a true one.
    """
    wanted = list(dict.fromkeys(phrases)) or [OPEN]  # an empty vocabulary has no type of its own, and finds nothing
    raw = (
        frame.lazy()
        .select(key, pl.col(text).alias("_text"))
        .with_columns(_at=pl.col("_text").str.find_many(wanted, overlapping=True))
        .filter(pl.col("_at").list.len() > 0)
        .with_columns(match=pl.col("_text").str.extract_many(wanted, overlapping=True), _bytes=pl.col("_text").cast(pl.Binary))
        .explode("_at", "match")
        .with_columns(_before=pl.col("_bytes").bin.slice(0, pl.col("_at")).cast(pl.String))
        .filter(~pl.col("_before").str.contains(r"[\pL\pN]$"))
        .with_columns(_after=pl.col("_bytes").bin.slice(pl.col("_at") + pl.col("match").str.len_bytes(), 4))
        # Four bytes hold one whole code point; a cut second one is no valid text, so only the first bytes are looked at.
        .filter(~_begins_with_letter(pl.col("_after")))
        .with_columns(start=pl.col("_before").str.len_chars().cast(pl.UInt32))
        .with_columns(end=(pl.col("start") + pl.col("match").str.len_chars()).cast(pl.UInt32))
        .select(key, "start", "end", "match")
    )
    return keep_longest(raw.collect(), key)


def _begins_with_letter(head: pl.Expr) -> pl.Expr:
    """Whether bytes begin with a letter or digit: ASCII by its code, Latin, Greek and Cyrillic letters by their lead bytes C3..D3."""
    return head.bin.encode("hex").str.contains("^(3[0-9]|[46][1-9a-f]|[57][0-9a]|c[3-9a-f]|d[0-3])")


def keep_longest(spans: pl.DataFrame, key: str) -> pl.DataFrame:
    """Of overlapping spans of one key, those that start first, and of these the longest.

    spans: (key, start, end, ...). Returns the kept rows in order of key and start.
    """
    ordered = spans.sort(key, "start", "end", descending=[False, False, True], maintain_order=True)
    reach = pl.col("end").cum_max().shift(1).over(key)
    return ordered.filter(reach.is_null() | (pl.col("start") >= reach))


def _unwrap(wrapped: pl.LazyFrame, key: str, text: str) -> pl.LazyFrame:
    """Split a working copy at its sentinels, every second piece is a match, and give the matches their offsets in the original."""
    begins = (pl.col(key) != pl.col(key).shift(1)).fill_null(True)
    return (
        wrapped.select(key, pl.col(text).str.split(OPEN).alias("match"))
        .explode("match")
        .with_columns(_width=pl.col("match").str.len_chars(), _nth=pl.int_range(pl.len(), dtype=pl.UInt32), _begins=begins)
        .with_columns(_end=pl.col("_width").cum_sum())
        .with_columns(
            _base=pl.when("_begins").then(pl.col("_end") - pl.col("_width")).forward_fill(),
            _first=pl.when("_begins").then("_nth").forward_fill(),
        )
        .filter((pl.col("_nth") - pl.col("_first")) % 2 == 1)
        .with_columns(end=(pl.col("_end") - pl.col("_base")).cast(pl.UInt32))
        .select(key, (pl.col("end") - pl.col("_width")).cast(pl.UInt32).alias("start"), "end", "match")
    )
