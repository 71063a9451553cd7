"""Words that tell what a figure measures, found once in the sentences that hold figures.

Belongs here: the search for phrases of metrics, of change and of scope, clause boundaries, and where all of these stand
relative to the figures. Does not belong here: the choice among them (`metrics`), names (`mentions`).

Figures, cues and boundaries are put on one line of positions; running sums along it then tell, for any figure and cue, how
many boundaries and other figures stand between them, without looking at the text again.
"""

from functools import cache

import polars as pl

from transforms.contracts import enums
from transforms.reading.alternations import either
from transforms.reading.spans import find_spans
from transforms.vocabulary import load

MAX_CUES = 60
"""Cues of one sentence that are weighed; further ones are left out, so that a list without end cannot cost its square."""

BREAKS = {
    ";": 3.0, ":": 1.5, ", ": 1.0, "(": 0.5, " - ": 1.0, "\u2014": 1.5, '"': 1.0,
    "while": 2.0, "whereas": 2.0, "but": 2.0, "although": 2.0, "though": 2.0, "because": 1.5, "which": 1.0, "that": 0.7, "who": 1.0,
    "and": 0.5, "when": 1.0, "if": 1.0, "after": 0.7, "despite": 1.0, "as": 0.4, "than": 0.4, "up to": 0.0,
}  # fmt: skip
"""What separates clauses, and how strongly: a cue beyond a boundary is less likely to speak of the figure."""

KIND = pl.Enum(enums.UNIT_KINDS)
"""Kind of a figure's unit."""
ROLE = pl.Enum(["noun", "verb", "change", "change_noun", "move", "behind"])
"""How a phrase tells of a figure."""

NOUN_ORDER = ("money", "count", "people", "physical", "any", "percent", "duration", "percentage_points")
"""Which meaning a phrase has where it names what changed: 'sales' are revenue before they are units."""


