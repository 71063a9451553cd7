"""The words directly around a figure: what leads to it, what it shares in, and set phrases that say its metric outright.

Belongs here: whatever is told by the few words before and after a figure. Does not belong here: the words
(`figure_settings.csv`, `share_words.csv`, `change_words.csv`), phrases anywhere in the sentence (`cues`), the choice (`metrics`).

A setting is a pattern over the figure's surroundings with the figure itself as a placeholder: 'values the company at {money}'. One test
of all patterns of a kind finds the few figures that have one; only these are asked which.
"""

from dataclasses import dataclass
from functools import cache

import polars as pl

from transforms.reading.cues import metrics
from transforms.vocabulary import load

LEAD = 90
"""Code points looked at before a figure."""
TAIL = 72
"""Code points looked at after it."""
NEARBY = 48
"""Code points after a figure that a setting may reach over."""
HANDFUL = 8
"""Patterns asked together before they are asked one by one."""
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
_ABOUT = rf"(?:(?:^| )(?:at least|at most|up to|between|{_APPROXIMATOR}))+ $"
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
    placed = (
        figures.join(hosts.lazy().select("sentence_no", "lower"), on="sentence_no", how="left")
        .with_columns(
            _before=text.str.slice((start - LEAD).clip(0), pl.min_horizontal(start, LEAD)),
            _after=text.str.slice(end, TAIL),
        )
        .drop("lower")
        .with_columns(_near=pl.col("_before").str.replace(_risen(), "$1 to ").str.replace(_ABOUT, " "))
        .with_columns(lead=_lead(), added=pl.col("_before").str.contains(_added()))
        .sort("number_no")
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
        .join(_set_phrases(placed).lazy(), on="number_no", how="left", maintain_order="left")
        .drop("_near", "_after")
        .collect()
    )


@cache
def _risen() -> str:
    """'Edged up to' leads to a level: its 'up to' does not say how exact the figure is."""
    phrases = load("change_words").filter(pl.col("phrase").str.ends_with(" up"))["phrase"].str.strip_suffix(" up")
    return rf"(?:^| )({'|'.join(phrases)}) up to (?:{_APPROXIMATOR} )*$"


def _lead() -> pl.Expr:
    """The preposition or verb that leads to the figure: 'by up to 5%' is 'by'."""
    return pl.col("_near").str.extract(_LEAD, 1).fill_null("")


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


def _set_phrases(placed: pl.DataFrame) -> pl.DataFrame:
    """number_no, set_metric, set_weight, set_direction, like of figures with a setting around them; the heaviest that fits wins."""
    found = [
        pl.DataFrame(
            schema={
                "number_no": pl.UInt32,
                "set_metric": metrics(),
                "set_weight": pl.Float64,
                "set_direction": pl.String,
                "like": pl.String,
            }
        )
    ]
    for kind, of in _settings().items():
        around = _around(placed, kind).collect()
        if around.is_empty():
            continue  # patterns are compiled even for no rows
        # One test of everything spares most figures the rest.
        around = around.filter(pl.col("_around").str.contains(of.anything))
        if not around.is_empty():
            found.append(_first_setting(around, of).select(found[0].columns))
    return pl.concat(found)


def _around(placed: pl.DataFrame, kind: str) -> pl.LazyFrame:
    """number_no and the surroundings of the figures of a kind, with a placeholder where the figure stands."""
    figures = placed.lazy().filter(pl.col("unit_kind").is_in(KINDS[kind]))
    return figures.select("number_no", _around=pl.concat_str("_near", pl.lit(f"{{{kind}}}"), pl.col("_after").str.slice(0, NEARBY)))


def _first_setting(around: pl.DataFrame, of: "_Settings") -> pl.DataFrame:
    """Add set_metric, set_weight, set_direction by the first pattern that fits, and like. around: number_no, _around of likely figures."""
    text = pl.col("_around")
    likes = [pl.when(text.str.contains(pattern)).then(pl.lit(name)) for name, pattern in of.likes.items() if pattern]
    # Groups of patterns are asked before their patterns: each only of the figures that no earlier group fits.
    chosen, left = [], around.select("number_no", "_around")
    for first in range(0, len(of.patterns), HANDFUL):
        handful = of.patterns[first : first + HANDFUL]
        hit = left["_around"].str.contains("|".join(handful))
        if hit.any():
            tests = [pl.when(text.str.contains(p)).then(pl.lit(no, pl.UInt16)) for no, p in enumerate(handful, first)]
            chosen.append(left.filter(hit).select("number_no", _no=pl.coalesce(tests)))
            left = left.filter(~hit)
        if left.is_empty():
            break
    numbered = pl.concat([pl.DataFrame(schema={"number_no": pl.UInt32, "_no": pl.UInt16}), *chosen])
    return (
        around.lazy()
        .with_columns(like=pl.coalesce([*likes, pl.lit(None, pl.String)]))
        .join(numbered.lazy(), on="number_no", how="left")
        .with_columns(
            set_metric=pl.lit(of.metrics).gather("_no"),
            set_weight=pl.lit(of.weights).gather("_no"),
            set_direction=pl.lit(of.directions).gather("_no"),
        )
        .collect()
    )


@dataclass(frozen=True)
class _Settings:
    """The settings of one kind: those that name a metric, heaviest first, and what says the same as before."""

    anything: str
    patterns: list[str]
    metrics: pl.Series
    weights: pl.Series
    directions: pl.Series
    likes: dict[str, str]


@cache
def _settings() -> dict[str, _Settings]:
    found = {}
    for kind in KINDS:
        rows = load("figure_settings").filter(pl.col("kind") == kind)
        likes = {name: [_compiled(p, kind) for p in rows.filter(pl.col("metric") == name)["pattern"]] for name in (SAME, AGAIN)}
        named = rows.filter(~pl.col("metric").is_in([SAME, AGAIN]))
        named = named.with_columns(pl.col("weight").cast(pl.Float64)).sort("weight", descending=True, maintain_order=True)
        patterns = [_compiled(p, kind) for p in named["pattern"]]
        told = named.select(
            pl.when(pl.col("metric") != NONE).then("metric").cast(metrics()), pl.when(pl.col("metric") != NONE).then("weight")
        )
        found[kind] = _Settings(
            anything="|".join([*patterns, *likes[SAME], *likes[AGAIN]]),
            patterns=patterns,
            metrics=told["metric"],
            weights=told["weight"],
            directions=named["direction"],
            likes={name: "|".join(patterns) for name, patterns in likes.items()},
        )
    return found


def _compiled(pattern: str, kind: str) -> str:
    """The pattern as a group, with its placeholder taken literally and with boundaries of plain letters, which cost far less."""
    return "(?:" + pattern.replace(f"{{{kind}}}", rf"\{{{kind}\}}").replace(r"\b", r"(?-u:\b)") + ")"
