"""The lake's frames to the star's: names become ids, rows take the shape of `contracts.core`.

Belongs here: pure polars functions from lake rows to rows of `core`, and the ids of named things. Does not belong here: reading Parquet
(`transforms.lake`), DuckDB and what needs rows of other batches (`warehouse.load`: versions, duplicates, an entity's agreed kind).
"""

import hashlib

import polars as pl

from transforms.contracts import lake
from transforms.contracts.dictionary import core_table

ID_LENGTH = 16
"""Hex digits of an id: 64 bits, so a million names collide with a chance of 3 in 10 million."""

ALIAS_KIND_OF_FORM = {
    "known": "name",
    "unknown": "name",
    "alias": "name",
    "surname": "surname",
    "misspelling": "misspelling",
    "source_error": "source_error",
}
"""Forms of mentions that write a name, and the kind of alias each makes. Pronouns and descriptors are no names."""


def names_to_ids(names: pl.Series) -> pl.DataFrame:
    """name, id: one row a distinct name. The id hashes the name without regard to case and runs of spaces.

    The loop runs over distinct names of a batch, not over rows: polars has no hash that stays the same between its versions.
    """
    distinct = names.drop_nulls().unique()
    keys = (" ".join(name.casefold().split()) for name in distinct)
    ids = [hashlib.sha256(key.encode()).hexdigest()[:ID_LENGTH] for key in keys]
    return pl.DataFrame({"name": distinct, "id": ids}, schema={"name": pl.String, "id": pl.String})


