"""Everything known of a number to claims: one row a number and subject.

Belongs here: which quantities are claims, the joins that bring the stages' answers together, intervals and ids. Does not belong
here: how an answer was found (each stage's own module), flags and confidence (`doubts`).
"""

from dataclasses import dataclass
from functools import cache

import polars as pl

from transforms.contracts.lake import ClaimRows
from transforms.reading.doubts import with_confidence, with_flags
from transforms.reading.misprints import converted, two_names, with_headline_mismatch
from transforms.reading.spans import text_before
from transforms.reading.terms import TERMS, announced_deals, settled_modality

CONTEXT = 32
"""Code points kept before and after number_text: enough to find the span again in an edited text (W3C text quote selector)."""


@dataclass(frozen=True)
class Facts:
    """The stages' answers about one batch, each a frame of `transforms.contracts.frames`."""

    articles: pl.DataFrame
    sentences: pl.DataFrame
    candidates: pl.DataFrame
    measures: pl.DataFrame
    subjects: pl.DataFrame
    modalities: pl.DataFrame
    attributions: pl.DataFrame
    dated: pl.DataFrame
    roles: pl.DataFrame
    publications: pl.DataFrame


def assemble_claims(facts: Facts, reading_id: str) -> pl.DataFrame:
    """Facts -> `lake.ClaimRows`, in order of article, span and ordinal."""
    claims = (
        _join(facts)
        .with_columns(signed_value())
        .with_columns(interval())
        .collect()
        .pipe(with_headline_mismatch)
        .lazy()
        .pipe(with_flags)
        .pipe(with_confidence)
        .with_columns(
            pl.lit(reading_id).alias("reading_id"),
            pl.concat_str("article_id", pl.lit("-"), "char_start", pl.lit("-"), "char_end", pl.lit("-"), "ordinal").alias("claim_id"),
            text_before(pl.col("text"), "char_start", CONTEXT).alias("prefix"),
            pl.col("text").str.slice(pl.col("char_end"), CONTEXT).alias("suffix"),
        )
    )
    return claims.select(_stored()).collect()


def is_claim() -> pl.Expr:
    """A quantity with a value and a unit, about somebody, that its form or its metric shows to be a business figure."""
    told = pl.col("value").is_not_null() & pl.col("unit").is_not_null() & pl.col("subject").is_not_null()
    # "Hundreds of" states no figure, whatever it is said of.
    stated = pl.col("form") != "vague"
    return told & stated & (~pl.col("weak").fill_null(False) | (pl.col("metric") != "other"))


def signed_value() -> list[pl.Expr]:
    """value and value_high with the sign of the change; a range's value is its numeric low."""
    low, high = pl.col("value") * pl.col("sign"), pl.col("value_high") * pl.col("sign")
    return [pl.min_horizontal(low, high).alias("value"), pl.when(high.is_not_null()).then(pl.max_horizontal(low, high)).alias("value_high")]


def interval() -> list[pl.Expr]:
    """low, high, low_open, high_open. The bound speaks of the magnitude: a fall of more than 5% lies below -5."""
    value, bound = pl.col("value"), pl.col("bound")
    above, below = bound.is_in(["more_than", "at_least"]), bound.is_in(["less_than", "at_most"])
    negative = value < 0
    no_high, no_low = (above & ~negative) | (below & negative), (below & ~negative) | (above & negative)
    opened = bound.is_in(["more_than", "less_than"])
    return [
        pl.when(~no_low).then(value).alias("low"),
        pl.when(~no_high).then(pl.coalesce("value_high", "value")).alias("high"),
        (opened & no_high).alias("low_open"),
        (opened & no_low).alias("high_open"),
    ]


