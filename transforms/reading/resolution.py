"""What a name means in its article: short forms, surnames and acronyms take the full name that the article gives.

Belongs here: joins of names within one article. Does not belong here: finding names (`names`), pronouns (`antecedents`).
"""

import polars as pl

from transforms.reading.names import BEFORE_PERSONS, organisation_words

_TITLE_CASE = 0.5
"""Share of a sentence's code points inside capitalised runs from which on it is set in title case."""


def resolve_names(found: pl.DataFrame) -> pl.DataFrame:
    """found: one row a name at its place (sentence_no, article_no, start, end, mention_text, name, kind, company, ..., known, first, lead).

    Returns the rows that are names, with name, kind, company and form (known, unknown, alias, surname) as the article gives them.
    """
    real = _without_capitals_only(found)
    people, short = _people(real), _short_forms(real)
    acronyms = _acronyms(real)
    key = ["article_no", "mention_text"]
    resolved = (
        real.join(people, on=key, how="left", maintain_order="left")
        .join(short, on=key, how="left", maintain_order="left")
        .join(acronyms, on=key, how="left", maintain_order="left")
    )
    person = pl.col("_full_person").is_not_null() & (~pl.col("known") | (pl.col("kind") == "place"))
    fuller = pl.when(~pl.col("known")).then(pl.coalesce("_long", "_spelled"))
    return (
        resolved.with_columns(
            form=pl.when(person & (pl.col("_full_person") != pl.col("mention_text")))
            .then(pl.lit("surname"))
            .when(fuller.is_not_null() | (pl.col("known") & (pl.col("name") != pl.col("mention_text"))))
            .then(pl.lit("alias"))
            .when("known")
            .then(pl.lit("known"))
            .otherwise(pl.lit("unknown")),
            kind=pl.when(person)
            .then(pl.lit("person"))
            .when(fuller.is_not_null())
            .then(pl.coalesce("_long_kind", "_spelled_kind", "kind"))
            .otherwise(_kind_by_place()),
            name=pl.when(person).then("_full_person").otherwise(pl.coalesce(fuller, "name")),
            company=pl.when(person)
            .then(None)
            .otherwise(pl.coalesce(pl.when(fuller.is_not_null()).then(pl.coalesce("_long_company", fuller)), "company")),
        )
        .with_columns(company=pl.coalesce("company", pl.when(pl.col("kind") == "organisation").then("name")))
        .drop(
            "_full_person",
            "_long",
            "_spelled",
            "_long_kind",
            "_spelled_kind",
            "_long_company",
            "known",
            "ambiguous",
            "first",
            "segment_kind",
            "_length",
        )
    )


def _kind_by_place() -> pl.Expr:
    """The kind of a name whose form does not tell: after 'in', 'at', 'near' a place, else an organisation."""
    located = pl.col("lead").is_in(["in", "near", "outside", "in the"]) & ~pl.col("mention_text").str.contains(
        r"^\p{Lu}{2,}|\pN|\p{Ll}\p{Lu}"
    )
    return pl.coalesce("kind", pl.when(located).then(pl.lit("place")).otherwise(pl.lit("organisation")))


def _without_capitals_only(found: pl.DataFrame) -> pl.DataFrame:
    """Drops unknown words that are capitals for where they stand alone: first in a sentence or in a title-cased line."""
    key = ["article_no", "mention_text"]
    capitals = found.group_by("sentence_no").agg((pl.col("end") - pl.col("start")).sum().alias("_capitals"), pl.len().alias("_count"))
    marked = found.join(capitals, on="sentence_no", maintain_order="left").with_columns(
        _titled=(pl.col("_capitals") > pl.col("_length") * _TITLE_CASE) & (pl.col("_length") > 20) | (pl.col("segment_kind") == "headline")
    )
    one_word = ~pl.col("mention_text").str.contains(" ", literal=True)
    shaped = pl.col("mention_text").str.contains(r"^\p{Lu}{2,}|\p{Ll}\p{Lu}|\pN|\.") & ~pl.col("_titled")
    common = pl.col("ambiguous").fill_null(False) & one_word & ~pl.col("possessive") & (pl.col("first") | pl.col("_titled"))
    doubtful = common | ~pl.col("known") & (
        (pl.col("first") & one_word & ~pl.col("possessive") & ~shaped) | (pl.col("_titled") & pl.col("kind").is_null())
    )
    sure = marked.filter(~doubtful | pl.col("opens_as_name")).select(key).unique()
    # A word that only ever opens sentences may still be the surname or the short name of somebody named in full.
    whole = marked.filter(~doubtful & ~one_word).select("article_no", mention_text=pl.col("mention_text").str.split(" "))
    parts = pl.concat([whole.with_columns(pl.col("mention_text").list.last()), whole.with_columns(pl.col("mention_text").list.first())])
    attested = pl.concat([sure, parts]).unique().with_columns(_attested=pl.lit(True))
    return (
        marked.join(attested, on=key, how="left", maintain_order="left")
        .filter(~doubtful | pl.col("_attested"))
        .filter(pl.col("kind").fill_null("") != "demonym")
        .drop("_capitals", "_count", "_titled", "_attested", "opens_as_name")
    )


