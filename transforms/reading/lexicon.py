"""The vocabulary of names, compiled once: what a phrase of capitalised words can stand for.

Belongs here: joining the vocabulary files of organisations, products, people, places, outlets, titles and openers into one table
of phrases. Does not belong here: names themselves (`transforms/vocabulary`), where they stand in a text (`names`).
"""

from functools import cache

import polars as pl

from transforms.contracts.enums import ENTITY_KINDS
from transforms.vocabulary import load

KIND = pl.Enum([*ENTITY_KINDS, "demonym"])
FORM = pl.Enum(["known", "unknown", "alias", "surname", "pronoun", "descriptor"])

_COMMON = {
    "metric_phrases": "phrase", "counted_nouns": "noun", "market_words": "word", "people_nouns": "noun", "scopes": "phrase",
    "change_words": "phrase", "descriptors": "head", "unnamed_sources": "noun", "share_words": "word", "capitalised_words": "word",
}  # fmt: skip
"""Vocabulary files whose words are common nouns and verbs."""


@cache
def lexicon() -> pl.DataFrame:
    """One row a phrase (unique): phrase, name, kind, company, parent, wikidata_qid, country (strings), ambiguous (Boolean).

    kind: an entity kind, or demonym, title, opener (no name where a sentence begins), leading (none
    there alone, but the first word of one: 'National'), alone (no name alone anywhere: 'State'), never (no name anywhere).

    Where files disagree the first of these wins: organisations, outlets, products, people, markets, places, titles, openers.
    """
    parts = [
        _spread(load("organisations")).with_columns(kind=pl.lit("organisation"), company=pl.col("name")),
        _spread(load("outlets")).with_columns(kind=pl.lit("organisation"), company=pl.col("name")),
        _spread(load("products")).with_columns(kind=pl.lit("product")),
        _spread(load("people")).with_columns(kind=pl.lit("person")),
        _spread(load("markets")).with_columns(kind=pl.lit("market")),
        _places(),
        _titles(),
        load("capitalised_words").select(phrase="word", kind="kind"),
        load("currencies").select(phrase="code", kind=pl.lit("never")),
    ]
    spelled = pl.concat(parts, how="diagonal_relaxed")
    whole = pl.concat([spelled, _without_accents(spelled)]).unique("phrase", keep="first", maintain_order=True)
    return whole.with_columns(ambiguous=pl.col("phrase").is_in(list(words("ambiguous_names", "name"))))


@cache
def outlets() -> frozenset[str]:
    """Canonical names of news outlets."""
    return frozenset(load("outlets")["canonical"])


@cache
def words(name: str, column: str) -> tuple[str, ...]:
    """One column of a vocabulary file, nulls dropped."""
    return tuple(load(name)[column].drop_nulls())


@cache
def organisation_words(role: str) -> tuple[str, ...]:
    """Words of one role in names of organisations: suffix (Ltd), tail (Bank), head (Ministry), ..."""
    return tuple(load("organisation_words").filter(pl.col("role") == role)["word"])


@cache
def english() -> pl.Series:
    """Common English words in lower case, sorted: what has no capital of its own."""
    return load("english_words")["word"]


@cache
def calendar_words() -> list[str]:
    """Months and days of the week as they begin names ('April Homes', 'Monday Coffee')."""
    return [*words("months", "word"), *words("weekdays", "word")]


def is_english(text: pl.Expr) -> pl.Expr:
    """Boolean: English has the word in lower case. text: String, one word; null stays null."""
    return text.str.to_lowercase().is_in(english().implode())


def are_english(text: pl.Expr) -> pl.Expr:
    """Boolean: English has all words in lower case; signs and small words between them do not count. text: String; null is false."""
    each = text.str.replace_all(" (?:&|and|of) ", " ").str.to_lowercase().str.split(" ")
    return each.list.eval(pl.element().is_in(english().implode())).list.all().fill_null(False)


def _spread(frame: pl.DataFrame) -> pl.DataFrame:
    """One row a way to say it: the canonical name and every alias (cells are separated by '|')."""
    said = pl.concat_list(pl.col("canonical"), pl.col("aliases").fill_null("").str.split("|")).list.unique(maintain_order=True)
    phrases = frame.with_columns(phrase=said).explode("phrase").filter(pl.col("phrase") != "")
    # A possessive s is written as part of the name or of the sentence ("Lowe's", "Lowe's profit"): the name is found without it.
    bare = phrases.with_columns(pl.col("phrase").str.replace(r"'s$", ""))
    return bare.unique("phrase", keep="first", maintain_order=True).rename({"canonical": "name"}).drop("aliases")


def _without_accents(phrases: pl.DataFrame) -> pl.DataFrame:
    """Phrases with accents as many print them ('Societe Generale')."""
    accented = phrases.filter(pl.col("phrase").str.contains("[^\x00-\x7f]") & ~pl.col("kind").is_in(["never", "opener", "leading"]))
    return accented.with_columns(pl.col("phrase").str.normalize("NFKD").str.replace_all(r"\p{M}", ""))


def _places() -> pl.DataFrame:
    """Places and demonyms; in capitals too, as datelines and first lines print them."""
    spread = _spread(load("places")).rename({"kind": "place_kind"})
    demonym = pl.col("place_kind") == "demonym"
    places = spread.with_columns(kind=pl.when(demonym).then(pl.lit("demonym")).otherwise(pl.lit("place")))
    capitals = places.filter(pl.col("phrase").str.len_chars() > 3).with_columns(pl.col("phrase").str.to_uppercase())
    # "Norwegians"
    plural = places.filter((pl.col("kind") == "demonym") & pl.col("phrase").str.contains("[ai]n$|[^e]i$"))
    return pl.concat([places, capitals, plural.with_columns(pl.col("phrase") + "s")])


def _titles() -> pl.DataFrame:
    """Titles as they stand in runs of capitals: 'CEO', 'Managing Director', 'Vice President'."""
    title = pl.col("title")
    return pl.concat(
        [
            load("titles").select(phrase=title, name=title, kind=pl.lit("title")),
            load("titles").select(phrase=title.str.to_titlecase(), name=title, kind=pl.lit("title")),
            load("titles").select(phrase=title.str.slice(0, 1).str.to_uppercase() + title.str.slice(1), name=title, kind=pl.lit("title")),
        ]
    ).unique("phrase", keep="first", maintain_order=True)


@cache
def common_words() -> pl.Series:
    """Words in lower case that are no names wherever a sentence begins with them."""
    phrases = pl.concat([load(name).select(word=pl.col(column).str.to_lowercase()) for name, column in _COMMON.items()])
    return phrases.select(pl.col("word").str.split(" ").explode()).drop_nulls().unique()["word"].sort()
