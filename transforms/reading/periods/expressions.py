"""Expressions of time in sentences: found, given a role, and resolved against the publication date and what the article speaks of.

Belongs here: which matches are true expressions (`2000 people` is none), their role, their dates. Does not belong here: patterns
(`patterns`), their meaning (`meaning`), calendar arithmetic (`calendar`), which number they date (`assignment`).
"""

from functools import cache

import polars as pl

from transforms.reading.periods import calendar, patterns
from transforms.reading.periods.meaning import read_wordings
from transforms.reading.spans import find_spans
from transforms.vocabulary import load

CONTEXT = 96
"""Code points looked at before an expression for its preposition and the tense of its clause."""

_END_OF = r"(?:by|before|until|till|at|in|on|to|towards?)? ?(?:the )?(?:very )?(?:end|close|start|beginning|middle|course|rest|remainder|whole|all|half)(?:ing)?(?: of| in)(?: the)? $"
_DEADLINE = r"\b(?:by|before|until|till|through|towards?|no later than|up to)(?: about| around| at least| as early as| as late as)?(?: the)?(?: (?:very )?(?:end|close|start|beginning|middle) of)?(?: (?:early|late|mid|end|fiscal|calendar))?(?: the| fiscal| year)?[ -]$"
_COMPARED_NEAR = (
    r"\b(?:from|than|compared (?:to|with)|compares (?:to|with)|comparing (?:to|with)|comparison (?:to|with)|relative to|against|versus|vs\.?|over)"
    r"(?: (?:in|for|during|at|on|that of|those of|the|its|their|what it was|levels? (?:in|of)))* $"
)
_COMPARED_FAR = r"\b(?:from|compared (?:to|with)|against|versus) [^;]{0,40}(?:in|during|for) (?:the )?$"
_SINCE = r"\b(?:since|after|following|as of|ever since)(?: (?:the|at least|late|early|mid|start of|end of|beginning of))*[ -]$|\bsince (?:[a-z']+ ){1,7}(?:in|on) $"
_EVENT = (
    r"\b(?:said|say|says|told|tells|announced|reported|released|published|unveiled|launched|founded|established|born|disclosed|introduced|signed|submitted"
    r"|revealed|listed|acquired|appointed|joined|interview|statement|filed|filing|posted|wrote|declared|confirmed|stated|agreed|approved|warned|died|started|began)"
    r"(?: [a-z'-]+){0,5},? (?:(?:back |late |early |earlier )?(?:on|in|at|late|early|earlier)(?: the)? )?$"
)
_SIDE_CLAUSE = r"[a-z,] (?:after|when|before|once) (?:[a-z'-]+ ){3,14}(?:in|at|on) (?:the )?(?:(?:end|start|beginning|middle) of (?:the )?)?$"
_HISTORY = r"\b(?:launched|founded|established|born|set up|created|incorporated|introduced|formed)(?: [a-z'.-]+){0,5} (?:back )?in (?:the )?$"
_TELLS = r"^,? (?:[a-z.&'-]+ ){1,5}(?:said|says|announced|reported|told|disclosed|unveiled|launched|revealed|confirmed|released)\b"
_AHEAD = r"\b(?:will|plans to|planning to|expects|forecasts|starting|beginning|effective|scheduled|set to|set for|aims to|intends to|upcoming|is expected|are expected)\b[^.;]*$"
_BEGINS = r"^[\"'( ]*(?:(?:in|for|during|over|at|on|as of|by|through|throughout|since|compared (?:to|with)|from) )?(?:(?:all of|the|early|late|mid|fiscal|(?:the )?(?:end|close|start|beginning) of)[ -])*$"

def find_periods(sentences: pl.DataFrame, publications: pl.DataFrame) -> pl.DataFrame:
    """Every expression of time, resolved.

    sentences: `frames.Sentences`, publications: `frames.Publications`. Returns `frames.Periods` in order of sentence and position, and
    beside it: `fronted` Bool (opens its sentence, and so holds for all of it), `anchor` String (what it counts from), `ambiguous` Bool (another
    reading of the publication date gives another period), `topical` Bool (may be what the article speaks of from here on).
    """
    found = _true_expressions(_in_context(_matches(sentences), sentences))
    dated = _with_dates(_with_roles(found), sentences, publications)
    return _with_topic(dated).select(
        "sentence_no", "article_no", "start", "end", "period_text", "period", "period_start", "period_end", "period_kind", "basis", "role",
        "fronted", "anchor", "ambiguous", "topical", "paragraph_no",
    )  # fmt: skip


