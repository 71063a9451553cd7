"""Which period a number is about: its own clause's, its sentence's, or what came before.

Belongs here: `assign_periods`. Does not belong here: finding and resolving expressions (`expressions`), modality.
"""

import polars as pl

from transforms.reading.periods import calendar

MAX_EXPRESSIONS = 12
"""Expressions of one sentence that are looked at, so that a long list costs no more than its length."""

REACH = 160
"""Code points between a number and an expression that may still belong together."""

FLOW = r"\b(?:account|accounts|accounted|accounting|contribute|contributes|contributed|represent|represents|represented|makes? up|made up)\b"
_STANDING = r"\b(?:has|have|is|are|boasts?|operates?|employs?|owns?|serves|runs|holds?|counts|includes?|invests?|costs?|stands at|remains?|offers?|sits at)\b[^.;]*$"
_PAST = r"\b(?:was|were|had|did|[a-z]{2,}ed|rose|fell|grew|sold|made|lost|won|saw|hit|shrank|sank|bought|became|came|spent|began|built|cut|led|took|went|beat|been|doubled|tripled)\b"
_BASE = (
    r"\b(?:from|compared (?:to|with)|against|versus|vs\.?|up on|down on|(?:higher|lower|more|less|better|worse|fewer|faster|slower) than)"
    r"(?: (?:a|an|the|about|around|approximately|nearly|almost|roughly|just|only|some|over|more than|less than|a little|under|as much as|as little as|its|their|profit of|loss of|revenue of|sales of|a profit of|a loss of|net loss of|a net loss of|a net profit of|net profit of|earnings of|an estimated|the estimated))* ?$"
)
_BREAK = r"(?:[;:]|,? (?:but|while|whereas|although|though|however|because|which|who)\b| - |\. )"
_SOFT = r"(?:,? and |, )"
_SHARES = r"\b(?:shares|stock|stocks|share price)\b"
_PRICE = r"\b(?:priced?|pricing|costs?|costing|fees?|worth|retails?)\b[^,;]{0,24}$"


def assign_periods(
    sentences: pl.DataFrame, numbers: pl.DataFrame, periods: pl.DataFrame, publications: pl.DataFrame, modalities: pl.DataFrame
) -> pl.DataFrame:
    """The period of every number.

    sentences, numbers, publications, modalities: their `frames`; periods: what `find_periods` returns. Returns one row a number, in order:
    number_no, period String, period_start Date, period_end Date, period_kind, period_text String, period_basis (stated, relative, inherited,
    none), ambiguous Bool.
    """
    facts = _numbers_in_context(sentences, numbers, publications, modalities)
    own = _own_periods(facts, periods)
    return _inherit(facts, own, periods).select(
        "number_no", "period", "period_start", "period_end", "period_kind", "period_text", "period_basis", "ambiguous"
    )


def _numbers_in_context(sentences: pl.DataFrame, numbers: pl.DataFrame, publications: pl.DataFrame, modalities: pl.DataFrame) -> pl.DataFrame:
    """Numbers with their sentence, modality, publication and what stands before and after them."""
    texts = sentences.lazy().select("sentence_no", "paragraph_no", "lower", "kind")
    start = pl.col("start").cast(pl.Int64)
    kept = ["number_no", "sentence_no", "article_no", "start", "end", "value", "unit", "unit_kind", "per", "direction"]
    return (
        numbers.lazy()
        .select(kept)
        .join(modalities.lazy().select("number_no", "modality"), on="number_no", how="left", maintain_order="left")
        .join(texts, on="sentence_no", how="left", maintain_order="left")
        .join(publications.lazy().select("article_no", "published_on", "published_end", "precision"), on="article_no", how="left", maintain_order="left")
        .with_columns(_before=pl.col("lower").str.slice((start - 64).clip(0), pl.min_horizontal(start, 64)), _after=pl.col("lower").str.slice(pl.col("end"), 40))
        .with_columns(
            _index=(pl.int_range(pl.len(), dtype=pl.Int32) - pl.int_range(pl.len(), dtype=pl.Int32).first().over("sentence_no")),
            _open=pl.col("modality").is_in(["forecast", "target"]),
            _base=pl.col("_before").str.contains(_BASE),
            _price=((pl.col("unit_kind") == "money") & (pl.col("per").is_not_null() | pl.col("_before").str.contains(_PRICE) | pl.col("_after").str.contains(r"^[^,;.]{0,24}\bprices?\b"))).fill_null(False),
        )
        .with_columns(
            _standing=(pl.col("_before").str.contains(_STANDING) & ~pl.col("_before").str.contains(_PAST + r"[^.;]*$") & ~pl.col("_before").str.contains(FLOW)),
        )
        .collect()
    )  # fmt: skip


