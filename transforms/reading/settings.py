"""The words directly around a figure: what leads to it, what it shares in, and set phrases that say its metric outright.

Belongs here: whatever is told by the few words before and after a figure. Does not belong here: the words
(`figure_settings.csv`, `share_words.csv`, `change_words.csv`), phrases anywhere in the sentence (`cues`), the choice (`metrics`).

A setting is a pattern over the figure's surroundings with the figure itself as a placeholder: 'values the company at {money}'. One test
of all patterns of a kind finds the few figures that have one; only these are asked which.
"""

from functools import cache

import polars as pl

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
    Adds _before (String), lead (String, empty when there is none), added (Boolean), shared (String, nullable: metric of a share by
    what it is a share of), set_metric (String, nullable) and set_weight (Float64), like (String, nullable: `SAME` or `AGAIN`).
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
        .with_columns(_near=pl.col("_before").str.replace(_ABOUT, " "))
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
    )


@cache
def _added() -> str:
    """A word directly before the figure that makes it an addition: 'an incremental $20'."""
    words = load("change_words").filter(pl.col("role").str.contains("added"))["phrase"]
    return rf"(?:^| )(?:{'|'.join(words)}) $"


def _set_phrases(placed: pl.DataFrame) -> pl.DataFrame:
    """number_no, set_metric, set_weight, like of the figures whose surroundings are a setting; the heaviest that fits wins."""
    said, likes = [], []
    for kind, (any_of, says) in _settings().items():
        figures = placed.lazy().filter(pl.col("unit_kind").is_in(KINDS[kind]))
        texts = figures.select("number_no", _around=pl.concat_str("_near", pl.lit(f"{{{kind}}}"), pl.col("_after").str.slice(0, NEARBY)))
        around = texts.collect()
        if around.is_empty():
            continue  # patterns are compiled even for no rows
        around = around.with_columns(_any=pl.col("_around").str.contains(any_of), like=_liked(kind))
        said.append(_first_settings(around.filter("_any").select("number_no", "_around"), says))
        likes.append(around.filter(pl.col("like").is_not_null()).select("number_no", "like"))
    said.append(pl.DataFrame(schema={"number_no": pl.UInt32, "set_metric": pl.String, "set_weight": pl.Float64}))
    likes.append(pl.DataFrame(schema={"number_no": pl.UInt32, "like": pl.String}))
    return pl.concat(said).join(pl.concat(likes), on="number_no", how="full", coalesce=True)


def _first_settings(around: pl.DataFrame, says: list[tuple[str, float, str]]) -> pl.DataFrame:
    """number_no, set_metric, set_weight by the first pattern that fits. Asked a handful at a time: most figures meet few patterns."""
    found = [pl.DataFrame(schema={"number_no": pl.UInt32, "set_metric": pl.String, "set_weight": pl.Float64})]
    for first in range(0, len(says), HANDFUL):
        if around.is_empty():
            break  # patterns are compiled even for no rows
        handful = says[first : first + HANDFUL]
        around = around.with_columns(_any=pl.col("_around").str.contains("|".join(f"(?:{p})" for _, _, p in handful)))
        if not around["_any"].any():
            continue
        tests = [pl.when(pl.col("_around").str.contains(p)).then(pl.lit(no, pl.UInt32)) for no, (_, _, p) in enumerate(handful)]
        found.append(
            around.filter("_any")
            .select("number_no", _no=pl.coalesce(tests))
            .with_columns(_chosen(handful, 0, pl.String).alias("set_metric"), _chosen(handful, 1, pl.Float64).alias("set_weight"))
            .select(pl.col("number_no").cast(pl.UInt32), pl.when(pl.col("set_metric") != NONE).then(pl.col("set_metric", "set_weight")))
        )
        around = around.filter(~pl.col("_any"))
    return pl.concat(found)


def _liked(kind: str) -> pl.Expr:
    """Whether the figure measures the same as one before it."""
    tests = [pl.when(pl.col("_around").str.contains(p)).then(pl.lit(name)) for name in (SAME, AGAIN) if (p := _likeness(kind, name))]
    return pl.coalesce([*tests, pl.lit(None, pl.String)])


@cache
def _likeness(kind: str, name: str) -> str:
    """One pattern of all settings of the kind that say so, empty when there are none."""
    rows = load("figure_settings").filter((pl.col("kind") == kind) & (pl.col("metric") == name))
    return "|".join(f"(?:{_compiled(p, kind)})" for p in rows["pattern"])


def _chosen(says: list[tuple[str, float, str]], column: int, dtype: type[pl.DataType]) -> pl.Expr:
    """What the chosen setting says: column 0 its metric, 1 its weight."""
    return pl.col("_no").replace_strict({no: setting[column] for no, setting in enumerate(says)}, default=None, return_dtype=dtype)


@cache
def _settings() -> dict[str, tuple[str, list[tuple[str, float, str]]]]:
    """Kind -> one pattern of all settings that name a metric; metric, weight and pattern of each, heaviest first."""
    found = {}
    for kind in KINDS:
        rows = load("figure_settings").filter((pl.col("kind") == kind) & ~pl.col("metric").is_in([SAME, AGAIN]))
        rows = rows.with_columns(pl.col("weight").cast(pl.Float64)).sort("weight", descending=True, maintain_order=True)
        patterns = [_compiled(p, kind) for p in rows["pattern"]]
        found[kind] = ("|".join(f"(?:{p})" for p in patterns), list(zip(rows["metric"], rows["weight"], patterns, strict=True)))
    return found


def _compiled(pattern: str, kind: str) -> str:
    """The pattern with its placeholder taken literally and with boundaries of plain letters, which cost far less."""
    return pattern.replace(f"{{{kind}}}", rf"\{{{kind}\}}").replace(r"\b", r"(?-u:\b)")
