"""Who says each number: by quotation, by a reporting verb, or nobody but the author.

Belongs here: which utterance a number stands in. Does not belong here: what utterances a sentence holds and who their speakers are
(`utterances`), who is who (`mentions`, `roles`), whether a figure is fact or forecast (`modality`).
"""

import polars as pl

from transforms.reading.quotations import POSITION, in_quotation, position, quotation_marks, quotation_speakers
from transforms.reading.utterances import find_utterances

_PAST_OF_A_FORECAST = (
    r"(?:from|compared (?:with|to)|versus|against|up from|down from)"
    r"(?: (?:about|around|less than|more than|nearly|just|some|over|under|roughly|approximately|the))*\s*$"
)
"""What stands before the old figure in 'expects sales to triple to $3m from $1m': the speaker foretells the new one alone."""
_BEARING = ['"', "ccording to", "report", "survey", "study"]
"""What a sentence without numbers holds that may say who speaks in the next ones."""
_OVER = {
    # "aims to sell 3m, and has already sold 1m"
    "expect": r", (?:and|but|after|having|though|although) (?:it |they |he |she )?(?:has|had|have|is|was|already|now|shipped|sold)(?-u:\b)",
    # "Acme, which reported a profit of $3m, owes $5m"
    "relative": r", (?:also |already |still |now )?(?:is|was|has|had|will|would|may|could|owes|[a-z]+(?:ed|es|ns|ts|ys|ls|ks))(?-u:\b)",
}
"""What ends an utterance before the figures that stand behind it."""
_BREAK = "[;:] "
"""What a closing utterance does not reach across ('Tin costs $3; iron will sink to $2, Acme said')."""
_COLUMNS = ("speaker", "speaker_kind", "speaker_org", "speaker_desc", "outlet", "person")


def attribute(sentences: pl.DataFrame, numbers: pl.DataFrame, mentions: pl.DataFrame, roles: pl.DataFrame) -> pl.DataFrame:
    """sentences, numbers, mentions: frames of `contracts.frames`; roles: as of `roles.find_roles`. Returns `frames.Attributions`."""
    told = _sentences_in_question(sentences, numbers)
    marks = quotation_marks(told)
    utterances = find_utterances(told, mentions, roles, marks)
    outside = utterances.filter(~pl.col("quoted"))
    placed = in_quotation(_placed(numbers, told), marks)
    direct = quotation_speakers(told, outside)
    found = (
        placed.join(_before(placed, outside), on="number_no", how="left")
        .join(_closing(placed, outside), on="number_no", how="left")
        .join(direct, on="sentence_no", how="left")
        .join(_relayed(outside), on="sentence_no", how="left")
    )
    return _decide(found).sort("number_no")