def _join(facts: Facts) -> pl.LazyFrame:
    """The claims: one row a number and subject with the answers of every stage."""
    sentence = facts.sentences.lazy().select(
        "sentence_no", pl.col("kind").alias("segment_kind"), pl.col("char_start").alias("sentence_start"), pl.col("text").alias("sentence")
    )
    article = facts.articles.lazy().select("article_no", "article_id", "text")
    published = facts.publications.lazy().select("article_no", "published_on", "published_end")
    return (
        _told_of_subjects(facts)
        .lazy()
        .join(converted(facts.candidates, facts.sentences).lazy(), on="number_no", how="left", maintain_order="left")
        .join(two_names(facts.roles).lazy(), on=["article_no", "speaker"], how="left", maintain_order="left")
        .join(_deals(facts).lazy(), on="article_no", how="left", maintain_order="left")
        .join(sentence, on="sentence_no", how="left", maintain_order="left")
        .join(article, on="article_no", how="left", maintain_order="left")
        .join(published, on="article_no", how="left", maintain_order="left")
        .with_columns(
            (pl.col("sentence_start") + pl.col("start")).alias("char_start"),
            (pl.col("sentence_start") + pl.col("end")).alias("char_end"),
            pl.col("ordinal").fill_null(0),
            pl.col("sign").fill_null(1),
            settled_modality().fill_null("actual"),
            pl.col("attribution").fill_null("author"),
            pl.col("period_basis").fill_null("none"),
            pl.col("subject_kind").fill_null("organisation"),
        )
    )


def _told_of_subjects(facts: Facts) -> pl.DataFrame:
    """Numbers with their subjects, as far as they are claims, and what the stages say of each number.

    What decides is put together first, for every number; the many columns of the rest are gathered once, for the claims alone. Numbers
    come in order of article and span, and so do claims.
    """
    numbers = facts.candidates
    for answers in (facts.measures, facts.modalities, facts.attributions, facts.dated):
        numbers = _beside(numbers, answers)
    numbers = numbers.with_columns(
        # A metric that counts people makes people of what the numeral alone leaves a count.
        pl.coalesce("measured_unit", "unit").alias("unit"),
        pl.col("metric").fill_null("other"),
        # Where nothing beside the figure says what is measured, the words that named its metric do.
        pl.coalesce("measured_text", pl.when(pl.col("counted").is_null()).then("said_text")).alias("measured_text"),
    )
    deciding = numbers.select("number_no", "value", "unit", "form", "weak", "metric").with_row_index("_row")
    claims = facts.subjects.join(deciding, on="number_no", maintain_order="left").filter(is_claim()).sort("number_no", "ordinal")
    chosen = numbers.select(pl.exclude(facts.subjects.columns).gather(claims["_row"]))
    return pl.concat([claims.select(facts.subjects.columns), chosen], how="horizontal")


def _beside(numbers: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """A stage's answers beside the numbers: most answer for every number in order, which spares a join."""
    if answers["number_no"].equals(numbers["number_no"]):
        return pl.concat([numbers, answers.drop("number_no")], how="horizontal")
    return numbers.join(answers, on="number_no", how="left", maintain_order="left")


def _deals(facts: Facts) -> pl.DataFrame:
    """Articles that announce a deal (`terms.announced_deals`), asked only of those with a term told in the future."""
    terms = facts.measures.lazy().filter(pl.col("metric").is_in(TERMS)).select("number_no")
    future = facts.modalities.lazy().filter(pl.col("modality").is_in(["target", "forecast"])).select("number_no")
    waiting = (
        facts.candidates.lazy()
        .select("number_no", "article_no")
        .join(terms, on="number_no", how="semi", maintain_order="left")
        .join(future, on="number_no", how="semi", maintain_order="left")
    )
    return announced_deals(facts.sentences.lazy().join(waiting, on="article_no", how="semi", maintain_order="left").collect())


@cache
def _stored() -> list[pl.Expr]:
    """The stored columns with their stored types."""
    return [pl.col(name).cast(column.dtype) for name, column in ClaimRows.columns().items()]
