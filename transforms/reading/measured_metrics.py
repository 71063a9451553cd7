"""The words that name what a figure measures, and the metric that such words name.

Belongs here: from a noun phrase to a metric of the catalogue and back. Does not belong here: which noun phrase a figure measures
(`numbers.measured`), phrases found by their distance (`cues`, `metrics`).
"""

from functools import cache

import polars as pl

from transforms.reading.changes import CHANGING
from transforms.reading.cues import meanings, metrics, nouns, phrases
from transforms.reading.rows import read_some
from transforms.vocabulary import load


@cache
def noun_phrases() -> pl.Series:
    """What each phrase is as a noun phrase, in the order of `phrases`: share price of -> share price; null for valued at."""
    bare = phrases().categories.str.replace(r"(?: (?:of|in|on|at|for|from|by|to|a|an|the))+$", "")
    nouns = load("measure_nouns")["word"].implode()
    named = bare.str.replace("^.*[ -]", "").is_in(nouns) & ~bare.str.contains("^(?:an?|per|each|every|in|on|at) ")
    return pl.select(pl.when(named).then(bare)).to_series()


def said_text() -> pl.Expr:
    """The words that name what is measured: the figure's own or those of what changed, those of the last figure if it measured the same,
    the metric's."""
    metric = pl.col("metric")
    changing = metric.is_in(CHANGING)
    own = pl.when(changing).then(pl.coalesce("changed_text", "own_text")).otherwise("own_text")
    # The last figure before that has words of its own.
    last = pl.when(own.is_not_null()).then(pl.int_range(pl.len(), dtype=pl.UInt32)).forward_fill()
    same = (metric.gather(last) == metric) & (pl.col("article_no").gather(last) == pl.col("article_no"))
    same = same & ~changing
    of = pl.when(changing & pl.col("of_metric").is_not_null() & (pl.col("of_metric") != "other")).then("of_metric")
    names = pl.lit(metrics().categories.str.replace_all("_", " ", literal=True))
    words = names.gather(pl.coalesce(of, pl.when(metric != "other").then(metric)).to_physical())
    return pl.coalesce(own, pl.when(same).then(own.forward_fill()), words)


NAMED = 0.5
"""How sure a metric is that only the noun phrase of a figure names."""
_CLEAR = 0.6
"""A phrase of less weight names a metric only together with other words."""


def with_metric_of_phrase(figures: pl.DataFrame) -> pl.DataFrame:
    """Figures without a metric get the one that their noun phrase names: international *sales*, the *price* of copper.

    figures: metric, metric_score, unit_kind, counted, measured_text. What counts things of a name is no measure of them.
    """
    counts = pl.col("unit_kind").is_in(["count", "people"]) & pl.col("counted").is_not_null()
    return read_some(figures, pl.col("metric").is_null() & pl.col("measured_text").is_not_null() & ~counts, _by_phrase)


def _by_phrase(rows: pl.LazyFrame) -> pl.LazyFrame:
    """metric and metric_score by measured_text: of the phrase, of its last two words, of its last."""
    names = _metric_of_phrase()
    kind = pl.col("unit_kind").cast(pl.String)
    found = [
        pl.concat_str(kind, pl.lit(":"), words).replace_strict(names, default=None, return_dtype=metrics()) for words in _ever_shorter()
    ]
    metric = pl.coalesce(found)
    return rows.select(metric.alias("metric"), pl.when(metric.is_not_null()).then(NAMED).otherwise("metric_score").alias("metric_score"))


def with_what_changed(figures: pl.DataFrame) -> pl.DataFrame:
    """Changes of which no word says of what get the metric that their noun phrase names, whatever the unit of the change.

    figures: metric, of_metric, measured_text.
    """
    names = _metric_that_changed()
    found = pl.coalesce(words.replace_strict(names, default=None, return_dtype=metrics()) for words in _ever_shorter())
    changing = pl.col("metric").is_in([metric for metric in CHANGING if metric != "rank"])
    open_ = changing & pl.col("of_metric").is_null() & pl.col("measured_text").is_not_null()
    return read_some(figures, open_, lambda rows: rows.select(found.alias("of_metric")))


def _ever_shorter() -> list[pl.Expr]:
    """measured_text in lower case before "of", its last two words, its last word."""
    whole = pl.col("measured_text").str.to_lowercase().str.replace(r" of .*$", "")
    return [whole, whole.str.replace(r"^.* ([^ ]+ [^ ]+)$", "$1"), whole.str.replace(r"^.* ", "")]


@cache
def _metric_of_phrase() -> dict[str, str]:
    """Kind of unit and phrase -> metric, of phrases that name one by themselves."""
    clear = (
        meanings().filter((pl.col("role") == "noun") & (pl.col("weight") >= _CLEAR) & ~pl.col("crossed")).sort("weight", descending=True)
    )
    named = clear.select(pl.concat_str("unit_kind", pl.lit(":"), "phrase"), pl.col("metric").cast(pl.String))
    return dict(named.unique("unit_kind", keep="first", maintain_order=True).iter_rows())


@cache
def _metric_that_changed() -> dict[str, str]:
    return dict(nouns().filter(pl.col("weight") >= _CLEAR).select(pl.col("phrase", "metric").cast(pl.String)).iter_rows())
