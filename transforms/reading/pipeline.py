"""The way through the reader: which stage runs after which.

Belongs here: the order of the stages, batches, and what leaves the reader. Does not belong here: any rule of reading, files,
the clock, Dagster.

    articles -> segments -> sentences -> numbers -> mentions, roles -> publications, periods
             -> measures, attributions -> subjects beside modalities, periods of numbers -> claims, set aside
"""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import polars as pl

from transforms.reading.claims import Facts, assemble_claims
from transforms.reading.lake_rows import collect_set_aside, describe_articles
from transforms.reading.mentions import find_mentions
from transforms.reading.metrics import measure
from transforms.reading.modality import judge_modality
from transforms.reading.numbers import find_numbers
from transforms.reading.numbers.dollars import with_local_dollars
from transforms.reading.numbers.shared_words import with_shared_words
from transforms.reading.periods import assign_periods, find_periods, find_publications
from transforms.reading.roles import find_roles
from transforms.reading.segments import cut_segments
from transforms.reading.sentences import split_sentences
from transforms.reading.speakers import attribute
from transforms.reading.subjects import find_subjects

# A batch is small and its frames are wide: the streaming engine leaves them in many chunks that every later step must align again. Without
# it a sentence costs 66 us of processor time instead of 88, and peak memory falls by a quarter.
pl.Config.set_engine_affinity("in-memory")

BATCH_CHARS = 28_000_000
"""Bytes of text read at once, with what each article costs beside its text: peak memory is set by this, not by the size of the corpus."""
ARTICLE_CHARS = 110
"""Bytes of text whose frames take as much memory as an article does for being one."""


Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Reading:
    """What one pass made of a batch: frames of the lake (`transforms.contracts.lake`), names instead of ids."""

    claims: pl.DataFrame
    set_aside: pl.DataFrame
    mentions: pl.DataFrame
    roles: pl.DataFrame
    publications: pl.DataFrame
    segments: pl.DataFrame


@cache
def reading_id() -> str:
    """12 hex digits that name this version of the reader: a hash of its source, its contracts and its vocabulary."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for folder, pattern in (("reading", "**/*.py"), ("contracts", "*.py"), ("vocabulary", "*.csv")):
        for path in sorted((root / folder).glob(pattern)):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def read(articles: pl.DataFrame, clock: dict[str, float] | None = None) -> Reading:
    """Read one batch.

    articles: `frames.Articles`, article_no 0 upwards. clock: takes the seconds of each stage, by name, for the bench.
    Returns the batch's `Reading`. Pure: no clock, no files beyond the vocabulary, no network.
    """
    run = _Timed(clock)
    segments = run("segments", cut_segments, articles)
    sentences = run("sentences", split_sentences, articles, segments)
    # Stages that need nothing of each other go side by side: polars plans on one core what it computes on several.
    with ThreadPoolExecutor(max_workers=1) as beside:
        told = beside.submit(_who_and_when, run, articles, sentences)
        numbers, candidates = _figures(run, articles, sentences)
        mentions, roles, publications, periods = told.result()
        said = beside.submit(run, "speakers", attribute, sentences, candidates, mentions, roles)
        measures = run("metrics", measure, sentences, candidates, mentions)
        attributions = said.result()
        meant = beside.submit(_how_and_when, run, sentences, candidates, periods, publications)
        subjects = run("subjects", find_subjects, sentences, candidates, mentions, measures, attributions, roles)
        modalities, dated = meant.result()
    facts = Facts(articles, sentences, candidates, measures, subjects, modalities, attributions, dated, roles, publications)
    claims = run("claims", assemble_claims, facts, reading_id())
    set_aside = run("set aside", collect_set_aside, articles, sentences, numbers, claims, reading_id())
    rows = run("rows", describe_articles, articles, segments, sentences, mentions, roles, publications, reading_id())
    return Reading(claims=claims, set_aside=set_aside, **rows)


def _figures(run: "_Timed", articles: pl.DataFrame, sentences: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The numbers of a batch, and those of them that may be claims."""
    found = run("numbers", find_numbers, sentences)
    found = run("currencies", with_local_dollars, found, sentences, articles)
    numbers = run("currencies", with_shared_words, found, sentences, articles)
    return numbers, run("candidates", _claim_candidates, sentences, numbers)


def _who_and_when(run: "_Timed", articles: pl.DataFrame, sentences: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
    """Mentions, roles, publications and expressions of time of a batch."""
    mentions = run("mentions", find_mentions, sentences)
    roles = run("roles", find_roles, sentences, mentions)
    publications = run("publications", find_publications, articles, sentences)
    return mentions, roles, publications, run("periods", find_periods, sentences, publications)


def _how_and_when(
    run: "_Timed", sentences: pl.DataFrame, candidates: pl.DataFrame, periods: pl.DataFrame, publications: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """How each figure is meant, and for when."""
    modalities = run("modality", judge_modality, sentences, candidates, periods)
    return modalities, run("dating", assign_periods, sentences, candidates, periods, publications, modalities)


def read_all(articles: pl.DataFrame, clock: dict[str, float] | None = None) -> Iterator[Reading]:
    """Read any number of articles in batches of at most about BATCH_CHARS code points, two at a time, in order.

    articles: `frames.Articles` without or with article_no (it is renumbered in each batch).
    """
    parts = batches(articles)
    # polars releases the interpreter while it works; two batches at a time fill the gaps between its parallel steps.
    with ThreadPoolExecutor(max_workers=2) as pool:
        pending = []
        for batch in parts:
            pending.append(pool.submit(read, batch, clock))
            if len(pending) == 2:
                yield pending.pop(0).result()
        for future in pending:
            yield future.result()


def concat(readings: list[Reading]) -> Reading:
    """Several batches as one."""
    return Reading(**{f.name: pl.concat([getattr(r, f.name) for r in readings]) for f in fields(Reading)})


def batches(articles: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """`frames.Articles` cut into frames of at most about BATCH_CHARS bytes of text, each numbered from 0."""
    size = pl.col("text").str.len_bytes().cast(pl.UInt64) + ARTICLE_CHARS
    sized = articles.with_columns(_batch=size.cum_sum() // BATCH_CHARS)
    for batch in sized.partition_by("_batch", maintain_order=True, include_key=False):
        yield batch.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("article_no"))


def _claim_candidates(sentences: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """The quantities that stand where claims are made: in the headline or the body."""
    # A sentence's number is its row: its kind is looked up there.
    stated = sentences["kind"].is_in(["headline", "body"])
    return numbers.filter(numbers["set_aside"].is_null() & stated.gather(numbers["sentence_no"]))


class _Timed:
    """Calls a stage and adds its seconds to the clock, when there is one."""

    def __init__(self, clock: dict[str, float] | None):
        self.clock = clock

    def __call__(self, stage: str, function: Callable[..., Answer], *args: object) -> Answer:
        begun = perf_counter()
        result = function(*args)
        if self.clock is not None:
            self.clock[stage] = self.clock.get(stage, 0.0) + perf_counter() - begun
        return result
