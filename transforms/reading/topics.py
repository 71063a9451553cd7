"""What an article is about: how each of its names stands in it.

Belongs here: points of names by how often and where they are told, the topic, the place, who only speaks. Does not belong here: which
name a figure is about (`subjects`), what sounds like a bystander (`bystanders`).
"""

from dataclasses import dataclass

import polars as pl

from transforms.contracts import enums
from transforms.reading.bystanders import sounds_like_bystander
from transforms.reading.parts import FORMS, PARTS

TITLED, LEADING, LEAD = 3.0, 1.5, 3
"""What a mention in the headline and in the first so many sentences counts beside one elsewhere."""
QUIET = 0.6
"""What an organisation that speaks of others loses of its claim to be what the article is about."""
POINTS = {"acts": 1.0, "owner": 1.0, "apposed": 1.0, "explained": 1.0, "subject": 0.5, "holder": 0.5, "held": 0.5, "modifier": 0.4,
          "object": 0.3, "beside": 0.3, "complement": 0.3, "where": 0.3, "rival": 0.1, "speaker": 0.2, "source": 0.0}  # fmt: skip
KIND_POINTS = {"organisation": 1.0, "product": 0.7, "market": 0.5, "place": 0.3, "person": 0.0}
FORM_POINTS = {"pronoun": 0.2, "descriptor": 0.2, "unknown": 0.8}
_NAMES = 1 << 32
"""More than a batch holds names."""


@dataclass(frozen=True)
class Topics:
    """What the articles of a batch are about.

    articles: article_no, topic, topic_kind, topic_company, of_firm (the topic is a firm or its product, not a market, nor one who speaks of
    others), land (the place most told), one row each. names: _key (`in_article`), rel (0..1:
    how much the article is about this topic or place rather than the other), voice (0..1: part of the topic's mentions that only speak),
    titled, lead (1 where the headline, the first sentences name it), outside (1 who speaks of others), minor (0..1: told less than the
    topic), one row a name of an article.
    """

    articles: pl.DataFrame
    names: pl.DataFrame


def in_article() -> pl.Expr:
    """One number for an article and a name."""
    return pl.col("article_no").cast(pl.UInt64) * _NAMES + pl.col("name").to_physical()


def find_topics(sentences: pl.DataFrame, parts: pl.DataFrame, judging: pl.DataFrame, said: pl.DataFrame) -> Topics:
    """parts: mentions with their parts, names as codes; judging: as of `bystanders.bystanders_of`, said: sentence_no, said_by of
    sentences that somebody says, names as codes."""
    told = _told(sentences, parts, judging, said)
    ranked = told.lazy().sort("points", descending=True, maintain_order=True)
    spoken_of = pl.col("kind").is_in(["organisation", "product", "market"]) & (pl.col("points") > 0)
    top = ranked.filter(spoken_of).unique("article_no", keep="first", maintain_order=True)
    land = ranked.filter(pl.col("kind") == "place").unique("article_no", keep="first", maintain_order=True)
    firm = pl.col("kind").is_in(["organisation", "product"]) & (pl.col("outside") == 0)
    articles = (
        top.select("article_no", topic="name", topic_kind="kind", topic_company="company", of_firm=firm, _topic_points="points")
        .join(
            land.select("article_no", land="name", _land_points="points"), on="article_no", how="full", coalesce=True, maintain_order="left"
        )
        .collect()
    )
    topic, place = pl.col("_topic_points").fill_null(0.0), pl.col("_land_points").fill_null(0.0)
    placed = place / (place + topic + 1e-9)
    is_topic, is_land = (pl.col("name") == pl.col("topic")).fill_null(False), (pl.col("name") == pl.col("land")).fill_null(False)
    names = (
        told.lazy()
        .join(articles.lazy(), on="article_no", how="left", maintain_order="left")
        .select(
            "_key", "titled", "lead", "outside",
            rel=pl.when(is_land).then(placed).when(is_topic).then(1 - placed).otherwise(0.0),
            voice=pl.when(is_topic).then("voice").otherwise(0.0),
            minor=1 - (pl.col("points") / (topic + 1e-9)).clip(0, 1),
        )
        .collect()
    )  # fmt: skip
    return Topics(articles.drop("_topic_points", "_land_points"), names)


def _told(sentences: pl.DataFrame, parts: pl.DataFrame, judging: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """One row a name of an article: _key, article_no, name, kind, company, points, voice (part of its mentions that are sources or
    speakers), titled, lead, outside."""
    opens = pl.col("article_no").ne_missing(pl.col("article_no").shift(1))
    since = pl.col("sentence_no") - pl.when(opens).then("sentence_no").forward_fill()
    order = sentences.lazy().select(
        "sentence_no", _place=pl.when(pl.col("kind") == "headline").then(TITLED).when(since < LEAD).then(LEADING).otherwise(1.0)
    )
    points = (
        pl.lit(pl.Series([POINTS.get(part, 0.3) for part in PARTS])).gather(pl.col("part").to_physical())
        * pl.lit(pl.Series([KIND_POINTS[kind] for kind in enums.ENTITY_KINDS])).gather(pl.col("kind").to_physical())
        * pl.lit(pl.Series([FORM_POINTS.get(form, 1.0) for form in FORMS])).gather(pl.col("form_code"))
        * pl.col("_place")
    )
    speaks = pl.col("part").is_in(["speaker", "source"])
    sounding = (pl.col("kind") == "organisation") & pl.col("name").is_in(_sounding(parts).implode())
    return (
        parts.lazy()
        .select("sentence_no", "article_no", "name", "part", "kind", "form_code", "company", _key=in_article())
        .join(order, on="sentence_no", how="left", maintain_order="left")
        .join(said.lazy(), on="sentence_no", how="left", maintain_order="left")
        .with_columns(
            points=points,
            voice=speaks | (pl.col("name") == pl.col("said_by")).fill_null(False),
            titled=pl.col("_place") == TITLED,
            lead=(pl.col("_place") > 1) & ~speaks,
        )
        .group_by("_key", maintain_order=True)
        .agg(
            pl.col("article_no", "name", "kind", "company").first(),
            pl.col("points").sum(),
            # One mention that speaks is no proof: half counts.
            pl.col("voice").sum() / (pl.len() + 1),
            pl.col("titled", "lead").any().cast(pl.Float64),
        )
        .with_columns(
            outside=(sounding | pl.col("_key").is_in(judging.select(in_article()).to_series().implode())).fill_null(False).cast(pl.Float64)
        )
        .with_columns(points=pl.col("points") * (1 - QUIET * pl.max_horizontal("outside", "voice")))
        .collect()
    )


def _sounding(parts: pl.DataFrame) -> pl.Series:
    """Names of the batch that sound like bystanders'."""
    names = parts.select(pl.col("name").filter(pl.col("kind") == "organisation").unique())
    return names.filter(sounds_like_bystander(pl.col("name").cast(pl.String)))["name"]
