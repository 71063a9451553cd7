"""What a figure measures: the metric of the catalogue, what changed, against what, and with which sign.

Belongs here: the choice of a metric for each figure from the words around it. Does not belong here: the words
(`transforms/vocabulary`), where they stand (`cues`), whom the figure is about (`subjects`).

A figure's metric is what the nearest fitting phrase says: fitting in kind (a margin is no amount of money), near in code points,
with few clause boundaries and other figures between. Phrases before a figure reach further than those after it.
"""

from functools import cache

import polars as pl

from transforms.contracts import frames
from transforms.reading.bases import with_bases
from transforms.reading.carried_metrics import with_carried
from transforms.reading.changes import with_changes
from transforms.reading.cues import (
    KIND,
    MAX_CUES,
    as_cues,
    at_most,
    between,
    directions,
    find_cues,
    meanings,
    metric_named,
    metrics,
    nearness,
    phrases,
)
from transforms.reading.measured_metrics import noun_phrases, said_text, with_metric_of_phrase, with_what_changed
from transforms.reading.settings import AGAIN, SAME, with_settings
from transforms.vocabulary import load

ENOUGH = 0.34
"""A phrase that scores less says nothing of the figure."""
OWN = 0.6
"""A phrase right behind a figure that scores this much names what the figure measures."""
CERTAIN, TYPICAL = 0.8, 0.65
"""A setting of this weight is believed against any phrase; one of that, against weaker phrases; a lighter one, only where
nothing else is said."""
COSTLY = 1e6
"""What costs this much by the month or the piece is a cost, not a price."""
DEAREST = 1e7
"""A price in any currency below this; dearer things are named by their cost."""
GRAND = 1e8
"""What is said to cost this much as products do is a project, in any currency."""
LEVELS = [
    "to",
    "from",
    "at",
    "between",
    "below",
    "above",
    "past",
    "under",
    "against",
    "versus",
    "than",
    "topped",
    "exceeded",
    "reached",
    "hit",
]
"""What leads to a level reached, not to a change."""
ADDITIONS = {
    "price": "price_change",
    "average_price": "price_change",
    "revenue": "incremental_revenue",
    "services_revenue": "incremental_revenue",
}


