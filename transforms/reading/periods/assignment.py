"""Which period a number is about: its own clause's, its sentence's, or what came before.

Belongs here: `assign_periods`. Does not belong here: finding and resolving expressions (`expressions`), modality.
"""

from functools import cache

import polars as pl

from transforms.reading.periods import calendar, patterns
from transforms.vocabulary import load

MAX_EXPRESSIONS = 12
"""Expressions of one sentence that are looked at, so that a long list costs no more than its length."""

REACH = 160
"""Code points between a number and an expression that may still belong together."""

FLOW = r"\b(?:account|accounts|accounted|accounting|contribute|contributes|contributed|represent|represents|represented|makes? up|made up)\b"
_STANDING = r"\b(?:has|have|is|are|boasts?|operates?|employs?|owns?|serves|runs|holds?|counts|includes?|invests?|costs?|stands at|remains?|offers?|sits at)\b[^.;]*$"
_PAST = r"\b(?:was|were|had|did|rose|fell|grew|sold|made|lost|won|saw|hit|shrank|sank|bought|became|came|spent|began|built|cut|led|took|went|beat|been|overtook|sent|paid|gave|kept|left|met|held|ran|stood|said|told|raised)\b|[a-z]{2}ed(?:$|[^ a-z]| [^b]| b[^y])"
_BREAK = r"(?:[;:]|,? (?:but|while|whereas|although|though|however|because|which|who)\b)"
_NEW_CLAUSE = r",? and (?:now |also |then |instead )?(?:[a-z]+ing|expects?|plans?|will|would|is|are|was|were|said)\b|, with\b"
_EFFECTIVE = r"\b(?:starting|effective|beginning|from) (?:on |in )?$"
_SOFT = r"(?:,? and |, )"
_SHARES = r"\b(?:shares|stock|stocks|share price)\b"
_PRICE = r"\b(?:priced?|prices|pricing|costs?|costing|retails?|retailing|worth|fees?)(?: (?:at|for|of|from|above|below|under|between|around|about|just|only|starting|to|up to|over|range|a|an|as|low|high|little|much))* ?$"


