"""When an article was published: from its metadata, its date line, or inferred from the years it speaks of.

Belongs here: `find_publications`. Does not belong here: URLs and HTML metadata (landing gives them as `published`), relative dates.
"""

import polars as pl

from transforms.reading.periods import patterns
from transforms.reading.spans import find_spans, text_before

HEAD = 12
"""A date line stands among an article's first sentences."""

_LINE = 70
"""Code points: a line that holds a date and little else is a date line."""


def find_publications(articles: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """When each article was published.

    articles: `frames.Articles`, sentences: `frames.Sentences` -> `frames.Publications`, one row an article in order. What is `published`
    holds; else a date line; else the year that the text's own tenses allow. A footer never counts.
    """
    known = articles.lazy().select("article_no", "published").with_columns(_stated("published"))
    undated = articles.lazy().filter(pl.col("published").is_null()).select("article_no")
    read = sentences.lazy().filter(pl.col("kind") != "boilerplate").join(undated, on="article_no", how="semi", maintain_order="left")
    told = read.filter(pl.col("plain").str.contains("(?:19|20)[0-9]{2}")).collect()
    lines = _date_lines(sentences, told)
    years = _years_spoken_of(told)
    joined = known.join(lines.lazy(), on="article_no", how="left", maintain_order="left").join(
        years.lazy(), on="article_no", how="left", maintain_order="left"
    )
    basis = (
        pl.when(pl.col("_on").is_not_null()).then(pl.lit("metadata"))
        .when(pl.col("_line").is_not_null()).then(pl.lit("text"))
        .when(pl.col("_year").is_not_null()).then(pl.lit("inferred"))
        .otherwise(pl.lit("none"))
    )  # fmt: skip
    year, lined = pl.col("_year"), pl.col("_line").is_not_null()
    return joined.select(
        "article_no",
        pl.coalesce("_on", "_line", pl.date(year, 1, 1)).alias("published_on"),
        pl.coalesce("_to", "_line", pl.date(year, 12, 31)).alias("published_end"),
        pl.coalesce("_known", pl.when(lined).then(pl.lit("day")).when(year.is_not_null()).then(pl.lit("year"))).alias("precision"),
        basis.alias("basis"),
    ).sort("article_no").collect()  # fmt: skip


def _stated(column: str) -> list[pl.Expr]:
    """`_on`, `_to`, `_known` (precision) of an ISO 8601 date, month or year; null when it is none."""
    text = pl.col(column)
    day = text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    month = pl.when(text.str.contains("^[0-9]{4}-[0-9]{2}$")).then(pl.concat_str(text, pl.lit("-01")).str.to_date("%Y-%m-%d", strict=False))
    year = pl.when(text.str.contains("^[0-9]{4}$")).then(pl.concat_str(text, pl.lit("-01-01")).str.to_date("%Y-%m-%d", strict=False))
    return [
        pl.coalesce(day, month, year).alias("_on"),
        pl.coalesce(day, month.dt.month_end(), year.dt.offset_by("12mo").dt.offset_by("-1d")).alias("_to"),
        pl.when(day.is_not_null())
        .then(pl.lit("day"))
        .when(month.is_not_null())
        .then(pl.lit("month"))
        .when(year.is_not_null())
        .then(pl.lit("year"))
        .alias("_known"),
    ]


def _date_lines(sentences: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """article_no, _line Date: the first full date among the first sentences that stands in a short line or in a date line's brackets."""
    month = patterns.pieces()["month"]
    full = rf"{month} {patterns.DAY},? {patterns.YEAR}|{patterns.DAY} {month},? {patterns.YEAR}|{patterns.YEAR}-[01][0-9]-[0-3][0-9]"
    opens = pl.col("article_no") != pl.col("article_no").shift(1, fill_value=2**32 - 1)
    first = sentences.lazy().select("article_no", pl.col("sentence_no").alias("_first")).filter(opens)
    head = told.lazy().join(first, on="article_no", maintain_order="left").filter(pl.col("sentence_no") < pl.col("_first") + HEAD)
    dated = head.collect().lazy().with_columns(_date=pl.col("plain").str.extract(f"({full})"))
    found = dated.filter(pl.col("_date").is_not_null()).collect().lazy()
    short = pl.col("plain").str.len_chars() <= _LINE
    posted = pl.col("lower").str.contains(rf"^.{{0,40}}\b{patterns.cues('date_line')}\b")
    place = pl.col("plain").str.contains(rf"^[\p{{Lu}} ,./()]{{3,40}}(?:{full})") | pl.col("plain").str.contains(
        rf"^.{{0,30}}(?:{full}) ?(?:\([A-Z][A-Za-z ]+\)|-|/PRNewswire)"
    )
    prose = pl.col("lower").str.contains(
        r"\b(?:in|on|by|since|from|until|before|after|ended|ending|to|of) (?:[a-z]+ )?[0-9]{0,2} ?[a-z]+\.? [0-9]{1,2},? ?(?:19|20)[0-9]{2}"
    )
    lines = found.filter((short & ~prose) | posted | place)
    return (
        lines.sort("sentence_no")
        .group_by("article_no", maintain_order=True)
        .agg(_as_date(pl.col("_date")).drop_nulls().first().alias("_line"))
        .collect()
    )


def _as_date(text: pl.Expr) -> pl.Expr:
    """A printed full date as Date; null for a day that is none."""
    month = text.str.extract(f"({patterns.pieces()['month']})").replace_strict(patterns.months(), default=None, return_dtype=pl.Int32)
    year = text.str.extract(f"({patterns.YEAR})").cast(pl.Int32)
    day = text.str.replace(patterns.YEAR, "").str.extract("([0-9]{1,2})").cast(pl.Int32)
    built = pl.date(year, month, 1) + pl.duration(days=day - 1)
    return pl.coalesce(text.str.to_date("%Y-%m-%d", strict=False), built)


def _years_spoken_of(told: pl.DataFrame) -> pl.DataFrame:
    """article_no, _year: the year of publication that the tenses allow.

    A year spoken of as finished puts publication after its end ("sold pumps in 2011" is said in 2012 or later, the nearest is meant);
    a part of a year puts it after that part. A year spoken of as to come puts publication no later than it. The latest lower bound decides.
    """
    month = patterns.pieces()["month"]
    part = (
        rf"(?:{month}(?: [0-9]{{1,2}},?)?|[Qq][1-3]|(?i:first|second|third)[ -](?i:quarter|half)(?: of)?(?: the)?"
        r"|(?i:first) \S+ (?i:months|quarters) of|(?i:early|mid)|H1|h1|(?i:summer|spring|autumn|fall)(?: of)?)[ -]?$"
    )
    spans = find_spans(told, "sentence_no", "plain", r"(?-u:\b)(?:19[5-9]|20[0-4])[0-9](?-u:\b)")
    start = pl.col("start").cast(pl.Int64)
    texts = told.lazy().select("sentence_no", "article_no", "kind", "plain", "lower")
    seen = (
        spans.lazy()
        .join(texts, on="sentence_no", how="left", maintain_order="left")
        .with_columns(
            _all=pl.col("lower").str.slice(0, start), _near=text_before(pl.col("plain"), start, 40),
            _after=pl.col("lower").str.slice(pl.col("end"), 14), _y=pl.col("match").cast(pl.Int32),
        )
    )  # fmt: skip
    near = pl.col("_near").str.to_lowercase()
    led = near.str.contains(
        r"(?:\b(?:in|by|since|of|during|from|until|to|for|end|than|early|mid|late|fiscal|q[1-4]|h[12]|quarter|half|through|before|after)"
        r"[ -]"
        r"|[a-z]\.?,? (?:[0-9]{1,2},? )?)$"
    ) & ~near.str.contains(r"[$£€₹]$")
    counted = pl.col("_after").str.contains(r"^(?:[,.][0-9]|%| ?(?:people|units|million|billion|percent|rpm|words|employees))")
    away = near.str.contains(r"\b(?:from|compared (?:to|with)|against|versus) [^.]{0,30}$")
    ahead = pl.col("_all").str.contains(rf"\b{patterns.cues('publication_ahead')}\b") & ~away
    history = near.str.contains(rf"\b{patterns.cues('history')} (?:[a-z]+ ){{0,4}}$")
    lower_bound = pl.when(pl.col("_near").str.contains(part)).then(pl.col("_y")).otherwise(pl.col("_y") + 1)
    this_year = pl.col("lower").str.contains("this year") | (pl.col("kind") == "headline") | pl.col("_near").str.contains("[Ii]n $")
    judged = seen.filter(led & ~counted).with_columns(
        _lower=pl.when(~ahead & ~history).then(lower_bound),
        _upper=pl.when(ahead).then(pl.col("_y")),
        _lone=pl.when(ahead & this_year & ~near.str.contains(r"\b(?:by|until|till|before) [^.]{0,24}$")).then(pl.col("_y")),
    )
    bounds = judged.group_by("article_no").agg(
        _low=pl.col("_lower").max(), _upper=pl.col("_upper"), _lone=pl.col("_lone").min(), _old=pl.col("_lower").drop_nulls().n_unique()
    )
    # A year to come that lies before the lower bound was not to come: the past tense of another year misled. The lower bound holds.
    return (
        bounds.with_columns(_year=pl.coalesce("_low", "_lone"))
        .with_columns(_cap=pl.col("_upper").list.eval(pl.element().drop_nulls().max()).list.first())
        .with_columns(_year=pl.when(pl.col("_cap") == pl.col("_year") - 1).then("_cap").otherwise("_year"))
        .select("article_no", "_year")
        .filter(pl.col("_year").is_not_null())
        .collect()
    )