def _people(names: pl.DataFrame) -> pl.DataFrame:
    """(article_no, mention_text, _full_person): a surname, or a full name, and whom the article means by it.

    Two unknown capitalised words are a person when their last word later stands alone after nothing but a sentence's beginning,
    a title or a reporting verb: the form by which English calls people again.
    """
    two_words = ~pl.col("known") & pl.col("mention_text").str.contains(r"^\p{Lu}\pL*(?:[ -]\p{Lu}[\pL'-]*){1,3}$")
    located = pl.col("lead").is_in(["in", "at", "near", "outside", "on", "in the", "at the", "near the", "on the", "of the"])
    full = names.filter((pl.col("kind") == "person") | (two_words & pl.col("kind").is_null() & ~located)).with_columns(
        _surname=pl.col("name").str.split(" ").list.last(), _sure=(pl.col("kind") == "person") | pl.col("lead").is_in(BEFORE_PERSONS)
    )
    alone = names.filter((~pl.col("known") | (pl.col("kind") == "person")) & ~pl.col("mention_text").str.contains(" ", literal=True))
    called_again = alone.select("article_no", _surname="mention_text").unique().with_columns(_again=pl.lit(True))
    persons = (
        full.group_by("article_no", "name", "_surname", maintain_order=True)
        .agg(pl.col("_sure").any())
        .filter(pl.col("name").str.contains(" ", literal=True))
        .join(called_again, on=["article_no", "_surname"], how="left", maintain_order="left")
        .filter(pl.col("_sure") | pl.col("_again").fill_null(False))
    )
    by_surname = persons.unique(["article_no", "_surname"], keep="first", maintain_order=True)
    return pl.concat(
        [
            persons.select("article_no", mention_text="name", _full_person="name"),
            by_surname.select("article_no", mention_text="_surname", _full_person="name"),
        ]
    ).unique(["article_no", "mention_text"], keep="first", maintain_order=True)


def _short_forms(names: pl.DataFrame) -> pl.DataFrame:
    """(article_no, mention_text, _long, _long_kind, _long_company): the first word of an unknown name, said alone later.

    Or the last word of any, where that is a kind of organisation ("the Commission").
    """
    long = names.filter(
        (pl.col("kind") == "organisation") & pl.col("mention_text").str.contains(" ", literal=True) & pl.col("parent").is_null()
    )
    parts, tails = pl.col("mention_text").str.split(" "), list(organisation_words("tail"))
    said = pl.concat(
        [
            long.filter(~pl.col("known")).with_columns(parts.list.first().alias("mention_text")),
            long.with_columns(parts.list.last().alias("mention_text")).filter(pl.col("mention_text").is_in(tails)),
        ]
    )
    alone = (
        names.filter(~pl.col("known") & ~pl.col("mention_text").str.contains(" ", literal=True))
        .group_by("article_no", "mention_text")
        .agg(_alone_at=_place().min())
    )
    return (
        said.select(
            "article_no",
            "mention_text",
            _long="name",
            _long_kind="kind",
            _long_company=pl.coalesce("company", "name"),
            _at=_place(),
        )
        .filter(pl.col("mention_text").str.len_chars() > 2)
        .unique(["article_no", "mention_text"], keep="first", maintain_order=True)
        # A short name that stands before any longer one is a name of its own ("Acme", later "Acme Payments Bank").
        .join(alone, on=["article_no", "mention_text"], how="left", maintain_order="left")
        .filter(pl.col("_alone_at").is_null() | (pl.col("_at") < pl.col("_alone_at")))
        .drop("_at", "_alone_at")
    )


def _place() -> pl.Expr:
    """Order within the batch."""
    return pl.col("sentence_no").cast(pl.Int64) * 4096 + pl.col("start").cast(pl.Int64)


def _acronyms(names: pl.DataFrame) -> pl.DataFrame:
    """(article_no, mention_text, _spelled, _spelled_kind): 'Acme Payments Bank (APB)'."""
    previous = pl.col("sentence_no").shift(1) == pl.col("sentence_no")
    introduced = previous & (pl.col("start") == pl.col("end").shift(1) + 2) & pl.col("mention_text").str.contains(r"^\p{Lu}[\p{Lu}&]{1,7}$")
    return (
        names.sort("sentence_no", "start")
        .with_columns(_spelled=pl.col("name").shift(1), _spelled_kind=pl.col("kind").shift(1).fill_null("organisation"))
        .filter(introduced & (pl.col("mention_text").str.slice(0, 1) == pl.col("_spelled").str.slice(0, 1)))
        .select("article_no", "mention_text", "_spelled", "_spelled_kind")
        .unique(["article_no", "mention_text"], keep="first", maintain_order=True)
    )
