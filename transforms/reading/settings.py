"""The words directly around a figure: what leads to it, what it shares in, and set phrases that say its metric outright.

Belongs here: whatever is told by the few words before and after a figure. Does not belong here: the words
(`figure_settings.csv`, `share_words.csv`, `change_words.csv`), phrases anywhere in the sentence (`cues`), the choice (`metrics`).

A setting is a pattern over the figure's surroundings with the figure itself as a placeholder: 'values the company at {money}'. One search
for the words that the patterns of a kind need finds the patterns that each figure may fit; only these are tried.
"""

from dataclasses import dataclass
from functools import cache

import polars as pl

from transforms.reading.cues import metrics
from transforms.reading.literals import needed_words
from transforms.reading.rows import read_some
from transforms.reading.spans import text_before
from transforms.vocabulary import load

LEAD = 90
"""Code points looked at before a figure."""
TAIL = 72
"""Code points looked at after it."""
NEARBY = 48
"""Code points after a figure that a setting may reach over."""
SAME, AGAIN, NONE = "same", "again", "none"
"""Said of a figure that measures what one before it in its sentence does, or one in the sentence before; and of one with no setting."""
KINDS = {
    "money": ["money"],
    "percent": ["percent"],
    "count": ["count", "people"],
    "physical": ["physical"],
    "points": ["percentage_points"],
}
"""Placeholder of a setting -> kinds of unit it stands for."""
_APPROXIMATOR = (
    r"(?:a|an|the|about|around|nearly|almost|some|just|only|over|more|less|than|least|most|as|much|high|low|little|roughly|approximately|close|another|"
    r"further|additional|well|up|record|massive|whopping|estimated|total|modest|mere|closer|staggering|huge|reported|combined|hefty|cool)"
)
_SHY = "at least|at most|up to|between|just under|just over|just above|just below|slightly under|slightly over|close to|upwards of"
_ABOUT = rf"(?:(?:^| )(?:{_SHY}|{_APPROXIMATOR}))+ $"
"""What only says how exact a figure is: no part of what leads to it."""
_LEADS = (
    "to|from|by|of|for|in|on|with|at|into|worth|reached|hit|was|were|is|are|and|or|below|above|past|under|against|versus|than|"
    "topped|exceeded"
)
_LEAD = rf"(?:^|[ (])({_LEADS}|,) $"


def with_settings(figures: pl.LazyFrame, hosts: pl.DataFrame) -> pl.DataFrame:
    """Add what stands around each figure.

    figures: number_no, sentence_no, start, end, unit_kind. hosts: `frames.Sentences` that hold them.
    Adds _before (String), lead (String, empty when there is none), added (Boolean), shared (Enum, nullable: metric of a share by what it
    is a share of), set_metric (Enum, nullable), set_weight (Float64) and set_direction (up, down, nullable) of the setting, like (String,
    nullable: `SAME` or `AGAIN`).
    """
    start, end = pl.col("start").cast(pl.Int64), pl.col("end")
    text = pl.col("lower")
    around = (
        figures.join(hosts.lazy().select("sentence_no", "lower"), on="sentence_no", how="left", maintain_order="left")
        .with_columns(
            _before=text_before(text, start, LEAD),
            _after=text.str.slice(end, TAIL),
        )
        .drop("lower")
        .sort("number_no")
        .collect()
    )
    before = pl.col("_before")
    near = read_some(
        around.with_columns(_near="_before"),
        before.str.contains(" up to ", literal=True),
        lambda rows: rows.select(_near=before.str.replace(_risen(), "$1 to ")),
    )
    placed = (
        near.lazy()
        .with_columns(_near=pl.col("_near").str.replace(_ABOUT, " "), added=before.str.contains(_added()))
        .with_columns(lead=_lead())
        .collect()
    )
    shares = (
        placed.lazy()
        .filter((pl.col("unit_kind") == "percent") & pl.col("_after").str.starts_with(" of "))
        .select("number_no", shared=_shared())
    )
    return (
        placed.lazy()
        .join(shares, on="number_no", how="left", maintain_order="left")
        .join(_set_phrases(placed), on="number_no", how="left", maintain_order="left")
        .drop("_near", "_after")
        .collect()
    )


@cache
def _risen() -> str:
    """'Edged up to' leads to a level: its 'up to' does not say how exact the figure is."""
    phrases = load("change_words").filter(pl.col("phrase").str.ends_with(" up"))["phrase"].str.strip_suffix(" up")
    return rf"(?:^| )({'|'.join(phrases)}) up to (?:{_APPROXIMATOR} )*$"


@cache
def _lead() -> pl.Expr:
    """The preposition or verb that leads to the figure: 'by up to 5%' is 'by'."""
    return pl.col("_near").str.extract(_LEAD, 1).fill_null("")