def _sentences_in_question(sentences: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """Sentences that hold a number, a quotation or a source, the only ones that can bear on who says a number."""
    return sentences.filter(
        pl.col("sentence_no").is_in(numbers["sentence_no"].unique().implode())
        | pl.col("quoted_from_before")
        | pl.col("plain").str.contains_any(_BEARING)
        | pl.col("plain").str.starts_with('"').shift(-1)
    )


def _placed(numbers: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Numbers with their place in the batch, the words before them and the kind of their segment."""
    context = told.select("sentence_no", "kind", "plain", "quoted_from_before", _length=pl.col("plain").str.len_chars())
    return (
        numbers.select("number_no", "sentence_no", "article_no", "start", "end")
        .join(context, on="sentence_no", maintain_order="left")
        .with_columns(position("start"), _from=(pl.col("start").cast(pl.Int64) - 50).clip(0))
        .with_columns(_words=pl.col("plain").str.slice(pl.col("_from"), pl.col("start") - pl.col("_from")))
        .with_columns(past=pl.col("_words").str.to_lowercase().str.contains(_PAST_OF_A_FORECAST))
        .drop("_words", "_from")
        .sort(POSITION)
    )


def _before(numbers: pl.DataFrame, utterances: pl.DataFrame) -> pl.DataFrame:
    """The last utterance before each number in its sentence that is not over by then, columns before_*."""
    said = utterances.filter(~pl.col("is_outlet")).select(
        "sentence_no", "relative", _said=pl.col(POSITION), _from="end", before_verb="verb_kind",
        **{f"before_{c}": pl.col(c) for c in _COLUMNS},
    )  # fmt: skip
    met = (
        numbers.select("number_no", "sentence_no", POSITION, "start", "plain")
        .join_asof(said.sort("_said"), left_on=POSITION, right_on="_said", by="sentence_no", strategy="backward", check_sortedness=False)
        .filter(pl.col("before_verb").is_not_null())
    )
    between = pl.col("plain").str.slice("_from", (pl.col("start").cast(pl.Int64) - pl.col("_from").cast(pl.Int64)).clip(0))
    over = ((pl.col("before_verb") == "expect") & between.str.contains(_OVER["expect"])) | (
        pl.col("relative") & between.str.contains(_OVER["relative"])
    )
    return met.filter(~over).drop("sentence_no", POSITION, "_said", "_from", "start", "plain", "relative")


def _closing(numbers: pl.DataFrame, utterances: pl.DataFrame) -> pl.DataFrame:
    """The first utterance after each number that claims what stands before it, columns after_*."""
    said = utterances.filter(pl.col("backward") & ~pl.col("is_outlet")).select(
        "sentence_no", _said=pl.col(POSITION), **{f"after_{c}": pl.col(c) for c in _COLUMNS}
    )
    met = (
        numbers.select("number_no", "sentence_no", POSITION, "end", "plain")
        .join_asof(said.sort("_said"), left_on=POSITION, right_on="_said", by="sentence_no", strategy="forward", check_sortedness=False)
        .filter(pl.col("_said").is_not_null())
    )
    apart = (pl.col("_said") - pl.col(POSITION)).clip(0)
    between = pl.col("plain").str.slice("end", apart)
    return met.filter(~between.str.contains(_BREAK)).drop("sentence_no", POSITION, "_said", "end", "plain")


def _relayed(utterances: pl.DataFrame) -> pl.DataFrame:
    """(sentence_no, cited_source): the outlet whose report a sentence relays."""
    return (
        utterances.filter(pl.col("outlet").is_not_null())
        .group_by("sentence_no", maintain_order=True)
        .agg(pl.col("outlet").first().alias("cited_source"), pl.col("is_outlet").any().alias("_by_outlet"))
    )


def _decide(found: pl.DataFrame) -> pl.DataFrame:
    """One answer a number: the quotation's speaker, else a closing utterance, else the one before, else the outlet, else the author."""
    has_after = pl.col("after_speaker").is_not_null() | pl.col("after_speaker_desc").is_not_null()
    has_before = pl.col("before_verb").is_not_null() & ~((pl.col("before_verb") == "expect") & pl.col("past"))
    # A named person is preferred to an organisation wherever both speak.
    by_before = has_before & (~has_after | (pl.col("before_person") & ~pl.col("after_person").fill_null(False)))
    has_quote = pl.col("quoted") & (pl.col("quote_speaker").is_not_null() | pl.col("quote_speaker_desc").is_not_null())

    def chosen(column: str) -> pl.Expr:
        return (
            pl.when(has_quote).then(f"quote_{column}").when(by_before).then(f"before_{column}").when(has_after).then(f"after_{column}")
        ).alias(column)

    picked = found.with_columns(chosen(c) for c in _COLUMNS[:4]).with_columns(
        attribution=pl.when(pl.col("kind") == "headline")
        .then(pl.lit("headline"))
        .when(has_quote)
        .then(pl.lit("direct_quote"))
        .when(by_before | has_after)
        .then(pl.lit("indirect"))
        .otherwise(pl.lit("author"))
    )
    alone = pl.col("speaker").is_null() & pl.col("speaker_desc").is_null() & pl.col("_by_outlet").fill_null(False)
    return picked.with_columns(
        speaker=pl.when(alone).then("cited_source").otherwise("speaker"),
        speaker_kind=pl.when(alone).then(pl.lit("organisation")).otherwise("speaker_kind"),
        speaker_org=pl.when(alone).then("cited_source").otherwise("speaker_org"),
        attribution=pl.when(alone & (pl.col("attribution") == "author")).then(pl.lit("indirect")).otherwise("attribution"),
    ).select("number_no", "speaker", "speaker_kind", "speaker_org", "speaker_desc", "cited_source", "attribution")
