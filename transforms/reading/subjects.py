"""Whom or what a figure is about.

Belongs here: the choice of a subject among the mentions of a figure's sentence, lists of subjects, and the subject by default.
Does not belong here: what a mention stands for (`mentions`), who says the figure (`speakers`).

Every candidate (the mentions of the figure's sentence, the last sentence's subject, what the article is about) has features; its
score is the sum of their weights, and the candidates' shares of the exponentials of their scores are how sure each is.
"""

from functools import cache

import polars as pl

from transforms.contracts import frames
from transforms.reading.bystanders import bystanders_of
from transforms.reading.clause_nouns import find_clause_nouns
from transforms.reading.cues import at_most
from transforms.reading.families import of_firms
from transforms.reading.nameless import find_nameless
from transforms.reading.parts import find_parts
from transforms.reading.quotations import position
from transforms.reading.rows import read_some
from transforms.reading.stand_ins import find_offices, find_ourselves
from transforms.reading.subject_candidates import ACTORS, AMOUNTS, VALUES, find_candidates
from transforms.reading.topics import LEAD
from transforms.vocabulary import load

MAX_MENTIONS = 60
"""Mentions of one sentence that are weighed: a list without end must not cost its square."""
LEAST = 0.001
"""No share counts as nearer to nothing, or to all."""
PLACED = 3
"""Weight of clause boundaries within which a place is that of the figure."""
SOURCE = 0.3
"""What is left of the score of a name that the figure's sentence cites as its source, however much the article is about it."""
_NAMES = 1 << 32
"""More than a batch holds names."""
_STRIDE = 1 << 16
"""More than a sentence has code points."""
_NONE = 0xFFFFFFFF
"""No number."""
_EACH = 40
"""Code points behind a figure within which 'each' may follow."""
_MEMBER = (pl.col("member").alias("subject"), pl.col("member_kind").alias("subject_kind"), pl.col("member_company").alias("company"))


def find_subjects(
    sentences: pl.DataFrame,
    numbers: pl.DataFrame,
    mentions: pl.DataFrame,
    measures: pl.DataFrame,
    attributions: pl.DataFrame,
    roles: pl.DataFrame,
) -> pl.DataFrame:
    """sentences, numbers, mentions, measures, attributions: the frames of these names in `frames`; roles: as of `roles.find_roles`.

    Returns `frames.Subjects`.

    At least one row for every number that is a quantity, in order of number_no and ordinal.
    """
    if not numbers["set_aside"].is_null().any():
        return frames.Subjects.create_empty()
    figures, hosts, here, pairs = weigh(sentences, numbers, mentions, measures, attributions, roles)
    listed = _listed(_chosen(figures, pairs), here, hosts)
    return listed.sort(pl.col("number_no").cast(pl.UInt64) * _STRIDE + pl.col("ordinal")).select(_columns())


