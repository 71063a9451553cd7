"""What the form of a name and the words that lead to it tell, once for all places where it stands.

Belongs here: traits of a *distinct* name, read from its own words and its lead. Does not belong here: finding names (`names`), what the
rest of the article tells of them (`evidence`, `resolution`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import any_of
from transforms.reading.lexicon import are_english, common_words, english, is_english, organisation_words, words
from transforms.reading.runs import ASIDE, BEFORE_PERSONS
from transforms.vocabulary import load

_COMMON_ENDING = "(?:ing|ally|ers|ors|ists|ies|ions|ments|ings|men|women)$"
_PREFIX = (
    "^(?:.*-|bio|cyber|heat|micro|mega|giga|super|hyper|over|under|non|anti|multi|pre|re|mis|inter|sub|un|out|agri|petro|geo|land|home)"
)


def describe(pieces: pl.DataFrame) -> pl.DataFrame:
    """What the form of each name and the words before it tell, once for all places where it stands.

    Adds first (its sentence begins with it), one_word, long (of three words or more), generic (a noun for organisations), shaped (not
    written as common words are), led, leads_person, located, placed (what leads to it says that it is a place), aside (that it is not who
    speaks), personal (two to four plain words), acronym, first_word, last_word, stem (a long name without its last word, 'Railway', or a
    title before its colon), first_two (words of a longer name), initials, begins (two letters), town (a known place that is no country),
    traded (shares are), rest (the other word of a name that begins as firms do: 'Korvane' of 'Air Korvane'), homeless (a name without the
    country that it begins with), family_name, worded (it begins with a word of English that nobody is called), full, openable (no metric,
    trade, ... of the vocabulary), coined (nor any word of English), plain_word (an unknown word that English has in lower case), common (a
    name of such words alone), bracketed and coded (a bracket or a colon leads to it), quoted (the title of a work).
    """
    text, lead = pl.col("mention_text"), pl.col("lead")
    to_person = lead.str.replace(" the$", "").is_in(BEFORE_PERSONS)
    one_word = ~text.str.contains(" ", literal=True)
    # "In Marrowby, sales rose"
    opens_within = pl.col("initial") & pl.col("match").str.slice(0, "piece_start").is_in(["In ", "Near ", "Outside ", "In the "])
    last = text.str.split(" ").list.last()
    return (
        pieces.with_columns(
            first=pl.col("initial") & (pl.col("piece_start") == 0)
            | pl.col("match").str.contains(r"^[^\pL\pN]") & ~pl.col("match").str.slice(0, "piece_start").str.contains(r"[\pL\pN]"),
            bracketed=lead.str.starts_with("("),
            coded=lead.str.starts_with(":"),
            one_word=one_word,
            generic=one_word & ~pl.col("known") & text.is_in(generic_words()),
            long=text.str.contains(" .* .* "),
            shaped=text.str.contains(r"^\p{Lu}{2,}|\p{Ll}\p{Lu}|\pN|\.|^[A-Z]&[A-Z]"),
            quoted=pl.col("quoted").fill_null(False),
            # "LESTRAL, Aug 30 - ": where an article was written.
            dateline=(pl.col("kind") == "place").fill_null(False) & pl.col("initial") & text.str.contains(r"^[\p{Lu} .-]{4,}$"),
            led=lead.str.contains("^[a-z(]") & ~to_person,
            attributed=lead == "according to",
            unled=lead == "",
            aside=lead.str.replace(" the$", "").is_in(ASIDE),
            leads_person=lead.is_in(BEFORE_PERSONS),
            located=lead.is_in(["in", "at", "near", "outside", "off", "on", "in the", "at the", "near the", "on the", "of the"]),
            placed=(lead.is_in(["in", "near", "outside", "off", "in the"]) | opens_within & ~pl.col("possessive"))
            & ~text.str.contains(r"^\p{Lu}{2,}|\pN|\p{Ll}\p{Lu}"),
            personal=text.str.contains(r"^\p{Lu}\pL*\.?(?:[ -]\p{Lu}[\pL'-]*\.?){1,3}$"),
            given=one_word & ~pl.col("known") & pl.col("kind").is_null() & text.is_in(words("first_names", "name")),
            acronym=text.str.contains(r"^\p{Lu}(?:[\p{Lu}&]{1,7}|[\p{Lu}&0-9]{0,7}\.\p{Lu}{1,3})$"),
            first_word=pl.when(~one_word).then(text.str.split(" ").list.first()),
            last_word=pl.when(~one_word).then(last),
            stem=pl.when(pl.col("mention_text").str.contains(" .* ") & last.is_in(organisation_words("tail")))
            .then(text.str.replace(" [^ ]+$", ""))
            .when(pl.col("quoted").fill_null(False))
            .then(text.str.extract("^([^:]+): ", 1)),
            first_two=pl.when(
                text.str.contains("^[^ ]+ [^ ]+ (?:& )?[^ ]+") & ~text.str.contains("^The |^[^ ]+ (?:&|and|of|for|de|du|do|da) ")
            ).then(text.str.extract("^([^ ]+ [^ ]+) ", 1)),
            rest=pl.when(~pl.col("known") & text.str.extract("^([^ ]+) ", 1).is_in(_openings())).then(
                text.str.extract("^[^ ]+ ([^ ]{3,})$", 1)
            ),
            initials=pl.when(~one_word).then(text.str.replace_all("[^A-Z&]", "")),
            begins=text.str.slice(0, 2),
            town=(pl.col("kind") == "place").fill_null(False)
            & pl.col("known")
            & pl.col("country").is_not_null()
            & ~pl.col("name").is_in(_countries().implode()),
            traded=text.is_in(load("trading_places")["place"].implode()),
            homeless=pl.when(~pl.col("known")).then(text.str.extract(_at_home(), 1)),
            family_name=pl.col("name").str.split(" ").list.last(),
            full=pl.col("name").str.contains(" ", literal=True),
        )
        # Asked of unknown words alone: nulls cost nothing.
        .with_columns(_first=pl.when(~pl.col("known") & (one_word | pl.col("kind").is_null())).then(text.str.extract(r"^(\pL+)", 1)))
        .with_columns(_english=is_english(pl.col("_first")).fill_null(False))
        .with_columns(
            plain_word=pl.col("_english") & one_word,
            worded=pl.col("_english") & ~one_word & ~pl.col("_first").is_in(words("first_names", "name")),
        )
        .drop("_first", "_english")
        .with_columns(common=are_english(pl.when(~pl.col("known") & ~pl.col("quoted") & ~pl.col("shaped")).then(text)))
        # Words in capitals at the head of an article: "PRIVATELY-owned Kesslor".
        .with_columns(shaped=pl.col("shaped") & ~(pl.col("first") & pl.col("plain_word") & text.str.contains(r"^\p{Lu}{4,}")))
        .with_columns(_word=pl.when("first", "one_word", ~pl.col("known") & (text.str.len_chars() > 3)).then(text.str.to_lowercase()))
        .with_columns(openable=(~_is_word(pl.col("_word"), common_words())).fill_null(False))
        .with_columns(
            coined=pl.col("openable")
            & ~_is_word(pl.col("_word"), english())
            & ~pl.col("_word").str.contains(_COMMON_ENDING).fill_null(True)
        )
        .drop("_word")
        .drop("match", "initial", "lead")
    )


@cache
def _openings() -> list[str]:
    """First words of firms' names that are left out in short."""
    return [*organisation_words("prefix"), *organisation_words("head")]