def measure(sentences: pl.DataFrame, numbers: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """sentences: `frames.Sentences`, numbers: `frames.Numbers`, mentions: `frames.Mentions` -> `frames.Measures`.

    One row for every number that is a quantity (set_aside is null), in order of number_no.
    """
    quantities = numbers.filter(pl.col("set_aside").is_null()).select(
        "number_no", "sentence_no", "article_no", "start", "end", "value", pl.col("unit_kind").cast(KIND), "unit", "direction",
        "counted", "measured_text", "per",
        pl.col("number_text").str.contains("^[+-]").alias("_printed_sign"),
    )  # fmt: skip
    if quantities.is_empty():
        return frames.Measures.create_empty()
    wanted = quantities.select("sentence_no").unique()
    hosts = sentences.select("sentence_no", "lower").join(wanted, on="sentence_no", how="semi", maintain_order="left")
    line = find_cues(hosts, quantities)
    placed = _placed(quantities, hosts, line)
    cues = _qualified(line.lazy().filter(pl.col("phrase").is_not_null()).pipe(at_most, MAX_CUES))
    pairs = _pairs(placed, cues)
    named = with_metric_of_phrase(_named(placed, pairs))
    changed = with_what_changed(with_changes(named, cues))
    return _told(with_carried(changed)).pipe(with_bases, hosts).select(_columns())


def _columns() -> list[pl.Expr]:
    return [pl.col(name).cast(column.dtype) for name, column in frames.Measures.columns().items()]


def _placed(quantities: pl.DataFrame, hosts: pl.DataFrame, line: pl.DataFrame) -> pl.DataFrame:
    """Quantities with their place on the line (breaks, seen) and what stands directly around them."""
    place = line.lazy().filter(pl.col("number_no").is_not_null()).select("number_no", "breaks", "seen")
    return with_settings(quantities.lazy().join(place, on="number_no", how="left", maintain_order="left"), hosts)


def _qualified(cues: pl.LazyFrame) -> pl.DataFrame:
    """Cues with what a word of scope beside them adds: 'revenue from mobile services', 'services revenue', 'margin on hardware'.

    Adds scope and part (String, nullable): of the scope word next to the cue. Scope words themselves keep theirs in own_part.
    """
    words = (
        load("scopes")
        .lazy()
        .select(pl.col("phrase").cast(phrases()), pl.col("scope").alias("own_scope"), pl.col("part").cast(metrics()).alias("own_part"))
    )
    same_next = pl.col("sentence_no").shift(-1) == pl.col("sentence_no")
    same_last = pl.col("sentence_no").shift(1) == pl.col("sentence_no")
    gap_next = pl.col("start").shift(-1).cast(pl.Int64) - pl.col("end")
    gap_last = pl.col("start").cast(pl.Int64) - pl.col("end").shift(1)
    calm = (pl.col("breaks").shift(-1) - pl.col("breaks")) < 0.4
    beside = same_next & calm & gap_next.is_between(2, 16)
    ahead = same_last & (gap_last == 1)
    return (
        cues.join(words, on="phrase", how="left", maintain_order="left")
        .with_columns(
            part=pl.coalesce(pl.when(beside).then(pl.col("own_part").shift(-1)), pl.when(ahead).then(pl.col("own_part").shift(1))),
            scope=pl.coalesce(pl.when(beside).then(pl.col("own_scope").shift(-1)), pl.when(ahead).then(pl.col("own_scope").shift(1))),
        )
        .with_row_index("cue_no")
        .collect()
    )


def _pairs(placed: pl.DataFrame, cues: pl.DataFrame) -> pl.DataFrame:
    """Figures with the cues of their sentence that fit their kind, and a score for each pair."""
    cues = cues.select("cue_no", "sentence_no", "start", "end", "phrase", "breaks", "seen", "next_gap", "part", "scope")
    # A step of its own: a plan of both joins would put the table of meanings beside every figure of their kind first.
    fitting = (
        as_cues(cues.lazy())
        .join(meanings().lazy(), on="phrase", maintain_order="left")
        .with_columns(_place=_place_of_kind())
        .drop("sentence_no", "unit_kind")
    )
    figures = placed.lazy().select("number_no", "sentence_no", "unit_kind", "start", "end", "breaks", "seen", "lead")
    pairs = figures.with_columns(_place=_place_of_kind()).join(fitting.collect().lazy(), on="_place", maintain_order="left").drop("_place")
    return (
        pairs.with_columns(**between("start", "end"))
        .filter(pl.col("gap") >= 0)
        .with_columns(score=_score())
        .filter(pl.col("score") > 0.1)
        .collect()
    )


def _place_of_kind() -> pl.Expr:
    """Sentence and kind of unit as one number: joins on one key cost half."""
    return pl.col("sentence_no") * 16 + pl.col("unit_kind").to_physical().cast(pl.UInt32)


@cache
def _score() -> pl.Expr:
    """How well a cue explains a figure, about 0..1.15."""
    ahead, gap, role, lead = pl.col("ahead"), pl.col("gap"), pl.col("role"), pl.col("lead")
    change, change_noun, verb = role.is_in(["change", "move"]), role == "change_noun", role == "verb"
    level = lead.is_in(LEVELS)
    reach = pl.when(ahead).then(1.0).when(gap <= 4).then(1.15).when(gap <= 20).then(0.85).otherwise(0.5)
    wall = pl.col("walls") * pl.when(ahead).then(0.15).otherwise(0.3) + pl.col("others") * pl.when(ahead).then(0.12).otherwise(0.4)
    # 'on sales of $5bn': a phrase that leads straight to the next figure is that figure's.
    taken = pl.when(~ahead & pl.col("next_gap").is_between(0, 5)).then(0.35).otherwise(0.0)
    fit = (
        # Nine cents a share, down from $3m: what one share brings is told of the nine cents alone.
        pl.when(ahead & (pl.col("others") > 0) & pl.col("phrase").is_in(_phrases_with("^(?:an?|per|each) (?:share|piece)$"))).then(0.0)
        .when(role == "behind").then(pl.when(~ahead & (gap <= 1)).then(1.1).otherwise(0.0))
        .when(change & level & ahead).then(0.2)
        .when(change & ~ahead & (gap > 12)).then(0.3)
        .when(change & ahead & (lead == "by")).then(1.25)
        .when(change & ahead & (gap <= 16) & ~level).then(1.15)
        .when(change_noun & ~ahead & (gap <= 14)).then(1.15)
        .when(change_noun & ahead & level).then(0.6)
        .when((change | change_noun) & ahead & (pl.col("others") > 0)).then(0.7)
        .when(verb & ahead & lead.is_in(["to", "from", "by", "at"])).then(0.5)
        .when(verb & ~ahead & (gap <= 1) & pl.col("phrase").is_in(_phrases_with("^[a-z]+s$"))).then(0.0)  # '36 ships' are things
        .when(verb & ~ahead).then(0.6)
        .otherwise(1.0)
    )  # fmt: skip
    money_change = (pl.col("metric") == "change") & (pl.col("unit_kind") == "money")
    # 'rose $5m' is a change, 'raised $5m' is not.
    linked = (ahead & ((lead == "by") | ((role == "move") & (gap <= 2)))) | (~ahead & (gap <= 1)) | (change_noun & ahead & (gap <= 4))
    fit = pl.when(money_change & ~linked).then(0.0).otherwise(fit)
    # The same words say a level after 'to' and a change after 'by'.
    stated = pl.when((lead == "by") & ahead & ~(change | change_noun) & (pl.col("unit_kind") == "percent")).then(0.6).otherwise(1.0)
    return pl.col("weight") * fit * stated * reach * nearness() - wall - taken


def _named(placed: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Figures with the metric of their best cue or counted noun."""
    best = (
        pairs.lazy()
        .sort("number_no", "score", "cue_no", maintain_order=True)
        .unique("number_no", keep="last", maintain_order=True)
        .select(
            "number_no", pl.col("metric").alias("said"), "score", "part", "scope", "phrase", "role", "gap", "ahead", "crossed", "others"
        )
    )
    joined = placed.lazy().join(best, on="number_no", how="left", maintain_order="left").pipe(_with_counted)
    said, counted = pl.col("said"), pl.col("counted_metric")
    # Where the counted noun is known, phrases of the other kind speak of something else.
    spoken = pl.col("score").fill_null(0.0) * pl.when(pl.col("crossed") & counted.is_not_null()).then(0.5).otherwise(1.0)
    from_noun = counted.is_not_null() & (pl.col("counted_weight") + 0.1 >= pl.max_horizontal(spoken, ENOUGH))
    narrowed = (
        pl.when((said == "revenue") & pl.col("part").is_in(["services_revenue", "product_revenue"])).then(pl.col("part"))
        .otherwise(said)
    )  # fmt: skip
    # Nobody prices one thing at ten million: what costs that much is a cost, what is sold for it a deal.
    dear = (narrowed == "price") & (pl.col("value") >= DEAREST)
    dear = dear | ((narrowed == "share_price") & (pl.col("value") >= DEAREST))
    dearer = (
        pl.when(narrowed == "share_price")
        .then(metric_named("valuation"))
        .when(pl.col("phrase").is_in(_phrases_with("sold|sell|bought")))
        .then(metric_named("deal_value"))
        .otherwise(metric_named("cost"))
    )
    # What a tonne costs on average costs its maker so much; what a share cost on average is a price.
    made = (pl.col("phrase").is_in(_phrases_with("(?:^| )costs?$"))) & pl.col("per").is_in(_things_made())
    narrowed = pl.when(made & (narrowed == "average_price")).then(metric_named("unit_cost")).otherwise(narrowed)
    narrowed = pl.when(dear).then(dearer).otherwise(narrowed)
    narrowed = pl.when(pl.col("added")).then(_as_addition(narrowed)).otherwise(narrowed)
    kind = pl.col("unit_kind")
    shared = pl.col("shared").is_not_null() & ~(~pl.col("ahead").fill_null(True) & (pl.col("gap") <= 1))
    # A set phrase right around the figure says more than any phrase further off.
    weight = pl.col("set_weight")
    # A plan or a model for hundreds of millions is a project.
    project = ((pl.col("set_metric") == "price") & (pl.col("value") >= GRAND)).fill_null(False)
    cheap = ~pl.col("set_metric").is_in(["price", "share_price", "unit_cost"]) | (pl.col("value") < COSTLY).fill_null(True) | project
    weaker = pl.when(weight >= TYPICAL).then(weight + 0.1 >= spoken).otherwise((spoken < ENOUGH) & ~from_noun & ~shared)
    set_wins = (pl.col("set_metric").is_not_null() & cheap & ((weight >= CERTAIN) | weaker)).fill_null(False)
    # 'share' alone does not say of what.
    vague = (pl.col("phrase") == "share") & (pl.col("like") == AGAIN).fill_null(False)
    apiece = pl.col("phrase").is_in(_phrases_with("^(?:an?|per|each) "))
    # 'A forecast of $5bn in sales' says itself what it measures.
    beside = pl.col("ahead") | ((pl.col("gap") <= 4) & (spoken >= OWN))
    own_noun = ((pl.col("role") == "noun") & beside & (pl.col("others") == 0) & (spoken >= ENOUGH) & ~vague & ~apiece).fill_null(False)
    like, told = pl.col("like"), pl.when(pl.col("added")).then(_as_addition(pl.col("set_metric"))).otherwise(pl.col("set_metric"))
    told = pl.when(project).then(metric_named("investment")).otherwise(told)
    metric = (
        pl.when(set_wins).then(told)
        .when(kind == "rank").then(metric_named("rank"))
        .when((kind == "multiple") & ~(spoken > 0.5)).then(metric_named("growth_multiple"))
        .when(from_noun).then(counted)
        .when(shared).then(pl.col("shared"))
        .when(spoken >= ENOUGH).then(narrowed)
    )  # fmt: skip
    score = (
        pl.when(set_wins)
        .then(pl.col("set_weight"))
        .when(kind.is_in(["rank", "multiple"]))
        .then(0.8)
        .when(from_noun)
        .then(pl.col("counted_weight") + 0.1)
        .when(shared)
        .then(0.85)
        .otherwise(spoken)
    )
    return (
        joined.with_columns(
            metric=metric,
            metric_score=score.clip(0.05, 0.95),
            compared=pl.when((like == SAME) & ~own_noun | (like == AGAIN) & ~set_wins & ~own_noun).then(like),
        )
        .pipe(_with_direction, pairs)
        .collect()
    )  # fmt: skip


def _as_addition(metric: pl.Expr) -> pl.Expr:
    """The metric of what is added to it: an additional price is a change of the price."""
    return metric.replace_strict(ADDITIONS, default=metric, return_dtype=metrics())


@cache
def _things_made() -> list[str]:
    """What a unit cost is the cost of: weights, volumes, energy."""
    units = load("units").filter(pl.col("measure").is_in(["mass", "volume", "energy", "power"]))
    return [
        *units["unit"].unique().to_list(),
        *units["base"].unique().to_list(),
        "unit",
        "seat",
        "vehicle",
        "car",
        "head",
        "acre",
        "hectare",
    ]


@cache
def _phrases_with(pattern: str) -> list[str]:
    """The phrases that a pattern fits."""
    return phrases().categories.filter(phrases().categories.str.contains(pattern)).to_list()


def _with_counted(figures: pl.LazyFrame) -> pl.LazyFrame:
    """counted_metric, counted_weight, when_gained, when_lost: of the counted noun, with its modifiers or without."""
    table = _counted_nouns().lazy()
    head = pl.col("counted").str.extract(r"(\S+)$", 1)
    pair = pl.col("counted").str.extract(r"(\S+ \S+)$", 1)
    counts = pl.col("unit_kind").is_in(["count", "people"])
    noun = pl.when(counts).then(
        pl.coalesce(*[pl.when(n.is_in(_counted_nouns()["noun"].implode())).then(n) for n in (pl.col("counted"), pair, head)])
    )
    return figures.with_columns(noun=noun).join(table, on="noun", how="left", maintain_order="left")


@cache
def _counted_nouns() -> pl.DataFrame:
    return load("counted_nouns").select(
        "noun",
        pl.col("when_gained", "when_lost").cast(metrics()),
        pl.col("metric").cast(metrics()).alias("counted_metric"),
        pl.col("weight").cast(pl.Float64).alias("counted_weight"),
    )


def _with_direction(figures: pl.LazyFrame, pairs: pl.DataFrame) -> pl.LazyFrame:
    """sign, and gains and losses of what is counted. A figure's own direction wins over the nearest word of change."""
    words = directions().lazy()
    return figures.with_columns(sign=pl.lit(1)).join(
        pairs.lazy()
        .filter(pl.col("role").is_in(["change", "change_noun", "move", "behind"]))
        .sort("number_no", "score", maintain_order=True)
        .unique("number_no", keep="last")
        .select("number_no", pl.col("phrase"))
        .join(words.select("phrase", pl.col("direction").alias("told")), on="phrase", maintain_order="left")
        .select("number_no", "told"),
        on="number_no",
        how="left",
        maintain_order="left",
    )


def _told(figures: pl.LazyFrame) -> pl.DataFrame:
    """Of figures what leaves the stage, with the words that name what they measure."""
    own = pl.when(pl.col("role") == "noun").then(pl.lit(noun_phrases()).gather(pl.col("phrase").to_physical()))
    kept = (
        "number_no",
        "sentence_no",
        "article_no",
        "unit_kind",
        "of_metric",
        "scope",
        "sign",
        "metric_score",
        "measured_unit",
        "changed_text",
    )
    return (
        figures.select(*kept, pl.col("metric").fill_null(metric_named("other")), own.alias("own_text"))
        .with_columns(said_text=said_text())
        .collect()
    )