@cache
def _looking_back() -> str:
    """Words of expectation that may speak of a finished period."""
    return r"\b" + patterns.any_of(load("modality_cues").filter(pl.col("looks_back") == "yes")["cue"]) + r"\b"


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
    texts = sentences.lazy().select("sentence_no", "paragraph_no", "lower")
    start = pl.col("start").cast(pl.Int64)
    kept = ["number_no", "sentence_no", "article_no", "start", "end", "value", "unit", "unit_kind", "per", "direction"]
    return (
        numbers.lazy()
        .select(kept)
        .join(modalities.lazy().select("number_no", "modality", "cue"), on="number_no", how="left", maintain_order="left")
        .join(texts, on="sentence_no", how="left", maintain_order="left")
        .join(publications.lazy().select("article_no", "published_on", "published_end", "precision"), on="article_no", how="left", maintain_order="left")
        .with_columns(_before=pl.col("lower").str.slice((start - 64).clip(0), pl.min_horizontal(start, 64)), _after=pl.col("lower").str.slice(pl.col("end"), 40))
        .with_columns(
            _index=(pl.int_range(pl.len(), dtype=pl.Int32) - pl.int_range(pl.len(), dtype=pl.Int32).first().over("sentence_no")),
            _open=pl.col("modality").is_in(["forecast", "target"]),
            _base=pl.col("_before").str.contains(patterns.BASE_FIGURE) & ~pl.col("_before").str.contains(patterns.RANGE_FIGURE),
            _next_modality=pl.when(pl.col("sentence_no") == pl.col("sentence_no").shift(-1)).then(pl.col("modality").shift(-1)),
            _price=((pl.col("unit_kind") == "money") & (pl.col("per").is_not_null() | pl.col("_before").str.contains(_PRICE) | pl.col("_after").str.contains(r"^[^,;.]{0,24}\bprices?\b"))).fill_null(False),
        )
        .with_columns(
            _standing=(pl.col("_before").str.contains(_STANDING) & ~pl.col("_before").str.contains(_PAST + r"[^.;]*$") & ~pl.col("_before").str.contains(FLOW)),
        )
        .with_columns(
            _past_tense=pl.col("lower").str.contains(_PAST) & ~pl.col("_standing"),
            _looked_back=pl.col("lower").str.contains(_looking_back()),
            _flow=pl.col("_before").str.contains(FLOW),
            _that=pl.col("_before").str.contains(r"\b(?:that|those|this|these) $"),
            _share_price=(pl.col("unit_kind") == "percent") & (pl.col("modality") == "actual") & pl.col("_before").str.contains(_SHARES + "[^,;.]{0,48}$"),
            # The first figure of "cut costs from 5 to 3 by 2030" is today's.
            _start_of_change=pl.col("_base") & ~pl.col("_open") & pl.col("_after").str.contains(r"^[^,;.]{0,24} to \S*$|^[^,;.]{0,24} to [^a-z]|^[^,;.]{0,24} to (?:about|around|nearly|over) ")
            & (pl.col("_open").shift(-1) & (pl.col("sentence_no") == pl.col("sentence_no").shift(-1))),
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
        _last=pl.when("_follows").then(pl.col("_index") * 2 + pl.col("_base").cast(pl.Int32)).max().over("sentence_no", "start_p").fill_null(-1)
    ).with_columns(_last_before=pl.col("_last") // 2).with_columns(_crossed=crossed, _broken=gap.str.contains(_BREAK), _soft=gap.str.contains(_SOFT))
    comparison = pl.col("role") == "comparison"
    base = pl.col("_base") & ~(pl.col("_follows") & gap.str.contains(r"\bto\b"))
    present = pl.col("anchor") == "present"
    close = pl.col("_follows") & (pl.col("_crossed") == 0) & ~pl.col("_broken") & ~pl.col("_soft") & (pl.col("_distance") <= 80)
    touching = close & (pl.col("_distance") <= 14)
    fits = (
        pl.when(present).then((base & (close | (pl.col("_distance") <= 30))) | (close & (pl.col("period_kind") == "day") & ~pl.col("_base")))
        .when(comparison).then((base & ((pl.col("_crossed") == 0) | (~pl.col("_follows") & (pl.col("anchor") == "topic")))) | (touching & gap.str.contains(r"^ ?(?:in |during |for )?(?:the )?$") & (pl.col("unit_kind") != "percent")))
        .when(pl.col("role") == "window").then(close)
        .when(pl.col("role") == "deadline").then(pl.col("_open") | (pl.col("modality") == "hypothetical") | touching)
        .otherwise(pl.lit(True))
    )  # fmt: skip
    # A comparison's figure takes a plain period only when it stands right by it: "from 3 in 2014", not "from 3 ... 5 in 2015".
    fits &= ~pl.col("_base") | comparison | present | (close & ~gap.str.contains(r"\b(?:to|starting|effective|from)\b")) | pl.col("fronted")
    fits &= ~pl.col("_price") | close | pl.col("fronted") | gap.str.contains(_EFFECTIVE)
    fine = (pl.col("period_kind") == "day").fill_null(False)
    fits &= ~fine | pl.col("_follows") | pl.col("fronted") | (pl.col("_distance") <= 25)
    fits &= ~pl.col("_standing") | pl.col("_follows") | pl.col("fronted") | comparison
    fits &= (pl.col("unit_kind") != "duration").fill_null(True) | close | pl.col("fronted")
    past = (pl.col("period_end") < pl.col("published_on")).fill_null(False)
    fits &= ~(pl.col("_open") & past & ~close & ~pl.col("fronted"))
    fits &= ~(pl.col("unit_kind").is_in(["multiple", "ratio"]) & gap.str.contains(r"^ of (?:its|their|the)")).fill_null(False)
    fits &= pl.col("_distance") <= REACH
    # "5, from 4 in 2014": the date belongs to the 4.
    theirs = pl.col("_follows") & (pl.col("_crossed") > 0) & (pl.col("_last") % 2 == 1) & ~gap.str.contains(_EFFECTIVE)
    fits &= ~theirs
    fits &= ~pl.col("_follows") | (~pl.col("_broken") & ~gap.str.contains(_NEW_CLAUSE))
    # A fact does not take the date of the forecast that follows it in its sentence, nor the other way round.
    fits &= ~(pl.col("_follows") & (pl.col("_crossed") > 0) & (pl.col("modality") != pl.col("_next_modality"))).fill_null(False)
    score = (
        pl.when(comparison & base & pl.col("_follows") & (pl.col("_distance") <= 60)).then(6)
        .when(close).then(5)
        .when(comparison & base).then(4)
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
    published = facts.lazy().select("article_no", pl.col("published_end").alias("_since")).unique()
    frame = facts.lazy().join(own.lazy(), on="number_no", how="left", maintain_order="left").with_columns(
        _at=_place("start"), _sentence_at=pl.col("sentence_no").cast(pl.Int64) * _SENTENCE_WIDTH
    )
    fronted = periods.lazy().filter(pl.col("fronted") & (pl.col("role") == "within") & pl.col("period_start").is_not_null())
    counted = frame.filter((pl.col("role") == "within") & ~pl.col("_base") & ~pl.col("_price"))
    said = pl.concat([fronted.select(*_SAID, _said_at=_place("start")), counted.select(*_SAID, _said_at=_place("start"))])
    said = said.filter(~pl.col("period_kind").is_in(["day"]))
    past = pl.col("period_end") < pl.col("_since")
    said = said.join(published, on="article_no", how="left").with_columns(_over=(past | pl.col("_since").is_null()).fill_null(False))
    frame = frame.pipe(_last_said, said.filter(pl.col("_over")), "_past").pipe(_last_said, said.filter(~pl.col("_over")), "_open_p")
    frame = frame.pipe(_topic, periods).pipe(_last_day, periods)
    frame = frame.with_columns(pl.col("period_basis").is_not_null().alias("_own")).with_columns(_source())
    chosen = [_from_source(name) for name in ("start", "end")]
    return (
        frame.with_columns(chosen)
        .with_columns(
            period=pl.when(pl.col("_source") == "own").then("period").otherwise(calendar.iso_period()),
            period_kind=pl.when(pl.col("_source") == "own").then("period_kind").otherwise(calendar.period_kind()),
            period_basis=pl.when((pl.col("_source") == "own") & pl.col("period_start").is_not_null()).then("period_basis").when(pl.col("period_start").is_not_null()).then(pl.lit("inherited")).otherwise(pl.lit("none")),
            ambiguous=pl.col("ambiguous").fill_null(False),
        )
        .pipe(_repeat)
        .sort("number_no")
        .collect()
    )


_SENTENCE_WIDTH = 1 << 20
_SAID = ["article_no", "paragraph_no", "period_start", "period_end", "period_kind"]


def _place(column: str) -> pl.Expr:
    """Sentence and offset as one sortable number."""
    return pl.col("sentence_no").cast(pl.Int64) * _SENTENCE_WIDTH + pl.col(column).cast(pl.Int64)


def _last_said(frame: pl.LazyFrame, said: pl.LazyFrame, name: str) -> pl.LazyFrame:
    """With the last expression said before the number's sentence, when it stands in the number's paragraph: {name}_start, {name}_end."""
    last = said.select(
        pl.col("_said_at").alias(f"{name}_at"), pl.col("paragraph_no").alias(f"{name}_paragraph"), pl.col("period_start").alias(f"{name}_start"), pl.col("period_end").alias(f"{name}_end")
    ).sort(f"{name}_at")
    joined = frame.join_asof(last, left_on="_sentence_at", right_on=f"{name}_at", strategy="backward")
    near = pl.col(f"{name}_paragraph") == pl.col("paragraph_no")
    return joined.with_columns(pl.when(near).then(pl.col(f"{name}_start", f"{name}_end"))).drop(f"{name}_at", f"{name}_paragraph")


def _topic(frame: pl.LazyFrame, periods: pl.DataFrame) -> pl.LazyFrame:
    """With what the article speaks of: _topic_start, _topic_end, _topic_kind. The latest finished period named so far."""
    rank = pl.col("article_no").cast(pl.Int64) * _SENTENCE_WIDTH * 1024 + calendar.month_number(pl.col("period_end")).cast(pl.Int64) * 4096
    rank += 4095 - (calendar.month_number(pl.col("period_end")) - calendar.month_number(pl.col("period_start"))).clip(0, 4095)
    topics = periods.lazy().filter("topical").with_columns(_rank=rank, _topic_at=_place("start")).sort("_topic_at")
    topics = topics.with_columns(_best=pl.col("_rank").cum_max()).with_columns(
        pl.when(pl.col("_rank") == pl.col("_best")).then(pl.col("period_start", "period_end", "period_kind")).forward_fill()
    )
    topics = topics.select("_topic_at", _topic_article="article_no", _topic_start="period_start", _topic_end="period_end", _topic_kind="period_kind")
    joined = frame.join_asof(topics, left_on="_sentence_at", right_on="_topic_at", strategy="backward")
    same = pl.col("_topic_article") == pl.col("article_no")
    return joined.with_columns(pl.when(same).then(pl.col("_topic_start", "_topic_end", "_topic_kind"))).drop("_topic_at", "_topic_article")


def _last_day(frame: pl.LazyFrame, periods: pl.DataFrame) -> pl.LazyFrame:
    """With the last day said in the paragraph up to the number, else the day of publication: _day."""
    days = periods.lazy().filter(pl.col("period_kind") == "day").select(_day_at=_place("start"), _day_paragraph="paragraph_no", _day="period_start").sort("_day_at")
    joined = frame.join_asof(days, left_on="_at", right_on="_day_at", strategy="backward")
    published = pl.when(pl.col("precision") == "day").then("published_on")
    return joined.with_columns(_day=pl.when(pl.col("_day_paragraph") == pl.col("paragraph_no")).then("_day").otherwise(published)).drop("_day_at", "_day_paragraph")


def _source() -> pl.Expr:
    """Where a number takes its period from: own, past, open, topic, day, present, or none (null)."""
    modality = pl.col("modality")
    fact = modality.is_in(["actual", "estimate"])
    past, ahead, topic = pl.col("_past_start").is_not_null(), pl.col("_open_p_start").is_not_null(), pl.col("_topic_start").is_not_null()
    report = pl.col("_topic_kind").is_in(["quarter", "half"])
    looked_back = pl.col("_looked_back")
    fixed = pl.col("_price") | pl.col("_standing") | (pl.col("unit_kind") == "duration") | pl.col("_base")
    told = pl.col("_past_tense") | pl.col("_flow") | report
    return (
        pl.when(pl.col("_share_price") & (pl.col("_score").fill_null(0) < 5)).then(pl.lit("day"))
        .when(pl.col("_own") & pl.col("_base") & (pl.col("anchor") == "present")).then(pl.lit("present"))
        # "X led in 2017, but sales fell 5%": the contrast returns to what the article speaks of.
        .when(pl.col("_own") & (pl.col("_score") == 1) & fact & report & (pl.col("_topic_end") > pl.col("period_end"))).then(pl.lit("topic"))
        .when("_own").then(pl.lit("own"))
        .when(pl.col("_start_of_change")).then(pl.lit("present"))
        .when(fixed).then(None)
        .when(fact & told & past).then(pl.lit("past"))
        .when(fact & pl.col("_flow") & ahead).then(pl.lit("open"))
        .when(fact & told & topic).then(pl.lit("topic"))
        .when(modality.is_in(["forecast", "target"]) & ahead).then(pl.lit("open"))
        .when((modality == "forecast") & looked_back & past).then(pl.lit("past"))
        .when((modality == "forecast") & looked_back & report).then(pl.lit("topic"))
        .alias("_source")
    )  # fmt: skip


def _from_source(edge: str) -> pl.Expr:
    """period_start or period_end from the source."""
    source = pl.col("_source")
    year = pl.col("published_on").dt.year()
    present = pl.date(year, 1, 1) if edge == "start" else pl.date(year, 12, 31)
    return (
        pl.when(source == "own").then(f"period_{edge}")
        .when(source == "past").then(f"_past_{edge}")
        .when(source == "open").then(f"_open_p_{edge}")
        .when(source == "topic").then(f"_topic_{edge}")
        .when(source == "day").then("_day")
        .when(source == "present").then(present)
        .alias(f"period_{edge}")
    )  # fmt: skip


def _repeat(frame: pl.LazyFrame) -> pl.LazyFrame:
    """An amount said again ("that $5bn") is about the period it was first said of, when nothing nearer dates it."""
    fields = ["period", "period_start", "period_end", "period_kind"]
    large = pl.col("unit_kind").is_in(["money", "physical"]) & ~pl.col("_price") & (pl.col("value").abs() >= 1e5) & ~pl.col("_own")
    again = ["article_no", "unit", "value"]
    before = frame.select(*again, "_at", *fields, pl.col("modality").is_in(["actual", "estimate"]).alias("_fact")).filter(pl.col("period").is_not_null()).sort("_at")
    earlier = before.rename({f: f"_e_{f}" for f in fields}).unique(again, keep="first", maintain_order=True).rename({"_at": "_e_at", "_fact": "_e_fact"})
    joined = frame.join(earlier, on=again, how="left", maintain_order="left")
    large &= pl.col("modality").is_in(["actual", "estimate"]) == pl.col("_e_fact")
    take = large & (pl.col("_e_at") < pl.col("_at")) & (pl.col("_source").is_null() | (pl.col("_source") == "topic") | ((pl.col("_source") == "past") & pl.col("_that")))
    take = take.fill_null(False)
    return joined.with_columns([pl.when(take).then(f"_e_{f}").otherwise(f).alias(f) for f in fields]).with_columns(
        period_basis=pl.when(take).then(pl.lit("inherited")).otherwise("period_basis")
    )
