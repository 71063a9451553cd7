"""What pronouns and descriptors stand for: the nearest fitting name before them that its sentence is about.

Belongs here: antecedents of 'it', 'they', 'he', 'the company', 'the Chinese firm'. Does not belong here: names (`names`).
"""

from functools import cache

import polars as pl

from transforms.reading.quotations import POSITION, STRIDE, position
from transforms.vocabulary import load

_KINDS = 8
"""More than there are kinds of entities."""
_MAIN = 0.4
"""Share of an article's mentions of organisations and their products from which on the article is about that organisation."""
_LEAD = 3
"""First sentences of an article, which say whom it is about."""
_BYLINE = 40
"""Code points at a sentence's beginning within which bylines and the agencies of datelines stand."""
_AND = 5
"""Code points between two names that 'and' joins."""
_MEANT = ("name", "kind", "company", "parent", "wikidata_qid")


def resolve_references(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """references: one row a pronoun or descriptor at its place, in order (..., meant, form, country of its demonym, land: the country whose
    government it is); names: resolved names.

    Returns rows of mentions: name, kind, company null where nothing before it in the article fits.
    """
    candidates = _candidates(names)
    wanted = references.with_columns(position("start"), _by=_article_and_kind("meant")).with_row_index("_row")
    main = _main(wanted, names)
    described = _resolved(wanted.filter(pl.col("form") == "descriptor"), candidates, main, names)
    # 'The lender lost $5. Its shares ...': what opens a sentence and stands for a name is what later pronouns stand for.
    opening = described.filter((pl.col("start") == 0) & pl.col("name").is_not_null())
    known = pl.concat([candidates, opening.select(candidates.columns)]).sort(POSITION)
    said = _resolved(wanted.filter(pl.col("form") != "descriptor"), known, main, names)
    return pl.concat([described, said]).with_columns(led=pl.lit(False))


def _resolved(wanted: pl.DataFrame, candidates: pl.DataFrame, main: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """References with what they stand for among the candidates."""
    nearest = wanted.join_asof(
        candidates.select(POSITION, "_by", *_MEANT, _since=POSITION, _country="country"),
        on=POSITION, by="_by", strategy="backward", allow_exact_matches=False, check_sortedness=False,
    )  # fmt: skip
    told = _about_the_article(_of_government(_of_nation(nearest, candidates)), main)
    return _apposed(_of_kind(told, names), names)


def _article_and_kind(kind: str) -> pl.Expr:
    """One number for an article and a kind of entity."""
    return pl.col("article_no").cast(pl.UInt64) * _KINDS + pl.col(kind).to_physical()


def _candidates(names: pl.DataFrame) -> pl.DataFrame:
    """Names that a later word may stand for, in order.

    The first name of a sentence that no preposition leads is what the sentence is about: it is in force to the sentence's end and
    beyond. Others ('..., like KreditBee') are in force only where the article has had no such name yet.
    """
    ordered = names.filter(pl.col("kind").is_in(["organisation", "person", "place"])).with_columns(
        _by=_article_and_kind("kind"), _person=pl.col("kind") == "person"
    )
    led = pl.col("led") & ~pl.col("attributed")
    # Who only reports is not spoken of, unless the article names nobody else.
    outlet = pl.col("name").cast(pl.String).is_in(_outlets().implode())
    in_sentence = pl.col("sentence_no").cast(pl.UInt64) * _KINDS + pl.col("kind").to_physical()
    ordered = ordered.with_columns(_free=(~led & ~outlet) | pl.col("_person"), _in_sentence=in_sentence).with_row_index("_nth")
    # 'Acme and Beta joined in': neither is the company that is spoken of.
    beside = (pl.col("sentence_no") == pl.col("sentence_no").shift(-1)) & (pl.col("kind") == pl.col("kind").shift(-1))
    joint = (beside & (pl.col("start").shift(-1).cast(pl.Int64) - pl.col("end") == _AND)).fill_null(False)
    ordered = ordered.with_columns(_joint=joint | joint.shift(1).fill_null(False))
    subjects = (
        ordered.filter(pl.col("_free") & ~pl.col("_person") & ~pl.col("_joint"))
        .select("_nth", "_in_sentence")
        .unique("_in_sentence", keep="first")
    )
    cited = (pl.col("form") == "unknown") & pl.col("led") & (pl.col("start") < _BYLINE)
    firsts = ordered.filter(~cited).select("_nth", "_by", "_free").unique("_by", keep="first").filter(~pl.col("_free"))
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
    )  # fmt: skip
    return _replaced(references, instead)


def _of_kind(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """'The railway' is the nearest one whose name ends so ('Korvane Railway'), where the article has named one."""
    last = r"([A-Za-z-]+)$"
    organisation = pl.col("meant") == "organisation"
    described = references.filter(organisation & (pl.col("form") == "descriptor")).select(
        "_row", POSITION, "_by", _head=pl.col("mention_text").cast(pl.String).str.to_lowercase().str.extract(last, 1)
    )
    # Only articles that hold such a descriptor: most hold none.
    told = (
        names.lazy()
        .join(
            references.lazy().filter(pl.col("form") == "descriptor").select("article_no").unique(),
            on="article_no",
            how="semi",
            maintain_order="left",
        )
        .collect()
    )
    ended = told.filter((pl.col("kind") == "organisation") & (pl.col("form") != "alias")).select(
        POSITION, *_MEANT, _by=_article_and_kind("kind"), _head=pl.col("name").cast(pl.String).str.to_lowercase().str.extract(last, 1)
    )
    instead = described.join_asof(ended, on=POSITION, by=["_by", "_head"], strategy="backward", check_sortedness=False)
    return _replaced(references, instead)


def _replaced(references: pl.DataFrame, instead: pl.DataFrame) -> pl.DataFrame:
    """References that stand for what was found `instead` (_row, the columns of _MEANT; name null where nothing was), else as they were."""
    told = [column for column in _MEANT if column != "kind"]
    found = instead.filter(pl.col("name").is_not_null()).select("_row", _named=True, **{f"_{column}": pl.col(column) for column in told})
    return (
        references.join(found, on="_row", how="left", maintain_order="left")
        .with_columns(pl.when("_named").then(f"_{column}").otherwise(column).alias(column) for column in told)
        .drop("_named", *(f"_{column}" for column in told))
    )


def _of_government(references: pl.DataFrame) -> pl.DataFrame:
    """'The Peruvian government' is Peru, named before or not."""
    stated = pl.col("land").is_not_null()
    return references.with_columns(name=pl.coalesce("land", "name"), kind=pl.when(stated).then("meant").otherwise("kind"))


def _main(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """The organisation that an article is about, one row an article.

    Returns article_no, the columns of the organisation with a leading underscore, _often (most of the article's names are its own),
    _leads (the headline or the first sentences name it and no other is named more).
    """
    own = pl.col("kind") == "organisation"
    opens = pl.col("article_no").ne_missing(pl.col("article_no").shift(1))
    since = pl.col("sentence_no").cast(pl.Int64) - pl.when(opens).then("sentence_no").forward_fill()
    shares = (
        names.lazy()
        .with_columns(_ahead=(pl.col("headline") | (since < _LEAD)) & ~pl.col("led"))
        .filter(pl.col("kind").is_in(["organisation", "product"]) & pl.col("company").is_not_null() & ~pl.col("attributed"))
        .join(references.lazy().select("article_no").unique(), on="article_no", how="semi", maintain_order="left")
        .group_by("article_no", pl.col("company").alias("_name"), maintain_order=True)
        .agg(
            pl.len().alias("_times"),
            pl.col("_ahead").sum().alias("_first"),
            pl.col("headline").any().alias("_titled"),
            pl.col("parent").filter(own).first().alias("_parent"),
            pl.col("wikidata_qid").filter(own).first().alias("_wikidata_qid"),
        )
        .with_columns(_of=pl.col("_times").sum().over("article_no"), _points=pl.col("_times") + pl.col("_first") + 2 * pl.col("_titled"))
    )
    return (
        shares.sort("_points", descending=True, maintain_order=True)
        .unique("article_no", keep="first", maintain_order=True)
        .select(
            "article_no", "_name", "_parent", "_wikidata_qid", _company="_name",
            _often=(pl.col("_times") >= 3) & (pl.col("_times") >= _MAIN * pl.col("_of")),
            _leads=(pl.col("_first") > 0) & (pl.col("_times") > 1),
        )
        .filter(pl.col("_often") | pl.col("_leads"))
        .collect()
    )  # fmt: skip


def _about_the_article(references: pl.DataFrame, main: pl.DataFrame) -> pl.DataFrame:
    """References to an earlier sentence go to the organisation that most of its article is about, 'the company' to that of its lead."""
    away = pl.col("sentence_no").cast(pl.Int64) - pl.col("_since") // STRIDE
    # A pronoun stands for what the sentence right before is about; 'the company' looks further.
    earlier = away.is_null() | (away > pl.when(pl.col("form") == "descriptor").then(0).otherwise(1))
    generic = pl.col("mention_text").cast(pl.String).str.contains(_generic()) & (pl.col("form") == "descriptor")
    meant = (
        references.filter((pl.col("meant") == "organisation") & earlier & pl.col("name").is_not_null())
        .select("_row", "article_no", _generic=generic)
        .join(main, on="article_no", maintain_order="left")
        .filter(pl.col("_often") | pl.col("_generic"))
        .select("_row", "_name", "_parent", "_wikidata_qid", "_company", _named=True)
    )
    fields = ("name", "company", "parent", "wikidata_qid")
    return (
        references.join(meant, on="_row", how="left", maintain_order="left")
        .with_columns(pl.when("_named").then(f"_{column}").otherwise(column).alias(column) for column in fields)
        .drop("_named", *(f"_{column}" for column in fields))
    )


@cache
def _outlets() -> pl.Series:
    """Names of newspapers, agencies and sites."""
    return load("outlets")["canonical"].drop_nulls().unique()


@cache
def _generic() -> str:
    """Descriptors that fit every organisation: 'the company', 'the Danish group'."""
    heads = load("descriptors").filter(pl.col("fits") == "any")["head"]
    return rf" (?:{'|'.join(heads)})$"


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
