"""Which period a number is about: its own clause's, its sentence's, or what came before.

Belongs here: `assign_periods`, the order of its steps. Does not belong here: the steps themselves (`context`, `clauses`, `inheritance`),
finding and resolving expressions (`expressions`), modality.
"""

import polars as pl

from transforms.reading.periods.clauses import own_periods
from transforms.reading.periods.context import numbers_in_context
from transforms.reading.periods.inheritance import with_inherited

_RESULT = ["number_no", "period", "period_start", "period_end", "period_kind", "period_text", "period_basis", "ambiguous"]


def assign_periods(
    sentences: pl.DataFrame, numbers: pl.DataFrame, periods: pl.DataFrame, publications: pl.DataFrame, modalities: pl.DataFrame
) -> pl.DataFrame:
    """The period of every number.

    sentences, numbers, publications, modalities: their `frames`; periods: what `find_periods` returns. Returns one row a number, in order:
    number_no, period String, period_start Date, period_end Date, period_kind, period_text String, period_basis (stated, relative,
    inherited, none), ambiguous Bool (the publication date is known too roughly to be sure).
    """
    facts = numbers_in_context(sentences, _datable(numbers, periods, publications), publications, modalities)
    dated = with_inherited(facts, own_periods(facts, periods), periods).select(_RESULT)
    every = numbers.select("number_no").join(dated, on="number_no", how="left", maintain_order="left")
    return every.with_columns(pl.col("period_basis").fill_null("none"), pl.col("ambiguous").fill_null(False))


def _datable(numbers: pl.DataFrame, periods: pl.DataFrame, publications: pl.DataFrame) -> pl.DataFrame:
    """Numbers of articles that name any date or have one: the others have no period, and most sentences of a corpus of lines are such."""
    named = periods.lazy().filter(pl.col("period_start").is_not_null()).select("article_no")
    published = publications.lazy().filter(pl.col("precision") == "day").select("article_no")
    return numbers.lazy().join(pl.concat([named, published]).unique(), on="article_no", how="semi", maintain_order="left").collect()
