"""What a name means in its article: short forms, surnames and acronyms take the full name that the article gives.

Belongs here: joins of names within one article. Does not belong here: finding names (`names`), pronouns (`antecedents`).

Names are codes of one dictionary here (categoricals), and what is true of a text wherever it stands was told by `name_forms` once.
"""

import polars as pl

from transforms.reading.brackets import introduced, without_codes
from transforms.reading.calendar_names import recall_months
from transforms.reading.lexicon import FORM, KIND, english, organisation_words, words
from transforms.reading.name_forms import lone_words
from transforms.reading.quotations import POSITION, in_article, position
from transforms.reading.titled import recall

_LAST = 1 << 62
"""Behind every position: headlines shorten names that the text below them gives in full."""
_LISTED = 60
"""Code points from which on a line that ends in a full stop is a sentence however many names it lists."""
_TITLE_CASE = 0.5
"""Share of a sentence's code points inside capitalised runs from which on it is set in title case."""


def resolve_names(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """found: one row a name at its place, in order (sentence_no, article_no, start, end, _headline, _length, opens_as_name, and the columns
    of `names.cut_runs`).

    Returns the rows that are names, with name, kind, company and form (known, unknown, alias, surname) as the article gives them.
    """
    called = recall_months(found.with_columns(position("start")), sentences)
    named = without_codes(called.with_columns(_key=in_article("mention_text")), sentences)
    real = _without_capitals_only(named, sentences)
    resolved = (
        real.join(_people(real), on="_key", how="left", maintain_order="left")
        .join(_other_forms(real), on="_key", how="left", maintain_order="left")
        .join(introduced(real), on="_key", how="left", maintain_order="left")
        .join(_lying(real), on="_key", how="left", maintain_order="left")
    )
    firm = (pl.col("kind") == "organisation").fill_null(False) & pl.col("one_word")
    person = pl.col("_full_person").is_not_null() & ~firm & (~pl.col("known") | (pl.col("kind") == "place").fill_null(False))
    overridden = pl.col("_overrides").fill_null(False)
    fuller = pl.when(overridden).then("_spelled").when(~pl.col("known")).then(pl.coalesce("_spelled", "_long"))
    told = {
        part: pl.when(pl.col("_spelled").is_not_null()).then(f"_spelled_{part}").otherwise(f"_long_{part}") for part in ("kind", "company")
    }
    placed = pl.when(pl.coalesce("_lies", "placed")).then(pl.lit("place", KIND)).otherwise(pl.lit("organisation", KIND))
    # 'The Group lost $3': a kind of organisation that is no name here is the business of nobody.
    nameless = pl.col("generic") & pl.col("_fuller").is_null() & ~pl.col("_person")
    return (
        resolved.with_columns(_person=person, _fuller=fuller)
        .filter(~nameless, ~pl.col("dateline"))
        .with_columns(
            form=pl.when(pl.col("_person") & (pl.col("_full_person") != pl.col("mention_text")))
            .then(pl.lit("surname", FORM))
            .when(pl.col("_fuller").is_not_null() | (pl.col("known") & (pl.col("name") != pl.col("mention_text"))))
            .then(pl.lit("alias", FORM))
            .when("known")
            .then(pl.lit("known", FORM))
            .otherwise(pl.lit("unknown", FORM)),
            kind=pl.when("_person")
            .then(pl.lit("person", KIND))
            .when(pl.col("_fuller").is_not_null())
            .then(pl.coalesce(told["kind"], "kind"))
            .otherwise(pl.coalesce("kind", placed)),
            name=pl.when("_person").then("_full_person").otherwise(pl.coalesce("_fuller", "name")),
            company=pl.when(~pl.col("_person")).then(
                pl.coalesce(pl.when(pl.col("_fuller").is_not_null()).then(pl.coalesce(told["company"], "_fuller")), "company")
            ),
        )
        .with_columns(company=pl.coalesce("company", pl.when(pl.col("kind") == "organisation").then("name")))
        .select(
            "sentence_no", "article_no", "start", "end", POSITION, "mention_text", "name", "kind", "company", "form", "parent",
            "wikidata_qid", "country", "led", "aside", "attributed", "unled", "possessive", headline="_headline",
        )
    )  # fmt: skip


def _without_capitals_only(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Drops unknown words that are capitals for where they stand alone: first in a sentence or in a title-cased line."""
    width = pl.col("end") - pl.col("start")
    capitals = found.group_by("sentence_no").agg(width.sum().alias("_capitals"))
    # Longer lines by their share of capitals, short ones ('KEY POINTS') where nothing else stands in them.
    label = (pl.col("_capitals") + 1 >= pl.col("_length")) & ~pl.col("_stopped")
    # A whole sentence full of names is no title.
    listed = pl.col("_stopped") & (pl.col("_length") > _LISTED)
    titled = (pl.col("_capitals") > pl.col("_length") * _TITLE_CASE) & (pl.col("_length") > 20) & ~listed | label | pl.col("_headline")
    marked = found.join(capitals, on="sentence_no", how="left", maintain_order="left").with_columns(_titled=titled)
    common = (
        pl.col("ambiguous").fill_null(False)
        & pl.col("one_word")
        & ~pl.col("possessive")
        & (pl.col("first") | pl.col("_titled") | pl.col("bracketed"))
    )
    shaped = pl.col("shaped") & ~pl.col("_titled")
    made_by_form = (
        pl.col("kind").is_null()
        | (pl.col("kind") == "product")
        | (pl.col("kind") == "organisation") & ((pl.col("long") & ~pl.col("_stopped")) | label)
    )
    doubtful = common | ~pl.col("known") & ~(pl.col("quoted") | pl.col("_explained") | pl.col("_introduced")) & (
        (pl.col("bracketed") & pl.col("plain_word"))
        | (pl.col("first") & pl.col("one_word") & ~pl.col("possessive") & ~shaped)
        | (pl.col("_titled") & made_by_form)
    )
    marked = marked.with_columns(_doubtful=doubtful)
    sure = marked.filter(~pl.col("_doubtful") | pl.col("opens_as_name"))["_key"]
    # A word that only ever opens sentences may still be the surname or the short name of somebody named in full.
    whole = marked.filter(~pl.col("_doubtful") & ~pl.col("one_word"))
    parts = [whole.select(in_article(part)).to_series() for part in ("first_word", "last_word")]
    attested = pl.when("_doubtful").then("_key").is_in(pl.concat([sure, *parts]).implode())
    kept = marked.filter((~pl.col("_doubtful") | attested) & (pl.col("kind") != "demonym").fill_null(True))
    lines = (
        marked.filter("_titled")
        .select("article_no", "sentence_no", "_headline", "_length", "_stopped")
        .unique("sentence_no", maintain_order=True)
    )
    return recall(kept, lines, sentences) if lines.height else kept


def _people(names: pl.DataFrame) -> pl.DataFrame:
    """(_key, _full_person): a surname, or a full name, and whom the article means by it.

    Two unknown capitalised words are a person when their last word later stands alone after nothing but a sentence's beginning,
    a title or a reporting verb: the form by which English calls people again.
    """
    person = (pl.col("kind") == "person").fill_null(False)
    plain_words = ~pl.col("known") & pl.col("personal") & pl.col("kind").is_null() & ~pl.col("located") & ~pl.col("worded")
    persons = (
        names.filter((person | plain_words) & pl.col("full"))
        .select("name", _sure=person | pl.col("leads_person"), _name_key=in_article("name"), _key=in_article("family_name"))
        .group_by("_name_key", maintain_order=True)
        .agg(pl.col("name", "_key").first(), pl.col("_sure").any())
    )
    called_again = names.filter((~pl.col("known") | person) & pl.col("one_word"))["_key"].implode()
    persons = persons.filter(pl.col("_sure") | pl.col("_key").is_in(called_again))
    by_name = persons.select(pl.col("_name_key").alias("_key"), _full_person="name")
    return pl.concat([by_name, persons.select("_key", _full_person="name")]).unique("_key", keep="first", maintain_order=True)


def _lying(names: pl.DataFrame) -> pl.DataFrame:
    """(_key, _lies): whether most places of an unknown name say that something lies in it, which makes it a place wherever it stands; null
    where half of them do."""
    told = names.lazy().filter(~pl.col("known") & pl.col("kind").is_null()).group_by("_key").agg(pl.col("placed").mean())
    return told.select("_key", _lies=pl.when(pl.col("placed") != 0.5).then(pl.col("placed") > 0.5)).collect()


def _other_forms(names: pl.DataFrame) -> pl.DataFrame:
    """(_key, _long, _long_kind, _long_company): names that stand for another one of their article, which is mostly longer."""
    return pl.concat([_short_forms(names), _without_country(names)], how="diagonal").unique("_key", keep="first", maintain_order=True)


def _without_country(names: pl.DataFrame) -> pl.DataFrame:
    """As `_short_forms`: 'Ghana Korvane Bank' is the Korvane Bank that the article names beside it."""
    homes = names.filter(pl.col("homeless").is_not_null()).select("_key", _name=in_article("homeless")).unique("_key", maintain_order=True)
    told = names.filter(pl.col("_key").is_in(homes["_name"].implode())).select(
        "name", "kind", _name="_key", company=pl.coalesce("company", "name")
    )
    told = told.unique("_name", keep="first", maintain_order=True)
    firms = told.filter((pl.col("kind") == "organisation") | pl.col("kind").is_null())
    return homes.join(firms, on="_name", how="inner", maintain_order="left").select(
        "_key", _long="name", _long_kind=pl.col("kind").fill_null("organisation").cast(KIND), _long_company="company"
    )


def _short_forms(names: pl.DataFrame) -> pl.DataFrame:
    """(_key, _long, _long_kind, _long_company): the first word of an unknown name, or all but the last ("Railway"), said alone later.

    Or the last word of any, where that is a kind of organisation ("the Commission").
    """
    long = names.filter((pl.col("kind") == "organisation") & ~pl.col("one_word") & pl.col("parent").is_null())
    works = names.filter(pl.col("quoted") & ~pl.col("known"))
    tails = list(organisation_words("tail"))
    told = [pl.col(POSITION), pl.col("name").alias("_long"), pl.col("kind").alias("_long_kind")]
    company = pl.coalesce("company", "name").alias("_long_company")
    said = pl.concat(
        [
            _in_capitals(names).select(*told, company, _key=in_article("_loud"), _word="mention_text"),
            long.filter(~pl.col("known") | pl.col("first_word").is_in(_own_words(long["first_word"]).implode())).select(
                *told, company, _key=in_article("first_word"), _word="first_word"
            ),
            long.select(*told, company, _key=in_article("first_two"), _word="first_two"),
            long.filter(~pl.col("known")).select(*told, company, _key=in_article("rest"), _word="rest"),
            # "British Lamps" and "BL", "Lamp & Kettle" and "L&K"
            long.select(*told, company, _key=in_article("initials"), _word="initials"),
            works.select(*told, company, _key=in_article("stem"), _word="stem"),
            long.filter(~pl.col("known") & pl.col("stem").is_not_null()).select(*told, company, _key=in_article("stem"), _word="stem"),
            long.select(*told, company, _key=in_article("last_word"), _word="last_word").filter(pl.col("_word").is_in(tails)),
        ]
    )
    # 'Acme Corp' makes Acme a name of its own, beside any 'Acme Land'.
    whole = names.filter((pl.col("kind") == "organisation") & (pl.col("name") != pl.col("mention_text")) & pl.col("one_word").not_())
    own = whole.select(in_article("name")).to_series()
    alone = (
        names.filter(~pl.col("known"))
        .select("_key", _alone_at=pl.when("_headline").then(_LAST).otherwise(POSITION))
        .join(said.select("_key"), on="_key", how="semi", maintain_order="left")
        .group_by("_key")
        .agg(pl.col("_alone_at").min())
    )
    return (
        said.unique("_key", keep="first", maintain_order=True)
        .filter(~pl.col("_key").is_in(own.implode()))
        .filter(
            (pl.col("_word").cast(pl.String).str.len_chars() > 2) | pl.col("_word").cast(pl.String).str.contains("^[A-Z]{2}$"),
            ~pl.col("_word").cast(pl.String).is_in(lone_words()),
        )
        # A short name that stands before any longer one is a name of its own ("Acme", later "Acme Payments Bank").
        .join(alone, on="_key", how="inner", maintain_order="left")
        .filter(pl.col(POSITION) < pl.col("_alone_at"))
        .drop(POSITION, "_alone_at", "_word")
    )


def _own_words(said: pl.Series) -> pl.Series:
    """Of these words, those that are neither English nor a given name: nobody else is called so."""
    each = said.drop_nulls().unique()
    texts = each.cast(pl.String)
    return each.filter(~texts.str.to_lowercase().is_in(english().implode()) & ~texts.is_in(list(words("first_names", "name"))))


def _in_capitals(names: pl.DataFrame) -> pl.DataFrame:
    """Unknown organisations, with `_loud`: their name as lines in capitals print it ("KORVANE'S")."""
    texts = (
        names.filter(~pl.col("known")).select(pl.col("mention_text").unique()).with_columns(_said=pl.col("mention_text").cast(pl.String))
    )
    shouted = (
        texts.with_columns(_loud=pl.col("_said").str.to_uppercase())
        .filter((pl.col("_loud") != pl.col("_said")) & pl.col("_loud").is_in(texts["_said"].implode()))
        .select("mention_text", pl.col("_loud").cast(names["mention_text"].dtype))
    )
    own = names.filter(~pl.col("known") & (pl.col("kind").is_null() | (pl.col("kind") == "organisation")))
    return own.filter(pl.col("mention_text").is_in(shouted["mention_text"].implode())).join(
        shouted, on="mention_text", maintain_order="left"
    )
