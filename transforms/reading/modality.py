"""Modality: whether a figure is a fact, an estimate, a forecast, a plan or a supposition.

Belongs here: which cue word governs which number. Does not belong here: the cue words (`modality_cues.csv`), who says it.
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import any_of
from transforms.reading.periods.patterns import base_figure, cues
from transforms.reading.spans import find_spans, text_before
from transforms.vocabulary import load

MAX_CUES = 12
"""Cues of one sentence that are looked at, so that a long list costs no more than its length."""

REACH = 300
"""Code points between a cue and a number that are looked at."""

AFTER = 40
"""Code points behind a number in which the verb of its relative clause is looked for."""

LED = 24
"""Code points before a number in which what tells it from any other is looked for: its, the."""

NEAR = 36
"""Code points within which a near cue governs."""

_MODAL = r"^(?:will|would|should|could|may|might)$"
_HEAD = r"^ (?:(?:of|in|from|more|worth|or so) .*)?$"
"""Between a figure that is itself what the modal speaks of and the modal."""
_SOME = r"^ (?:[a-z-]+ ){1,3}$"
_ITS = r"\b(?:its|the|their|his|her|our|your|all|both|those|these|whose|[a-z]+'s?) (?:[a-z]+ )?$"
_OWNED = r"(?:[a-z]'s?|\b(?:its|their|our|his|her)) $"
_HOLDING = r"^ (?:[a-z-]+ )?(?:stake|share|holding|shareholding|interest|slice)\b"
"""What somebody has, behind how much of it."""
_ANOTHER_CLAUSE = r"\b(?:and|or|but|which|that|who|whose|it|they|he|she|we|as|while|after|before|when|if|to|the company|this|these)\b"
_PAST = r"\b(?:was|were|had|did)\b"
_PHRASE_END = r"[,;:](?:$|[^0-9])| (?:but|while|after|and [a-z]+ (?:rose|fell)|was|were|as) "
_MISSED_BY = r"^: [^,;]{1,40} (?:against|versus|vs\.?|compared (?:with|to)) (?:the )?$"
""" "It missed expectations: 3 against 4"."""
_MORE = r"^ (?:below|above|higher|lower|more|less|fewer|better|worse)\b"
_SET_AGAINST = (
    r"^[^;:]*[0-9][^;:]*,? (?:from|compared with|against|versus|instead of|rather than) (?:(?:an?|the|its) )?[a-z ]{0,24}[$£€₹]?$"
)
_REVISED = r"^ (?:for [a-z0-9 -]+ )?(?:to|from) (?:[$£€₹]|rs|[0-9])|\b(?:previous|previously|prior|earlier|initial|original)\b"
_OUTLOOK = r"(?:forecasts?|guidance|outlook|projections?|targets?|estimates?) (?:to|of|for|at)$|targets?$|target prices?$"
"""A noun of expectation with what it is raised to or cut from."""
_QUOTE_CLOSED = r"[,.?!][\"'] "
_RESULT = (
    r", (?:thus |thereby )?(?:sending|pushing|driving|lifting|dragging|knocking|wiping|helping|causing|prompting|leaving) "
    r"(?:its|their|the|shares|down) "
)
"""What happened upon what was said: "said it would close three mills, sending its shares down 5%"."""
_COUNTERFACTUAL = r"\bcould\b.*\b(?:wouldn't|would not|couldn't|could not|still wouldn't|still would not)\b"
_INVERTS = r"^[\"' ]*(?:should|were|had) "
_INVERTED = r"^[\"' ]*(?:should [^?;]*,[^?]*$|were [^?;,]* to |had [^?;,]*,[^?]*\bwould\b)"
"""A condition without `if`: "Should sales fall by 3, ...", "Were it to reach 3, ..."."""
_GOES_ON = r", (?:now |currently |already |also )?(?:employs|has|owns|operates|runs|sells|makes|serves|produces|is|earns|holds)\b"
"""Where the main clause goes on behind a relative one: "which aims to double sales, employs"."""
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
_PUTS = r"^puts?$"
_PUT_AT = (
    r"^ [^;0-9]{2,80} at (?:(?:about|around|some|roughly|nearly|just|over|under|more than|less than|at least) )*"
    r"[^a-z0-9]{0,4}(?:rs |rmb )?$"
)
"""Between `puts` and the figure that somebody puts a thing at."""
_FORESEES = r"^(?:expects?|expected|estimates?|estimated|forecasts?|predicts?|predicted|reckons?|thinks?) that$"
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
    best = _decided(_governed(_pairs(numbers, found, texts)))
    kept = ["number_no", "sentence_no", "article_no", "start", "unit", "unit_kind", "value"]
    unreal = pl.col("_unreal_from") <= pl.col("start")
    planned = pl.col("modality").is_null() & (pl.col("_planned_from") <= pl.col("start"))
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
            .when(pl.col("modality").is_null() & pl.col("_guessed"))
            .then(pl.lit("estimate"))
            .otherwise(pl.col("modality").fill_null("actual"))
            .alias("modality"),
            pl.when(unreal).then(pl.lit("could")).when(planned).then(pl.lit("to")).otherwise("cue").alias("cue"),
        )
        .collect()
    )
    carried = _carry_over(judged, texts)
    return judged.join(carried, on="number_no", how="left", maintain_order="left").select(
        "number_no", pl.coalesce("_carried", "modality").alias("modality"), "cue"
    )


def _pairs(numbers: pl.DataFrame, found: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Every number with every cue of its sentence that may reach it.

    Returns number_no, match, modality, reach, _distance, _before (the cue stands before), _countable, _gap (the words between), _led and
    _after (those around the number).
    """
    before = pl.col("end_c") <= pl.col("start")
    low = pl.when(before).then("end_c").otherwise("end").cast(pl.Int64)
    high = pl.when(before).then("start").otherwise("start_c").cast(pl.Int64)
    start, near = pl.col("start").cast(pl.Int64), pl.col("_distance") <= NEAR
    reached = (
        pl.when("_before")
        .then((pl.col("side") != "after") & (near | (pl.col("reach") != "near")))
        .otherwise(near & (pl.col("side") != "before"))
    )
    return (
        numbers.lazy()
        .select("number_no", "sentence_no", "start", "end", _countable=pl.col("unit_kind").is_in(["count", "people"]).fill_null(False))
        # In no order: the strongest cue is told by its place as well.
        .join(found.lazy(), on="sentence_no", suffix="_c")
        .with_columns(_before=before, _low=low, _distance=high - low)
        .filter(reached & (pl.col("_distance") <= REACH))
        # Texts are gathered for what is left.
        .join(texts.lazy().select("sentence_no", "lower"), on="sentence_no", how="left", maintain_order="left")
        .with_columns(
            _gap=pl.col("lower").str.slice("_low", pl.col("_distance").clip(0, REACH)),
            _led=text_before(pl.col("lower"), start, LED),
            _after=pl.col("lower").str.slice(pl.col("end"), AFTER),
        )
        # "16 this year, which leaves them 6", "16, plus or minus 2", "16, or 3 a share": what follows from a forecast is one.
        .with_columns(
            _gap=pl.col("_gap").str.replace(rf",? (?:which (?:would |will )?{cues('entails')}|plus or minus|give or take|or)\b", " ")
        )
        .select("number_no", "match", "modality", "reach", "_distance", "_before", "_countable", "_gap", "_led", "_after")
        .collect()
    )


