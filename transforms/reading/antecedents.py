"""What pronouns and descriptors stand for: the nearest fitting name before them that its sentence is about.

Belongs here: antecedents of 'it', 'they', 'he', 'the company', 'the Chinese firm'. Does not belong here: names (`names`).
"""

import polars as pl

from transforms.reading.names import is_led
from transforms.vocabulary import load

_PERSON_WORDS = ["he", "she", "his", "her"]
_STRIDE = 4096
"""Positions a sentence: more code points than a sentence may hold, so that sentence_no * _STRIDE + start orders a batch."""
_MAIN = 0.4
"""Share of an article's mentions of organisations and their products from which on the article is about that organisation."""


def resolve_references(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """references: one row a pronoun or descriptor at its place (..., head, country of its demonym); names: resolved names.

    Returns rows of mentions: name, kind, company null where nothing before it in the article fits.
    """
    kinds = load("descriptors").select("head", _meant="kind")
    wanted = (
        references.with_columns(head=pl.col("head").str.replace(r"s$", ""), _head=pl.col("head"))
        .join(kinds, left_on="_head", right_on="head", how="left", maintain_order="left")
        .with_columns(
            _meant=pl.when(pl.col("_head").is_in(_PERSON_WORDS))
            .then(pl.lit("person"))
            .otherwise(pl.coalesce("_meant", pl.lit("organisation"))),
            form=pl.when(pl.col("_head").is_in(["it", "its", "they", "their", *_PERSON_WORDS]))
            .then(pl.lit("pronoun"))
            .otherwise(pl.lit("descriptor")),
            _at=_position("start"),
        )
        .drop("head", "_head")
        .sort("_at")
    )
    candidates = _candidates(names)
    keys = ["article_no", "_meant"]
    found = wanted.join_asof(
        candidates.select(*keys, _at="_from", _since="_from", name="name", kind="kind", company="company", parent="parent",
            wikidata_qid="wikidata_qid", _country="country",
        ),
        on="_at", by=keys, strategy="backward", allow_exact_matches=False, check_sortedness=False,
    )  # fmt: skip
    national = candidates.filter(pl.col("country").is_not_null()).select(
        *keys, "country", _at="_from", _name="name", _company="company", _parent="parent", _qid="wikidata_qid"
    )
    foreign = pl.col("country").is_not_null() & (pl.col("country") != pl.col("_country")).fill_null(True)
    matched = found.join_asof(
        national, on="_at", by=[*keys, "country"], strategy="backward", allow_exact_matches=False, check_sortedness=False
    )
    instead = foreign & pl.col("_name").is_not_null()
    nearest = matched.with_columns(
        name=pl.when(instead).then("_name").otherwise("name"),
        company=pl.when(instead).then("_company").otherwise("company"),
        parent=pl.when(instead).then("_parent").otherwise("parent"),
        wikidata_qid=pl.when(instead).then("_qid").otherwise("wikidata_qid"),
    )
    return _apposed(_about_the_article(_governments(nearest), names), names).select(
        "sentence_no",
        "article_no",
        "start",
        "end",
        "mention_text",
        "name",
        "kind",
        "company",
        "parent",
        "wikidata_qid",
        "form",
        "possessive",
    )


def _position(column: str) -> pl.Expr:
    """Order within the batch."""
    return pl.col("sentence_no").cast(pl.Int64) * _STRIDE + pl.col(column).cast(pl.Int64)


def _candidates(names: pl.DataFrame) -> pl.DataFrame:
    """Names that a later word may stand for, each from the place on where it is in force (`_from`, sorted).

    The first name of a sentence that no preposition leads is what the sentence is about: it is in force to the sentence's end and
    beyond. Others ('..., like KreditBee') are in force only where the article has had no such name yet.
    """
    led = is_led() & (pl.col("lead") != "according to")
    often = names.group_by("article_no", "name").len("_times")
    sure = (pl.col("form") != "unknown") | (pl.col("_times") > 2) | pl.col("possessive")
    ranked = (
        names.join(often, on=["article_no", "name"], how="left")
        .filter(pl.col("kind").is_in(["organisation", "person", "place"]))
        .with_columns(_meant="kind", _from=_position("start"), _free=(~led & (sure | (pl.col("start") < 5))) | (pl.col("kind") == "person"))
    )
    ordered = ranked.sort("_from")
    subjects = ordered.filter(pl.col("_free") & (pl.col("kind") != "person")).unique(["sentence_no", "_meant"], keep="first")
    firsts = ordered.unique(["article_no", "_meant"], keep="first").filter(~pl.col("_free"))
    return pl.concat([subjects, firsts, ordered.filter(pl.col("kind") == "person")]).sort("_from")


def _governments(references: pl.DataFrame) -> pl.DataFrame:
    """'The Peruvian government' is Peru, named before or not."""
    countries = load("places").filter(pl.col("kind") == "country").select(_land="canonical", country="country")
    of_country = (pl.col("_meant") == "place") & pl.col("_land").is_not_null()
    return (
        references.join(countries, on="country", how="left", maintain_order="left")
        .with_columns(
            name=pl.when(of_country).then("_land").otherwise("name"), kind=pl.when(of_country).then(pl.lit("place")).otherwise("kind")
        )
        .drop("_land")
    )


def _about_the_article(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """References to an earlier sentence go to the organisation that most of its article is about."""
    backed = names.filter(pl.col("kind").is_in(["organisation", "product"]) & pl.col("company").is_not_null())
    own = pl.col("kind") == "organisation"
    shares = backed.group_by("article_no", pl.col("company").alias("_name"), maintain_order=True).agg(
        pl.len().alias("_times"),
        pl.col("parent").filter(own).first().alias("_parent"),
        pl.col("wikidata_qid").filter(own).first().alias("_qid"),
    )
    main = (
        shares.with_columns(_of=pl.col("_times").sum().over("article_no"))
        .filter((pl.col("_times") >= 3) & (pl.col("_times") >= _MAIN * pl.col("_of")))
        .sort("_times", descending=True, maintain_order=True)
        .unique("article_no", keep="first", maintain_order=True)
        .select("article_no", "_name", "_parent", "_qid", _company="_name")
    )
    earlier = pl.col("_since").is_null() | (pl.col("_since") // _STRIDE != pl.col("sentence_no").cast(pl.Int64))
    to_main = (pl.col("_meant") == "organisation") & earlier & pl.col("_name").is_not_null() & pl.col("name").is_not_null()
    return (
        references.drop("_name", "_company", "_parent", "_qid")
        .join(main, on="article_no", how="left", maintain_order="left")
        .with_columns(
            pl.when(to_main).then(f"_{short}").otherwise(column).alias(column)
            for column, short in (("name", "name"), ("company", "company"), ("parent", "parent"), ("wikidata_qid", "qid"))
        )
        .drop("_name", "_company", "_parent", "_qid")
    )


def _apposed(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """'The Chinese company Acme', 'the e-commerce giant, Acme': the descriptor stands for the name right after it."""
    following = names.filter(pl.col("kind").is_in(["organisation", "person"]) & (pl.col("lead") == "")).select(
        "sentence_no", "start", _meant="kind", _name="name", _company="company"
    )
    beside = references.with_columns(start_=pl.col("end") + 1, _meant_=pl.col("_meant"))
    return beside.join(
        following,
        left_on=["sentence_no", "start_", "_meant"],
        right_on=["sentence_no", "start", "_meant"],
        how="left",
        maintain_order="left",
    ).with_columns(
        name=pl.when(pl.col("form") == "descriptor").then(pl.coalesce("_name", "name")).otherwise("name"),
        company=pl.when((pl.col("form") == "descriptor") & pl.col("_name").is_not_null()).then("_company").otherwise("company"),
    )