def _matches(sentences: pl.DataFrame) -> pl.DataFrame:
    """sentence_no, start, end, match and the parts of its meaning."""
    spans = find_spans(sentences, "sentence_no", "plain", patterns.expression())
    return spans.join(read_wordings(spans["match"]), on="match", how="left", maintain_order="left").with_columns(period_text=pl.col("match"))


def _in_context(spans: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """With `_before`, `_after` (lower case) and what the sentence is."""
    texts = sentences.lazy().select("sentence_no", "article_no", "kind", "paragraph_no", "lower")
    start = pl.col("start").cast(pl.Int64)
    low = (start - CONTEXT).clip(0)
    return (
        spans.lazy()
        .join(texts, on="sentence_no", how="left", maintain_order="left")
        .with_columns(_before=pl.col("lower").str.slice(low, start - low), _after=pl.col("lower").str.slice(pl.col("end"), 48))
        .drop("lower")
        .collect()
    )


@cache
def _years_as_counts() -> str:
    """What, after four digits, shows that they count things."""
    nouns = "|".join(patterns.period_words("not_year_noun"))
    return rf"^(?:[,.][0-9]|%|-?[0-9]| ?(?:{nouns})\b|-[a-z]{{2,}})"


@cache
def _years_as_attributes() -> str:
    nouns = "|".join(patterns.period_words("year_noun"))
    return rf"^(?: (?:{nouns})\b|'s? |[,.;:)\]?!\"'-]|$| (?:and|or|to|but|as|when|while|after|before|with|from|by|for|in|on|at|is|was|were|are|has|had|have|will|would|that|which|due|because|up|down|compared|alone|onwards?|through|until|than|it|he|she|they|we|the|a|its|his|said|if)\b)"


def _true_expressions(found: pl.DataFrame) -> pl.DataFrame:
    """Without digits that are no year and months that are verbs or names."""
    before, after = pl.col("_before"), pl.col("_after")
    led = before.str.contains(r"\b(?:in|by|since|from|during|of|until|till|to|for|through|throughout|than|early|late|mid|end|fiscal|between|and|before|after|around|about|circa|year|as of|at|for all of|calendar|over|against|versus|the|its|their|our|his|her|on|our|into|'s|-|/)[ -]?$|\($|^$|, $|: $|- $")
    firm = before.str.contains(r"\b(?:in|since|during|until|till|by|throughout|fiscal|early|late|mid)[ -]$")
    money = before.str.contains(r"[$£€₹¥#][ ]?$|\b(?:rs\.?|usd|inr|rmb|no\.|number|model|ps|section|article) ?$|[0-9][.,]$|[a-z0-9]-$")
    bare_year = pl.col("form").is_in(["year", "season", "years"]) & (pl.col("anchor") == "calendar")
    as_count = after.str.contains(_years_as_counts()) | money
    as_year = firm | (led & after.str.contains(_years_as_attributes())) | after.str.contains(_years_as_attributes()).and_(before.str.contains(r"[a-z'] $"))
    year = ~bare_year | (~as_count & as_year)
    # "May" that begins a sentence or stands before a verb is no month; nor is "March on".
    lone_month = (pl.col("form") == "month") & pl.col("match").str.contains("^(?:May|March|MARCH|...\\.?|Sept\\.?)$")
    month = ~lone_month | before.str.contains(r"\b(?:in|by|since|from|during|of|until|till|to|last|this|next|early|late|mid|for|and|between|through|on|before|after|the)[ -](?:the )?$")
    not_day = (pl.col("form") == "day") & after.str.contains(r"^(?:,[0-9]{3}|[.][0-9]|%| percent| per cent| million| billion)")
    # "The second half" of a match and "the first quarter" of a game stay expressions: no figure of a business hangs on them.
    return found.filter(year & month & ~not_day)


def _with_roles(found: pl.DataFrame) -> pl.DataFrame:
    """With `role`, `fronted` and `_future`."""
    before, after = pl.col("_before"), pl.col("_after")
    deadline = before.str.contains(_DEADLINE)
    back = pl.col("anchor") == "topic"
    # "from 3 in the same quarter" compares; "from 3 in 2014" is a figure with its own date.
    compared = before.str.contains(_COMPARED_NEAR) | (back & before.str.contains(_COMPARED_FAR))
    shift = pl.col("anchor").is_in(["topic"]) & (pl.col("role") == "comparison")
    fine = pl.col("form").is_in(["day", "iso", "weekday", "month"]) | pl.col("unit").is_in(["day", "week"])
    noted = before.str.contains(_EVENT)
    begins = pl.col("start") < 40
    fronted = begins & before.str.contains(_BEGINS) & ~compared
    ages = (pl.col("form") == "ago") | ((pl.col("anchor") == "published") & (pl.col("role") == "comparison"))
    tells = fronted & after.str.contains(_TELLS) & (pl.col("form") != "month")
    past_year = pl.col("match").str.ends_with("ago")
    plain_year = pl.col("form").is_in(["year", "month"])
    relative = pl.col("role")
    bare_back = shift & (fronted | before.str.contains(r"(?:^|[ (])(?:in|during) (?:the )?$"))
    role = (
        pl.when(relative.is_in(["rate", "window", "now"])).then(relative.replace("now", "comparison"))
        .when(relative == "deadline").then(relative)
        .when(((noted | tells) & (fine | ages | past_year)) | (plain_year & before.str.contains(_HISTORY))).then(pl.lit("event"))
        .when(relative == "basis").then(pl.lit("comparison"))
        .when(before.str.contains(_SINCE)).then(pl.lit("since"))
        .when(before.str.contains(_SIDE_CLAUSE) & ~fronted).then(pl.lit("event"))
        .when(compared).then(pl.lit("comparison"))
        .when(bare_back & ~after.str.contains("^ ?basis")).then(pl.lit("within"))
        .when((relative == "comparison") & ~ages).then(pl.lit("comparison"))
        .when(deadline).then(pl.lit("deadline"))
        .when(ages).then(pl.when(fronted).then(pl.lit("within")).otherwise(pl.lit("comparison")))
        .otherwise(pl.lit("within"))
    )  # fmt: skip
    future = deadline | (before.str.contains(_AHEAD) & ~noted)
    return found.with_columns(role=role, fronted=fronted.fill_null(False), _future=future.fill_null(False), _end_of=before.str.contains(r"\b(?:end|close) of (?:the )?$"))


def _with_dates(found: pl.DataFrame, sentences: pl.DataFrame, publications: pl.DataFrame) -> pl.DataFrame:
    """With period_start, period_end and `ambiguous`, for all that does not count from the topic."""
    published = publications.lazy().select("article_no", "published_on", "published_end", "precision")
    fiscal = _fiscal_months(found, sentences).lazy()
    frame = found.lazy().join(published, on="article_no", how="left", maintain_order="left")
    frame = frame.join(fiscal, on="article_no", how="left", maintain_order="left").with_columns(pl.col("_fiscal_month").fill_null(1))
    early = calendar.span_seen_from(pl.col("published_on"), pl.col("_future"), pl.col("_fiscal_month"))
    late = calendar.span_seen_from(pl.col("published_end"), pl.col("_future"), pl.col("_fiscal_month"))
    days = calendar.day_seen_from(pl.col("published_on"))
    exact = pl.col("precision") == "day"
    frame = frame.with_columns(
        _first=late["first"], _other=early["first"], _length=late["length"], _day_first=pl.when(exact).then(days["first"]), _day_last=pl.when(exact).then(days["last"])
    )
    unsure = (pl.col("_first") != pl.col("_other")).fill_null(False)
    # A quarter, half or month whose place depends on an unknown day is left open; a named month or quarter is taken in the known year.
    lost = unsure & pl.col("anchor").is_in(["published", "reported", "told", "topic"])
    first = pl.when(~lost & pl.col("_first").is_between(1800 * 12, 2200 * 12)).then(pl.col("_first"))
    day = pl.when(pl.col("day").is_not_null() & (pl.col("day") >= 1)).then(first * 100 + pl.col("day"))
    single = pl.date(day // 100 // 12, day // 100 % 12 + 1, 1) + pl.duration(days=day % 100 - 1)
    return frame.with_columns(
        period_start=pl.coalesce("_day_first", single, calendar.first_day(first)),
        period_end=pl.coalesce("_day_last", single, calendar.last_day(first + pl.col("_length") - 1)),
        ambiguous=unsure,
    ).collect()  # fmt: skip


def _fiscal_months(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """article_no, _fiscal_month: first month of the financial year, for articles that speak of one or of a bare quarter."""
    asking = found.lazy().filter(pl.col("fiscal") | ((pl.col("form") == "part") & pl.col("year").is_null()) | (pl.col("unit") == "fiscal"))
    cues = load("fiscal_year_conventions").with_columns(pl.col("first_month").cast(pl.Int32))
    by_month = cues.group_by("first_month", maintain_order=True).agg("cue").sort("first_month")
    articles = asking.select("article_no").unique()
    texts = sentences.lazy().filter(pl.col("kind") != "boilerplate").join(articles, on="article_no", how="semi").select("article_no", "lower")
    told = [
        pl.when(pl.col("lower").str.contains(r"(?:^|[^a-z])" + patterns.any_of(row["cue"]) + r"(?:$|[^a-z])")).then(row["first_month"])
        for row in by_month.iter_rows(named=True)
    ]
    return texts.select("article_no", pl.coalesce(*told).cast(pl.Int32).alias("_fiscal_month")).drop_nulls().group_by("article_no").agg(pl.col("_fiscal_month").first()).collect()


def _with_topic(dated: pl.DataFrame) -> pl.DataFrame:
    """With what counts from the article's topic resolved, and the columns of the frame.

    The topic is the latest finished period that the article has named so far: a later mention of an earlier year is background.
    """
    finished = pl.col("published_end").is_null() | (pl.col("period_end") <= pl.col("published_end"))
    coarse = ~pl.col("form").is_in(["day", "iso", "weekday", "unknown"]) & ~pl.col("unit").is_in(["day", "week", "decade"]).fill_null(False)
    topical = pl.col("period_start").is_not_null() & finished & coarse & (pl.col("role") == "within") & (pl.col("kind") != "boilerplate") & ~pl.col("_future") & (pl.col("anchor") != "told")
    # One running maximum over the batch: articles come in order, so the article's number leads the key.
    base = calendar.month_number(pl.col("period_end")).cast(pl.Int64) * 4096 + (4095 - pl.col("_length").cast(pl.Int64).clip(1, 4095))
    frame = (
        dated.lazy()
        .sort("sentence_no", "start")
        .with_columns(topical=topical.fill_null(False))
        .with_columns(_key=pl.when("topical").then(pl.col("article_no").cast(pl.Int64) * 2**27 + base))
        .with_columns(_latest=pl.col("_key").cum_max().shift(1).forward_fill())
        .with_columns(_latest=pl.when(pl.col("_latest") // 2**27 == pl.col("article_no")).then(pl.col("_latest") % 2**27))
        .with_columns(_topic_last=(pl.col("_latest") // 4096).cast(pl.Int32), _topic_length=(4095 - pl.col("_latest") % 4096).cast(pl.Int32))
    )
    unit_length = pl.col("unit").replace_strict({"quarter": 3, "half": 6}, default=None, return_dtype=pl.Int32)
    fits = unit_length.is_null() | (unit_length == pl.col("_topic_length"))
    spoken = pl.col("anchor").is_in(["reported", "told"])
    last = pl.col("_topic_last")
    shifted = last + pl.when(pl.col("unit") == "same").then(pl.col("shift")).otherwise(0)
    from_topic = (pl.col("anchor") == "topic") & last.is_not_null() & fits
    held = spoken & (pl.col("_topic_length") == 3)
    return frame.with_columns(
        period_start=pl.when(from_topic).then(calendar.first_day(shifted - pl.col("_topic_length") + 1)).when(held).then(calendar.first_day(last - 2)).otherwise("period_start"),
        period_end=pl.when(from_topic).then(calendar.last_day(shifted)).when(held).then(calendar.last_day(last)).otherwise("period_end"),
        basis=pl.when(pl.col("anchor") == "calendar").then(pl.lit("stated")).otherwise(pl.lit("relative")),
    ).with_columns(period=calendar.iso_period(), period_kind=calendar.period_kind()).collect()  # fmt: skip