def _governed(pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs whose cue governs the number. Each question is put to the pairs that it can decide."""
    ahead = pairs.filter("_before")
    ahead = ahead.filter((pl.col("modality") == "actual") | ~_free())
    ahead = ahead.filter(~pl.col("match").str.contains(_PUTS) | pl.col("_gap").str.contains(_PUT_AT))
    reach = pl.col("reach")
    clause = ahead.filter(~reach.is_in(["sentence", "near", "phrase"])).filter(~pl.col("_gap").str.contains(_clause_break()))
    return pl.concat(
        [
            pairs.filter(~pl.col("_before")).filter(~pl.col("_gap").str.contains(r"[,;0-9]")).filter(_governs_backwards()),
            ahead.filter(reach == "sentence"),
            ahead.filter(reach == "near").filter(~pl.col("_gap").str.contains(r"[,;0-9]")),
            ahead.filter(reach == "phrase").filter(_in_phrase()),
            clause.filter(~pl.col("_gap").str.contains(_told_after_comma()) & ~_starts_from()),
        ]
    )


@cache
def _governs_backwards() -> pl.Expr:
    """A cue that stands behind its number: "3 are expected"."""
    gap = pl.col("_gap").str
    # "Some 5 of them will fall due in March", but not "the 5 deposit should help" or "it has 5 of those and will open more".
    # "Some 300 jobs could go", but "its 5,000 workers will get a bonus".
    some = pl.col("_countable") & gap.contains(_SOME) & ~pl.col("_led").str.contains(_ITS)
    heads = (gap.contains(_HEAD) | some) & ~gap.contains(_ANOTHER_CLAUSE)
    # "Sales of 5 were more than it had expected": the 5 is a fact.
    return ~gap.contains(_clause_break()) & (~pl.col("match").str.contains(_MODAL) | heads) & ~gap.contains(rf"\b{cues('outdone')}\b")


@cache
def _free() -> pl.Expr:
    """Figures that no cue before them governs: facts in a sentence of forecasts."""
    gap, after = pl.col("_gap").str, pl.col("_after").str
    # "(if it holds)," he wrote: what stands behind a quotation is not under its condition.
    said = gap.contains(_QUOTE_CLOSED) | gap.contains(_RESULT)
    # "set aside for the carrier's 900 workers"
    owned = pl.col("_countable") & pl.col("_led").str.contains(_OWNED)
    # "wants to sell its 37% stake": what somebody has.
    held = pl.col("_led").str.contains(_OWNED) & after.contains(_HOLDING)
    return said | owned | held | after.contains(_done_by()) | (gap.contains(base_figure()) & after.contains(_done()))


@cache
def _in_phrase() -> pl.Expr:
    """Whether a number still belongs to the phrase of a noun: "guidance of 5 to 6"."""
    gap = pl.col("_gap").str
    # "its forecast of 300, 39% below last year's"
    apart = gap.contains(r"[0-9][^,]*, (?:(?:about|around|nearly|some|up|down) )?$") & pl.col("_after").str.contains(_MORE)
    revised = pl.col("match").str.contains(_OUTLOOK) & gap.contains(_SET_AGAINST)
    return ~gap.contains(_PHRASE_END) | gap.contains(_MISSED_BY) | apart | revised


@cache
def _starts_from() -> pl.Expr:
    """ "expects sales to rise to 9 from 3": the 3 is a fact; "raised its forecast to 9 from 8": the 8 was a forecast."""
    gap = pl.col("_gap").str
    return gap.contains(base_figure()) & ~gap.contains(_REVISED) & ~pl.col("match").str.contains(_OUTLOOK)


def _decided(governing: pl.DataFrame) -> pl.DataFrame:
    """number_no, modality, cue: of the cues that govern a number the strongest, of these the nearest."""
    rank = (
        pl.when(pl.col("modality") == "actual").then(4)
        .when(pl.col("modality") == "hypothetical").then(3)
        .when((pl.col("reach") == "near") & pl.col("_before")).then(2)
        .otherwise(1)
    )  # fmt: skip
    # An estimate of what is still to end is a forecast.
    to_come = (pl.col("modality") == "estimate") & pl.col("_gap").str.contains(r"\b(?:next|the coming) (?:fiscal |financial )?year\b")
    # What somebody else foresees is no plan of theirs: "the bank estimates that output will expand 2%".
    foreseen = governing.lazy().filter("_before", pl.col("match").str.contains(_FORESEES)).select("number_no", _foreseen=True).unique()
    return (
        governing.lazy()
        .with_columns(_rank=rank)
        .sort("number_no", "_rank", "_distance", "_before", "match", descending=[False, True, False, True, False])
        .unique("number_no", keep="first", maintain_order=True)
        .join(foreseen, on="number_no", how="left", maintain_order="left")
        .with_columns(
            modality=pl.when(to_come | (pl.col("_foreseen").fill_null(False) & (pl.col("modality") == "target")))
            .then(pl.lit("forecast"))
            .otherwise("modality")
        )
        .select("number_no", "modality", pl.col("match").alias("cue"))
        .collect()
    )


def _moods(texts: pl.DataFrame, found: pl.DataFrame) -> pl.LazyFrame:
    """sentence_no, _unreal_from, _planned_from, _guessed: where a supposition or a headline's plan begins (null: nowhere), and whether the
    sentence says that all of it is reckoned.

    Suppositions without a cue that stands before them: "he could run all day and still wouldn't arrive", "should it fall", "would be 3 if".
    Plans of headlines: "Acme to double output".
    """
    lower, could = pl.col("lower"), pl.col("match").str.contains("^(?:could|would|might)")
    modal = found.lazy().filter(could).select("sentence_no", _modal=True).unique()
    headline = pl.col("kind") == "headline"
    guessed = lower.str.contains("estimate|reckon|calculat")
    asked = lower.str.contains(_INVERTS) | (headline & lower.str.contains(" to ", literal=True)) | guessed
    told = texts.lazy().join(modal, on="sentence_no", how="left", maintain_order="left").filter(pl.col("_modal") | asked).collect().lazy()
    # "Some 5 jobs would go if ...": its subject is part of what is supposed; "it sold 5 and would close 3 if ...": the 5 is not.
    led, subject = lower.str.extract(_IF_BEHIND, 1).str.len_chars(), lower.str.extract(_IF_BEHIND, 2)
    behind = led + pl.when(subject.str.contains(_ANOTHER_CLAUSE)).then(subject.str.len_chars()).otherwise(0)
    whole = (
        lower.str.contains(_AT_THAT)
        | lower.str.contains(_INVERTED)
        | lower.str.contains(_COUNTERFACTUAL)
        | lower.str.contains(_supposed_change())
    )
    return told.select(
        "sentence_no",
        pl.when(whole).then(0).otherwise(behind).cast(pl.UInt32).alias("_unreal_from"),
        pl.when(headline).then(lower.str.extract(_headline_plan()).str.len_chars()).alias("_planned_from"),
        lower.str.contains(_GUESSED).alias("_guessed"),
    )


@cache
def _headline_plan() -> str:
    """What stands before the plan: words without a verb of their own, then `to` and what one does on purpose."""
    return rf"^([a-z0-9&.' -]{{2,48}}? to ){cues('headline_plan')}\b"


@cache
def _supposed_change() -> str:
    """What a change would do, whoever makes it: "A rise of 1% would add 3"."""
    change = rf"(?:a|an) (?:[0-9.,]+ ?(?:%|per ?cent|(?:percentage[- ])?points?) )?(?:[a-z-]+ )?{cues('supposed_change')}"
    return rf"^[\"' ]*(?:{change}|every|each) [^,;]*\b(?:would|could|might)\b"


def _carry_over(judged: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """number_no, _carried: facts in form that speak of what was planned or expected: "Thus, pumps are 3%" said of sales to come."""
    following = texts.lazy().filter(pl.col("lower").str.contains(rf"^[\"' ]*{cues('consequence')}\b"))
    following = following.filter(~pl.col("lower").str.contains(_PAST)).select("sentence_no")
    now = judged.lazy().filter(pl.col("modality") == "actual").join(following, on="sentence_no", how="semi", maintain_order="left")
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
def _done_by() -> str:
    """A figure that somebody has achieved: "the 455 million it earned last year"."""
    return rf"^ (?:[a-z]+ )?(?:that )?(?:it|they|he|she|we|the [a-z]+) {cues('achieved')}\b"


@cache
def _done() -> str:
    """The same without a subject: "from the 1.2 billion booked in May"."""
    return rf"^ (?:[a-z]+ )?{cues('achieved')}\b"


@cache
def _clause_break() -> str:
    return rf"(?:;|,? {cues('modality_break')}\b| as (?:[a-z'-]+ ){{1,3}}{cues('moves')}\b)"


@cache
def _told_after_comma() -> str:
    """A new clause with a past verb of its own: `, sales rose`."""
    return rf",[^,]* {any_of(load('past_verbs')['verb'])}\b|{_GOES_ON}"


@cache
def _vocabulary() -> pl.DataFrame:
    return load("modality_cues")


@cache
def _cue_pattern() -> str:
    return r"(?-u:\b)" + any_of(_vocabulary()["cue"].to_list()) + r"(?-u:\b)"


def _cues(texts: pl.DataFrame) -> pl.DataFrame:
    """sentence_no, start, end, match, modality, side, reach: every cue word. The month of May is none."""
    found = find_spans(texts, "sentence_no", "lower", _cue_pattern())
    words = found.join(_vocabulary(), left_on="match", right_on="cue", how="left", maintain_order="left")
    month = (
        words.lazy()
        .filter(pl.col("match") == "may")
        .join(texts.lazy().select("sentence_no", "plain"), on="sentence_no", how="left", maintain_order="left")
    )
    month = month.filter(pl.col("plain").str.slice(pl.col("start"), 1) == "M").select("sentence_no", "start")
    words = words.filter((pl.col("modality") != "actual") | (pl.col("reach") != "near"))
    told = words.lazy().join(month, on=["sentence_no", "start"], how="anti", maintain_order="left")
    # The place of a cue among its sentence's: sentences come in order.
    place = pl.int_range(pl.len())
    opens = pl.when(pl.col("sentence_no") != pl.col("sentence_no").shift(1, fill_value=2**32 - 1)).then(place).forward_fill()
    return told.filter(place - opens < MAX_CUES).collect()
