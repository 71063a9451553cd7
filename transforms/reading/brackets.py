"""Short names in brackets: 'Acme Payments Bank (APB)', 'Korvane (NYSE: KVN)', 'monthly active users (MAUs)'.

Belongs here: which names stand in brackets behind another one and mean it in all their article, and which are no names at all.
Does not belong here: finding names (`names`), other short forms (`resolution`).
"""

import polars as pl

from transforms.reading.lexicon import organisation_words
from transforms.reading.quotations import in_article
from transforms.reading.spans import text_before

_REACH = 3
"""Code points between a name and what stands in brackets behind it: ' ( '."""
_BACK = 90
"""Code points looked at before a bracket for the words that an acronym is made of."""


def without_codes(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """found: names at their places, in order (sentence_no, article_no, start, end, mention_text, known, acronym, bracketed, coded,
    _length).

    Drops exchanges in brackets before a ticker and acronyms of common words, the latter in all their article. Adds _introduced: an acronym
    in brackets right behind the name before it, and _explained: that name.
    """
    exchange = pl.col("bracketed") & pl.col("mention_text").cast(pl.String).is_in(organisation_words("exchange"))
    same = pl.col("sentence_no") == pl.col("sentence_no").shift(1)
    ticker = pl.col("coded") & pl.col("acronym") & same & exchange.shift(1)
    found = found.with_columns(_ticker=ticker.fill_null(False), _exchange=(exchange & ticker.shift(-1)).fill_null(False))
    found = found.filter(~pl.col("_exchange"))
    gap = pl.col("start").cast(pl.Int64) - pl.col("end").shift(1).cast(pl.Int64)
    # "Korvane's (KVN.L) profit"
    beside = same & (gap <= _REACH + pl.when(pl.col("possessive").shift(1)).then(2).otherwise(0))
    # "Korvane" on a line of its own, "(KVN) said ..." on the next.
    below = (
        (pl.col("article_no") == pl.col("article_no").shift(1))
        & (pl.col("sentence_no") == pl.col("sentence_no").shift(1) + 1)
        & (pl.col("start") < _REACH)
        & (pl.col("end").shift(1) + 1 >= pl.col("_length").shift(1))
    )
    # 'its Western Danish (WD) unit': letters of an adjective are no name.
    adjective = (pl.col("kind").shift(1) == "demonym").fill_null(False)
    # 'Kessel Lorries (KesLor)': a short name that begins as the long one does.
    clipped = pl.col("bracketed") & pl.col("one_word") & ~pl.col("known") & (pl.col("begins") == pl.col("begins").shift(1))
    # 'Lestral Kessel Lorries (Petro Kessel)', 'Korvane National Lorries Co. (Korvane National)'
    opening = pl.col("first_word").shift(1)
    shared = pl.col("bracketed") & ~pl.col("known") & ((pl.col("first_word") == opening) | (pl.col("last_word") == opening))
    short = pl.col("acronym") | clipped.fill_null(False) | shared.fill_null(False)
    introduced = short & (pl.col("bracketed") & (beside & ~adjective | below) | pl.col("_ticker") & same)
    marked = found.with_columns(_introduced=introduced.fill_null(False)).drop("_exchange")
    marked = marked.with_columns(_explained=pl.col("_introduced").shift(-1).fill_null(False))
    common = _of_common_words(marked, sentences)
    return marked if common.is_empty() else marked.filter(~(~pl.col("known") & in_article("mention_text").is_in(common.implode())))


def _of_common_words(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.Series:
    """Keys of unknown acronyms whose letters begin the words before their bracket, which are no name."""
    short = found.filter(pl.col("bracketed") & ~pl.col("known") & ~pl.col("_introduced") & pl.col("shaped") & pl.col("one_word"))
    # 'ApGR' is 'AGR' of 'applicable gross revenue'.
    letters = pl.col("mention_text").cast(pl.String).str.replace("s$", "").str.replace_all(r"(\p{Lu})\p{Ll}+", "${1}")
    before = text_before(pl.col("plain"), "start", _BACK)
    said = (
        short.select("sentence_no", "start", "mention_text", _key=in_article("mention_text"))
        .join(sentences.select("sentence_no", "plain"), on="sentence_no", maintain_order="left")
        .with_columns(_letters=letters, _words=before.str.replace(r" ?\( ?$", "").str.replace_all("-", " ").str.split(" "))
        .with_columns(_initials=pl.col("_words").list.eval(pl.element().str.slice(0, 1)).list.join("").str.to_uppercase())
    )
    loud = pl.col("mention_text").cast(pl.String).str.to_uppercase()
    return said.filter(pl.col("_initials").str.ends_with(pl.col("_letters")) | pl.col("_initials").str.ends_with(loud))["_key"]


def introduced(names: pl.DataFrame) -> pl.DataFrame:
    """names: as `without_codes` leaves them. Returns (_key, _spelled, _spelled_kind, _spelled_company, _overrides) once a short name.

    _overrides: the letters begin words of the long name, so that it is meant whatever else the short name is known for.
    """
    long, short, whole = (pl.col(name).cast(pl.String) for name in ("_spelled", "mention_text", "_whole"))
    letters = short.str.replace_all("[^A-Z]", "")
    capitals, all_capitals = (text.str.replace_all(r"[^\p{Lu}]", "") for text in (long, whole))
    told = (
        names.select(
            "mention_text",
            "_introduced",
            "_ticker",
            "known",
            "kind",
            _key=in_article("mention_text"),
            # Names dropped since may have stood between ('its Western Danish (WD) unit').
            _beside=(pl.col("article_no") == pl.col("article_no").shift(1)) & pl.col("_explained").shift(1),
            _spelled=pl.col("name").shift(1),
            _whole=pl.col("mention_text").shift(1),
            _spelled_kind=pl.col("kind").shift(1),
            _spelled_company=pl.col("company").shift(1),
        )
        .filter(pl.col("_introduced") & pl.col("_beside"))
        .filter(pl.col("_spelled_kind").is_null() | pl.col("_spelled_kind").is_in(["organisation", "product"]))
        .with_columns(
            _overrides=((capitals == letters) | (all_capitals == letters)) & (short.str.len_chars() > 1)
            | (capitals.str.starts_with(letters))
            | pl.col("_ticker")
        )
    )
    place = (pl.col("kind") == "place").fill_null(False) & ~pl.col("_overrides")
    return (
        told.filter(~place & (pl.col("_overrides") | ~pl.col("known")))
        .with_columns(_spelled_kind=pl.col("_spelled_kind").fill_null("organisation"))
        .with_columns(_spelled_company=pl.coalesce("_spelled_company", "_spelled"))
        .select("_key", "_spelled", "_spelled_kind", "_spelled_company", "_overrides")
        .unique("_key", keep="first", maintain_order=True)
    )
