"""Who says each number: by quotation, by a reporting verb, or nobody but the author.

Belongs here: which utterance a number stands in. Does not belong here: what utterances a sentence holds and who their speakers are
(`utterances`), who is who (`mentions`, `roles`), whether a figure is fact or forecast (`modality`).
"""

import polars as pl

from transforms.reading.quotations import POSITION, in_quotation, position, quotation_marks, quotation_speakers
from transforms.reading.spans import text_before
from transforms.reading.utterances import find_utterances

_PAST_OF_A_FORECAST = (
    r"(?:from|compared (?:with|to)|versus|against|up from|down from)"
    r"(?: (?:about|around|less than|more than|nearly|just|some|over|under|roughly|approximately|the))*\s*$"
)
"""What stands before the old figure in 'expects sales to triple to $3m from $1m': the speaker foretells the new one alone."""
_OTHERS_EXPECT = (
    r"(?:compared (?:with|to)|against|versus|vs\.?|above|below|beating|beat|missing|missed|short of|shy of|ahead of|than) "
    r"(?:the |an? )?(?:[a-z-]+ ){0,2}(?:analysts?|brokers?|economists?|consensus|city|market|street)'? "
    r"(?:[a-z-]+ ){0,2}(?:expectations?|forecasts?|estimates?|consensus|projections?)? ?(?:of|for)?(?: (?:an?|about|around|some|nearly))* $"
)
"""What stands before what nobody named expects: "profit of 3, against analysts' forecasts of 4, it said"."""
_NOBODYS = ["analyst", "broker", "economist", "consensus", "city ", "market ", "street "]
_BEARING = ['"', "ccording to", "report", "survey", "study"]
"""What a sentence without numbers holds that may say who speaks in the next ones."""
_OVER = {
    # "aims to sell 3m, and has already sold 1m"
    "expect": r", after |,? (?:and|but|having|although) (?:it |they )?(?:has|had|have|is|was|already|now|shipped|sold)(?-u:\b)",
    # "Acme, which reported a profit of $3m, owes $5m"
    "relative": r", (?:also |already |still |now )?(?:is|was|has|had|will|would|may|could|owes|[a-z]+(?:ed|es|ns|ts|ys|ls|ks))(?-u:\b)",
}
"""What ends an utterance before the figures that stand behind it."""
_BREAK = "[;:] "
"""What a closing utterance does not reach across ('Tin costs $3; iron will sink to $2, Acme said')."""
_SPOKEN = ("speaker", "speaker_kind", "speaker_org", "speaker_desc")
_ATTRIBUTION = pl.Enum(["headline", "direct_quote", "indirect", "author"])


def attribute(sentences: pl.DataFrame, numbers: pl.DataFrame, mentions: pl.DataFrame, roles: pl.DataFrame) -> pl.DataFrame:
    """sentences, numbers, mentions: frames of `contracts.frames`; roles: as of `roles.find_roles`. Returns `frames.Attributions`."""
    told = _sentences_in_question(sentences, numbers)
    marks = quotation_marks(told)
    utterances = find_utterances(told, mentions, roles, marks).with_row_index("_nth")
    outside = utterances.filter(~pl.col("quoted"))
    placed = in_quotation(_placed(numbers, told), marks)
    found = (
        placed.join(_before(placed, outside, told), on="number_no", how="left", maintain_order="left")
        .join(_closing(placed, outside, told), on="number_no", how="left", maintain_order="left")
        .join(quotation_speakers(told, outside), on="sentence_no", how="left", maintain_order="left")
        .join(_relayed(outside), on="sentence_no", how="left", maintain_order="left")
    )
    return _decide(found, utterances).sort("number_no")


