"""Dates of expressions: from their own words, the publication date, the country's financial year and what the article speaks of.

Belongs here: resolving to first and last days. Does not belong here: arithmetic (`calendar`), roles (`roles`).
"""

import polars as pl

from transforms.reading.alternations import any_of
from transforms.reading.periods import calendar, patterns
from transforms.vocabulary import load

OPENING = 5
"""Sentences of an article in which one mention of a country's currency tells whose financial year it speaks of."""


def with_dates(found: pl.DataFrame, sentences: pl.DataFrame, publications: pl.DataFrame) -> pl.DataFrame:
    """With period_start, period_end and `ambiguous`, for all that does not count from the topic."""
    published = publications.lazy().select("article_no", "published_on", "published_end", "precision")
    fiscal = _fiscal_months(found, sentences).lazy()
    frame = found.lazy().join(published, on="article_no", how="left", maintain_order="left")
    frame = frame.join(fiscal, on="article_no", how="left", maintain_order="left").with_columns(pl.col("_fiscal_month").fill_null(1))
    frame = frame.join(_place_months(found, sentences), on="article_no", how="left", maintain_order="left")
    # What the article says of its financial year holds for financial years, and for quarters without a year.
    bare = pl.col("form").is_in(["part", "elided"]) & pl.col("year").is_null()
    named = pl.col("unit").is_in(["fiscal", "new_fiscal"]) | pl.col("fiscal") | bare
    frame = frame.join(_named_fiscal_months(found, sentences), on="article_no", how="left", maintain_order="left")
    fiscal_month = pl.when(named.fill_null(False)).then(pl.coalesce("_named_month", "_fiscal_month")).otherwise("_fiscal_month")
    # The place tells where the currency does not: rupees are Pakistan's, too.
    called = (pl.col("unit").is_in(["fiscal", "new_fiscal"]) | pl.col("fiscal")) & pl.col("_named_month").is_null()
    placed = (
        called.fill_null(False) & pl.col("_place_month").is_not_null() & ((pl.col("_fiscal_month") == 1) | (pl.col("_place_month") == 7))
    )
    fiscal_month = pl.when(placed).then("_place_month").otherwise(fiscal_month)
    # 2017-18 cannot be a calendar year: where no country's financial year is known, seasons and crop years run from July, and so do the
    # financial years of who speaks of such.
    seasons = found.lazy().filter(pl.col("form") == "season").select("article_no", _split=True).unique()
    frame = frame.join(seasons, on="article_no", how="left", maintain_order="left")
    tailed = pl.col("match").str.contains(r"(?:19|20)[0-9]{2}[-/][0-9]")
    split = (
        (pl.col("form") == "season") | (pl.col("fiscal") & tailed) | (pl.col("_split").fill_null(False) & (named & ~bare).fill_null(False))
    )
    fiscal_month = pl.when(split & (fiscal_month == 1)).then(7).otherwise(fiscal_month)
    days = calendar.day_seen_from(pl.col("published_on"))
    exact = pl.col("precision") == "day"
    by_start = (pl.when(placed).then("_place_starts").otherwise("_starts").fill_null(False) & ~tailed).fill_null(False)
    frame = frame.with_row_index("_row").with_columns(_fiscal=fiscal_month, _by_start=by_start).collect().lazy()
    # Where the day is known, or nothing is, there is no other reading.
    rough = frame.filter(pl.col("published_on") != pl.col("published_end"))
    rough = calendar.with_span_seen_from(rough, "published_on", "_other").select("_row", "_other", _rough=True)
    frame = calendar.with_span_seen_from(frame, "published_end", "_first")
    frame = frame.join(rough, on="_row", how="left", maintain_order="left").with_columns(
        _day_first=pl.when(exact).then(days["first"]),
        _day_last=pl.when(exact).then(days["last"]),
    )
    frame = frame.with_columns(_other=pl.when("_rough").then("_other").otherwise("_first"))
    unsure = (pl.col("_first") != pl.col("_other")).fill_null(False)
    # A quarter, half or month whose place depends on an unknown day is left open; a named month or quarter is taken in the known year.
    lost = unsure & pl.col("anchor").is_in(["published", "reported", "told", "topic"])
    first = pl.when(~lost & pl.col("_first").is_between(1800 * 12, 2200 * 12)).then(pl.col("_first"))
    day = pl.when(pl.col("day").is_not_null() & (pl.col("day") >= 1)).then(first * 100 + pl.col("day"))
    single = pl.date(day // 100 // 12, day // 100 % 12 + 1, 1) + pl.duration(days=day % 100 - 1)
    begun = pl.when(pl.col("form") == "days").then(single - pl.duration(days=pl.col("days") - 1)).otherwise(single)
    return frame.with_columns(
        period_start=pl.coalesce("_day_first", begun, calendar.first_day(first)),
        period_end=pl.coalesce("_day_last", single, calendar.last_day(first + pl.col("_length") - 1)),
        ambiguous=unsure,
    ).collect()  # fmt: skip


def _named_fiscal_months(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.LazyFrame:
    """article_no, _named_month: first month of the financial year that an article names ("the year ended August 31", "the fourth quarter
    ended in July", "its financial year begins in October")."""
    part = r"\b(first|second|third|fourth|1st|2nd|3rd|4th)[ -](?:fiscal |financial )?"
    words = pl.col("match").str.to_lowercase().str
    ordinals = patterns.period_words("ordinal")
    quarter, half = (words.extract(part + n).replace_strict(ordinals, default=None, return_dtype=pl.Int32) for n in ("quarter", "half"))
    passed = pl.coalesce(quarter * 3, half * 6)
    # Prices rise 3% "in the year to March": twelve months, and nobody's financial year.
    closed = pl.col("match").str.contains("(?i)year.* end|(?:fiscal|financial|full) year|year.* (?:to|through) (?:.*[0-9]|the end)")
    passed = pl.when(passed > 0).then(passed).when((pl.col("months") == 12) & closed).then(12)
    ended = found.lazy().filter(pl.col("form") == "ended")
    first = ended.select("article_no", _named_month=(pl.col("last_month") - passed) % 12 + 1).drop_nulls()
    return pl.concat([first, _said_fiscal_months(found, sentences)]).unique("article_no", keep="first", maintain_order=True)


def _asking(found: pl.DataFrame) -> pl.LazyFrame:
    """Expressions whose date depends on the financial year."""
    bare_part = pl.col("form").is_in(["part", "first_months"]) & pl.col("year").is_null()
    return found.lazy().filter(pl.col("fiscal") | bare_part | pl.col("unit").is_in(["fiscal", "new_fiscal"]))


def _said_fiscal_months(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.LazyFrame:
    """article_no, _named_month, of articles that say when their financial year begins or ends."""
    month = f"({any_of({name.lower() for name in patterns.months()})})\\b"
    year = r"\b(?:fiscal|financial|business|accounting)(?: year)?(?: [0-9-]{2,7})?(?: (?:of|at) (?:the )?[a-z]+)?,? (?:which |that )?"
    at = r"(?: (?:in|on|from|at|with|the|end|of|early|1st|first|last|day|[0-9]{1,2}))*"
    begins, ends = (
        rf"{year}(?:beg[iau]n[a-z]*|start[a-z]*|runs? from|running from){at} {month}",
        rf"{year}(?:ends|end|closes|runs to){at} {month}",
    )
    number = {name.lower(): at for name, at in patterns.months().items()}
    texts = sentences.lazy().join(_asking(found).select("article_no").unique(), on="article_no", how="semi", maintain_order="left")
    told = texts.filter(
        pl.col("lower").str.contains(r"(?:fiscal|year)(?: (?:of|at) (?:the )?[a-z]+)?,? (?:which |that )?(?:beg|start|run|end|close)")
    )
    first = told.with_columns(_b=pl.col("lower").str.extract(begins), _e=pl.col("lower").str.extract(ends))
    place = [pl.col(c).replace_strict(number, default=None, return_dtype=pl.Int32) for c in ("_b", "_e")]
    return first.select("article_no", _named_month=pl.coalesce(place[0], place[1] % 12 + 1)).drop_nulls()


def _fiscal_months(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """article_no, _fiscal_month: first month of the financial year, for articles that speak of one or of a bare quarter; _starts: it
    bears the number of the year it begins in."""
    asking = _asking(found)
    cues = _conventions("currency")
    by_month = cues.group_by("first_month", "_starts", maintain_order=True).agg("cue").sort("first_month", "_starts")
    articles = asking.select("article_no").unique()
    texts = (
        sentences.lazy()
        .filter(pl.col("kind") != "boilerplate")
        .join(articles, on="article_no", how="semi", maintain_order="left")
        .select("article_no", "lower")
    ).with_columns(_place=pl.int_range(pl.len()).over("article_no"))
    told = [
        pl.when(pl.col("lower").str.contains(r"(?:^|[^a-z])" + any_of(row["cue"]) + r"(?:$|[^a-z])")).then(
            row["first_month"] * 2 + row["_starts"]
        )
        for row in by_month.iter_rows(named=True)
    ]
    return (
        texts.select("article_no", "_place", pl.coalesce(*told).cast(pl.Int32).alias("_fiscal_month"))
        .drop_nulls()
        .group_by("article_no", maintain_order=True)
        .agg(pl.col("_fiscal_month").first(), pl.len().alias("_times"), pl.col("_place").first())
        # A country's currency named once in passing is not that of the company the article is about.
        .filter((pl.col("_times") > 1) | (pl.col("_place") < OPENING))
        .select("article_no", pl.col("_fiscal_month") // 2, _starts=pl.col("_fiscal_month") % 2 == 1)
        .collect()
    )


def _place_months(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.LazyFrame:
    """article_no, _place_month, _place_starts: the financial year of the country that an article which speaks of one names most often,
    and does so from the beginning."""
    cues = _conventions("place")
    called = found.lazy().filter(pl.col("fiscal") | pl.col("unit").is_in(["fiscal", "new_fiscal"])).select("article_no").unique()
    texts = sentences.lazy().filter(pl.col("kind") != "boilerplate").join(called, on="article_no", how="semi", maintain_order="left")
    place = rf"\b({any_of(cues['cue'])})\b"
    told = texts.select("article_no", _place=pl.int_range(pl.len()).over("article_no"), cue=pl.col("lower").str.extract(place))
    named = told.drop_nulls("cue").join(cues.lazy(), on="cue", how="left", maintain_order="left")
    often = named.group_by("article_no", "country", maintain_order=True).agg(pl.len(), pl.col("_place", "first_month", "_starts").first())
    often = often.filter((pl.col("len") > 1) & (pl.col("_place") < OPENING)).sort("len", descending=True, maintain_order=True)
    first = often.unique("article_no", keep="first", maintain_order=True)
    return first.select("article_no", _place_month="first_month", _place_starts="_starts")


def _conventions(told_by: str) -> pl.DataFrame:
    """cue, country, first_month Int32, _starts (its number is that of the year it begins in)."""
    rows = load("fiscal_year_conventions").filter(pl.col("told_by") == told_by)
    return rows.select("cue", "country", pl.col("first_month").cast(pl.Int32), _starts=pl.col("named_by") == "start")


_SPOKEN = (1, 3, 6, 12)
"""Lengths in months of what `the month`, `the quarter`, `the half` and `the year` may take up."""


def _latest_of(length: int) -> pl.Expr:
    """Last month of the latest finished period of a length that the article has named before."""
    month = calendar.month_number(pl.col("period_end")).cast(pl.Int64)
    named = pl.col("topical") if length > 1 else pl.col("topical") | _month_of_stock()
    key = pl.when(named & (pl.col("_length") == length)).then(pl.col("article_no").cast(pl.Int64) * 2**16 + month)
    latest = key.cum_max().shift(1).forward_fill()
    return pl.when(latest // 2**16 == pl.col("article_no")).then(latest % 2**16).cast(pl.Int32).alias(f"_latest_{length}")


def _last_of(length: int) -> pl.Expr:
    """Last month of the last expression of a length that the article has named before, finished or not."""
    month = calendar.month_number(pl.col("period_end")).cast(pl.Int64)
    named = (pl.col("_length") == length) & pl.col("period_start").is_not_null() & (pl.col("anchor") != "topic")
    latest = pl.when(named).then(pl.col("article_no").cast(pl.Int64) * 2**16 + month).shift(1).forward_fill()
    return pl.when(latest // 2**16 == pl.col("article_no")).then(latest % 2**16).cast(pl.Int32)


def _spoken_before(topical: pl.Expr) -> pl.Expr:
    """Whether the article has named a finished quarter or half by itself before: "the quarter" then names no other."""

    def named(length: int) -> pl.Expr:
        spoken = pl.when(topical & (pl.col("anchor") != "topic") & (pl.col("_length") == length)).then(pl.col("article_no"))
        return (pl.col("_length") == length) & (spoken.shift(1).forward_fill() == pl.col("article_no"))

    return (named(3) | named(6)).fill_null(False)


def _month_of_stock() -> pl.Expr:
    """The month that a stock is told for, "at the end of August": `the month` may mean it, though the article speaks of something else."""
    over = (pl.col("period_end") <= pl.col("published_end")).fill_null(False)
    return pl.col("instant") & (pl.col("form") == "month") & (pl.col("role") == "within") & ~pl.col("_future") & over


def with_topic(dated: pl.DataFrame) -> pl.DataFrame:
    """With what counts from the article's topic resolved, and the columns of the frame.

    dated: in order of sentence and position. The topic is the latest finished period that the article has named so far: a later mention
    of an earlier year is background.
    """
    finished = (
        pl.col("published_end").is_null() | (pl.col("period_end") <= pl.col("published_end")) | (pl.col("period_end") < calendar.told_by())
    )
    coarse = ~pl.col("form").is_in(["day", "days", "iso", "weekday", "unknown"]) & ~pl.col("unit").is_in(
        ["day", "week", "decade"]
    ).fill_null(False)
    topical = (
        pl.col("period_start").is_not_null()
        & finished
        & coarse
        & (pl.col("role") == "within")
        & (pl.col("kind") != "boilerplate")
        & (~pl.col("_future") | pl.col("form").is_in(["first_months", "part", "ended"]))
        & ~pl.col("instant")
        & (pl.col("anchor") != "told")
    ).fill_null(False)
    # One running maximum over the batch: articles come in order, so the article's number leads the key.
    base = calendar.month_number(pl.col("period_end")).cast(pl.Int64)
    # Months are what an article speaks of only where it begins with one: the month of an event does not displace a quarter.
    opens = pl.col("_topical_in") != pl.col("_topical_in").shift(1).forward_fill().fill_null(2**32 - 1)
    frame = (
        dated.lazy()
        .with_columns(topical=topical & ((pl.col("anchor") != "topic") | ~_spoken_before(topical)))
        .with_columns(_topical_in=pl.when(pl.col("topical") & ((pl.col("_length") > 1) | ~pl.col("passing"))).then("article_no"))
        .with_columns(_begins_with=pl.when(opens).then("_length").forward_fill())
        .with_columns([_latest_of(length) for length in _SPOKEN])
        .with_columns(topical=pl.col("topical") & ((pl.col("_length") > 1) | ((pl.col("_begins_with") == 1) & ~pl.col("passing"))))
        .with_columns(_key=pl.when("topical").then(pl.col("article_no").cast(pl.Int64) * 2**16 + base))
        .with_columns(_highest=pl.col("_key").cum_max().forward_fill())
        # Of those that end alike it is the one named first: a half-year's results tell of its last quarter in passing.
        .with_columns(_new=(pl.col("_key") > pl.col("_highest").shift(1).fill_null(-1)).fill_null(False))
        .with_columns(_latest=pl.col("_highest").shift(1), _lasting=pl.when("_new").then("_length").forward_fill().shift(1))
        .with_columns(_here=(pl.col("_latest") // 2**16 == pl.col("article_no")).fill_null(False))
        .with_columns(
            _topic_last=pl.when("_here").then(pl.col("_latest") % 2**16).cast(pl.Int32),
            _topic_length=pl.when("_here").then("_lasting").cast(pl.Int32),
        )
    )
    said = pl.col("period_start").is_not_null() & (pl.col("anchor") != "topic") & (pl.col("role") == "within") & coarse
    frame = frame.with_columns(
        _said_in=pl.when(said).then("sentence_no").shift(1).forward_fill(),
        _said_last=pl.when(said).then(calendar.month_number(pl.col("period_end"))).shift(1).forward_fill(),
        _said_length=pl.when(said).then("_length").shift(1).forward_fill().cast(pl.Int32),
    )
    lengths = {"month": 1, "quarter": 3, "half": 6, "year": 12}
    frame = frame.with_columns(_unit=pl.col("unit").replace_strict(lengths, default=None, return_dtype=pl.Int32))
    frame = frame.with_columns(_next=pl.col("unit").replace_strict({**lengths, "fiscal": 12}, default=None, return_dtype=pl.Int32))
    frame = frame.with_columns(_named=pl.coalesce(*[pl.when(pl.col("_next") == n).then(_last_of(n)) for n in (1, 3, 12)]))
    # "The month" is the last month named, whatever else the article speaks of.
    frame = frame.with_columns(_own=pl.coalesce(*[pl.when(pl.col("_unit") == length).then(f"_latest_{length}") for length in _SPOKEN]))
    # "The year" is that of the last months named, once they ended it; a year named before is what it is set against.
    of_topic = pl.col("_topic_last") // 12 * 12 + 11
    ended_it = (pl.col("_topic_last") == of_topic) & (pl.col("_latest_12") < of_topic)
    frame = frame.with_columns(_own=pl.when((pl.col("_unit") == 12) & ended_it.fill_null(False)).then(of_topic).otherwise("_own"))
    # "Sales for the year rose": the year spoken of; "by the end of the year": the year of publication.
    year_ahead = (pl.col("unit") == "year") & ((pl.col("role") != "within") | pl.col("_future"))
    fits = pl.col("_unit").is_null() | (pl.col("_unit") == pl.col("_topic_length")) | pl.col("_own").is_not_null()
    frame = frame.with_columns(
        _last=pl.when(pl.col("_unit").is_not_null()).then("_own").otherwise("_topic_last"),
        _lasts=pl.coalesce("_unit", "_topic_length"),
        _held=pl.col("anchor").is_in(["reported", "told"])
        & ((pl.col("_topic_length") == 3) | pl.col("match").str.contains("(?i-u:period)")),
    )
    # "The previous quarter" is a quarter, and the one before a year is not told by it.
    fits &= ((pl.col("shift") % 12 == 0) | (pl.col("_topic_length") <= -pl.col("shift"))).fill_null(True)
    from_topic = (pl.col("anchor") == "topic") & pl.col("_last").is_not_null() & fits & ~year_ahead.fill_null(False)
    # "The same quarter of 2017": the topic's months in that year.
    in_year = (pl.col("year") - pl.col("_last") // 12) * 12
    back = pl.when(pl.col("form") == "same_of").then(in_year).when(pl.col("unit") == "same").then(pl.col("shift")).otherwise(0)
    moved = pl.col("_last") + back
    frame = frame.with_columns(
        _to=pl.when(from_topic).then(moved).when("_held").then("_topic_last"),
        _over=pl.when(from_topic).then("_lasts").when("_held").then("_topic_length"),
    )
    # "The same period" is the one that the sentence has named.
    alike = (pl.col("anchor") == "topic") & (pl.col("unit") == "same") & (pl.col("shift") == 0) & (pl.col("form") == "relative")
    alike &= pl.col("match").str.contains("(?i-u:^(?:the )?(?:same|that|said) [a-z]+$)") & (pl.col("_said_in") == pl.col("sentence_no"))
    frame = frame.with_columns(
        _to=pl.when(alike.fill_null(False)).then("_said_last").otherwise("_to"),
        _over=pl.when(alike.fill_null(False)).then("_said_length").otherwise("_over"),
    )
    # "This quarter sales rose": the quarter just reported, where the article has named it.
    just = (calendar.month_number(pl.col("published_end")) - pl.col("_topic_last")).is_between(1, 2) & (pl.col("_topic_length") == 3)
    just &= pl.col("told_of") & ~pl.col("_future")
    frame = frame.with_columns(
        _to=pl.when(just.fill_null(False)).then("_topic_last").otherwise("_to"),
        _over=pl.when(just.fill_null(False)).then(3).otherwise("_over"),
    )
    # "The nine-month total": the months spoken of, where there are as many.
    spelled = (pl.col("form") == "first_months") & ~pl.col("match").str.contains("(?i-u:year|fiscal)")
    spelled &= pl.col("year").is_null() & (pl.col("_topic_length") == pl.col("months"))
    frame = frame.with_columns(
        _to=pl.when(spelled.fill_null(False)).then("_topic_last").otherwise("_to"),
        _over=pl.when(spelled.fill_null(False)).then("months").otherwise("_over"),
    )
    # "In 2025 it will open 3, the following year 4": counted from what was named last, finished or not.
    next_one = (pl.col("anchor") == "topic") & (pl.col("shift") == 1) & pl.col("_named").is_not_null()
    frame = frame.with_columns(
        _to=pl.when(next_one).then(pl.col("_named") + pl.col("_next")).otherwise("_to"),
        _over=pl.when(next_one).then("_next").otherwise("_over"),
    )
    return (
        frame.with_columns(
            period_start=pl.coalesce(calendar.first_day(pl.col("_to") - pl.col("_over") + 1), "period_start"),
            period_end=pl.coalesce(calendar.last_day(pl.col("_to")), "period_end"),
            basis=pl.when(pl.col("anchor") == "calendar").then(pl.lit("stated")).otherwise(pl.lit("relative")),
        )
        .collect()
        .pipe(calendar.with_iso)
    )
