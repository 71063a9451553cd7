"""What pronouns and descriptors stand for: the nearest fitting name before them that its sentence is about.

Belongs here: antecedents of 'it', 'they', 'he', 'the company', 'the Chinese firm'. Does not belong here: names (`names`).
"""

import polars as pl

from transforms.reading.quotations import POSITION, STRIDE, position
from transforms.reading.resolution import in_article

_KINDS = 8
"""More than there are kinds of entities."""
_MAIN = 0.4
"""Share of an article's mentions of organisations and their products from which on the article is about that organisation."""
_MEANT = ("name", "kind", "company", "parent", "wikidata_qid")


def resolve_references(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """references: one row a pronoun or descriptor at its place, in order (..., meant, form, country of its demonym, land: the country whose
    government it is); names: resolved names.

    Returns rows of mentions: name, kind, company null where nothing before it in the article fits.
    """
    candidates = _candidates(names)
    wanted = references.with_columns(position("start"), _by=_article_and_kind("meant")).with_row_index("_row")
    nearest = wanted.join_asof(
        candidates.select(POSITION, "_by", *_MEANT, _since=POSITION, _country="country"),
        on=POSITION, by="_by", strategy="backward", allow_exact_matches=False, check_sortedness=False,
    )  # fmt: skip
    told = _of_government(_of_nation(nearest, candidates))
    return _apposed(_about_the_article(told, names), names).with_columns(led=pl.lit(False))


def _article_and_kind(kind: str) -> pl.Expr:
    """One number for an article and a kind of entity."""
    return pl.col("article_no").cast(pl.UInt64) * _KINDS + pl.col(kind).to_physical()


def _candidates(names: pl.DataFrame) -> pl.DataFrame:
    """Names that a later word may stand for, in order.

    The first name of a sentence that no preposition leads is what the sentence is about: it is in force to the sentence's end and
    beyond. Others ('..., like KreditBee') are in force only where the article has had no such name yet.
    """
    ordered = names.filter(pl.col("kind").is_in(["organisation", "person", "place"])).with_columns(
        _by=_article_and_kind("kind"), _name_key=in_article("name"), _person=pl.col("kind") == "person"
    )
    often = ordered.group_by("_name_key").len("_times").filter(pl.col("_times") > 2)["_name_key"]
    sure = (pl.col("form") != "unknown") | pl.col("possessive") | (pl.col("start") < 5) | pl.col("_name_key").is_in(often.implode())
    led = pl.col("led") & ~pl.col("attributed")
    in_sentence = pl.col("sentence_no").cast(pl.UInt64) * _KINDS + pl.col("kind").to_physical()
    ordered = ordered.with_columns(_free=(~led & sure) | pl.col("_person"), _in_sentence=in_sentence).with_row_index("_nth")
    subjects = ordered.filter(pl.col("_free") & ~pl.col("_person")).select("_nth", "_in_sentence").unique("_in_sentence", keep="first")
    firsts = ordered.select("_nth", "_by", "_free").unique("_by", keep="first").filter(~pl.col("_free"))
    chosen = pl.concat([subjects["_nth"], firsts["_nth"]])
    return ordered.filter(pl.col("_person") | pl.col("_nth").is_in(chosen.implode())).select(POSITION, "_by", "country", *_MEANT)


def _of_nation(references: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """'The Chinese firm' is the nearest one of that country, where the article has named one."""
    foreign = references.filter(pl.col("country").is_not_null() & (pl.col("country") != pl.col("_country")).fill_null(True))
    instead = (
        foreign.select("_row", POSITION, "_by", "country")
        .join_asof(
            candidates.filter(pl.col("country").is_not_null()),
            on=POSITION, by=["_by", "country"], strategy="backward", allow_exact_matches=False, check_sortedness=False,
        )
        .filter(pl.col("name").is_not_null())
        .select("_row", _named=True, **{f"_{column}": pl.col(column) for column in _MEANT if column != "kind"})
    )  # fmt: skip
    return (
        references.join(instead, on="_row", how="left", maintain_order="left")
        .with_columns(pl.when("_named").then(f"_{column}").otherwise(column).alias(column) for column in _MEANT if column != "kind")
        .drop("_named", *(f"_{column}" for column in _MEANT if column != "kind"))
    )


def _of_government(references: pl.DataFrame) -> pl.DataFrame:
    """'The Peruvian government' is Peru, named before or not."""
    stated = pl.col("land").is_not_null()
    return references.with_columns(name=pl.coalesce("land", "name"), kind=pl.when(stated).then("meant").otherwise("kind"))


def _about_the_article(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """References to an earlier sentence go to the organisation that most of its article is about."""
    earlier = pl.col("_since").is_null() | (pl.col("_since") // STRIDE != pl.col("sentence_no").cast(pl.Int64))
    to_main = references.filter((pl.col("meant") == "organisation") & earlier & pl.col("name").is_not_null()).select("_row", "article_no")
    own = pl.col("kind") == "organisation"
    shares = (
        names.filter(pl.col("kind").is_in(["organisation", "product"]) & pl.col("company").is_not_null())
        .select("article_no", "kind", "company", "parent", "wikidata_qid")
        .join(to_main.select("article_no").unique(), on="article_no", how="semi", maintain_order="left")
        .group_by("article_no", pl.col("company").alias("_name"), maintain_order=True)
        .agg(
            pl.len().alias("_times"),
            pl.col("parent").filter(own).first().alias("_parent"),
            pl.col("wikidata_qid").filter(own).first().alias("_wikidata_qid"),
        )
    )
    main = (
        shares.with_columns(_of=pl.col("_times").sum().over("article_no"))
        .filter((pl.col("_times") >= 3) & (pl.col("_times") >= _MAIN * pl.col("_of")))
        .sort("_times", descending=True, maintain_order=True)
        .unique("article_no", keep="first", maintain_order=True)
        .select("article_no", "_name", "_parent", "_wikidata_qid", _company="_name", _named=True)
    )
    meant = to_main.join(main, on="article_no", maintain_order="left").drop("article_no")
    fields = ("name", "company", "parent", "wikidata_qid")
    return (
        references.join(meant, on="_row", how="left", maintain_order="left")
        .with_columns(pl.when("_named").then(f"_{column}").otherwise(column).alias(column) for column in fields)
        .drop("_named", *(f"_{column}" for column in fields))
    )


def _apposed(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """'The Chinese company Acme', 'the e-commerce giant, Acme': the descriptor stands for the name right after it."""
    next_to = (pl.col(POSITION) + pl.col("end") - pl.col("start") + 1) * _KINDS + pl.col("meant").to_physical()
    following = names.filter(pl.col("unled") & pl.col("kind").is_in(["organisation", "person"])).select(
        _at=pl.col(POSITION) * _KINDS + pl.col("kind").to_physical(), _name="name", _company="company"
    )
    instead = (
        references.filter(pl.col("form") == "descriptor")
        .select("_row", _at=next_to)
        .join(following, on="_at")
        .select("_row", "_name", "_company", _named=True)
    )
    return references.join(instead, on="_row", how="left", maintain_order="left").with_columns(
        name=pl.coalesce("_name", "name"), company=pl.when("_named").then("_company").otherwise("company")
    )
