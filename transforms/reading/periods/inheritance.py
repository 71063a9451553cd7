"""What a number without a date of its own takes over from its paragraph and its article.

Belongs here: which numbers inherit, and from what; never from later text. Does not belong here: dates in the number's own sentence
(`clauses`).
"""

from functools import cache

import polars as pl

from transforms.reading.periods import calendar


def with_inherited(facts: pl.DataFrame, own: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """Numbers with their own period, else what their paragraph or their article spoke of before."""
    published = facts.lazy().select("article_no", calendar.told_by().alias("_since")).unique()
    frame = (
        facts.lazy()
        .drop("lower")
        .join(own.lazy(), on="number_no", how="left", maintain_order="left")
        .with_columns(_at=_place("start"), _sentence_at=pl.col("sentence_no").cast(pl.Int64) * _SENTENCE_WIDTH)
    )
    frame = frame.pipe(_topic, periods)
    fronted = periods.lazy().filter(
        pl.col("fronted") & ~pl.col("instant") & (pl.col("role") == "within") & pl.col("period_start").is_not_null()
    )
    counted = frame.filter((pl.col("role") == "within") & ~pl.col("instant") & ~pl.col("base") & ~pl.col("price"))
    # A year ago, in passing, is not what the next sentence speaks of.
    passing = (pl.col("anchor") == "topic") | pl.col("compared")
    counted = counted.filter(~pl.col("enclosed"))
    # Nor is an earlier quarter beside the one reported, an earlier year beside the last.
    lasts = (pl.col("period_end") - pl.col("period_start")).dt.total_days()
    alike = (lasts - (pl.col("_topic_end") - pl.col("_topic_start")).dt.total_days()).abs() <= 3
    alike &= lasts > 31
    counted = counted.filter(~(alike & (pl.col("period_end") < pl.col("_topic_end"))).fill_null(False))
    counted = counted.filter((~passing | (pl.col("period_end") >= pl.col("_topic_end"))).fill_null(True))
    said = pl.concat([fronted.select(*_SAID, _said_at=_place("start")), counted.select(*_SAID, _said_at=_place("start"))])
    said = said.filter(pl.col("period_start") != pl.col("period_end"))
    past = pl.col("period_end") < pl.col("_since")
    said = said.join(published, on="article_no", how="left", maintain_order="left").with_columns(
        _over=(past | pl.col("_since").is_null()).fill_null(False)
    )
    frame = frame.pipe(_last_said, said.filter(pl.col("_over")), "_past").pipe(_last_said, said.filter(~pl.col("_over")), "_open_p")
    # Worked out here: what follows reads these columns many times over, and a plan that repeats them costs more than the rows.
    frame = frame.pipe(_last_day, periods).collect().lazy()
    frame = frame.with_columns(pl.col("period_basis").is_not_null().alias("_own")).with_columns(_source())
    chosen = [_from_source(name) for name in ("start", "end")]
    return (
        frame.with_columns(chosen)
        .with_columns(
            period_basis=pl.when((pl.col("_source") == "own") & pl.col("period_start").is_not_null())
            .then("period_basis")
            .when(pl.col("period_start").is_not_null())
            .then(pl.lit("inherited"))
            .otherwise(pl.lit("none")),
            ambiguous=pl.col("ambiguous").fill_null(False),
        )
        .collect()
        .lazy()
        .pipe(_year_before)
        .pipe(_led_by_twin)
        .pipe(_year_before_partner)
        .pipe(_of_its_twin)
        .collect()
        .lazy()
        .pipe(_repeat)
        .collect()
        .pipe(calendar.with_iso)
    )


_SENTENCE_WIDTH = 1 << 20
RECENT = "-45d"
"""How long before publication a day lies at most that shares are told of."""
AND = 8
"""Code points between two figures that are listed together."""
NEAR_BASE = 24
"""Code points between two figures that are set against each other without a word of when."""
_SAID = ["article_no", "paragraph_no", "period_start", "period_end"]


def _place(column: str) -> pl.Expr:
    """Sentence and offset as one sortable number."""
    return pl.col("sentence_no").cast(pl.Int64) * _SENTENCE_WIDTH + pl.col(column).cast(pl.Int64)


def _last_said(frame: pl.LazyFrame, said: pl.LazyFrame, name: str) -> pl.LazyFrame:
    """With the last expression said before the number's sentence, when it stands in the number's paragraph: {name}_start, {name}_end."""
    last = said.select(
        pl.col("_said_at").alias(f"{name}_at"),
        pl.col("paragraph_no").alias(f"{name}_paragraph"),
        pl.col("period_start").alias(f"{name}_start"),
        pl.col("period_end").alias(f"{name}_end"),
    ).sort(f"{name}_at")
    joined = frame.join_asof(last, left_on="_sentence_at", right_on=f"{name}_at", strategy="backward")
    near = pl.col(f"{name}_paragraph") == pl.col("paragraph_no")
    return joined.with_columns(pl.when(near).then(pl.col(f"{name}_start", f"{name}_end"))).drop(f"{name}_at", f"{name}_paragraph")


def _topic(frame: pl.LazyFrame, periods: pl.DataFrame) -> pl.LazyFrame:
    """With what the article speaks of: _topic_start, _topic_end, _topic_kind. The latest finished period named so far."""
    # Of those that end alike it is the one named first.
    rank = pl.col("article_no").cast(pl.Int64) * 2**16 + calendar.month_number(pl.col("period_end")).cast(pl.Int64)
    topics = periods.lazy().filter("topical").with_columns(_rank=rank, _topic_at=_place("start")).sort("_topic_at")
    topics = topics.with_columns(_best=pl.col("_rank").cum_max()).with_columns(
        pl.when(pl.col("_rank") > pl.col("_best").shift(1).fill_null(-1))
        .then(pl.col("period_start", "period_end", "period_kind"))
        .forward_fill()
    )
    topics = topics.select(
        "_topic_at", _topic_article="article_no", _topic_start="period_start", _topic_end="period_end", _topic_kind="period_kind"
    )
    joined = frame.join_asof(topics, left_on="_sentence_at", right_on="_topic_at", strategy="backward")
    same = pl.col("_topic_article") == pl.col("article_no")
    return joined.with_columns(pl.when(same).then(pl.col("_topic_start", "_topic_end", "_topic_kind"))).drop("_topic_at", "_topic_article")


def _last_day(frame: pl.LazyFrame, periods: pl.DataFrame) -> pl.LazyFrame:
    """With the last day said in the paragraph up to the number, else the day of publication: _day."""
    days = (
        periods.lazy()
        .filter(pl.col("period_kind") == "day")
        .select(_day_at=_place("start"), _day_paragraph="paragraph_no", _day="period_start")
        .sort("_day_at")
    )
    joined = frame.join_asof(days, left_on="_at", right_on="_day_at", strategy="backward")
    published = pl.when(pl.col("precision") == "day").then("published_on")
    # A day long past is history: shares are told of today.
    lately = (pl.col("_day") >= pl.col("published_on").dt.offset_by(RECENT)).fill_null(True)
    said = (pl.col("_day_paragraph") == pl.col("paragraph_no")) & lately
    return joined.with_columns(_day=pl.when(said).then("_day").otherwise(published)).drop("_day_at", "_day_paragraph")


@cache
def _source() -> pl.Expr:
    """Where a number takes its period from: own, past, open, topic, day, present, or none (null)."""
    modality = pl.col("modality")
    fact = modality.is_in(["actual", "estimate"])
    past, ahead, topic = (_lasts_enough(name) for name in ("_past", "_open_p", "_topic"))
    report = pl.col("_topic_kind").is_in(["quarter", "half"])
    looked_back = pl.col("looked_back")
    fixed = (
        pl.col("price")
        | pl.col("priced")
        | pl.col("standing")
        | (pl.col("unit_kind") == "duration")
        | (pl.col("base") & fact)
        | pl.col("lately")
        | pl.col("fixed")
        | pl.col("titled")
    )
    # "Stocks are up 60%": since when, nobody says.
    rising = pl.col("standing") & (pl.col("unit_kind") == "percent") & ~pl.col("traded")
    in_contrast = pl.col("_own") & (pl.col("_score") == 1) & (pl.col("_topic_end") > pl.col("period_end"))
    # "Has raised 30 so far": up to now.
    told = (
        (pl.col("past_tense") & ~pl.col("perfect"))
        | pl.col("flow")
        | pl.col("sums_up")
        | (report & ~pl.col("unit_kind").is_in(["people", "count"]).fill_null(False))
    )
    return (
        pl.when(pl.col("share_price") & ~pl.col("_own")).then(pl.when(~rising).then(pl.lit("day")))
        .when(pl.col("_own") & pl.col("base") & (pl.col("anchor") == "present"))
        .then(pl.when(pl.col("start_of_change") | ~(pl.col("price") | pl.col("priced"))).then(pl.lit("present")))
        # "X led in 2017, but sales fell 5%": the contrast returns to what the article speaks of.
        .when(in_contrast & fact & report).then(pl.lit("topic"))
        .when("_own").then(pl.lit("own"))
        .when(pl.col("start_of_change")).then(pl.lit("present"))
        .when(fixed & ~(pl.col("sums_up") & ~pl.col("price") & ~pl.col("priced") & past)).then(None)
        .when(fact & told & past).then(pl.lit("past"))
        .when(fact & pl.col("flow") & ahead).then(pl.lit("open"))
        .when(fact & told & topic).then(pl.lit("topic"))
        .when(modality.is_in(["forecast", "target"]) & ahead).then(pl.lit("open"))
        .when((modality == "forecast") & looked_back & past).then(pl.lit("past"))
        .when((modality == "forecast") & looked_back & (report | pl.col("past_tense")) & topic).then(pl.lit("topic"))
        .alias("_source")
    )  # fmt: skip


def _lasts_enough(source: str) -> pl.Expr:
    """Whether there is such a period; "annual sales" are of no month or quarter."""
    low, high = pl.col(f"{source}_start"), pl.col(f"{source}_end")
    return (low.is_not_null() & (~pl.col("annual") | ((high - low).dt.total_days() >= 360))).fill_null(False)


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


def _year_before(frame: pl.LazyFrame) -> pl.LazyFrame:
    """ "Debts swelled to 5 from 3": the 3 is a year older than the 5; "raised its forecast to 5 from 4": both are of one period."""
    fields = ["period_start", "period_end"]
    same = (pl.col("sentence_no") == pl.col("sentence_no").shift(1)) & (pl.col("unit") == pl.col("unit").shift(1))
    gap = pl.col("start").cast(pl.Int64) - pl.col("end").shift(1).cast(pl.Int64)
    low, high = pl.col("period_start"), pl.col("period_end")
    dated = (low != high) & ~((low.dt.day() == 1) & (high == low.dt.month_end()))
    facts = pl.col("modality").is_in(["actual", "estimate"])
    free = pl.col("period_start").is_null() & ~pl.col("_own") & ~pl.col("price") & ~pl.col("start_of_change")
    undated = pl.col("base") & free & (pl.col("sentence_no") == pl.col("sentence_no").shift(1))
    back = undated & same & (gap <= NEAR_BASE) & dated.shift(1) & facts & facts.shift(1)
    again = undated & (gap <= NEAR_BASE * 2) & pl.col("open") & pl.col("open").shift(1)
    # "Costs climbed from 3 to 5": the 5 comes later.
    before = pl.col("base") & free & same.shift(-1) & (gap.shift(-1) <= NEAR_BASE) & pl.col("change_to") & dated.shift(-1)
    before &= facts & facts.shift(-1)
    # "5 euros ($6)", "5, plus or minus 1": one figure said twice, and its tolerance.
    twice = pl.col("same_again") & ~pl.col("_own") & (pl.col("sentence_no") == pl.col("sentence_no").shift(1)) & (gap <= NEAR_BASE)
    filled = [
        pl.when(back)
        .then(pl.col(f).shift(1).dt.offset_by("-12mo"))
        .when(before)
        .then(pl.col(f).shift(-1).dt.offset_by("-12mo"))
        .when(again | twice)
        .then(pl.col(f).shift(1))
        .otherwise(f)
        .alias(f)
        for f in fields
    ]
    taken = (back | again | before | twice).fill_null(False)
    moved = frame.with_columns(*filled, _taken=taken)
    return moved.with_columns(
        period_basis=pl.when("_taken")
        .then(pl.when(pl.col("period_start").is_null()).then(pl.lit("none")).otherwise(pl.lit("inherited")))
        .otherwise("period_basis"),
    )


def _year_before_partner(frame: pl.LazyFrame) -> pl.LazyFrame:
    """ "Half-year profit was 5, against 4 last year", "on June 30 it had 5, against 4 a year earlier": the 4 is of a year before the 5's
    own time, whatever the article speaks of."""
    same = pl.col("sentence_no") == pl.col("sentence_no").shift(1)
    # "5 dirhams ($1.4), against 4 a year earlier": the dollars stand between.
    unit = pl.col("unit")
    said_twice = pl.col("same_again").shift(1) & (unit == unit.shift(2))
    alike = same & ((unit == unit.shift(1)) | said_twice) & ~pl.col("base").shift(1)
    low, high = pl.col("period_start").shift(1), pl.col("period_end").shift(1)
    text = pl.col("period_text").str.to_lowercase()
    years_back = (
        (pl.col("anchor") == "topic")
        & (pl.col("role") == "comparison")
        & text.str.contains("year|same|corresponding")
        & ~text.str.contains("[0-9]{4}")
    )
    # "Last year" is the whole of it, unless what it is set against is of months of this one.
    last_year = text.is_in(["last year", "the last year"]) & (high.dt.year() == pl.col("published_on").dt.year())
    last_year &= (high.dt.year() == low.dt.year()) & (low != high)
    shorter = (high - low).dt.total_days() < 360
    back = pl.col("_own") & pl.col("base") & alike & (years_back | last_year) & shorter & low.is_not_null()
    back &= pl.col("modality").is_in(["actual", "estimate"]) & pl.col("modality").shift(1).is_in(["actual", "estimate"])
    back = back.fill_null(False)
    return frame.with_columns(
        period_start=pl.when(back).then(low.dt.offset_by("-12mo")).otherwise("period_start"),
        period_end=pl.when(back).then(_year_back(high)).otherwise("period_end"),
    )


def _year_back(day: pl.Expr) -> pl.Expr:
    """A year before; the last day of a month stays the last."""
    return pl.when(day == day.dt.month_end()).then(day.dt.offset_by("-12mo").dt.month_end()).otherwise(day.dt.offset_by("-12mo"))


def _led_by_twin(frame: pl.LazyFrame) -> pl.LazyFrame:
    """ "From 5 million, or 6 cents a share, last year": the date beside the second is that of the first."""
    next_one = pl.col("sentence_no") == pl.col("sentence_no").shift(-1)
    next_one &= pl.col("twin").shift(-1) & (pl.col("base") == pl.col("base").shift(-1)) & pl.col("_own").shift(-1)
    told_back = pl.col("base") & pl.col("_own").shift(-1) & (pl.col("role").fill_null("") != "comparison")
    # "against 7 and 9 in the previous year"
    beside = pl.col("listed").shift(-1) & (pl.col("start").shift(-1).cast(pl.Int64) - pl.col("end").cast(pl.Int64) <= AND)
    beside &= (pl.col("sentence_no") == pl.col("sentence_no").shift(-1)) & (pl.col("unit") == pl.col("unit").shift(-1))
    beside &= pl.col("base") & ~pl.col("_own") & pl.col("_own").shift(-1) & (pl.col("role").shift(-1) == "comparison")
    led = ((next_one & (~pl.col("_own") | told_back)) | beside).fill_null(False)
    fields = ["period_start", "period_end", "period_text", "anchor", "role", "period_basis"]
    taken = [pl.when(led).then(pl.col(f).shift(-1)).otherwise(f).alias(f) for f in fields]
    return frame.with_columns(*taken, _own=pl.col("_own") | led)


def _of_its_twin(frame: pl.LazyFrame) -> pl.LazyFrame:
    """ "5 million, or 6 cents a share": the second is of the first's period."""
    restated = pl.col("restated") & ~pl.col("_own") & pl.col("period_start").is_null()
    follows = (restated & ~pl.col("base").shift(1)) | pl.col("twin") & (pl.col("base") == pl.col("base").shift(1)) & (
        pl.col("base") | ~pl.col("_own")
    )
    follows &= pl.col("period_start").shift(1).is_not_null() & (restated | pl.col("base") | pl.col("period_start").is_null())
    follows = follows.fill_null(False)
    taken = [pl.when(follows).then(pl.col(f).shift(1)).otherwise(f).alias(f) for f in ("period_start", "period_end")]
    return frame.with_columns(*taken, period_basis=pl.when(follows).then(pl.lit("inherited")).otherwise("period_basis"))


def _repeat(frame: pl.LazyFrame) -> pl.LazyFrame:
    """An amount said again ("that $5bn") is about the period it was first said of, when nothing nearer dates it."""
    fields = ["period_start", "period_end"]
    large = pl.col("unit_kind").is_in(["money", "physical"]) & ~pl.col("price") & (pl.col("value").abs() >= 1e5) & ~pl.col("_own")
    again = ["article_no", "unit", "value"]
    before = (
        frame.select(*again, "_at", *fields, pl.col("modality").is_in(["actual", "estimate"]).alias("_fact"))
        .filter(pl.col("period_start").is_not_null())
        .sort("_at")
    )
    earlier = (
        before.rename({f: f"_e_{f}" for f in fields})
        .unique(again, keep="first", maintain_order=True)
        .rename({"_at": "_e_at", "_fact": "_e_fact"})
    )
    joined = frame.join(earlier, on=again, how="left", maintain_order="left")
    large &= pl.col("modality").is_in(["actual", "estimate"]) == pl.col("_e_fact")
    take = (
        large
        & (pl.col("_e_at") < pl.col("_at"))
        & (pl.col("_source").is_null() | (pl.col("_source") == "topic") | ((pl.col("_source") == "past") & pl.col("that")))
    )
    take = take.fill_null(False)
    return joined.with_columns([pl.when(take).then(f"_e_{f}").otherwise(f).alias(f) for f in fields]).with_columns(
        period_basis=pl.when(take).then(pl.lit("inherited")).otherwise("period_basis")
    )
