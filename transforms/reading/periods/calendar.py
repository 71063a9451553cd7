"""Calendar arithmetic: the parts of an expression and a publication date to first and last days, and these to ISO 8601.

Belongs here: arithmetic on month numbers (year * 12 + month - 1) and days. Does not belong here: words (`meaning`), sentences.
"""

from functools import cache

import polars as pl

_TOLD_BEFORE_ITS_END = "5d"
"""How long before its last day a month or quarter may be told of as over: statistics offices publish on the 29th."""


def month_number(date: pl.Expr) -> pl.Expr:
    """Months since year 0."""
    return (date.dt.year() * 12 + date.dt.month().cast(pl.Int32) - 1).cast(pl.Int32)


def first_day(month: pl.Expr) -> pl.Expr:
    """The first day of a month number."""
    return pl.date(month // 12, month % 12 + 1, 1)


def last_day(month: pl.Expr) -> pl.Expr:
    """The last day of a month number."""
    return first_day(month + 1).dt.offset_by("-1d")


def with_span_seen_from(frame: pl.LazyFrame, published: str, first: str, length: str = "_length") -> pl.LazyFrame:
    """With the first month number and the length in months of expressions, as seen from a publication day; null when unknown.

    frame: the columns of `meaning.read_wordings`, the column named by `published` (Date, null when unknown), _future (the sentence looks
    ahead: "will open in June"), _polled (analysts look ahead: their quarter may be over and not yet reported), _fiscal (first month of the
    financial year, 1..12), _named_month (the same where the article says so itself), _by_start (financial years bear the number of the
    year they begin in). first, length: names of the columns added.
    """
    now, fiscal_month, future, in_year = pl.col("_now"), pl.col("_fiscal"), pl.col("_future"), pl.col("_in_year")
    anchor, unit, shift, bare, over = pl.col("anchor"), pl.col("unit"), pl.col("shift"), pl.col("_bare"), pl.col("_over")
    offset = pl.when(pl.col("fiscal")).then(fiscal_month - 1).otherwise(0)
    part = pl.col("form").is_in(["part", "elided"])
    lengths = {"year": 12, "quarter": 3, "half": 6, "month": 1, "decade": 120, "fiscal": 12, "new_fiscal": 12}
    # What several of the rules below need is worked out in steps: a plan that repeats it costs more than the rows.
    frame = frame.with_columns(
        _now=month_number(pl.col(published)),
        # A financial year is named by the year it ends in; one that begins in January is the calendar year.
        # In Japan by the year it begins in.
        _begins=offset - pl.when((offset > 0) & ~pl.col("_by_start")).then(12).otherwise(0),
        _in_year=pl.coalesce(pl.col("month") - 1, pl.col("last_month") - pl.col("months")),
        _unit_length=unit.replace_strict(lengths, default=None, return_dtype=pl.Int32),
    )
    # "The first quarter of this financial year" counts from where the running one began.
    running = pl.col("fiscal") & pl.col("year").is_null()
    begun_in = (now - offset) // 12 * 12 + offset + pl.col("year_shift") * 12
    # "The September quarter of FY20": the month is the calendar's, and before the financial year's turn a year earlier.
    month_of = pl.col("form").is_in(["month_quarter", "months"]) & pl.col("fiscal")
    turn = pl.when((in_year >= offset) & (offset > 0)).then(in_year - 12).otherwise(in_year)
    frame = frame.with_columns(
        _dated=pl.when(running & pl.col("year_shift").is_not_null() & ~pl.col("form").is_in(["month_quarter", "months"]))
        .then(begun_in + in_year)
        .when(month_of)
        .then(pl.col("year") * 12 + turn)
        .otherwise(pl.coalesce(pl.col("year"), now // 12 + pl.col("year_shift")) * 12 + pl.col("_begins") + in_year),
        # A bare quarter is the country's own financial quarter: `_fiscal` is 1 where there is none.
        _bare=pl.when(part).then(in_year + fiscal_month - 1).otherwise(in_year),
    )
    # "The quarter ended June" is over; "in June" may be running.
    frame = frame.with_columns(_over=(now - bare - pl.col("months")) // 12)
    ahead = -((bare + pl.col("months") - 1 - now + pl.when(pl.col("_polled")).then(2).otherwise(0)) // 12)
    is_over = pl.col("form").is_in(["ended", "month_quarter"])
    # "The financial year starting in April" may be to come or have just begun; one that started has.
    begun = pl.col("form") == "begun"
    started = (now + pl.when(pl.col("match").str.contains("start(?:ing|s) |begin")).then(7).otherwise(0) - bare) // 12
    years = pl.when(begun).then(started).when(future).then(ahead).when(is_over).then(over).otherwise((now - bare) // 12)
    # A financial quarter that is still running cannot be told of: then the calendar's is meant.
    told_part = pl.max_horizontal(
        over * 12 + bare, pl.when(~pl.col("fiscal") & pl.col("_named_month").is_null()).then((now - in_year) // 12 * 12 + in_year)
    )
    # "The year", told of until March, is the one that is over.
    told_late = (anchor == "topic") & (shift == 0) & ~future
    relative = (
        pl.when(unit == "year").then(((now - pl.when(told_late).then(3).otherwise(0)) // 12 + shift) * 12)
        .when(unit == "quarter").then((now // 3 + shift) * 3)
        .when(unit == "half").then((now // 6 + shift) * 6)
        .when(unit == "month").then(now + shift)
        .when(unit == "decade").then((now // 120 + shift) * 120)
        # The new financial year is the running one until half of it has gone.
        .when(unit == "new_fiscal").then((now + 6 - fiscal_month + 1) // 12 * 12 + fiscal_month - 1)
        .when(unit == "fiscal").then(((now - fiscal_month + 1) // 12 + shift) * 12 + fiscal_month - 1)
    )  # fmt: skip
    topic = anchor == "topic"
    frame = frame.with_columns(
        _nearest=pl.when(part & ~future).then(told_part).otherwise(years * 12 + bare),
        _relative=relative,
        # "The quarter", before the text has named one, is the one just reported.
        _quarter=topic & (unit == "quarter") & (shift == 0),
        _half=topic & (unit == "half") & (shift == 0),
        _from_now=anchor.is_in(["published", "present"]) | (topic & (unit == "year")),
    )
    reported = anchor.is_in(["reported", "told"]) | pl.col("_quarter")
    # "In the final month of the year", said in January: of the year that is over.
    finished = (anchor == "shifted") & ~future & (pl.col("_dated") > now) & pl.col("match").str.ends_with("the year")
    # "The first nine months": those that were over last, of the calendar's year or of the country's financial year.
    loose = (pl.col("form") == "first_months") & pl.col("year").is_null() & (pl.col("year_shift") == 0) & ~pl.col("fiscal") & ~future
    loose &= (in_year == 0) & ~pl.col("match").str.contains("(?i-u:(?:this|current) year)$")
    of_calendar, of_fiscal = (_latest_begun(since, now, pl.col("months")) for since in (pl.lit(0), fiscal_month - 1))
    both = pl.col("months").is_in([3, 6, 9]) & ~pl.col("match").str.ends_with("the year")
    first_months = pl.when(both).then(pl.max_horizontal(of_calendar, of_fiscal)).otherwise(of_calendar)
    begins = (
        pl.when(loose).then(first_months)
        .when(finished).then(pl.col("_dated") - 12)
        .when(anchor.is_in(["calendar", "shifted"])).then("_dated")
        .when(anchor == "nearest").then("_nearest")
        .when("_from_now").then("_relative")
        .when(reported).then((now // 3 - 1) * 3)
        .when("_half").then((now // 6 - 1) * 6)
    )  # fmt: skip
    lasts = (
        pl.when(pl.col("_from_now") | reported | pl.col("_half")).then("_unit_length")
        .when(anchor.is_in(["calendar", "shifted", "nearest"])).then("months")
    )  # fmt: skip
    steps = [
        "_now",
        "_begins",
        "_in_year",
        "_unit_length",
        "_dated",
        "_bare",
        "_over",
        "_nearest",
        "_relative",
        "_quarter",
        "_half",
        "_from_now",
    ]
    return frame.with_columns(begins.cast(pl.Int32).alias(first), lasts.cast(pl.Int32).alias(length)).drop(steps)


def told_by() -> pl.Expr:
    """The day before which a period ends that an article may tell of as over: of published_on and published_end."""
    end = pl.col("published_end")
    return pl.when(pl.col("published_on") == end).then(end.dt.offset_by(_TOLD_BEFORE_ITS_END)).otherwise(end)


def _latest_begun(since: pl.Expr, now: pl.Expr, months: pl.Expr) -> pl.Expr:
    """First month number of the latest year that begins `since` months after January and whose first `months` are over by now."""
    begun = (now - since) // 12 * 12 + since
    return pl.when(begun + months - 1 > now).then(begun - 12).otherwise(begun)


def day_seen_from(published: pl.Expr) -> dict[str, pl.Expr]:
    """First and last day of expressions that name days: weekdays, today, this week. Null for the others."""
    anchor, unit, shift = pl.col("anchor"), pl.col("unit"), pl.col("shift")
    today = published.dt.weekday().cast(pl.Int32)
    back = (today - pl.col("weekday")) % 7
    back = pl.when(pl.col("weekday_shift") == 1).then(back - 7).when((pl.col("weekday_shift") == -1) & (back == 0)).then(7).otherwise(back)
    monday = published + pl.duration(days=1 - today + 7 * shift)
    first = (
        pl.when(anchor == "weekday").then(published - pl.duration(days=back))
        .when(anchor.is_in(["published", "present"]) & (unit == "day")).then(published + pl.duration(days=shift))
        .when((anchor == "published") & (unit == "week")).then(monday)
    )  # fmt: skip
    return {"first": first, "last": pl.when(unit == "week").then(first + pl.duration(days=6)).otherwise(first)}


@cache
def iso_period() -> pl.Expr:
    """ISO 8601 of period_start and period_end (Date columns, whole months or days)."""
    low, high = pl.col("period_start"), pl.col("period_end")
    first, length = month_number(low), month_number(high) - month_number(low) + 1
    year = low.dt.to_string("%Y")
    whole = (low.dt.day() == 1) & (high.dt.offset_by("1d").dt.day() == 1)
    aligned = first % 12 == 0
    return (
        pl.when(low == high).then(low.dt.to_string("%Y-%m-%d"))
        .when(~whole).then(pl.concat_str(low.dt.to_string("%Y-%m-%d"), pl.lit("/"), high.dt.to_string("%Y-%m-%d")))
        .when((length == 12) & aligned).then(year)
        .when((length == 6) & (first % 6 == 0)).then(pl.concat_str(year, pl.lit("-H"), (first % 12) // 6 + 1))
        .when((length == 3) & (first % 3 == 0)).then(pl.concat_str(year, pl.lit("-Q"), (first % 12) // 3 + 1))
        .when(length == 1).then(low.dt.to_string("%Y-%m"))
        .when(aligned & (length % 12 == 0)).then(pl.concat_str(year, pl.lit("/"), high.dt.to_string("%Y")))
        .otherwise(pl.concat_str(low.dt.to_string("%Y-%m"), pl.lit("/"), high.dt.to_string("%Y-%m")))
    )  # fmt: skip


@cache
def period_kind() -> pl.Expr:
    """One of `enums.PERIOD_KINDS` for period_start and period_end."""
    low, high = pl.col("period_start"), pl.col("period_end")
    first, length = month_number(low), month_number(high) - month_number(low) + 1
    whole = (low.dt.day() == 1) & (high.dt.offset_by("1d").dt.day() == 1)
    return (
        pl.when(low.is_null()).then(None)
        .when(low == high).then(pl.lit("day"))
        .when(~whole).then(pl.lit("range"))
        .when((length == 12) & (first % 12 == 0)).then(pl.lit("year"))
        .when(length == 12).then(pl.lit("fiscal_year"))
        .when((length == 6) & (first % 6 == 0)).then(pl.lit("half"))
        .when((length == 3) & (first % 3 == 0)).then(pl.lit("quarter"))
        .when(length == 1).then(pl.lit("month"))
        .otherwise(pl.lit("range"))
    )  # fmt: skip


def with_iso(frame: pl.DataFrame) -> pl.DataFrame:
    """With `period` and `period_kind` of period_start and period_end; each different pair of days is written once."""
    days = ["period_start", "period_end"]
    pairs = frame.lazy().select(days).drop_nulls().unique().with_columns(period=iso_period(), period_kind=period_kind())
    return frame.lazy().join(pairs, on=days, how="left", maintain_order="left").collect()
