"""Modality: whether a figure is a fact, an estimate, a forecast, a plan or a supposition.

Belongs here: what the cues that govern a number make of it, and what sentences without a cue tell. Does not belong here: the cue words
(`modality_cues.csv`), which figures a cue governs (`cue_reach`), who says it.
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import any_of
from transforms.reading.cue_reach import ANOTHER_CLAUSE, EXPECTATION, TARGETED, governing, looks_behind
from transforms.reading.periods.patterns import base_figure, cues
from transforms.reading.spans import find_spans, text_before
from transforms.vocabulary import load

MAX_CUES = 12
"""Cues of one sentence that are looked at, so that a long list costs no more than its length."""
_PAST = r"\b(?:was|were|had|did)\b"
_MISSED = r"\b(?:miss|beat|exceed|surpass|top|undershoot|undershot|overshoot|overshot)[a-z]* (?:[a-z'-]+ ){0,4}$"
_BY = r"^ (?:for [a-z0-9 ]{2,24} )?by "
"""Around expectations that results are measured by: "missed its sales target by 3": the 3 is a fact."""
_STILL_TO_COME = (
    r"\bto (?:rise|fall|grow|drop|climb|decline|increase|decrease|reach|hit|exceed|top|surpass|shrink|expand|slow|double|triple"
    r"|jump|widen)\b"
)
_COUNTERFACTUAL = r"\bcould\b.*\b(?:wouldn't|would not|couldn't|could not|still wouldn't|still would not)\b"
_INVERTS = r"^[\"' ]*(?:should|were|had) "
_INVERTED = r"^[\"' ]*(?:should [^?;]*,[^?]*$|were [^?;,]* to |had [^?;,]*,[^?]*\bwould\b)"
"""A condition without `if`: "Should sales fall by 3, ...", "Were it to reach 3, ..."."""
_AT_THAT = (
    r"^[\"' ]*at (?:that|this|those|these|such|the (?:top|bottom|middle|midpoint|mid-point|lower end|upper end)) "
    r"[^;]*\b(?:would|could|might)\b"
)
"""A supposed price: "At the top of the range the company would be worth 3"."""
_GUESSED = (
    r"^[\"' ]*(?:according to|by|on|going by) [^,;]{2,60}\b(?:estimates?|reckoning|calculations?),"
    r"|, [^,;0-9]{2,60} (?:estimated|estimates|reckoned|reckons|calculated|calculates)[.\"' ]*$"
)
"""Who reckons stands around the whole sentence: "By the bank's reckoning, ...", "..., the growers' president estimated"."""
_OUTDONE = (
    r", [^,;]*\b(?:than|above|below|beating|missing|topping|exceeding|versus|against|with|of|from|ahead|despite)\b[^,;]* estimates[.\"' ]*$"
)
"""Estimates that a result is set against: ", lower than most estimates"."""
_FORESEES = r"^(?:expects?|expected|estimates?|estimated|forecasts?|predicts?|predicted|reckons?|thinks?) that$"
_FORESEES_OTHERS = r"^(?:expects?|expected|forecasts?|predicts?|predicted|reckons|sees)$"
_OTHERS_WILL = r"^(?:will|would) "
_IF_BEHIND = (
    r"^((?:.*[,;:\"] )?)((?:[^,;:\"]|[,:][0-9])*?)\b(?:would|could|might)\b[^;]* (?:if|unless|were) (?:[^naop]|n[^oe]|a[^n]|o[^n]|p[^o])"
)
"""A consequence told before its condition: "It would cost 3 if ..." (not `if any`, `if not`, `if needed`, `if only`, `if possible`)."""


def judge_modality(sentences: pl.DataFrame, numbers: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """How each number is meant.

    sentences, numbers, periods: their `frames`. Returns `frames.Modalities`, one row a number in order: actual unless a cue governs it.
    """
    texts = _texts(sentences, numbers)
    found = _cues(texts)
    best = _decided(governing(numbers, found, texts))
    kept = ["number_no", "sentence_no", "article_no", "start", "unit", "unit_kind", "value"]
    unreal = pl.col("_unreal_from") <= pl.col("start")
    planned = pl.col("modality").is_null() & (pl.col("_planned_from") <= pl.col("start"))
    foretold = pl.col("modality").is_null() & (pl.col("_foretold_from") <= pl.col("start"))
    judged = (
        numbers.lazy()
        .select(kept)
        .join(best.lazy(), on="number_no", how="left", maintain_order="left")
        .join(_moods(texts, found), on="sentence_no", how="left", maintain_order="left")
        .with_columns(
            pl.when(unreal)
            .then(pl.lit("hypothetical"))
            .when(planned)
            .then(pl.lit("target"))
            .when(foretold)
            .then(pl.lit("forecast"))
            .when(pl.col("modality").is_null() & pl.col("_guessed"))
            .then(pl.lit("estimate"))
            .otherwise(pl.col("modality").fill_null("actual"))
            .alias("modality"),
            pl.when(unreal).then(pl.lit("could")).when(planned | foretold).then(pl.lit("to")).otherwise("cue").alias("cue"),
        )
        .collect()
    )
    carried = _carry_over(judged, texts)
    meant = judged.join(carried, on="number_no", how="left", maintain_order="left").select(
        "number_no", pl.coalesce("_carried", "modality").alias("modality"), "cue"
    )
    again = _converted(numbers, texts)
    if not again.len():
        return meant
    row = pl.int_range(pl.len(), dtype=pl.UInt32).is_in(again.implode())
    return meant.with_columns(pl.when(~row).then(pl.col(c)).forward_fill().alias(c) for c in ("modality", "cue"))


def _converted(numbers: pl.DataFrame, texts: pl.DataFrame) -> pl.Series:
    """Rows of the numbers that tell the one before them again in brackets: "an estimated $3 (€2)"."""
    follows = (pl.col("sentence_no") == pl.col("sentence_no").shift(1)) & (pl.col("start") == pl.col("end").shift(1) + 2)
    rows = numbers.select(follows.fill_null(False).arg_true().cast(pl.UInt32))["sentence_no"]
    told = numbers["unit_kind", "unit", "sentence_no", "start"]
    again = told[rows].with_columns(_row=rows)
    before = told[rows - 1]
    alike = (again["unit_kind"] == before["unit_kind"]) & (again["unit"] != before["unit"])
    again = again.filter(alike).join(texts.select("sentence_no", "lower"), on="sentence_no", maintain_order="left")
    return again.filter(text_before(pl.col("lower"), "start", 2).is_in([" (", "; "]))["_row"]


def _decided(governing: pl.DataFrame) -> pl.DataFrame:
    """number_no, modality, cue: of the cues that govern a number the strongest, of these the nearest."""
    rank = (
        pl.when(pl.col("modality") == "actual").then(4)
        .when(pl.col("modality") == "hypothetical").then(3)
        .when((pl.col("reach") == "near") & pl.col("_before")).then(2)
        .when(~pl.col("_before") & pl.col("match").str.contains(TARGETED)).then(2)
        .otherwise(1)
    )  # fmt: skip
    # An estimate of what is still to end is a forecast.
    told = pl.when(pl.col("modality") == "estimate").then(pl.concat_str("match", "_gap"))
    to_come = told.str.contains(r"\b(?:next|the coming) (?:fiscal |financial )?year\b") | told.str.contains(_STILL_TO_COME)
    to_come = to_come.fill_null(False)
    # What somebody else foresees is no plan of theirs: "the bank estimates that output will expand 2%".
    foresees = pl.col("match").str.contains(_FORESEES)
    foreseen = (
        governing.lazy()
        .filter("_before", foresees | pl.col("match").str.contains(_FORESEES_OTHERS))
        .group_by("number_no")
        .agg(_foreseen=foresees.any())
    )
    return (
        governing.lazy()
        .with_columns(_rank=rank)
        .sort("number_no", "_rank", "_distance", "_before", "match", descending=[False, True, False, True, False])
        .unique("number_no", keep="first", maintain_order=True)
        .join(foreseen, on="number_no", how="left", maintain_order="left")
        .with_columns(
            # Nor is what they say that others will do: "the bank expects Acme will cut 300 jobs".
            modality=pl.when(to_come | ((pl.col("modality") == "target") & _foreseen_by_another()))
            .then(pl.lit("forecast"))
            .otherwise("modality")
        )
        .select("number_no", "modality", pl.col("match").alias("cue"))
        .collect()
    )


def _foreseen_by_another() -> pl.Expr:
    """Whether somebody foresees it. _foreseen: by a verb with `that`; null: nobody does."""
    foreseen = pl.col("_foreseen")
    return foreseen.fill_null(False) | (foreseen.is_not_null() & pl.col("match").str.contains(_OTHERS_WILL))


def _moods(texts: pl.DataFrame, found: pl.DataFrame) -> pl.LazyFrame:
    """sentence_no, _unreal_from, _planned_from, _foretold_from, _guessed: where a supposition, a headline's plan or its forecast begins
    (null: nowhere), and whether the sentence says that all of it is reckoned.

    Suppositions without a cue that stands before them: "he could run all day and still wouldn't arrive", "should it fall", "would be 3 if".
    Plans of headlines: "Acme to double output". Forecasts: "Sales of pumps to reach 3".
    """
    lower, could = pl.col("lower"), pl.col("match").str.contains("^(?:could|would|might)")
    modal = found.lazy().filter(could).select("sentence_no", _modal=True).unique()
    headline = pl.col("kind") == "headline"
    guessed = lower.str.contains("estimate|reckon|calculat")
    asked = lower.str.contains(_INVERTS) | (headline & lower.str.contains(" to ", literal=True)) | guessed
    told = texts.lazy().join(modal, on="sentence_no", how="left", maintain_order="left").filter(pl.col("_modal") | asked).collect().lazy()
    # "Some 5 jobs would go if ...": its subject is part of what is supposed; "it sold 5 and would close 3 if ...": the 5 is not.
    led, subject = lower.str.extract(_IF_BEHIND, 1).str.len_chars(), lower.str.extract(_IF_BEHIND, 2)
    behind = led + pl.when(subject.str.contains(ANOTHER_CLAUSE)).then(subject.str.len_chars()).otherwise(0)
    whole = (
        lower.str.contains(_AT_THAT)
        | lower.str.contains(_INVERTED)
        | lower.str.contains(_COUNTERFACTUAL)
        | lower.str.contains(_supposed_change())
    )
    return told.select(
        "sentence_no",
        pl.when(whole).then(0).otherwise(behind).cast(pl.UInt32).alias("_unreal_from"),
        pl.when(headline).then(lower).str.extract(_headline("headline_plan")).str.len_chars().alias("_planned_from"),
        pl.when(headline).then(lower).str.extract(_headline("headline_forecast")).str.len_chars().alias("_foretold_from"),
        (lower.str.contains(_GUESSED) & ~lower.str.contains(_OUTDONE)).alias("_guessed"),
    )


@cache
def _headline(verbs: str) -> str:
    """What stands before the plan or forecast: words without a verb of their own, then `to` and what one does or what comes to be."""
    return rf"^([a-z0-9&.' -]{{2,48}}? to ){cues(verbs)}\b"


@cache
def _supposed_change() -> str:
    """What a change would do, whoever makes it: "A rise of 1% would add 3"."""
    change = rf"(?:a|an) (?:[0-9.,]+ ?(?:%|per ?cent|(?:percentage[- ])?points?) )?(?:[a-z-]+ )?{cues('supposed_change')}"
    return rf"^[\"' ]*(?:{change}|every|each) [^,;]*\b(?:would|could|might)\b"


def _carry_over(judged: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """number_no, _carried: facts in form that speak of what was planned or expected: "Thus, pumps are 3%" said of sales to come."""
    following = texts.lazy().filter(pl.col("lower").str.contains(rf"^[\"' ]*{cues('consequence')}\b"))
    following = following.filter(~pl.col("lower").str.contains(_PAST)).select("sentence_no", "lower")
    now = judged.lazy().filter(pl.col("modality") == "actual").join(following, on="sentence_no", maintain_order="left")
    # "Thus, sales should rise to 5 from 3": the 3 is a fact.
    now = now.filter(~text_before(pl.col("lower"), "start", 30).str.contains(base_figure()))
    ahead = judged.lazy().filter(pl.col("modality").is_in(["forecast", "target"]))
    again = ["article_no", "unit", "value"]
    planned = ahead.filter(pl.col("unit_kind") == "money").select(
        *again, pl.col("number_no").alias("_said_no"), pl.col("modality").alias("_said")
    )
    planned = planned.unique(again, keep="first", maintain_order=True)
    # The sentence right before, or the one before it, of the same article.
    back = ahead.select("article_no", _hint=pl.lit("forecast"), _back=pl.col("sentence_no").cast(pl.Int64)).unique()
    recent = now.select("number_no", "article_no", _back=pl.col("sentence_no").cast(pl.Int64)).with_columns(
        _back=pl.concat_list(pl.col("_back") - 1, pl.col("_back") - 2)
    )
    recent = recent.explode("_back").join(back, on=["article_no", "_back"], maintain_order="left").select("number_no", "_hint").unique()
    said = pl.when(pl.col("_said_no") < pl.col("number_no")).then("_said")
    return (
        now.join(planned, on=again, how="left", maintain_order="left")
        .join(recent, on="number_no", how="left", maintain_order="left")
        .select("number_no", pl.coalesce(said, "_hint").alias("_carried"))
        .collect()
    )


def _texts(sentences: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """The sentences that hold a number."""
    return (
        sentences.lazy()
        .select("sentence_no", "article_no", "kind", "plain", "lower")
        .join(numbers.lazy().select("sentence_no").unique(), on="sentence_no", how="semi", maintain_order="left")
        .collect()
    )


@cache
def _vocabulary() -> pl.DataFrame:
    """The cues, and what would else be asked of each where it stands: is it an expectation, may it tell of a figure before it."""
    cue = pl.col("cue")
    return load("modality_cues").with_columns(_expectation=cue.str.contains(EXPECTATION), _looks_behind=looks_behind(cue))


@cache
def _cue_pattern() -> str:
    return r"(?-u:\b)" + any_of(_vocabulary()["cue"].to_list()) + r"(?-u:\b)"


def _cues(texts: pl.DataFrame) -> pl.DataFrame:
    """sentence_no, start, end, match, modality, side, reach: every cue word. The month of May is none, nor what results missed by 3."""
    found = find_spans(texts, "sentence_no", "lower", _cue_pattern())
    words = found.join(_vocabulary(), left_on="match", right_on="cue", how="left", maintain_order="left")
    month = (
        words.lazy()
        .filter(pl.col("match") == "may")
        .join(texts.lazy().select("sentence_no", "plain"), on="sentence_no", how="left", maintain_order="left")
    )
    month = month.filter(pl.col("plain").str.slice(pl.col("start"), 1) == "M").select("sentence_no", "start")
    words = words.filter((pl.col("modality") != "actual") | (pl.col("reach") != "near"))
    expected = words.filter("_expectation").join(texts, on="sentence_no", how="left", maintain_order="left")
    missed = text_before(pl.col("lower"), "start", 40).str.contains(_MISSED) & pl.col("lower").str.slice("end", 32).str.contains(_BY)
    met = expected.filter(missed).select("sentence_no", "start")
    # "according to analysts Acme Research": who counts is named.
    named = words.filter(pl.col("match").is_in(["according to analysts", "according to experts"]))
    named = named.join(texts, on="sentence_no", how="left", maintain_order="left")
    named = named.filter(pl.col("plain").str.slice("end", 2).str.contains("^ [A-Z]")).select("sentence_no", "start")
    told = words.lazy().join(pl.concat([month, met.lazy(), named.lazy()]), on=["sentence_no", "start"], how="anti", maintain_order="left")
    # The place of a cue among its sentence's: sentences come in order.
    place = pl.int_range(pl.len())
    opens = pl.when(pl.col("sentence_no") != pl.col("sentence_no").shift(1, fill_value=2**32 - 1)).then(place).forward_fill()
    return told.filter(place - opens < MAX_CUES).collect()
