"""Segments to sentences.

Belongs here: where a sentence begins and ends, and whether a quotation is open there. Does not belong here: what kind of
stretch the text is (`segments`), anything about numbers.

A text is cut generously in one pass, at every line break and every full stop before a capital; then pieces that an abbreviation tore
apart are joined again.
"""

from functools import cache

import polars as pl

from transforms import vocabulary
from transforms.reading.alternations import either
from transforms.reading.segments import SOFT
from transforms.reading.spans import plain

MAX_SENTENCE = 2_000
"""Code points; a longer stretch without an end of sentence is cut, so that one bad document cannot cost more than its length."""
_BLOCK = 100_000

CUT = "\ue002"
"""Private-use code point that marks a cut in the working copy."""
_RESERVED, _SHIELDS = [CUT, SOFT], ["\U000ffff2", "\U000ffff3"]
"""A text that itself holds the signs of the working copies is read with others in their place and given back as it was."""
_FOREIGN = "[\ue000-\ue0ff\x1f]"

_MARKS = r"(?:[\"'”’»)\]]|\[\p{N}{1,3}\])*"
"""What may stand between a stop and the blank after it: closing quotes and brackets, footnote numbers."""
_ENDS = rf"\s*\n\s*|[.!?…]{_MARKS}[\s\x1f]+"
"""A hard line break ends whatever stands before it, and so may a stop with closing quotes and brackets."""
_BEGINS = r"^[\"'“‘«(\[]*(?:[\p{Lu}\p{Lo}\p{N}$£€₹¥]|\p{Ll}\p{Lu})"
"""What can begin a sentence after a stop: a capital, a figure, an iPhone."""
_GLUED = r"(\p{Ll}[.!?][\"”]?)((?:OPENERS)\s)"
"""A stop whose blank was lost, before a word that opens sentences."""
_LIKELY_GLUED = r"[.!?][\"”]?[A-Z]"
"""A cheap sign of it."""
_CLOSED = rf"{_MARKS}[\s\x1f]*$"
_OPENED = r"^[\"'“‘«(\[]*"
_QUOTES = ['"', "“", "”"]


def split_sentences(articles: pl.DataFrame, segments: pl.DataFrame) -> pl.DataFrame:
    """articles: `frames.Articles`, segments: `frames.Segments` (and the columns `cut_segments` adds, if there) -> `frames.Sentences`.

    Everything in a segment but the blanks between sentences stands in exactly one sentence; none is longer than MAX_SENTENCE.
    """
    foreign = _holds_signs(articles["text"])
    pieces = _pieces(_stretches(articles, segments, shield=foreign))
    sentences = _within_limit(_joined(pieces))
    return _quotations(_placed(sentences, unshield=foreign)).select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("sentence_no"),
        "article_no",
        "segment_no",
        "paragraph_no",
        "kind",
        "char_start",
        "text",
        "plain",
        "lower",
        "quoted_from_before",
    )


def _holds_signs(texts: pl.Series) -> bool:
    """Whether a text holds signs of the working copies; those beyond ASCII are looked for only where a text goes beyond it."""
    wide = texts.filter(texts.str.len_bytes() != texts.str.len_chars())
    return bool(texts.str.contains("\x1f", literal=True).any()) or bool(wide.str.contains("[\ue000-\ue0ff]").any())


def _stretches(articles: pl.DataFrame, segments: pl.DataFrame, shield: bool) -> pl.DataFrame:
    """segment_no, article_no, kind, char_start and text, with SOFT for line breaks inside sentences."""
    text = pl.col("text").str.replace_many(_RESERVED, _SHIELDS) if shield else pl.col("text")
    joined = segments.join(articles.select("article_no", "text"), on="article_no", how="left", maintain_order="left")
    if "flow" in segments.columns:
        # Slicing bytes costs the stretch's length; slicing code points costs its distance from the beginning of the article too.
        part = pl.col("text").cast(pl.Binary).bin.slice(pl.col("byte_start"), pl.col("byte_end") - pl.col("byte_start")).cast(pl.String)
        joined = joined.with_columns(text=part)
    else:
        joined = joined.with_columns(
            pl.col("text").str.slice(pl.col("char_start"), pl.col("char_end") - pl.col("char_start")), flow=pl.lit(None, pl.String)
        )
    joined = joined.with_columns(text)
    if joined["flow"].null_count() < joined.height:
        # Line breaks may stand in `flow` where the shielded text has them, and nothing else differs.
        soft = pl.col("flow").str.replace_many([CUT], _SHIELDS[:1]) if shield else pl.col("flow")
        joined = joined.with_columns(text=pl.coalesce(soft, "text"))
    return joined.select("segment_no", "article_no", "kind", "char_start", "text")