def weigh(
    sentences: pl.DataFrame,
    numbers: pl.DataFrame,
    mentions: pl.DataFrame,
    measures: pl.DataFrame,
    attributions: pl.DataFrame,
    roles: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """What `find_subjects` chooses among: quantities, their sentences, the mentions of these, and candidates (`find_candidates`)."""
    quantities = numbers.filter(pl.col("set_aside").is_null()).select("number_no", "sentence_no", "article_no", "start", "end", "unit_kind")
    figures = quantities.join(measures.select("number_no", "metric", "of_metric"), on="number_no", how="left", maintain_order="left")
    said, judging = bystanders_of(attributions, roles)
    figures = figures.join(said, on="number_no", how="left", maintain_order="left")
    hosts = sentences.join(quantities.select("sentence_no").unique(), on="sentence_no", how="semi", maintain_order="left")
    parts = find_parts(sentences, mentions)
    here = parts.join(hosts.select("sentence_no"), on="sentence_no", how="semi", maintain_order="left")
    here = here.lazy().pipe(at_most, MAX_MENTIONS).collect()
    here = _own_pronouns(here)
    markets = find_nameless(hosts, here)
    ourselves = find_ourselves(hosts, parts, markets.height, _said_in(figures))
    offices = find_offices(here, parts, roles, markets.height + ourselves.height)
    here = pl.concat([here, markets, ourselves, offices], how="diagonal_relaxed")
    # Not where only firms have what is measured, or an organisation acts.
    free = figures.filter(~of_firms()).select("sentence_no").unique()
    acting = here.filter((pl.col("kind") == "organisation") & pl.col("right_part").is_in(ACTORS)).select("sentence_no").unique()
    asked = hosts.join(free, on="sentence_no", how="semi", maintain_order="left").join(
        acting, on="sentence_no", how="anti", maintain_order="left"
    )
    nouns = find_clause_nouns(asked, here)
    here = pl.concat([here, nouns], how="diagonal_relaxed")
    spoken_of = _spoken_of(parts, markets, nouns, *_opening_nouns(sentences, hosts, parts))
    return figures, hosts, here, find_candidates(sentences, figures, spoken_of, here, judging)


def _opening_nouns(sentences: pl.DataFrame, hosts: pl.DataFrame, parts: pl.DataFrame) -> list[pl.DataFrame]:
    """Nouns that sentences at the head of an article are about, though no figure stands there: later figures may be of them."""
    told = sentences.filter(
        pl.col("kind").is_in(["headline", "body"]), pl.col("article_no").is_in(hosts["article_no"].unique(maintain_order=True).implode())
    )
    place = pl.int_range(pl.len())
    begins = pl.col("article_no").ne_missing(pl.col("article_no").shift(1))
    since = place - pl.when(begins).then(place).forward_fill()
    opening = told.filter(since <= LEAD).join(hosts.select("sentence_no"), on="sentence_no", how="anti", maintain_order="left")
    if opening.is_empty():
        return []
    named = parts.join(opening.select("sentence_no"), on="sentence_no", how="semi", maintain_order="left")
    things = find_nameless(opening, named)
    return [things, find_clause_nouns(opening, pl.concat([named, things], how="diagonal_relaxed"))]


def _spoken_of(parts: pl.DataFrame, *others: pl.DataFrame) -> pl.DataFrame:
    """All that an article tells of, names and nouns, in order."""
    found = [frame for frame in others if frame.height]
    return pl.concat([parts, *found], how="diagonal_relaxed").sort(position("start"), maintain_order=True) if found else parts


def _own_pronouns(here: pl.DataFrame) -> pl.DataFrame:
    """Pronouns whose name stands in their sentence are surer than those that look back further."""
    pronoun = pl.col("form") == "pronoun"
    asked = here.filter(pronoun).select("sentence_no").unique()
    named = (
        here.lazy()
        .join(asked.lazy(), on="sentence_no", how="semi")
        .filter(pl.col("form").is_in(["known", "unknown", "alias", "surname"]))
        .select("sentence_no", "name", _own=True)
        .unique()
    )
    told = pl.when("_own").then(pl.lit("own pronoun")).otherwise(pl.lit("pronoun")).alias("form")
    return read_some(
        here, pronoun, lambda rows: rows.join(named, on=["sentence_no", "name"], how="left", maintain_order="left").select(told)
    )


def _said_in(figures: pl.DataFrame) -> pl.DataFrame:
    """sentence_no, said_by: the organisation that says a sentence's figures."""
    return figures.select("sentence_no", "said_by").drop_nulls().unique("sentence_no", keep="first", maintain_order=True)


def _columns() -> list[pl.Expr]:
    return [pl.col(name).cast(column.dtype) for name, column in frames.Subjects.columns().items()]


@cache
def _weights(feature: str) -> dict[str, float]:
    """Value of a feature -> its weight; '' where the weight is multiplied by the value."""
    rows = load("subject_weights").filter(pl.col("feature") == feature).select(pl.col("value").fill_null(""), "weight")
    return {value: float(weight) for value, weight in rows.iter_rows()} or {"": 0.0}


def _weight_of(feature: str) -> pl.Expr:
    """The weight of a feature's value, by its code; 0 where the candidate has none."""
    weights = _weights(feature)
    by_code = pl.Series([weights.get(value, 0.0) for value in VALUES[feature]], dtype=pl.Float64)
    return pl.lit(by_code).gather(pl.col(feature)).fill_null(0.0)


def _score() -> pl.Expr:
    """How well a candidate explains a figure: the exponential of the sum of its features' weights."""
    named = [_weight_of(f) for f in VALUES]
    measured = [pl.col(f).fill_null(0.0) * _weights(f)[""] for f in AMOUNTS]
    return pl.sum_horizontal(*named, *measured).exp()


def _chosen(figures: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Figures with their best candidate: candidates of one name stand together."""
    key = pl.col("number_no").cast(pl.UInt64) * _NAMES + pl.col("name").to_physical()
    scored = pairs.lazy().select(
        "number_no", "name", "kind", "company", "origin", "list_no", "mention_no",
        pl.col("left").is_in(_source_codes()).fill_null(False).alias("source"), _score().alias("score"), key.alias("_key"),
    ).collect()  # fmt: skip
    summed = (
        scored.lazy()
        .group_by("_key")
        .agg(pl.col("score").sum().alias("sum"), pl.col("source").any())
        .with_columns(
            sum=pl.col("sum") * pl.when("source").then(SOURCE).otherwise(1.0), number_no=(pl.col("_key") // _NAMES).cast(pl.UInt32)
        )
        .with_columns(_rank=_ranked("sum"))
        .sort("_rank")
        .collect()
    )
    # One key sorts faster than two: names that fare equally well are put in order by themselves.
    like_next = pl.col("_rank") == pl.col("_rank").shift(-1, fill_value=-1.0)
    summed = read_some(summed, like_next | like_next.shift(1, fill_value=False), lambda rows: rows.sort("_rank", "_key"))
    last = pl.col("number_no") != pl.col("number_no").shift(-1, fill_value=_NONE)
    every = summed.lazy().group_by("number_no", maintain_order=True).agg(all=pl.col("sum").sum()).collect()
    named = summed.lazy().filter(last).select("_key", "sum", all=every["all"])
    best = (
        scored.lazy()
        .join(named, on="_key", maintain_order="left")
        .sort(_ranked("score"), maintain_order=True)
        .filter(last)
        .select(
            "number_no",
            "list_no",
            pl.col("name").cast(pl.String).alias("subject"),
            pl.col("kind").cast(pl.String).alias("subject_kind"),
            pl.col("company").cast(pl.String),
            _sureness(pl.col("sum") / pl.col("all")).alias("subject_score"),
            (pl.col("origin") != VALUES["origin"].index("mention")).alias("by_default"),
        )
    )
    return (
        figures.lazy()
        .select("number_no", "sentence_no", "start", "end")
        .join(best, on="number_no", how="left", maintain_order="left")
        .join(_places(pairs).lazy(), on="number_no", how="left", maintain_order="left")
        .with_columns(pl.col("subject_score").fill_null(0.05), pl.col("by_default").fill_null(True))
        .select(
            "number_no", "sentence_no", "start", "end", "subject", "subject_kind", "company", "place", "subject_score", "by_default",
            "list_no",
        )
        .collect()
    )  # fmt: skip


def _sureness(share: pl.Expr) -> pl.Expr:
    """How often the best candidate is right, by its share: a logistic curve, fitted to articles that the weights were not fitted to."""
    bounded = share.clip(LEAST, 1 - LEAST)
    told = _weights("sure")["base"] + _weights("sure")["odds"] * (bounded / (1 - bounded)).log()
    return 1 / (1 + (-told).exp())


def _ranked(score: str) -> pl.Expr:
    """Order of figures and, within each, of its candidates by score: one key sorts faster than two."""
    return pl.col("number_no") + pl.col(score) / (1 + pl.col(score)) * 0.999


def _source_codes() -> list[int]:
    return [VALUES["left"].index(f"source {side}") for side in ("ahead", "behind")]


def _places(pairs: pl.DataFrame) -> pl.DataFrame:
    """number_no, place: the nearest place that stands after a preposition of place, or owns what is spoken of."""
    where = pl.col("part").is_in(["beside", "holder", "owner", "where"])
    return (
        pairs.lazy()
        .filter((pl.col("kind") == "place") & where & (pl.col("walls") < PLACED))
        .sort("number_no", "gap", maintain_order=True)
        .unique("number_no", keep="first")
        .select("number_no", pl.col("name").cast(pl.String).alias("place"))
        .collect()
    )


def _listed(chosen: pl.DataFrame, parts: pl.DataFrame, hosts: pl.DataFrame) -> pl.DataFrame:
    """Lists: one row a conjunct for 'each', 'both' and 'respectively', else the list as it stands as one subject."""
    in_list = (pl.col("list_no") == pl.col("list_no").shift(1)) | (pl.col("list_no") == pl.col("list_no").shift(-1))
    lists = (
        parts.lazy()
        .select("list_no", "sentence_no", "start", "end", "behind_and")
        .filter(in_list)
        .group_by("list_no")
        .agg(
            pl.col("sentence_no").first(), pl.len().alias("members"), pl.col("start").min().alias("from"), pl.col("end").max().alias("to"),
            pl.col("behind_and").slice(1).any(),
        )
        .filter("behind_and")
        .drop("behind_and")
        .sort("list_no")
        .collect()
    )  # fmt: skip
    if lists.is_empty():
        return chosen.with_columns(ordinal=pl.lit(0))
    texts = hosts.lazy().select("sentence_no", "text", "lower")
    members = _members(parts.filter(pl.col("list_no").is_in(lists["list_no"].implode())))
    paired = _paired(chosen, members, lists, hosts)
    told = (
        chosen.filter(pl.col("list_no").is_in(lists["list_no"].implode()) & ~pl.col("number_no").is_in(paired["number_no"].implode()))
        .filter(~pl.col("by_default"))
        .lazy()
        .join(lists.lazy().drop("sentence_no"), on="list_no", maintain_order="left")
        .filter(pl.col("to") <= pl.col("start"))
        .join(texts, on="sentence_no", maintain_order="left")
        .with_columns(
            whole=pl.col("text").str.slice(pl.col("from"), pl.col("to") - pl.col("from")),
            apart=pl.col("lower").str.slice(pl.col("to"), pl.col("start") - pl.col("to")).str.contains(r"(?-u:\b)(?:each|both)(?-u:\b)")
            | pl.col("lower").str.slice(pl.col("end"), _EACH).str.contains(r"^[^.;]*(?-u:\b)each(?-u:\b)"),
        )
        .drop("text", "lower")
        .collect()
    )
    single = told.filter(~pl.col("apart")).with_columns(subject=pl.col("whole"), ordinal=pl.lit(0))
    each = told.filter("apart").join(members, on="list_no", maintain_order="left").with_columns(*_MEMBER, ordinal=pl.col("rank"))
    kept = [*chosen.columns, "ordinal"]
    done = pl.concat([frame.select(kept) for frame in (single, each, paired)], how="vertical_relaxed")
    rest = chosen.filter(~pl.col("number_no").is_in(done["number_no"].implode())).with_columns(ordinal=pl.lit(0))
    return pl.concat([rest.select(kept), done], how="vertical_relaxed")


def _members(parts: pl.DataFrame) -> pl.DataFrame:
    """Members of lists with their rank, from nought."""
    members = parts.select("list_no", "start", member="name", member_kind="kind", member_company="company").sort("list_no", "start")
    return members.with_columns(pl.int_range(pl.len()).over("list_no").alias("rank")).drop("start")


def _paired(chosen: pl.DataFrame, members: pl.DataFrame, lists: pl.DataFrame, hosts: pl.DataFrame) -> pl.DataFrame:
    """'Acme and Beta sold 5 and 7 respectively': a list followed by as many figures as it has members. Columns of `chosen` and ordinal."""
    figures = (
        hosts.lazy()
        .filter(pl.col("lower").str.contains("respectively", literal=True))
        .select("sentence_no", _until=pl.col("lower").str.extract("^(.*)respectively", 1).str.len_chars())
        .collect()
        .join(lists.select("sentence_no", "to", "members", _list="list_no"), on="sentence_no", maintain_order="left")
        .join(chosen, on="sentence_no", maintain_order="left")
        .filter((pl.col("start") >= pl.col("to")) & (pl.col("end") <= pl.col("_until")))
        .sort("_list", "start")
        .with_columns(rank=pl.int_range(pl.len()).over("_list"), _figures=pl.len().over("_list"))
        .filter(pl.col("_figures") == pl.col("members"))
        .sort("number_no", "to", maintain_order=True)
        .unique("number_no", keep="last", maintain_order=True)
    )
    named = figures.join(members, left_on=["_list", "rank"], right_on=["list_no", "rank"], maintain_order="left")
    return named.with_columns(*_MEMBER, by_default=pl.lit(False), ordinal=pl.lit(0)).select(*chosen.columns, "ordinal")