def _sentences_in_question(sentences: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """Sentences that hold a number, a quotation or a source, the only ones that can bear on who says a number."""
    counted = pl.col("sentence_no").is_in(numbers["sentence_no"].unique().implode())
    return (
        sentences.select("sentence_no", "article_no", "paragraph_no", "kind", "plain", "lower", "quoted_from_before", _counted=counted)
        .filter(
            pl.col("_counted")
            | pl.col("quoted_from_before")
            | pl.when(~pl.col("_counted")).then("plain").str.contains_any(_BEARING)
            | pl.col("plain").str.starts_with('"').shift(-1)
        )
        .drop("_counted")
    )


def _placed(numbers: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Numbers with their place in the batch and whether it is a headline."""
    context = told.select("sentence_no", "quoted_from_before", _headline=pl.col("kind") == "headline")
    return (
        numbers.select("number_no", "sentence_no", "start", "end")
        .join(context, on="sentence_no", maintain_order="left")
        .with_columns(position("start"))
    )


def _before(numbers: pl.DataFrame, utterances: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """(number_no, before: row of the last utterance before it in its sentence that is not over by then, before_person)."""
    said = utterances.filter(~pl.col("is_outlet")).select(
        "sentence_no", "relative", _said=pl.col(POSITION), _from="end", _expects=pl.col("verb_kind") == "expect", before="_nth",
        before_person="person",
    )  # fmt: skip
    met = (
        numbers.select("number_no", "sentence_no", POSITION, "start")
        .join(said.select("sentence_no"), on="sentence_no", how="semi", maintain_order="left")
        .join_asof(said, left_on=POSITION, right_on="_said", by="sentence_no", strategy="backward", check_sortedness=False)
        .filter(pl.col("before").is_not_null())
    )
    others = told.join(met.filter(~pl.col("_expects")).select("sentence_no"), on="sentence_no", how="semi", maintain_order="left")
    doubtful = others.filter(pl.col("lower").str.contains_any(_NOBODYS))["sentence_no"]
    may_end = pl.col("_expects") | pl.col("relative") | pl.col("sentence_no").is_in(doubtful.implode())
    since = pl.col("start").cast(pl.Int64) - pl.col("_from").cast(pl.Int64)
    ending = (
        met.filter(may_end)
        .join(told.select("sentence_no", "plain"), on="sentence_no", maintain_order="left")
        .with_columns(
            _between=pl.col("plain").str.slice("_from", since.clip(0)),
            _words=text_before(pl.col("plain"), "start", 70),
        )
    )
    words = pl.col("_words").str.to_lowercase()
    past = words.str.contains(_PAST_OF_A_FORECAST) | pl.col("_between").str.contains(_OVER["expect"])
    ends = (pl.col("_expects") & past) | (pl.col("relative") & pl.col("_between").str.contains(_OVER["relative"]))
    over = ends | words.str.contains(_OTHERS_EXPECT)
    lasting = pl.concat([met.filter(~may_end), ending.filter(~over).select(met.columns)])
    return lasting.select("number_no", "before", "before_person")


def _closing(numbers: pl.DataFrame, utterances: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """(number_no, after: row of the first utterance after it that claims what stands before it, after_person)."""
    said = utterances.filter(pl.col("backward") & ~pl.col("is_outlet")).select(
        "sentence_no", "narrow", "tight", _said=pl.col(POSITION), after="_nth", after_person="person"
    )
    met = (
        numbers.select("number_no", "sentence_no", POSITION, "end")
        .join(said.select("sentence_no"), on="sentence_no", how="semi", maintain_order="left")
        .join_asof(said, left_on=POSITION, right_on="_said", by="sentence_no", strategy="forward", check_sortedness=False)
        .filter(pl.col("after").is_not_null())
        .join(told.select("sentence_no", "plain"), on="sentence_no", maintain_order="left")
    )
    apart = (pl.col("_said") - pl.col(POSITION)).clip(0)
    between = pl.col("plain").str.slice("end", apart)
    beyond = between.str.contains(_BREAK) | (pl.col("narrow") & between.str.contains(", ", literal=True))
    beyond |= pl.col("tight") & between.str.contains("[0-9]")
    return met.filter(~beyond).select("number_no", "after", "after_person")


def _relayed(utterances: pl.DataFrame) -> pl.DataFrame:
    """(sentence_no, cited_source): the outlet whose report a sentence relays."""
    return (
        utterances.filter(pl.col("outlet").is_not_null())
        .group_by("sentence_no", maintain_order=True)
        .agg(pl.col("outlet").first().alias("cited_source"), pl.col("is_outlet").any().alias("_by_outlet"))
    )


def _decide(found: pl.DataFrame, utterances: pl.DataFrame) -> pl.DataFrame:
    """One answer a number: the quotation's speaker, else a closing utterance, else the one before, else the outlet, else the author."""
    # A named person is preferred to an organisation wherever both speak.
    by_before = pl.col("before").is_not_null() & (
        pl.col("after").is_null() | (pl.col("before_person") & ~pl.col("after_person").fill_null(False))
    )
    has_quote = pl.col("quoted") & (pl.col("quote_speaker").is_not_null() | pl.col("quote_speaker_desc").is_not_null())
    picked = (
        found.with_columns(_quotes=has_quote.fill_null(False), _nth=pl.when(by_before).then("before").otherwise("after"))
        .join(utterances.select("_nth", *_SPOKEN), on="_nth", how="left", maintain_order="left")
        .with_columns(pl.when("_quotes").then(f"quote_{column}").otherwise(column).alias(column) for column in _SPOKEN)
        .with_columns(
            _alone=pl.col("speaker").is_null() & pl.col("speaker_desc").is_null() & pl.col("_by_outlet").fill_null(False),
        )
    )
    return picked.select(
        "number_no",
        speaker=pl.when("_alone").then("cited_source").otherwise("speaker"),
        speaker_kind=pl.when("_alone").then(pl.lit("organisation")).otherwise("speaker_kind"),
        speaker_org=pl.when("_alone").then("cited_source").otherwise("speaker_org"),
        speaker_desc="speaker_desc",
        cited_source="cited_source",
        attribution=pl.when("_headline")
        .then(pl.lit("headline", _ATTRIBUTION))
        .when("_quotes")
        .then(pl.lit("direct_quote", _ATTRIBUTION))
        .when(pl.col("_nth").is_not_null() | pl.col("_alone"))
        .then(pl.lit("indirect", _ATTRIBUTION))
        .otherwise(pl.lit("author", _ATTRIBUTION))
        .cast(pl.String),
    )