def _own_periods(facts: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """number_no and the expression of its own sentence that dates it."""
    dating = periods.lazy().filter(pl.col("role").is_in(["within", "deadline", "comparison", "window"]))
    dating = dating.with_columns(_rank=pl.int_range(pl.len()).over("sentence_no")).filter(pl.col("_rank") < MAX_EXPRESSIONS)
    chosen = ["sentence_no", "start", "end", "role", "fronted", "anchor", "period", "period_start", "period_end", "period_kind", "period_text", "basis", "ambiguous"]
    pairs = facts.lazy().join(dating.select(chosen), on="sentence_no", suffix="_p")
    follows = pl.col("start_p") >= pl.col("end")
    low = pl.when(follows).then(pl.col("end")).otherwise(pl.col("end_p")).cast(pl.Int64)
    high = pl.when(follows).then(pl.col("start_p")).otherwise(pl.col("start")).cast(pl.Int64)
    pairs = pairs.with_columns(_follows=follows, _gap=pl.col("lower").str.slice(low, (high - low).clip(0)), _distance=(high - low).clip(0))
    gap = pl.col("_gap")
    crossed = pl.when("_follows").then(pl.col("_last_before") - pl.col("_index")).otherwise(pl.col("_index") - pl.col("_last_before") - 1)
    pairs = pairs.with_columns(
        # How many other numbers stand between: numbers before the expression are counted once for each expression.
        _last_before=pl.when("_follows").then(pl.col("_index")).max().over("sentence_no", "start_p").fill_null(-1)
    ).with_columns(_crossed=crossed, _broken=gap.str.contains(_BREAK), _soft=gap.str.contains(_SOFT))
    comparison = pl.col("role") == "comparison"
    base = pl.col("_base") & ~gap.str.contains(r"\bto\b")
    present = pl.col("anchor") == "present"
    close = pl.col("_follows") & (pl.col("_crossed") == 0) & ~pl.col("_broken") & ~pl.col("_soft") & (pl.col("_distance") <= 80)
    touching = close & (pl.col("_distance") <= 14)
    fits = (
        pl.when(present).then(base & (close | (pl.col("_distance") <= 30)))
        .when(comparison).then((base & (pl.col("_crossed") == 0)) | (touching & gap.str.contains(r"^ ?(?:in |during |for )?(?:the )?$") & (pl.col("unit_kind") != "percent")))
        .when(pl.col("role") == "window").then(close)
        .when(pl.col("role") == "deadline").then(pl.col("_open") | (pl.col("modality") == "hypothetical") | touching)
        .otherwise(pl.lit(True))
    )  # fmt: skip
    # A comparison's figure takes a plain period only when it stands right by it: "from 3 in 2014", not "from 3 ... 5 in 2015".
    fits &= ~pl.col("_base") | comparison | present | (close & ~gap.str.contains(r"\b(?:to|starting|effective|from)\b")) | pl.col("fronted")
    fits &= ~pl.col("_price") | close
    fits &= ~pl.col("_standing") | pl.col("_follows") | pl.col("fronted") | comparison
    fits &= (pl.col("unit_kind") != "duration").fill_null(True) | close | pl.col("fronted")
    past = (pl.col("period_end") < pl.col("published_on")).fill_null(False)
    fits &= ~(pl.col("_open") & past & ~close & ~pl.col("fronted"))
    fits &= ~(pl.col("unit_kind").is_in(["multiple", "ratio"]) & gap.str.contains(r"^ of (?:its|their|the)")).fill_null(False)
    fits &= pl.col("_distance") <= REACH
    fits &= ~pl.col("_follows") | ~pl.col("_broken")
    score = (
        pl.when(comparison & base & (pl.col("_distance") <= 60)).then(6)
        .when(close).then(5)
        .when(~pl.col("_follows") & ~pl.col("_broken") & (pl.col("_crossed") == 0)).then(4)
        .when(~pl.col("_follows") & ~pl.col("_broken")).then(3)
        .when(pl.col("fronted")).then(3)
        .when(pl.col("_follows")).then(2)
        .otherwise(1)
    )  # fmt: skip
    best = (
        pairs.filter(fits.fill_null(False))
        .with_columns(_score=score)
        .sort("number_no", "_score", "_distance", descending=[False, True, False], maintain_order=True)
        .unique("number_no", keep="first", maintain_order=True)
    )
    return best.select(
        "number_no", "role", "period", "period_start", "period_end", "period_kind", "period_text", "anchor", "ambiguous",
        pl.col("basis").alias("period_basis"), pl.col("_score"),
    ).collect()  # fmt: skip


def _inherit(facts: pl.DataFrame, own: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """Numbers with their own period, else what their paragraph or their article spoke of before."""
    frame = facts.join(own, on="number_no", how="left", maintain_order="left")
    return frame.with_columns(pl.col("period_basis").fill_null("none"), pl.col("ambiguous").fill_null(False))
