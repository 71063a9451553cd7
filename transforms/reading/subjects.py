"""Whom or what a figure is about.

Belongs here: the choice of a subject among the mentions of a figure's sentence, lists of subjects, and the subject by default.
Does not belong here: what a mention stands for (`mentions`), who says the figure (`speakers`).

A mention is weighed by its part in the sentence (subject, owner, object, speaker, rival), its kind, and how much stands between it
and the figure. Where none is good enough, the last sentence's subject is the figure's, or the organisation the article is about.
"""

from functools import cache

import polars as pl

from transforms.contracts import enums, frames
from transforms.reading.cues import BREAKS, at_most
from transforms.reading.parts import find_markets, find_parts
from transforms.reading.spans import find_spans
from transforms.vocabulary import load

ENOUGH = 0.3
"""A mention that scores less is not what the figure is about."""
RECENT = 2
"""Sentences back that a product is still spoken of when a price or its users are told without naming it."""
MAX_MENTIONS = 60
"""Mentions of one sentence that are weighed: a list without end must not cost its square."""
_STRIDE = 1 << 16
FAR = 700
"""Code points over which nearness fades to nothing."""


def find_subjects(sentences: pl.DataFrame, numbers: pl.DataFrame, mentions: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """sentences, numbers, mentions, measures: the frames of these names in `frames` -> `frames.Subjects`.

    At least one row for every number that is a quantity, in order of number_no and ordinal.
    """
    quantities = numbers.filter(pl.col("set_aside").is_null()).select("number_no", "sentence_no", "article_no", "start", "end", "unit_kind")
    if quantities.is_empty():
        return frames.Subjects.create_empty()
    figures = quantities.join(measures.select("number_no", "metric", "of_metric"), on="number_no", how="left", maintain_order="left")
    hosts = sentences.join(quantities.select("sentence_no").unique(), on="sentence_no", how="semi", maintain_order="left")
    parts = find_parts(sentences, mentions)
    here = parts.join(hosts.select("sentence_no"), on="sentence_no", how="semi", maintain_order="left")
    here = here.lazy().pipe(at_most, MAX_MENTIONS).collect()
    here = pl.concat([here, find_markets(hosts, here)], how="diagonal_relaxed")
    line = _line(hosts, figures, here)
    pairs = _pairs(line, figures, here)
    chosen = _chosen(figures, pairs, sentences, parts, here)
    listed = _listed(chosen, here, hosts)
    return listed.sort("number_no", "ordinal").select(_columns())


def _columns() -> list[pl.Expr]:
    return [pl.col(name).cast(column.dtype) for name, column in frames.Subjects.columns().items()]


@cache
def _breaks_pattern() -> str:
    marks = "|".join(p.replace("(", r"\(") for p in BREAKS if not p.isalpha())
    return rf"\b(?:{'|'.join(p for p in BREAKS if p.isalpha())})\b|{marks}"


def _line(hosts: pl.DataFrame, figures: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Figures and mentions with the running weight of clause boundaries before them: number_no or mention_no, breaks."""
    empty = pl.lit(None, pl.UInt32)
    at = (pl.col("sentence_no").cast(pl.Int64) * _STRIDE + pl.col("start").cast(pl.Int64)).alias("_at")
    wall = pl.col("match").replace_strict(BREAKS, default=0.0, return_dtype=pl.Float64).alias("wall")
    found = find_spans(hosts, "sentence_no", "lower", _breaks_pattern()).lazy()
    walls = found.select(at, wall, empty.alias("number_no"), empty.alias("mention_no"))
    zero = pl.lit(0.0).alias("wall")
    numbers = figures.lazy().select(at, zero, "number_no", empty.alias("mention_no")).sort("_at")
    names = parts.lazy().select(at, zero, empty.alias("number_no"), "mention_no").sort("_at")
    return (
        walls.merge_sorted(numbers.merge_sorted(names, key="_at"), key="_at")
        .with_columns(breaks=pl.col("wall").cum_sum())
        .filter(pl.col("number_no").is_not_null() | pl.col("mention_no").is_not_null())
        .select("number_no", "mention_no", "breaks")
        .collect()
    )


def _pairs(line: pl.DataFrame, figures: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Figures with the mentions of their sentence and a score for each pair."""
    at = line.lazy()
    numbers = (
        figures.lazy()
        .with_columns(family=_family())
        .join(at.filter(pl.col("number_no").is_not_null()).select("number_no", "breaks"), on="number_no")
    )
    names = (
        parts.lazy()
        .select(
            "mention_no", "sentence_no", pl.col("start").alias("m_start"), pl.col("end").alias("m_end"), "name", "kind", "part", "weight"
        )
        .with_columns(kind_code=pl.col("kind").replace_strict(KINDS, default=7, return_dtype=pl.UInt8))
        .join(at.filter(pl.col("mention_no").is_not_null()).select("mention_no", pl.col("breaks").alias("m_breaks")), on="mention_no")
    )
    ahead = pl.col("m_start") < pl.col("start")
    gap = pl.when(ahead).then(pl.col("start").cast(pl.Int64) - pl.col("m_end")).otherwise(pl.col("m_start").cast(pl.Int64) - pl.col("end"))
    return (
        numbers.join(names, on="sentence_no")
        .with_columns(ahead=ahead, gap=gap, walls=(pl.col("breaks") - pl.col("m_breaks")).abs())
        .filter(pl.col("gap") >= 0)
        .with_columns(score=_score())
        .filter(pl.col("score") > 0)
        .collect()
    )


FAMILIES = {"company": 0, "product": 8, "place": 16}
KINDS = {kind: code for code, kind in enumerate(enums.ENTITY_KINDS)}


def _family() -> pl.Expr:
    """Code of the family of what is measured: figures of companies, of products, of places."""
    changing = pl.col("metric").is_in(["growth_rate", "growth_multiple", "change"])
    measured = pl.coalesce(pl.when(changing).then(pl.col("of_metric")), pl.col("metric"))
    codes = {metric: FAMILIES[family] for metric, family in load("subject_families").select("metric", "family").iter_rows()}
    return measured.replace_strict(codes, default=0, return_dtype=pl.UInt8)


@cache
def _suits() -> dict[int, float]:
    """Code of family and kind -> how well that kind of entity suits that family of metrics."""
    return {FAMILIES[f] + KINDS[k]: float(w) for f, k, w in load("subject_kinds").select("family", "kind", "weight").iter_rows()}


def _score() -> pl.Expr:
    """How well a mention explains a figure, about 0..1.2."""
    product = pl.col("family") == FAMILIES["product"]
    suits = (pl.col("family") + pl.col("kind_code")).replace_strict(_suits(), default=0.5, return_dtype=pl.Float64)
    acting = (pl.col("kind") == "product") & (pl.col("part") == "acts")
    suits = pl.when(acting).then(pl.max_horizontal(suits, 0.95)).otherwise(suits)
    opens = (pl.col("kind") == "place") & pl.col("part").is_in(["subject", "acts"]) & (pl.col("m_start") < 4)
    suits = pl.when(opens).then(pl.max_horizontal(suits, 0.85)).otherwise(suits)
    # The product whose price is raised is what the price is about, though it is the verb's object.
    raised = product & (pl.col("kind") == "product") & (pl.col("part") == "object")
    weight = pl.when(raised).then(0.85).otherwise(pl.col("weight"))
    after_owner = ~pl.col("ahead") & pl.col("part").is_in(["owner", "holder"]) & (pl.col("gap") <= 40)
    inside = ~pl.col("ahead") & product & (pl.col("kind") == "product")
    side = pl.when(pl.col("ahead")).then(1.0).when(after_owner | inside).then(0.9).otherwise(0.4)
    close = 1 - pl.col("gap") / FAR
    return weight * suits * side * close - 0.1 * pl.col("walls").clip(0, 6)


def _chosen(figures: pl.DataFrame, pairs: pl.DataFrame, sentences: pl.DataFrame, parts: pl.DataFrame, here: pl.DataFrame) -> pl.DataFrame:
    """Figures with their best mention, or with the subject by default."""
    best = (
        pairs.lazy()
        .filter(pl.col("score") >= ENOUGH)
        .sort("number_no", "score", "mention_no")
        .unique("number_no", keep="last", maintain_order=True)
        .select("number_no", "mention_no", "score")
        .join(here.lazy().select("mention_no", "name", "kind", "company", "list_no"), on="mention_no", how="left")
    )
    default = _defaults(sentences, parts)
    place = _places(pairs)
    missing = pl.col("name").is_null()
    of_product = (_family() == FAMILIES["product"]) & pl.col("product").is_not_null()
    return (
        figures.lazy()
        .join(best, on="number_no", how="left")
        .join(place.lazy(), on="number_no", how="left")
        .join(default.lazy(), on="sentence_no", how="left")
        .with_columns(
            subject=pl.coalesce("name", pl.when(of_product).then(pl.col("product")), "default_name"),
            subject_kind=pl.coalesce("kind", pl.when(of_product).then(pl.lit("product")), "default_kind"),
            company=pl.when(missing & of_product).then("product_company").when(missing).then("default_company").otherwise("company"),
            subject_score=pl.when(missing).then(0.35).otherwise(pl.col("score").clip(0.05, 0.95)),
            by_default=missing,
        )
        .select(
            "number_no",
            "sentence_no",
            "start",
            "end",
            "subject",
            "subject_kind",
            "company",
            "place",
            "subject_score",
            "by_default",
            "list_no",
        )
        .collect()
    )


def _places(pairs: pl.DataFrame) -> pl.DataFrame:
    """number_no, place: the nearest place that stands after a preposition of place, or owns what is spoken of."""
    return (
        pairs.lazy()
        .filter((pl.col("kind") == "place") & pl.col("part").is_in(["beside", "holder", "owner", "where"]) & (pl.col("walls") < 3))
        .sort("number_no", "gap")
        .unique("number_no", keep="first")
        .select("number_no", pl.col("name").alias("place"))
        .collect()
    )


def _defaults(sentences: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """One row a sentence: the subject of the last sentence before it that has one, else the article's most named organisation.

    Returns sentence_no, default_name, default_kind, default_company; product, product_company of the last sentences that name one.
    """
    fit = pl.col("kind").is_in(["organisation", "product", "place"]) & pl.col("part").is_in(["subject", "acts", "owner"])
    # A lone unknown name is too often no name: it is nobody's default.
    known = (pl.col("form") != "unknown") | (pl.col("times") > 1)
    opening = (
        parts.lazy()
        .with_columns(times=pl.len().over("article_no", "name"))
        .filter(fit & known & ((pl.col("kind") != "place") | (pl.col("start") < 4)))
        .unique("sentence_no", keep="first", maintain_order=True)
        .select("sentence_no", "name", "kind", pl.col("company").alias("org"))
    )
    counted = (
        parts.lazy()
        .filter(pl.col("kind") == "organisation")
        .group_by("article_no", "name")
        .agg(pl.len().alias("n"), pl.col("mention_no").min().alias("first"))
    )
    main = (
        counted.sort("n", "first", descending=[True, False])
        .unique("article_no", keep="first")
        .select("article_no", pl.col("name").alias("main"))
    )  # fmt: skip
    products = (
        parts.lazy()
        .filter(pl.col("kind") == "product")
        .unique("sentence_no", keep="first", maintain_order=True)
        .select("sentence_no", pl.col("name").alias("product"), pl.col("company").alias("product_company"))
    )
    names, goods = ["name", "kind", "org"], ["product", "product_company"]
    return (
        sentences.lazy()
        .select("sentence_no", "article_no")
        .join(opening, on="sentence_no", how="left", maintain_order="left")
        .join(products, on="sentence_no", how="left", maintain_order="left")
        .with_columns(pl.col(names).forward_fill().over("article_no"), pl.col(goods).forward_fill(RECENT).over("article_no"))
        .join(main, on="article_no", how="left", maintain_order="left")
        .select(
            "sentence_no",
            *goods,
            pl.coalesce("name", "main").alias("default_name"),
            pl.coalesce("kind", pl.when(pl.col("main").is_not_null()).then(pl.lit("organisation"))).alias("default_kind"),
            pl.when(pl.col("name").is_null()).then(pl.col("main")).otherwise(pl.col("org")).alias("default_company"),
        )
        .collect()
    )


def _listed(chosen: pl.DataFrame, parts: pl.DataFrame, hosts: pl.DataFrame) -> pl.DataFrame:
    """Lists: one row a conjunct for 'each', 'both' and 'respectively', else the list as it stands as one subject."""
    in_list = (pl.col("list_no") == pl.col("list_no").shift(1)) | (pl.col("list_no") == pl.col("list_no").shift(-1))
    lists = (
        parts.lazy()
        .filter(in_list)
        .group_by("list_no")
        .agg(pl.len().alias("members"), pl.col("start").min().alias("from"), pl.col("end").max().alias("to"))
        .filter(pl.col("members") > 1)
    )
    told = (
        chosen.lazy()
        .filter(~pl.col("by_default"))
        .join(lists, on="list_no")
        .join(hosts.lazy().select("sentence_no", "text", "lower"), on="sentence_no")
        .filter(pl.col("to") <= pl.col("start"))
        .with_columns(
            _between=pl.col("lower").str.slice(pl.col("to"), pl.col("start") - pl.col("to")),
            _after=pl.col("lower").str.slice(pl.col("end"), 80),
            whole=pl.col("text").str.slice(pl.col("from"), pl.col("to") - pl.col("from")),
        )
        .filter(pl.col("whole").str.contains(r"\band\b|&"))
        .with_columns(
            apart=pl.col("_between").str.contains(r"\b(?:each|both)\b") | pl.col("_after").str.contains(r"^[^.;]{0,40}\beach\b"),
            paired=pl.col("_after").str.contains(r"\brespectively\b"),
        )
        .collect()
    )
    if told.is_empty():
        return chosen.with_columns(ordinal=pl.lit(0))
    members = parts.select(
        "list_no", pl.col("name").alias("member"), pl.col("kind").alias("member_kind"), pl.col("company").alias("member_company"), "start"
    )
    ranked = members.sort("list_no", "start").with_columns(pl.int_range(pl.len()).over("list_no").alias("rank")).drop("start")
    rank = pl.int_range(pl.len()).over("list_no")
    single = told.filter(~pl.col("apart") & ~pl.col("paired")).with_columns(subject=pl.col("whole"), ordinal=pl.lit(0))
    each = told.filter(pl.col("apart") & ~pl.col("paired")).join(ranked, on="list_no").with_columns(ordinal=pl.col("rank"))
    pairs = (
        told.filter(pl.col("paired"))
        .sort("list_no", "start")
        .with_columns(rank=rank)
        .join(ranked, on=["list_no", "rank"])
        .with_columns(ordinal=pl.lit(0))
    )
    names = [pl.col("member").alias("subject"), pl.col("member_kind").alias("subject_kind"), pl.col("member_company").alias("company")]
    split = pl.concat([each.with_columns(names), pairs.with_columns(names)], how="diagonal_relaxed")
    kept = [c for c in chosen.columns if c in split.columns]
    done = pl.concat([single.select(*kept, "ordinal"), split.select(*kept, "ordinal")], how="vertical_relaxed")
    rest = chosen.join(done, on="number_no", how="anti").with_columns(ordinal=pl.lit(0)).select(*kept, "ordinal")
    return pl.concat([rest, done], how="vertical_relaxed")
