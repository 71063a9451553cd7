"""What stands between quotation marks, and who is quoted, over any number of sentences.

Belongs here: open and closed quotations, chains of quoted sentences and their speaker. Does not belong here: reporting verbs
(`utterances`), numbers.
"""

import polars as pl

from transforms.reading.spans import find_spans

POSITION = "_position"
STRIDE = 4096
"""More code points than a sentence may hold: sentence_no * STRIDE + start orders everything in a batch."""
_SPOKEN = ("speaker", "speaker_kind", "speaker_org", "speaker_desc", "person")


def position(column: str) -> pl.Expr:
    """Order in the batch of what begins at this code point of its sentence."""
    return (pl.col("sentence_no").cast(pl.Int64) * STRIDE + pl.col(column).cast(pl.Int64)).alias(POSITION)


def in_article(text: str) -> pl.Expr:
    """One number for an article and a coded text of it."""
    return pl.col("article_no").cast(pl.UInt64) * (1 << 32) + pl.col(text).to_physical()


def quotation_marks(sentences: pl.DataFrame) -> pl.DataFrame:
    """(sentence_no, _position, _open: a quotation is open after this mark), sorted; single marks are apostrophes to us."""
    # A paragraph that goes on with a quotation opens with a mark of its own, which closes nothing.
    inside = pl.col("quoted_from_before") & ~pl.col("plain").str.starts_with('"')
    begun = sentences.select("sentence_no", _inside=inside.cast(pl.Int64))
    marks = find_spans(sentences, "sentence_no", "plain", '"').join(begun, on="sentence_no", maintain_order="left")
    nth = pl.int_range(pl.len(), dtype=pl.Int64).over("sentence_no")
    return marks.with_columns(position("start"), _open=((nth + pl.col("_inside")) % 2) == 0).select("sentence_no", POSITION, "_open")


def in_quotation(things: pl.DataFrame, marks: pl.DataFrame) -> pl.DataFrame:
    """things: (sentence_no, _position, quoted_from_before, ...). Returns them sorted by _position, with `quoted` Boolean."""
    joined = things.sort(POSITION).join_asof(
        marks, on=POSITION, by="sentence_no", strategy="backward", allow_exact_matches=True, check_sortedness=False
    )
    return joined.with_columns(quoted=pl.coalesce("_open", "quoted_from_before")).drop("_open")


def quotation_speakers(sentences: pl.DataFrame, utterances: pl.DataFrame) -> pl.DataFrame:
    """(sentence_no, quote_speaker, quote_speaker_kind, quote_speaker_org, quote_speaker_desc) of sentences that hold a quotation.

    Sentences that one quotation runs through are a chain. Who speaks in any of them, outside the marks, speaks in all; a chain
    that names nobody belongs to whoever speaks in the sentence right before it, else continues the speaker of the chain before it in
    its paragraph, or of an unclosed paragraph before it.
    """
    count = pl.col("plain").str.count_matches('"', literal=True)
    inside = pl.col("quoted_from_before") & ~pl.col("plain").str.starts_with('"')
    ends_open = (count + inside.cast(pl.UInt32)) % 2 == 1
    quoted = sentences.filter((count > 0) | pl.col("quoted_from_before")).select(
        "sentence_no",
        "article_no",
        "paragraph_no",
        "quoted_from_before",
        _ends_open=ends_open,
        _begins=pl.col("plain").str.starts_with('"'),
    )
    same_article = pl.col("article_no") == pl.col("article_no").shift(1)
    next_to = same_article & (pl.col("sentence_no") == pl.col("sentence_no").shift(1) + 1)
    runs_on = next_to & (pl.col("quoted_from_before") | (pl.col("_ends_open").shift(1) & pl.col("_begins")))
    chained = quoted.with_columns(_chain=(~runs_on.fill_null(False)).cum_sum())
    said = (
        chained.select("sentence_no", "_chain")
        .join(
            utterances.filter(pl.col("verb_kind").is_in(["say", "show", "expect", "closing", "colon"])),
            on="sentence_no",
            maintain_order="left_right",
        )
        .group_by("_chain", maintain_order=True)
        .agg(pl.col(*_SPOKEN).first())
        .with_columns(_named=pl.lit(True))
    )
    chains = chained.group_by("_chain", maintain_order=True).agg(
        pl.col("article_no", "paragraph_no", "sentence_no").first(),
        _last=pl.col("sentence_no").last(),
        _begins=pl.col("_begins").first(),
        _until=pl.col("paragraph_no").last(),
    )
    # A chain that names nobody belongs to the speaker before it in the paragraph, else to the one right after it.
    spoken = chains.join(said, on="_chain", how="left", maintain_order="left").join(
        _spoken_before(sentences, utterances), on=["sentence_no", "paragraph_no"], how="left", maintain_order="left"
    )
    # '"It will grow," Doe said.' and a paragraph of quotation right after it: she goes on.
    goes_on = pl.col("_begins") & (pl.col("sentence_no") == pl.col("_last").shift(1) + 1)
    near_before = (pl.col("article_no") == pl.col("article_no").shift(1)) & (
        (pl.col("paragraph_no") == pl.col("_until").shift(1)) | goes_on
    )
    continued = [
        pl.when(pl.col("_named").fill_null(False))
        .then(c)
        .when(pl.col("_led_speaker").is_not_null())
        .then(f"_led_{c}")
        .when(near_before & pl.col("_named").shift(1))
        .then(pl.col(c).shift(1))
        .alias(f"quote_{c}")
        for c in _SPOKEN
    ]
    return (
        chained.select("sentence_no", "_chain").join(spoken.select("_chain", *continued), on="_chain", maintain_order="left").drop("_chain")
    )


def _spoken_before(sentences: pl.DataFrame, utterances: pl.DataFrame) -> pl.DataFrame:
    """(sentence_no, paragraph_no, _led_*): whoever speaks in the sentence before ('It will grow, Doe said at a briefing. "Fast."')."""
    paragraphs = sentences.select("sentence_no", "paragraph_no")
    return (
        utterances.filter(pl.col("verb_kind").is_in(["say", "closing"]) & pl.col("speaker").is_not_null() & ~pl.col("is_outlet"))
        .unique("sentence_no", keep="last", maintain_order=True)
        .join(paragraphs, on="sentence_no", maintain_order="left")
        .select(pl.col("sentence_no") + 1, "paragraph_no", **{f"_led_{c}": pl.col(c) for c in _SPOKEN})
    )