def _pieces(stretches: pl.DataFrame) -> pl.DataFrame:
    """Cut generously. Adds at (offset in the segment), hard (a line break ends it)."""
    new = (pl.col("segment_no") != pl.col("segment_no").shift(1)).fill_null(True)
    width = pl.col("text").str.len_chars().cast(pl.Int64)
    return (
        # One group, the whole match: replacing with groups of its parts costs twice as much.
        stretches.with_columns(_unglued(stretches["text"]).str.replace_all(_ENDS, "${0}" + CUT).str.split(CUT))
        .explode("text")
        .with_columns(at=width.cum_sum() - width, hard=pl.col("text").str.contains("\n", literal=True), new=new)
        .with_columns(at=pl.col("at") - pl.when("new").then("at").forward_fill())
    )


def _unglued(texts: pl.Series) -> pl.Series:
    """The texts with CUT where a sentence's end has lost its blank; few texts have any."""
    likely = texts.str.contains(_LIKELY_GLUED)
    if not likely.any():
        return texts
    glued = texts.filter(likely).str.replace_all(_glued(), "${1}" + CUT + "${2}")
    return texts.scatter(likely.arg_true(), glued)


def _joined(pieces: pl.DataFrame) -> pl.DataFrame:
    """Put together what an abbreviation, an initial or the number of a list item tore apart."""
    grammar = _abbreviations()
    text, after = pl.col("text"), pl.col("text").shift(-1)
    begins = (pl.col("new") | pl.col("hard").shift(1)).fill_null(True)
    goes_on = (
        (~after.str.contains(_BEGINS) & text.str.contains(r"[\s\x1f]$"))
        | text.str.contains(grammar["never"])
        # A list item's number ("3.") stands alone at the beginning of its paragraph.
        | (begins & text.str.contains(r"^\s*\(?\p{N}{1,3}\.\s*$"))
        | (text.str.contains(grammar["before_number"]) & after.str.contains(_OPENED + r"[\p{N}$£€₹¥]"))
        # "Acme Inc. (ACM) rose": a bracket in capitals belongs to the name.
        | (
            text.str.contains(grammar["may_end"])
            & (
                after.str.contains(r"^\((?:\p{Lu}+[:.)]|[A-Z][a-z]+: )")
                | (after.str.contains(r"^\p{Lu}") & ~after.str.contains(grammar["openers"]))
            )
        )
        | (text.str.contains(r"[?!][\"”’]\s*$") & after.str.contains(grammar["saying"]))
    )
    same = ~pl.col("hard") & ~pl.col("new").shift(-1).fill_null(True)
    pieces = pieces.with_columns(_on=(same & goes_on).fill_null(False).shift(1).fill_null(False))
    if not pieces["_on"].any():
        return pieces
    pieces = pieces.with_columns(_sentence=(~pl.col("_on")).cum_sum())
    torn = pl.col("_on") | pl.col("_on").shift(-1).fill_null(False)
    mended = (
        pieces.filter(torn)
        .group_by("_sentence", maintain_order=True)
        .agg(pl.exclude("text", "hard").first(), pl.col("text").str.join(""), pl.col("hard").last())
        .select(pieces.columns)
    )
    return pl.concat([pieces.filter(~torn), mended]).sort("_sentence")