@cache
def _at_home() -> str:
    """A name behind a country's, as a regular expression with a group."""
    return rf"^{any_of(_countries())} ([A-ZÀ-Þ].+)$"


@cache
def _countries() -> pl.Series:
    return load("places").filter(pl.col("kind") == "country")["canonical"]


@cache
def generic_words() -> list[str]:
    """Words with a capital that are no names alone: nouns for organisations ('the Group'), 'State', 'Federal'."""
    nouns = load("descriptors").filter(pl.col("kind") == "organisation")["head"].str.to_titlecase()
    return [*nouns, *lone_words(), *load("capitalised_words").filter(pl.col("kind") == "leading")["word"]]


@cache
def lone_words() -> list[str]:
    """Words that are part of many names and none of them in short ('State', 'Tourism')."""
    return load("capitalised_words").filter(pl.col("kind") == "alone")["word"].to_list()


def _is_word(word: pl.Expr, those: pl.Series) -> pl.Expr:
    """One of those words, or the plural of one, or one with a prefix ('Cost-cutting', 'Biofuel'); null stays null."""
    ways = pl.concat_list(word, word.str.replace("s$", ""), word.str.replace(_PREFIX, "").str.replace("s$", ""))
    # One search for all ways to say it: to make ready the words that are searched costs more than to search them.
    return pl.when(word.is_not_null()).then(ways.list.eval(pl.element().is_in(those.implode())).list.any())