def find_cues(hosts: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """Cues and boundaries of the sentences that hold figures, on one line with the figures.

    hosts: `frames.Sentences` that hold figures. numbers: number_no, sentence_no, start, end of their figures.
    Returns one row a figure or cue, in order of position: sentence_no, start, end, number_no (UInt32, figures only), phrase
    (Enum `phrases()`, cues only), breaks (Float64, running weight of boundaries), seen (UInt32, running count of figures), next_gap (Int64,
    code points from the cue's end to the next figure of the sentence).
    """
    at = (pl.col("sentence_no").cast(pl.Int64) * _STRIDE + pl.col("start").cast(pl.Int64)).alias("_at")
    found = find_spans(hosts, "sentence_no", "lower", _pattern()).lazy()
    spans = found.select(
        at, "sentence_no", "start", "end", pl.col("match").cast(phrases()).alias("phrase"), pl.lit(None, pl.UInt32).alias("number_no")
    )
    figures = numbers.lazy().select(at, "sentence_no", "start", "end", pl.lit(None, phrases()).alias("phrase"), "number_no").sort("_at")
    weight = pl.lit(_strengths()).gather(pl.col("phrase").to_physical()).fill_null(0.0)
    is_figure = pl.col("number_no").is_not_null()
    here = pl.col("_at") + (pl.col("end") - pl.col("start")).cast(pl.Int64)
    next_figure = pl.when(is_figure).then(pl.col("_at")).backward_fill()
    line = (
        figures.merge_sorted(spans, key="_at")
        .with_columns(breaks=weight.cum_sum(), seen=is_figure.cum_sum().cast(pl.Int32), next_gap=next_figure - here)
        .filter(is_figure | ~pl.col("phrase").is_in(_SILENT))
        .drop("_at")
    )
    return line.collect()


_STRIDE = 1 << 16
_SILENT = [b for b in BREAKS if b not in ("after", "as", "than")]


def between(start: str, end: str) -> dict[str, pl.Expr]:
    """Geometry of a figure and a cue: is the cue before, code points between, weight of boundaries and figures between."""
    before = pl.col("cue_start") < pl.col(start)
    gap = pl.when(before).then(pl.col(start).cast(pl.Int64) - pl.col("cue_end")).otherwise(pl.col("cue_start").cast(pl.Int64) - pl.col(end))
    others = pl.when(before).then(pl.col("seen") - 1 - pl.col("cue_seen")).otherwise(pl.col("cue_seen") - pl.col("seen"))
    return {"ahead": before, "gap": gap, "walls": (pl.col("breaks") - pl.col("cue_breaks")).abs(), "others": others}


def as_cues(cues: pl.LazyFrame) -> pl.LazyFrame:
    """Cues under the names that `between` knows them by, beside a figure's own start, end, breaks and seen."""
    return cues.rename({"start": "cue_start", "end": "cue_end", "breaks": "cue_breaks", "seen": "cue_seen"})


def nearness() -> pl.Expr:
    """0..1: how near the cue is, in code points."""
    return 0.5 + 0.5 / (1 + pl.col("gap") / 60)


def at_most(places: pl.LazyFrame, count: int) -> pl.LazyFrame:
    """The first so many rows of each sentence. places: rows in order of sentence_no."""
    row = pl.int_range(pl.len())
    opens = pl.col("sentence_no").ne_missing(pl.col("sentence_no").shift(1))
    return places.filter(row - pl.when(opens).then(row).forward_fill() < count)


@cache
def phrases() -> pl.Enum:
    """Every phrase and boundary that is searched for. Phrases, kinds and metrics are Enums on the way: text costs ten times as much."""
    words = {p for name in ("metric_phrases", "change_words", "scopes") for p in load(name)["phrase"]}
    return pl.Enum(sorted(words | set(BREAKS)))


@cache
def metrics() -> pl.Enum:
    """Every metric that a word of the vocabulary names, and what a share or a change can be of."""
    columns = {
        "metrics": ["metric"], "metric_phrases": ["metric"], "scopes": ["part"], "counted_nouns": ["metric", "when_gained", "when_lost"],
        "share_words": ["metric"], "figure_settings": ["metric"],
    }  # fmt: skip
    named = {m for name, wanted in columns.items() for column in wanted for m in load(name)[column].drop_nulls()}
    return pl.Enum(sorted(named | {"other"}))


def metric_named(metric: str) -> pl.Expr:
    """A metric of the catalogue as a value."""
    return pl.lit(metric, metrics())


@cache
def _strengths() -> pl.Series:
    """The weight of each phrase as a boundary, in the order of `phrases`."""
    return pl.Series([BREAKS.get(phrase, 0.0) for phrase in phrases().categories])


@cache
def meanings() -> pl.DataFrame:
    """phrase, unit_kind, metric (Enums), role (Enum), weight, crossed: what a phrase says of a figure of that kind.

    crossed: the phrase is of people and the figure of things, or the other way round.
    """
    own = pl.lit(False).alias("crossed")
    base = load("metric_phrases").select("phrase", "unit_kind", "metric", "role", pl.col("weight").cast(pl.Float64), own)
    anywhere = base.filter(pl.col("unit_kind") == "any")
    spread = pl.concat([anywhere.with_columns(unit_kind=pl.lit(kind)) for kind in ("count", "physical")])
    # A reader of figures cannot always tell people from things: the other kind's phrases count, for less.
    people = base.filter(pl.col("unit_kind") == "people").with_columns(
        unit_kind=pl.lit("count"), weight=pl.col("weight") * 0.8, crossed=True
    )
    things = base.filter(pl.col("unit_kind") == "count").with_columns(
        unit_kind=pl.lit("people"), weight=pl.col("weight") * 0.4, crossed=True
    )
    parts = [base.filter(pl.col("unit_kind") != "any"), spread, people, things, _changes()]
    best = pl.concat(parts).sort("weight", descending=True).unique(["phrase", "unit_kind", "metric"], keep="first", maintain_order=True)
    return best.with_columns(
        pl.col("phrase").cast(phrases()), pl.col("unit_kind").cast(KIND), pl.col("metric").cast(metrics()), pl.col("role").cast(ROLE)
    )


def _changes() -> pl.DataFrame:
    """Words of change as meanings: a rate for percent, a multiple, an amount of money."""
    words = load("change_words").filter(pl.col("role").str.contains("verb|noun|behind"))
    noun, moves = pl.col("role").str.contains("noun"), pl.col("role").str.contains("moves")
    behind = pl.col("role").str.contains("behind") & ~pl.col("role").str.contains("verb")
    role = (
        pl.when(noun & ~moves)
        .then(pl.lit("change_noun"))
        .when(moves)
        .then(pl.lit("move"))
        .when(behind)
        .then(pl.lit("behind"))
        .otherwise(pl.lit("change"))
    )
    kinds = {
        "percent": ("growth_rate", 0.9),
        "multiple": ("growth_multiple", 0.6),
        "money": ("change", 0.85),
        "percentage_points": ("change", 0.5),
    }
    named = {
        k: [pl.lit(k).alias("unit_kind"), pl.lit(m).alias("metric"), role.alias("role"), pl.lit(w).alias("weight")]
        for k, (m, w) in kinds.items()
    }
    return pl.concat([words.select("phrase", *columns, pl.lit(False).alias("crossed")) for columns in named.values()])


@cache
def nouns() -> pl.DataFrame:
    """phrase, metric, weight: what a phrase names where something is said to change, one meaning a phrase."""
    order = {kind: n for n, kind in enumerate(NOUN_ORDER)}
    return (
        load("metric_phrases")
        .filter(pl.col("role") == "noun")
        .with_columns(pl.col("weight").cast(pl.Float64))
        .sort(pl.col("unit_kind").replace_strict(order, default=99, return_dtype=pl.Int32))
        .unique("phrase", keep="first", maintain_order=True)
        .select(pl.col("phrase").cast(phrases()), pl.col("metric").cast(metrics()), "weight")
    )


@cache
def directions() -> pl.DataFrame:
    """phrase (Enum), direction, role of the words of change."""
    return load("change_words").select(pl.col("phrase").cast(phrases()), "direction", "role")


@cache
def _pattern() -> str:
    """One alternation of every phrase, longest first, and of the boundaries."""
    marks = either(b for b in BREAKS if not _is_words(b))
    said = [p for p in phrases().categories if p not in BREAKS or _is_words(p)]
    words = either(said)
    return rf"(?-u:\b)(?:{words})(?-u:\b)|{marks}"


def _is_words(mark: str) -> bool:
    return mark.replace(" ", "").isalpha()
