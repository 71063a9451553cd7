"""What the words of an expression of time say, before any date is known.

Belongs here: the parts of a match (year, month, length, shift, what it counts from). Each different wording is read once. Does not
belong here: the calendar (`calendar`), the publication date, the sentence around the match.
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import any_of
from transforms.reading.periods.patterns import MONTH_TO_MONTH, SAME, SPELL, months, period_words, weekdays
from transforms.vocabulary import load

_FISCAL_YEAR = r"(?:fy ?'?|(?:fiscal|financial) (?:year )?'?)((?:19|20)?[0-9]{2})(?:[-/]((?:19|20)?[0-9]{2}))?(?:$|[^0-9])"
_ENDED = (
    r"(?:(quarter|half-year|half year|half|year)|{number}[ -](months?|weeks?)(?: period)?)(?:,? which| that)?"
    r"(?:,? ended|,? ending| to| through) "
)
_BEGUN = r"year,?(?: which| that)? (?:starting|beginning|starts|begins|started|began) "
_AGO = r"^{number} (years?|months|quarters|weeks|days|decades?) (ago|earlier|later|before|from now|from today)$"
_WINDOW = (
    r"^(?:the |in the |over the )?(?:past|last|previous|next|coming|final) {number} (?:years?|months?|quarters?|weeks?|days?|decades?)$"
)
_NEXT = r"^(?:the |within the |within )?(?:(?:next|coming) )?{number} (year|decade)s$"
_ELIDED = r"^the (first|second|third|fourth)$"
_PART = r"^(?:the )?(first|last|final|opening|initial) {number} (months?|quarters?|weeks?)"
_SPELLED = r"^(?:(?:the|this|its|their|that) )?{number}[ -]months?(?:'s?)? [a-z]"
_DAYS_TO = (
    r"^(?:the |its )?(?:(?:first|last|final|full) )?(?:{number}[ -](?:[a-z]+ )?(week|day)s?|(week))(?: period)?"
    r"(?:,? which| that)?(?:,? ended|,? ending| to| through) "
)
_LONE_MONTH = r"^(?:the )?(first|last|final|opening|closing|initial) (month)(?:$|[^s])"
_BEGINS = {"early": 0, "mid": 4, "late": 7, "whole": 0}
"""Years after the beginning of a decade that a part of it begins."""
_LASTS = {"early": 48, "mid": 36, "late": 36, "whole": 120}
"""Months that a part of a decade lasts."""
_LENGTH = {"quarter": 3, "trimester": 4, "half": 6, "semester": 6, "half-year": 6, "half year": 6, "year": 12}
_SAME_OF = rf"^(?:the )?{SAME} (?:{SPELL}),?(?: of| in| during)? (?:19|20)[0-9]{{2}}$"
_BACK = r"(?:last year|(?:last|previous|prior) (?:fiscal|financial)(?: year)?|the previous year|the prior year|a year ago|a year earlier)$"
_RUNNING = r"(?:this year|current year|(?:this|current|running) (?:fiscal|financial)(?: year)?|the year)$"


def read_wordings(wordings: pl.Series) -> pl.DataFrame:
    """The parts of each different wording.

    wordings: matches of `patterns.expression()`. Returns one row a wording: match, form, anchor (calendar, nearest, published, topic,
    reported, present, none), year, year_shift (from the publication's), month (1..12, the first), last_month, months (length), day,
    days (length, of a span that ends on a day), weekday, weekday_shift, fiscal (counts in financial years), unit, shift, role (of a
    relative phrase), all nullable but match, form and anchor.
    """
    frame = pl.DataFrame({"match": wordings.unique(maintain_order=True)}).lazy()
    lower = pl.col("match").str.to_lowercase().alias("_m")
    relative = _relative().lazy()
    parts = (
        frame.with_columns(lower)
        .join(relative, left_on="_m", right_on="phrase", how="left", maintain_order="left")
        .with_columns(_extracts())
    )
    return (
        parts.with_columns(form=_form())
        .with_columns(**_counts())
        .with_columns(**_spans())
        .with_columns(_fields())
        .select(_kept())
        .collect()
    )


def _kept() -> list[str]:
    fields = [
        "year",
        "year_shift",
        "month",
        "last_month",
        "months",
        "day",
        "days",
        "weekday",
        "weekday_shift",
        "fiscal",
        "unit",
        "shift",
        "role",
    ]
    return ["match", "form", "anchor", *fields]


@cache
def _relative() -> pl.DataFrame:
    """phrase, _anchor, unit, shift Int32, role."""
    return load("relative_periods").select("phrase", pl.col("anchor").alias("_anchor"), "unit", pl.col("shift").cast(pl.Int32), "role")


def _number(column: str | pl.Expr) -> pl.Expr:
    """A count printed in digits or words as Int32."""
    words = period_words("number")
    text = pl.col(column) if isinstance(column, str) else column
    return pl.coalesce(text.cast(pl.Int32, strict=False), text.replace_strict(words, default=None, return_dtype=pl.Int32))


@cache
def _extracts() -> list[pl.Expr]:
    """Raw parts of the wording, by form of print."""
    m = pl.col("_m")
    number = "(" + any_of(period_words("number")) + "|[0-9]{1,2})"
    month = "(" + any_of({w.lower() for w in months()}) + ")"
    part = m.str.replace(r"^(?:19|20)[0-9]{2}(?:'s)? ?", "")
    ordinal = "|".join(period_words("ordinal"))
    year = "(?:full |fiscal |financial |calendar )?"
    return [
        m.str.extract(r"((?:19|20)[0-9]{2})(?:$|[^0-9])").cast(pl.Int32).alias("_y1"),
        m.str.extract(r"(?:19|20)[0-9]{2}.*?[^0-9]((?:19|20)[0-9]{2})(?:$|[^0-9])").cast(pl.Int32).alias("_y2"),
        m.str.extract(r"(?:19|20)[0-9]{2}[-/]([0-9]{1,2})$").cast(pl.Int32).alias("_tail"),
        m.str.extract(r"^(?:q[1-4]|[1-4]q|h[12]|[12]h)[ -]?'?([0-9]{2})(?:$|[-/])").cast(pl.Int32).alias("_short"),
        m.str.extract(_FISCAL_YEAR, 1).alias("_fy1"),
        m.str.extract(_FISCAL_YEAR, 2).alias("_fy2"),
        m.str.contains("fiscal|financial|^fy|[^a-z]fy|[qh][1-4]fy").alias("_fiscal"),
        part.str.extract("^(?:q([1-4])|([1-4])q)", 1).fill_null(part.str.extract("^([1-4])q")).cast(pl.Int32).alias("_q"),
        part.str.extract("^h([12])").fill_null(part.str.extract("^([12])h")).cast(pl.Int32).alias("_h"),
        part.str.extract(rf"^(?:the |its )?{year}({ordinal})[ -]{year}(?:quarter|half|semester|trimester)")
        .fill_null(m.str.extract(_ELIDED))
        .replace_strict(period_words("ordinal"), default=None, return_dtype=pl.Int32)
        .alias("_ordinal"),
        m.str.extract("(quarter|half|semester|trimester)").alias("_part_unit"),
        m.str.extract(_ENDED.replace("{number}", number), 1).alias("_ended_unit"),
        m.str.extract(_ENDED.replace("{number}", number), 2).alias("_ended_n"),
        m.str.extract(_ENDED.replace("{number}", number), 3).alias("_ended_weeks"),
        pl.coalesce(_number(m.str.extract(_DAYS_TO.replace("{number}", number), 1)), pl.lit(1, pl.Int32)).alias("_spans"),
        m.str.extract(_DAYS_TO.replace("{number}", number), 2)
        .fill_null(m.str.extract(_DAYS_TO.replace("{number}", number), 3))
        .replace_strict({"week": 7, "day": 1}, default=None, return_dtype=pl.Int32)
        .alias("_span_days"),
        m.str.extract(_AGO.replace("{number}", number), 1).alias("_ago_n"),
        m.str.extract(_AGO.replace("{number}", number), 2).alias("_ago_unit"),
        m.str.extract(_AGO.replace("{number}", number), 3).alias("_ago"),
        m.str.contains(_WINDOW.replace("{number}", number)).alias("_window"),
        m.str.extract(_NEXT.replace("{number}", number), 1).alias("_next_n"),
        m.str.extract(_NEXT.replace("{number}", number), 2).alias("_next_unit"),
        pl.coalesce(
            m.str.extract(_PART.replace("{number}", number), 1),
            m.str.extract(_LONE_MONTH, 1),
            pl.when(m.str.contains(_SPELLED.replace("{number}", number))).then(pl.lit("first")),
        ).alias("_first"),
        m.str.extract(_PART.replace("{number}", number), 2)
        .fill_null(pl.when(m.str.contains(_LONE_MONTH)).then(pl.lit("1")))
        .fill_null(m.str.extract(_SPELLED.replace("{number}", number), 1))
        .alias("_first_n"),
        pl.coalesce(m.str.extract(_PART.replace("{number}", number), 3), m.str.extract(_LONE_MONTH, 2)).alias("_first_unit"),
        _month_of(m.str.extract(rf"(?:^|[^a-z]){month}(?:$|[^a-z])")).alias("_m1"),
        _month_of(m.str.extract(rf"{month}(?: (?:19|20)[0-9][0-9])?{MONTH_TO_MONTH}{month}", 2)).alias("_m2"),
        m.str.extract(rf"{month} ([0-9]{{1,2}})(?:st|nd|rd|th)?(?:$|[^0-9])", 2)
        .fill_null(m.str.extract(rf"(?:^|[^0-9])([0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?{month}"))
        .cast(pl.Int32)
        .alias("_d"),
        m.str.extract_groups(r"^(?P<iy>[0-9]{4})-(?P<im>[01][0-9])-(?P<id>[0-3][0-9])$").alias("_iso"),
        m.str.contains("quarter").alias("_has_quarter"),
        m.str.extract(rf"({'|'.join(w.lower() for w in weekdays())})$").alias("_weekday"),
        m.str.extract("^(last|this|next) ").alias("_which"),
        pl.when(m.str.contains(_BACK)).then(-1).when(m.str.contains("next year$")).then(1)
        .when(m.str.contains(_RUNNING)).then(0).cast(pl.Int32).alias("_year_shift"),
    ]  # fmt: skip


def _month_of(name: pl.Expr) -> pl.Expr:
    return name.replace_strict({w.lower(): n for w, n in months().items()}, default=None, return_dtype=pl.Int32)


@cache
def _form() -> pl.Expr:
    """Which way of writing time this is; the order decides where two fit."""
    told = {
        "relative": pl.col("_anchor").is_not_null(),
        "same_of": pl.col("_m").str.contains(_SAME_OF),
        "weekday": pl.col("_weekday").is_not_null() & pl.col("_m1").is_null(),
        "next": pl.col("_next_n").is_not_null(),
        "elided": pl.col("_m").str.contains(_ELIDED),
        "window": pl.col("_window"),
        "ago": pl.col("_ago").is_not_null(),
        "iso": pl.col("_iso").struct.field("iy").is_not_null(),
        "days": pl.col("_span_days").is_not_null()
        & (pl.col("_spans") <= 60)
        & (pl.col("_spans") * pl.col("_span_days") < 91)
        & pl.col("_d").is_not_null(),
        "ended": (pl.col("_ended_unit").is_not_null() | pl.col("_ended_n").is_not_null()) & pl.col("_m1").is_not_null(),
        "begun": pl.col("_m").str.contains(_BEGUN) & pl.col("_m1").is_not_null(),
        "months": pl.col("_m2").is_not_null(),
        "month_quarter": pl.col("_m1").is_not_null() & pl.col("_has_quarter"),
        "first_months": pl.col("_first_n").is_not_null(),
        "part": pl.col("_q").is_not_null() | pl.col("_h").is_not_null() | pl.col("_ordinal").is_not_null(),
        "day": pl.col("_m1").is_not_null() & pl.col("_d").is_not_null(),
        "month": pl.col("_m1").is_not_null(),
        "fiscal_year": pl.col("_fy1").is_not_null(),
        "years": pl.col("_y2").is_not_null(),
        "season": pl.col("_tail").is_not_null(),
        "decade": pl.col("_m").str.contains("^(?:(?:early|mid|late)[ -])?[0-9]{3}0s$"),
        "year": pl.col("_y1").is_not_null() | pl.col("_year_shift").is_not_null(),
    }
    return pl.coalesce(*[pl.when(condition).then(pl.lit(name)) for name, condition in told.items()], pl.lit("unknown"))


def _is(*forms: str) -> pl.Expr:
    return pl.col("form").is_in(forms)


@cache
def _counts() -> dict[str, pl.Expr]:
    """What the rules of `_spans` and `_fields` share, worked out once."""
    third = pl.col("_m").str.extract("^(early|mid|late)").fill_null("whole")
    unit_months = pl.col("_part_unit").replace_strict(_LENGTH, default=None, return_dtype=pl.Int32)
    return {
        "_third": third,
        "_fy": pl.coalesce("_fy2", "_fy1").cast(pl.Int32),
        # A season 2017-18 is a financial year and named by its end, as FY18 is.
        "_season": pl.when((pl.col("_tail") == (pl.col("_y1") + 1) % 100) | (pl.col("_tail") == (pl.col("_y1") + 1) % 10)).then(
            pl.col("_y1") + 1
        ),
        "_first_months": _number("_first_n") * pl.when(pl.col("_first_unit").str.starts_with("quarter")).then(3).otherwise(1),
        "_ended_months": _number("_ended_n"),
        "_unit_months": pl.when(_is("elided")).then(3).otherwise(unit_months),
        "_early": pl.col("_first").is_in(["first", "opening", "initial"]),
        # "the last quarter" is the one before the publication; "the last quarter of 2017" is its fourth.
        "_last_part": _is("part") & pl.col("_m").str.contains("^(?:the )?last (?:quarter|half)$"),
    }


@cache
def _spans() -> dict[str, pl.Expr]:
    """_year, _part_months and _length (months) of the wording."""
    fy, season, third, ended_n = pl.col("_fy"), pl.col("_season"), pl.col("_third"), pl.col("_ended_months")
    year = (
        pl.when(_is("iso")).then(pl.col("_iso").struct.field("iy").cast(pl.Int32))
        .when(_is("season") | (_is("part") & pl.col("_tail").is_not_null() & ~pl.col("_fiscal"))).then(season)
        .when(_is("decade")).then(pl.col("_m").str.extract("([0-9]{4})s$").cast(pl.Int32, strict=False) + third.replace_strict(_BEGINS))
        .when(pl.col("_fy1").is_not_null()).then(pl.when(fy < 100).then(fy + 2000).otherwise(fy))
        .otherwise(pl.coalesce(pl.col("_y1"), pl.col("_short") + 2000))
    )  # fmt: skip
    ended = pl.when(pl.col("_ended_weeks").str.starts_with("week")).then((ended_n * 12 / 52).round(0).cast(pl.Int32)).otherwise(ended_n)
    half, quarter = pl.col("_h"), pl.col("_q")
    part_months = pl.when(quarter.is_not_null()).then(3).when(half.is_not_null()).then(6).otherwise(pl.col("_unit_months"))
    length = (
        pl.when(_is("ended")).then(pl.coalesce(pl.col("_ended_unit").replace_strict(_LENGTH, default=None, return_dtype=pl.Int32), ended))
        .when(_is("months")).then((pl.col("_m2") - pl.col("_m1")) % 12 + 1)
        .when(_is("month_quarter")).then(3)
        .when(_is("first_months")).then("_first_months")
        .when(_is("part", "elided")).then(part_months)
        .when(_is("month", "day", "iso", "days")).then(1)
        .when(_is("years")).then((pl.col("_y2") - pl.col("_y1") + 1) * 12)
        .when(_is("season") & season.is_null()).then(None)
        .when(_is("decade")).then(third.replace_strict(_LASTS))
        .otherwise(12)
        .cast(pl.Int32)
    )  # fmt: skip
    return {"_year": year, "_part_months": part_months, "_length": length}


@cache
def _fields() -> list[pl.Expr]:
    """The parts that hold whatever the form, from the raw ones."""
    year, length, early, last_part = pl.col("_year"), pl.col("_length"), pl.col("_early"), pl.col("_last_part")
    first_n, half, quarter, part_months = pl.col("_first_months"), pl.col("_h"), pl.col("_q"), pl.col("_part_months")
    place = pl.when(pl.col("_ordinal") < 0).then(12 // pl.col("_unit_months")).otherwise(pl.col("_ordinal"))
    # "The fiscal year ended March 2018" names its months itself.
    fiscal = pl.col("_fy1").is_not_null() | pl.col("_tail").is_not_null() | pl.col("_fiscal")
    fiscal &= ~_is("relative", "ended", "begun")
    month = (
        pl.when(_is("iso")).then(pl.col("_iso").struct.field("im").cast(pl.Int32))
        .when(_is("months", "month", "day", "days", "begun")).then(pl.col("_m1"))
        .when(_is("first_months")).then(pl.when(early).then(1).otherwise(13 - first_n))
        .when(_is("part", "elided")).then((pl.coalesce(quarter, half, place) - 1) * part_months + 1)
        .when(_is("year", "years", "season", "fiscal_year", "decade")).then(1)
        .cast(pl.Int32)
    )  # fmt: skip
    # "quarter ended 1 July" ends with June.
    last_month = (
        pl.when(_is("ended") & (pl.col("_d") <= 7))
        .then((pl.col("_m1") + 10) % 12 + 1)
        .when(_is("ended", "month_quarter"))
        .then(pl.col("_m1"))
    )
    weekday = pl.col("_weekday").replace_strict({w.lower(): n for w, n in weekdays().items()}, default=None, return_dtype=pl.Int32)
    ago_years = pl.when(pl.col("_ago_unit").str.starts_with("decade")).then(10).otherwise(1)
    shift = (
        pl.when(_is("relative")).then(pl.col("shift"))
        .when(_is("next")).then(_number("_next_n") * pl.when(pl.col("_next_unit") == "decade").then(10).otherwise(1))
        .when(_is("ago") & (pl.col("_ago") == "ago")).then(-_number("_ago_n") * ago_years)
        .when(_is("ago") & pl.col("_ago").str.starts_with("from")).then(_number("_ago_n") * ago_years)
    )  # fmt: skip
    ago_unit = pl.col("_ago_unit").replace({"decades": "year", "decade": "year"}).str.strip_chars_end("s")
    role = (
        pl.when(_is("relative")).then(pl.col("role"))
        .when(_is("window") | (_is("first_months") & ~early & year.is_null() & pl.col("_year_shift").is_null())).then(pl.lit("window"))
        .when(_is("ago") & pl.col("_ago").str.starts_with("from")).then(pl.lit("deadline"))
        .when(_is("ago")).then(pl.lit("comparison"))
        .when(_is("next")).then(pl.lit("deadline"))
    )  # fmt: skip
    anchor = (
        pl.when(_is("relative")).then(pl.col("_anchor"))
        .when(role == "window").then(pl.lit("none"))
        .when(_is("next")).then(pl.lit("published"))
        .when(_is("ago")).then(pl.when(pl.col("_ago").str.contains("ago|from")).then(pl.lit("published")).otherwise(pl.lit("none")))
        .when(last_part).then(pl.lit("published"))
        .when(_is("same_of")).then(pl.lit("topic"))
        .when(_is("weekday")).then(pl.lit("weekday"))
        .when(_is("unknown") | length.is_null()).then(pl.lit("none"))
        .when(year.is_not_null()).then(pl.lit("calendar"))
        .when(pl.col("_year_shift").is_not_null() & ~(_is("month_quarter", "months") & pl.col("_fiscal"))).then(pl.lit("shifted"))
        .when(_is("first_months")).then(pl.lit("shifted"))
        .otherwise(pl.lit("nearest"))
    )  # fmt: skip
    return [
        anchor.alias("anchor"),
        year.alias("year"),
        pl.col("_year_shift").fill_null(pl.when(_is("first_months")).then(0)).cast(pl.Int32).alias("year_shift"),
        month.alias("month"),
        last_month.cast(pl.Int32).alias("last_month"),
        length.alias("months"),
        pl.when(_is("iso")).then(pl.col("_iso").struct.field("id").cast(pl.Int32)).when(_is("day", "days")).then(pl.col("_d")).alias("day"),
        pl.when(_is("days")).then(pl.col("_spans") * pl.col("_span_days")).alias("days"),
        weekday.alias("weekday"),
        pl.when(_is("weekday"))
        .then(pl.col("_which").replace_strict({"last": -1, "next": 1, "this": 0}, default=0, return_dtype=pl.Int32))
        .alias("weekday_shift"),
        fiscal.alias("fiscal"),
        pl.when(_is("relative"))
        .then(pl.col("unit"))
        .when(_is("ago"))
        .then(ago_unit)
        .when(_is("next"))
        .then(pl.lit("year"))
        .when(last_part)
        .then(pl.col("_part_unit"))
        .when(_is("same_of"))
        .then(pl.lit("same"))
        .alias("unit"),
        pl.when(last_part).then(-1).otherwise(shift).cast(pl.Int32).alias("shift"),
        role.alias("role"),
    ]