@cache
def _shared() -> pl.Expr:
    """Metric of a share by the words after it: 'of the group's total revenue', 'of the market'."""
    shares = load("share_words")
    rural = "|".join(shares.filter(pl.col("metric") == "rural_share")["word"])
    words = sorted(shares["word"], key=lambda w: (-len(w), w))
    word = pl.col("_after").str.extract(rf"^ of (?:[a-z0-9'.&-]+ ){{0,6}}?({'|'.join(words)})(?:[^'a-z]|$)", 1)
    metric = word.replace_strict(dict(shares.select("word", "metric").iter_rows()), default=None, return_dtype=pl.String)
    return (
        pl.when(pl.col("_after").str.contains(rf"^ of [^,;.]{{0,50}} (?:{rural})(?:[^a-z]|$)"))
        .then(pl.lit("rural_share"))
        .otherwise(metric)
        .cast(metrics())
    )


@cache
def _added() -> str:
    """A word directly before the figure that makes it an addition: 'an incremental $20'."""
    words = load("change_words").filter(pl.col("role").str.contains("added"))["phrase"]
    return rf"(?:^| )(?:{'|'.join(words)}) $"


def _set_phrases(placed: pl.DataFrame) -> pl.LazyFrame:
    """number_no, set_metric, set_weight, set_direction, like of figures with a setting around them; the heaviest that fits wins."""
    of = _settings()
    present = placed["unit_kind"].unique()
    tried = [_to_try(placed, kind) for kind, units in KINDS.items() if present.is_in(units).any()]
    if not tried:
        return pl.LazyFrame(schema=_SET | {"set_metric": metrics()})
    # In order of the patterns, so that each is compiled once; in a step of its own, for a plan would leave the order out.
    pairs = pl.concat(tried).sort("_no").collect().lazy()
    no, like = pl.col("_no"), pl.col("_no") >= of.named
    return (
        pairs.filter(pl.col("_around").str.contains(pl.lit(of.patterns).gather("_no")))
        .group_by("number_no")
        .agg(_no=pl.when(~like).then(no).min(), _like=pl.when(like).then(no).min())
        .select(
            "number_no",
            set_metric=pl.lit(of.metrics).gather("_no"),
            set_weight=pl.lit(of.weights).gather("_no"),
            set_direction=pl.lit(of.directions).gather("_no"),
            like=pl.lit(of.likes).gather(pl.col("_like") - of.named),
        )
    )


def _to_try(placed: pl.DataFrame, kind: str) -> pl.LazyFrame:
    """number_no, _around, _no: the surroundings of figures of a kind, a placeholder for the figure, with each pattern they may fit."""
    words = _settings().words.filter(pl.col("kind") == kind).select("word", "_no")
    around = pl.concat_str("_near", pl.lit(f"{{{kind}}}"), pl.col("_after").str.slice(0, NEARBY))
    return (
        placed.lazy()
        .filter(pl.col("unit_kind").is_in(KINDS[kind]))
        .select("number_no", _around=around)
        .with_columns(word=pl.col("_around").str.extract_many(words["word"].unique().to_list(), overlapping=True))
        .filter(pl.col("word").list.len() > 0)
        .explode("word")
        .join(words.lazy(), on="word", maintain_order="left")
        .select("number_no", "_around", "_no")
    )


_SET = {"number_no": pl.UInt32, "set_metric": pl.String, "set_weight": pl.Float64, "set_direction": pl.String, "like": pl.String}


@dataclass(frozen=True)
class _Settings:
    """The settings of all kinds, numbered: those that name a metric, heaviest first, then what says the same as before.

    named: how many name a metric. words: kind, word, _no of the pattern that needs it. metrics, weights, directions: of the named ones.
    likes: `SAME` or `AGAIN`, of the others.
    """

    named: int
    patterns: pl.Series
    words: pl.DataFrame
    metrics: pl.Series
    weights: pl.Series
    directions: pl.Series
    likes: pl.Series


@cache
def _settings() -> _Settings:
    like = pl.col("metric").is_in([SAME, AGAIN])
    rows = (
        load("figure_settings")
        .with_columns(pl.col("weight").cast(pl.Float64))
        # Said again is said after the same: in this order they are believed.
        .sort(like, pl.when(like).then(pl.col("metric") == AGAIN), pl.when(~like).then(-pl.col("weight")), maintain_order=True)
    )
    words = [(row["kind"], word, no) for no, row in enumerate(rows.iter_rows(named=True)) for word in _needs(row["pattern"], row["needs"])]
    named = rows.filter(~like).with_columns(pl.when(pl.col("metric") != NONE).then(pl.col("metric", "weight")))
    return _Settings(
        named=named.height,
        patterns=pl.Series([_compiled(row["pattern"], row["kind"]) for row in rows.iter_rows(named=True)]),
        words=pl.DataFrame(words, schema={"kind": pl.String, "word": pl.String, "_no": pl.UInt32}, orient="row"),
        metrics=named["metric"].cast(metrics()),
        weights=named["weight"],
        directions=named["direction"],
        likes=rows.filter(like)["metric"],
    )


def _needs(pattern: str, told: str | None) -> list[str]:
    """The words that a pattern needs: written beside it, for taking 200 patterns apart costs a short text a twentieth of its time."""
    return told.split("|") if told else needed_words(pattern)


def _compiled(pattern: str, kind: str) -> str:
    """The pattern as a group, with its placeholder taken literally and with boundaries of plain letters, which cost far less."""
    return "(?:" + pattern.replace(f"{{{kind}}}", rf"\{{{kind}\}}").replace(r"\b", r"(?-u:\b)") + ")"