def _within_limit(sentences: pl.DataFrame) -> pl.DataFrame:
    """Cut what is longer than MAX_SENTENCE at a blank, or anywhere when there is none."""
    size = pl.col("text").str.len_chars()
    long = sentences.filter(size > MAX_SENTENCE)
    if long.is_empty():
        return sentences
    kept = sentences.with_row_index("_order").filter(size <= MAX_SENTENCE)
    long = sentences.with_row_index("_order").filter(size > MAX_SENTENCE)
    words = long.with_columns(pl.col("text").str.split(" ")).with_columns(pl.col("text").list.len().alias("_words")).explode("text")
    words = words.with_columns(_last=(pl.col("_order") != pl.col("_order").shift(-1)).fill_null(True))
    words = words.with_columns(text=pl.when("_last").then("text").otherwise(pl.col("text") + " "))
    # A word longer than the limit is cut by its length, in two steps, since a slice costs its distance from the beginning.
    for limit in (_BLOCK, MAX_SENTENCE // 2):
        words = _sliced(words, limit)
    end = size.cast(pl.Int64).cum_sum()
    words = words.with_columns(_end=end).with_columns(_end=pl.col("_end") - pl.col("_end").min().over("_order"))
    words = words.with_columns(_part=pl.col("_end") // (MAX_SENTENCE // 2))
    parts = (
        words.group_by("_order", "_part", maintain_order=True)
        .agg(pl.exclude("text").first(), pl.col("text").str.join(""))
        .with_columns(_width=size.cast(pl.Int64))
        .with_columns(at=pl.col("at") + (pl.col("_width").cum_sum() - pl.col("_width")).over("_order"))
        .with_columns(
            new=pl.col("new") & (pl.col("_part") == pl.col("_part").min().over("_order")),
            hard=pl.col("hard") & (pl.col("_part") == pl.col("_part").max().over("_order")),
        )
    )
    return pl.concat([kept, parts.select(kept.columns)]).sort("_order", "at").drop("_order")


def _sliced(rows: pl.DataFrame, limit: int) -> pl.DataFrame:
    """Every text cut into slices of at most `limit` code points."""
    size = pl.col("text").str.len_chars().cast(pl.Int64)
    return (
        rows.with_columns(_slice=pl.int_ranges(0, pl.max_horizontal(size, 1), limit))
        .explode("_slice")
        .with_columns(pl.col("text").str.slice(pl.col("_slice"), limit))
        .drop("_slice")
    )


def _placed(sentences: pl.DataFrame, unshield: bool) -> pl.DataFrame:
    """Trim the blanks, give every sentence its place in the article and its paragraph; add plain and lower."""
    text = pl.col("text").str.replace_all(SOFT, "\n", literal=True)
    if unshield:
        text = text.str.replace_many(_SHIELDS, _RESERVED)
    begins = (pl.col("new") | pl.col("hard").shift(1)).fill_null(True)
    trimmed = (
        sentences.with_columns(text, begins.alias("_begins"))
        .with_columns(_stripped=pl.col("text").str.strip_chars_start())
        .with_columns(
            char_start=(pl.col("char_start") + pl.col("at") + pl.col("text").str.len_chars() - pl.col("_stripped").str.len_chars()).cast(
                pl.UInt32
            ),
            text=pl.col("_stripped").str.strip_chars_end(),
            paragraph_no=(pl.col("_begins").cast(pl.UInt32).cum_sum() - 1).cast(pl.UInt32),
        )
        .filter(pl.col("text") != "")
        .with_columns(_odd=(pl.col("text").str.len_bytes() != pl.col("text").str.len_chars()) | _holds_blanks())
    )
    # Most sentences are plain already; an empty text is searched in no time.
    odd = pl.when("_odd").then("text").otherwise(pl.lit(""))
    trimmed = trimmed.with_columns(_plain=odd.str.replace_all(_FOREIGN, " ") if unshield else odd).with_columns(
        plain=pl.when("_odd").then(plain(pl.col("_plain"))).otherwise("text")
    )
    return trimmed.with_columns(lower=pl.col("plain").str.to_lowercase())


def _holds_blanks() -> pl.Expr:
    """Whether the text holds a blank that is no space. Three signs at a time: a search for so few takes many bytes at a step."""
    text = pl.col("text")
    return text.str.contains(r"[\t\n\r]") | text.str.contains(r"[\x0b\x0c\x1f]")


def _quotations(sentences: pl.DataFrame) -> pl.DataFrame:
    """Add quoted_from_before.

    The last double quotation mark of a sentence tells whether one is open after it: an opening mark stands before a word, a closing one
    after it (so inch marks close what is not open). It holds to the end of the paragraph, and in the next only if that begins with a mark.
    """
    marked = sentences.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("_row"), "text").filter(
        pl.col("text").str.contains_any(_QUOTES)
    )
    if marked.is_empty():
        return sentences.with_columns(quoted_from_before=pl.lit(False))
    # The place of the last mark in bytes, and what stands right around it: no pattern has to run through the sentence.
    octets, at = pl.col("text").cast(pl.Binary), pl.col("_at")
    tail = marked.with_columns(_at=pl.col("text").str.find_many(_QUOTES).list.last()).with_columns(
        _tail=octets.bin.slice(at).cast(pl.String).str.slice(0, 2), _head=octets.bin.slice(0, at).cast(pl.String).str.slice(-1)
    )
    mark, follows = pl.col("_tail").str.slice(0, 1), pl.col("_tail").str.slice(1, 1)
    free = pl.col("_head").str.contains(r"^(?:[\s(\[—–/-]|$)")
    last = (
        pl.when(mark == "“")
        .then(True)
        .when(mark == "”")
        .then(False)
        .when(~free)
        .then(False)
        .when(follows.str.contains(r"^\S$"))
        .then(True)
        # A mark between blanks opens when it is the first, third, ... of its sentence.
        .otherwise(pl.col("text").str.count_matches('"', literal=True) % 2 == 1)
    )
    states = tail.select("_row", _open=last, _begins_quoted=pl.col("text").str.contains(r"^[\"“]"))
    rows = sentences.with_columns(_row=pl.int_range(pl.len(), dtype=pl.UInt32)).join(states, on="_row", how="left", maintain_order="left")
    first = (pl.col("paragraph_no") != pl.col("paragraph_no").shift(1)).fill_null(True)
    same_text = (pl.col("article_no") == pl.col("article_no").shift(1)) & (pl.col("kind") == pl.col("kind").shift(1))
    rows = rows.with_columns(_first=first, _open=pl.when(pl.col("_open").is_null() & first).then(False).otherwise("_open").forward_fill())
    before = pl.col("_open").shift(1).fill_null(False)
    return rows.with_columns(
        quoted_from_before=before & (~pl.col("_first") | (same_text & pl.col("_begins_quoted").fill_null(False)).fill_null(False))
    )


@cache
def _openers() -> str:
    """Words that open a sentence, as an alternation."""
    return "|".join(vocabulary.load("sentence_openers").filter(pl.col("kind") == "opener")["word"])


@cache
def _glued() -> str:
    return _GLUED.replace("OPENERS", _openers())


@cache
def _abbreviations() -> dict[str, str]:
    """Patterns of what ends a piece without ending the sentence, and of what begins a sentence all the same."""
    rows = vocabulary.load("abbreviations")
    words = {kind: either(part["abbreviation"]) for (kind,), part in rows.group_by("kind")}
    begins = r"(?:^|[\s\x1f(\[\"'“‘—–/-])"
    opening = vocabulary.load("sentence_openers")
    saying = "|".join(opening.filter(pl.col("kind") == "saying")["word"])
    return {
        "never": rf"{begins}(?:{words['title']}|{words['never']})\.{_CLOSED}",
        "before_number": rf"{begins}(?:{words['before_number']})\.{_CLOSED}",
        "may_end": rf"{begins}(?:{words['may_end']}|(?:\p{{Lu}}\.)*\p{{Lu}})\.[\s\x1f]*$",
        "openers": rf"^(?:{_openers()})(?:[^\p{{L}}\p{{N}}'’.-]|$)",
        "saying": rf"^(?:\p{{Lu}}[\p{{L}}.'’-]* ){{1,4}}(?:{saying})\b",
    }
