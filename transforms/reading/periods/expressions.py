"""Expressions of time in sentences, found and told from digits and words that are none.

Belongs here: `find_periods`, the order of its steps; which matches are true expressions (`2000 people` is none). Does not belong here:
patterns (`patterns`), their meaning (`meaning`), their role (`roles`) and dates (`dating`), which number they date (`assignment`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import any_of
from transforms.reading.periods import patterns
from transforms.reading.periods.dating import with_dates, with_topic
from transforms.reading.periods.meaning import read_wordings
from transforms.reading.periods.roles import with_roles
from transforms.reading.spans import find_spans
from transforms.vocabulary import load

BEFORE, AFTER = 96, 48
"""Code points looked at before and after an expression for its preposition and the tense of its clause."""


def find_periods(sentences: pl.DataFrame, publications: pl.DataFrame) -> pl.DataFrame:
    """Every expression of time, resolved.

    sentences: `frames.Sentences`, publications: `frames.Publications`. Returns `frames.Periods` in order of sentence and position, and
    beside it: `growth` Bool (what a rate of growth counts from: year on year), `fronted` Bool (opens its sentence, and so holds for all of
    it), `enclosed` Bool (in an aside), `instant` Bool (the end of, as of), `anchor` String (what it counts from), `ambiguous` Bool
    (another reading of the publication date gives another period), `to_date`
    Bool (counted since the year began: "through May"), `topical` Bool (may be what the article speaks of from here on),
    `paragraph_no` UInt32.
    """
    found = _true_expressions(_in_context(_matches(sentences), sentences))
    dated = with_dates(with_roles(found), sentences, publications)
    return with_topic(dated).select(
        "sentence_no", "article_no", "start", "end", "period_text", "period", "period_start", "period_end", "period_kind", "basis", "role",
        "fronted", "enclosed", "instant", "growth", "anchor", "ambiguous", "topical", "paragraph_no", "to_date",
    )  # fmt: skip


def _matches(sentences: pl.DataFrame) -> pl.DataFrame:
    """sentence_no, start, end, match and the parts of its meaning."""
    spans = find_spans(sentences, "sentence_no", "plain", patterns.expression())
    return spans.join(read_wordings(spans["match"]), on="match", how="left", maintain_order="left").with_columns(
        period_text=pl.col("match")
    )


def _in_context(spans: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """With `_before`, `_after` (lower case) and what the sentence is."""
    texts = sentences.lazy().select("sentence_no", "article_no", "kind", "paragraph_no", "lower")
    start = pl.col("start").cast(pl.Int64)
    low = (start - BEFORE).clip(0)
    return (
        spans.lazy()
        .join(texts, on="sentence_no", how="left", maintain_order="left")
        .with_columns(_before=pl.col("lower").str.slice(low, start - low), _after=pl.col("lower").str.slice(pl.col("end"), AFTER))
        .drop("lower")
        .collect()
    )


@cache
def _years_as_counts() -> str:
    """What, after four digits, shows that they count things."""
    nouns = "|".join(patterns.period_words("not_year_noun"))
    return rf"^(?:[,.][0-9]|%|-?[0-9]| ?(?:{nouns})\b|-[a-z]{{2,}})"


@cache
def _years_as_dates() -> str:
    """What, after four digits, shows that they are a year: a noun that years qualify, the end of a phrase, a small word."""
    nouns, small = "|".join(patterns.period_words("year_noun")), patterns.cues("year_followers")
    verbs = any_of(load("past_verbs")["verb"])
    return rf"^(?: (?:[a-z-]+ ){{0,2}}(?:{nouns})\b|'s? |[,.;:)\]?!\"'-]|$| {small}\b| {verbs}\b)"


def _true_expressions(found: pl.DataFrame) -> pl.DataFrame:
    """Without digits that are no year and months that are verbs or names."""
    before, after = pl.col("_before"), pl.col("_after")
    led = before.str.contains(rf"\b(?:{patterns.cues('year_leads')}|-|/)[ -]?$|\($|^$|, $|: $|- $|[a-z'] $")
    surely_led = before.str.contains(rf"\b(?:{patterns.cues('year_leads_surely')}|{patterns.cues('part_of_year')} of)[ -]$")
    amount = before.str.contains(rf"[$£€₹¥#][ ]?$|\b{patterns.cues('no_year_before')} ?$|[0-9][.,]$|[a-z0-9]-$")
    bare_year = pl.col("form").is_in(["year", "season", "years"]) & (pl.col("anchor") == "calendar")
    amount &= ~before.str.contains(r"\b(?:end|mid|early|late)-$")
    # 2021/22 cannot count anything.
    split = (pl.col("form") == "season") & led & ~amount
    year = (
        split
        | ~bare_year
        | (~amount & ~after.str.contains(_years_as_counts()) & (surely_led | (led & after.str.contains(_years_as_dates()))))
    )
    # "May" and "March" are verbs too, and short forms are names: Jan, Jun.
    unsure_month = (pl.col("form") == "month") & pl.col("match").str.contains("^(?:May|March|MARCH|...\\.?|Sept\\.?)$")
    month = ~unsure_month | before.str.contains(rf"\b{patterns.cues('month_leads')}[ -](?:the )?$")
    not_day = (pl.col("form") == "day") & after.str.contains(r"^(?:,[0-9]{3}|[.][0-9]|%| percent| per cent| million| billion)")
    # "from 11% in the second": nothing but a preposition before and the end of the phrase after; a quarter is named before.
    elided = (pl.col("form") != "elided") | (
        before.str.contains(r"[0-9].*\bin $")
        & before.str.contains("quarter")
        & after.str.contains(r"^(?:[,.;:)]|$| (?:even|but|and|when|while|as)\b)")
    )
    # "in February 4%": the month alone.
    month_name = pl.col("match").str.replace(r" [0-9]{1,2}$", "")
    # "Wheat for July delivery": what is traded, not when.
    delivered = after.str.starts_with(" delivery") & before.str.contains(r"\bfor $")
    traded = (pl.col("form") == "month") & (delivered | after.str.contains(rf"^ (?:[a-z]+ )?{patterns.cues('contract')}\b"))
    return found.filter(~traded & year & month & elided & (~not_day | (month_name != pl.col("match")))).with_columns(
        period_text=pl.when(not_day).then(month_name).otherwise("period_text"),
        end=pl.when(not_day).then(pl.col("start") + month_name.str.len_chars().cast(pl.UInt32)).otherwise("end"),
        form=pl.when(not_day).then(pl.lit("month")).otherwise("form"),
        day=pl.when(not_day).then(None).otherwise("day"),
    )