def star_frames(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Rows of `core` from lake rows of one load.

    tables: frames of `contracts.lake` by lake table (events, articles, publications, segments, claims, mentions, roles, set_aside); any
    may be missing. Returns frames by core table, each with exactly its declared columns. dim_article comes with version_no 1, is_current
    and no duplicate_of (the loader settles these against the other articles), and with body_fingerprint holding the body's letters and
    digits themselves: the loader hashes them.
    """
    rows = {name: tables.get(name, empty) for name, empty in _EMPTY.items()}
    ids = names_to_ids(_all_names(rows))
    return {
        "dim_publisher": _publishers(rows["articles"]),
        "entity_sighting": _sightings(rows, ids),
        "dim_article": _articles(rows),
        "article_text": _shaped("article_text", rows["articles"]),
        "dim_segment": _shaped("dim_segment", rows["segments"]),
        "fact_claim": _claims(rows["claims"], ids),
        "fact_mention": _shaped("fact_mention", _with_ids(rows["mentions"], ids, entity_id="name")),
        "fact_role": _shaped("fact_role", _with_ids(rows["roles"], ids, person_id="person", organisation_id="organisation")),
        "fact_set_aside": _shaped("fact_set_aside", rows["set_aside"]),
        "fact_ingest_event": _shaped("fact_ingest_event", _without_zone(rows["events"], "arrived_at")),
    }


_EMPTY = {
    "events": lake.IngestEvents.create_empty(),
    "articles": lake.ArticleRows.create_empty(),
    "publications": lake.PublicationRows.create_empty(),
    "segments": lake.SegmentRows.create_empty(),
    "claims": lake.ClaimRows.create_empty(),
    "mentions": lake.MentionRows.create_empty(),
    "roles": lake.RoleRows.create_empty(),
    "set_aside": lake.SetAsideRows.create_empty(),
}

_CLAIM_ENTITIES = (
    # column, its kind, the organisation behind it
    ("subject", pl.col("subject_kind"), pl.col("company")),
    ("company", pl.lit("organisation"), pl.lit(None, pl.String)),
    ("place", pl.lit("place"), pl.lit(None, pl.String)),
    ("speaker", pl.col("speaker_kind").fill_null("person"), pl.lit(None, pl.String)),
    ("speaker_org", pl.lit("organisation"), pl.lit(None, pl.String)),
    ("cited_source", pl.lit("organisation"), pl.lit(None, pl.String)),
)


def _all_names(rows: dict[str, pl.DataFrame]) -> pl.Series:
    claims, mentions, roles = rows["claims"], rows["mentions"], rows["roles"]
    columns = [claims[name] for name, _, _ in _CLAIM_ENTITIES]
    columns += [mentions["name"], mentions["company"], mentions["parent"], roles["person"], roles["organisation"]]
    return pl.concat([column.rename("name") for column in columns])


def _with_ids(frame: pl.DataFrame, ids: pl.DataFrame, **named: str) -> pl.DataFrame:
    """frame with id columns: `_with_ids(f, ids, subject_id="subject")`."""
    return frame.with_columns(
        pl.col(source).replace_strict(ids["name"], ids["id"], default=None).alias(target) for target, source in named.items()
    )


def _sightings(rows: dict[str, pl.DataFrame], ids: pl.DataFrame) -> pl.DataFrame:
    """`core.EntitySighting`: each name and kind an article gives an entity, once."""
    none = pl.lit(None, pl.String)
    mentioned = rows["mentions"].select("article_id", "name", "kind", pl.coalesce("parent", "company").alias("parent"), "wikidata_qid")
    behind = rows["mentions"].select(
        "article_id",
        pl.coalesce("parent", "company").alias("name"),
        pl.lit("organisation").alias("kind"),
        none.alias("parent"),
        none.alias("wikidata_qid"),
    )
    claimed = [
        rows["claims"].select(
            "article_id", pl.col(name).alias("name"), kind.alias("kind"), parent.alias("parent"), none.alias("wikidata_qid")
        )
        for name, kind, parent in _CLAIM_ENTITIES
    ]
    stated = [
        rows["roles"].select(
            "article_id", pl.col(name).alias("name"), pl.lit(kind).alias("kind"), none.alias("parent"), none.alias("wikidata_qid")
        )
        for name, kind in (("person", "person"), ("organisation", "organisation"))
    ]
    seen = pl.concat([mentioned, behind, *claimed, *stated]).filter(pl.col("name").is_not_null())
    return (
        _with_ids(seen, ids, entity_id="name", parent_id="parent")
        .with_columns(pl.when(pl.col("parent_id") != pl.col("entity_id")).then("parent_id").alias("parent_id"))
        .group_by("article_id", "entity_id", "name", "kind")
        .agg(pl.col("parent_id", "wikidata_qid").min())
        .pipe(lambda frame: _shaped("entity_sighting", frame))
        .sort("article_id", "entity_id", "name", "kind")
    )


def _publishers(articles: pl.DataFrame) -> pl.DataFrame:
    """`core.DimPublisher`; of two spellings of one name the first in code point order."""
    publishers = names_to_ids(articles["publisher"]).rename({"id": "publisher_id"})
    return _shaped("dim_publisher", publishers.group_by("publisher_id").agg(pl.col("name").min()).sort("publisher_id"))


def _articles(rows: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """`core.DimArticle`: what arrived, overlaid with what reading made of its date, headline and byline."""
    arrived, publications = rows["articles"], rows["publications"]
    publishers = names_to_ids(arrived["publisher"])
    read = publications.rename({"headline": "read_headline", "byline": "read_byline", "published_basis": "read_basis"})
    joined = (
        _without_zone(arrived, "first_seen_at").join(read, on="article_id", how="left").join(_bodies(rows), on="article_id", how="left")
    )
    return _shaped(
        "dim_article",
        joined.with_columns(
            pl.col("publisher").replace_strict(publishers["name"], publishers["id"], default=None).alias("publisher_id"),
            pl.coalesce("headline", "read_headline").alias("headline"),
            pl.coalesce("byline", "read_byline").alias("byline"),
            # before an article is read, the basis speaks of a date that is not yet resolved
            pl.coalesce("read_basis", pl.lit("none")).alias("published_basis"),
            pl.lit(1).alias("version_no"),
            pl.lit(True).alias("is_current"),
            pl.lit(None, pl.String).alias("duplicate_of"),
        ),
    )


def _bodies(rows: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """article_id, body_fingerprint: letters and digits of the body segments in lower case; null when there are none."""
    body = rows["segments"].filter(pl.col("kind") == "body").join(rows["articles"].select("article_id", "text"), on="article_id")
    words = pl.col("text").str.slice(pl.col("char_start"), pl.col("char_end") - pl.col("char_start"))
    plain = words.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", "")
    joined = (
        body.sort("article_id", "char_start").group_by("article_id", maintain_order=True).agg(plain.str.join("").alias("body_fingerprint"))
    )
    return joined.with_columns(pl.col("body_fingerprint").replace("", None))


def _claims(claims: pl.DataFrame, ids: pl.DataFrame) -> pl.DataFrame:
    """`core.FactClaim`."""
    named = {f"{name}_id": name for name, _, _ in _CLAIM_ENTITIES}
    renamed = _with_ids(claims, ids, **named).rename({"metric": "metric_id", "of_metric": "of_metric_id"})
    return _shaped("fact_claim", renamed)


def _without_zone(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Moments as plain UTC: DuckDB hands out zoned ones only where a time zone library is at hand."""
    return frame.with_columns(pl.col(column).dt.convert_time_zone("UTC").dt.replace_time_zone(None))


def _shaped(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Exactly the declared columns, with the declared types."""
    return frame.select(pl.col(name).cast(dtype) for name, dtype in core_table(table).schema.items())
