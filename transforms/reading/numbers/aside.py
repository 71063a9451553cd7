"""Numbers that are no quantities, with the reason: dates, names, ordinals, ages, windows of time, enumerations.

Belongs here: the reasons of `set_aside`. Does not belong here: claims that are too weak by their form (`weak` in the stage itself).
"""

from functools import cache

import polars as pl

from transforms.reading.numbers import patterns as p
from transforms.vocabulary import load

BY_KIND = {"web": "web_address", "phone": "phone_number", "clock": "clock_time", "date": "date", "name": "name", "ordinal": "ordinal"}
TEMPORAL = "in|since|by|of|for|during|until|till|from|the|early|late|mid|to|than|through|between|fiscal|year|and|before|after|this|summer|winter|spring|autumn|fall|calendar|around|circa"
STREET = r"^ (?:[A-Z][\w.]* ){1,4}(?:St|Street|Road|Rd|Ave|Avenue|Way|Boulevard|Blvd|Lane|Drive|Square)\b|^ Ave(?:nue)? "
WINDOW_BEFORE = r"\b(?:in|within|over|during|past|last|next|after|for|first|previous|coming|every|these|those|final|recent|since|least|until|than|following|preceding|under|about|only|just|of|the|least|some|nearly|almost|around|to|at)$"
WINDOW_AFTER = r"^[ -](?:ago|later|earlier|before|after|from now|from|since|on|ahead|apart|now|hence|away|prior|in a row to)\b"
STREAK = r"^[ -]?(?:in a row|running|straight|consecutive|in succession)\b"


@cache
def _function_words() -> list[str]:
    return load("phrase_stops")["word"].to_list()


def reason() -> pl.Expr:
    """The reason, null for a quantity. Wants kind, match, before, before_plain, after, rest, unit, unit_kind, printed_unit, currency, scaled,
    grouped, digits, mantissa, counted, is_people, bound, unit_text, hyphened."""
    bare = pl.col("currency").is_null() & pl.col("unit").is_null() & ~pl.col("scaled") & ~pl.col("grouped") & (pl.col("kind") == "digits")
    word = pl.col("before_plain").str.extract(r"([\pL\pN&'.+-]+),? ?$", 1)
    capital = word.str.contains(r"^\p{Lu}|^i[A-Z]") & pl.col("before_plain").str.ends_with(" ") & ~pl.col("before_plain").str.contains(r"[,.;:] $")
    sentence_start = pl.col("before_plain").str.strip_chars(" ") == word
    attached = pl.col("rest").str.contains("^[A-Za-z]")
    return (
        pl.when(pl.col("kind").is_in(list(BY_KIND)) & pl.col("rank_end").is_null()).then(pl.col("kind").replace_strict(BY_KIND, default=None))
        .when(bare & _year(word)).then(pl.lit("date"))
        .when(_age()).then(pl.lit("age"))
        .when(bare & pl.col("before").eq("") & pl.col("after").str.contains(r"^[.)] ")).then(pl.lit("enumeration"))
        .when(attached & (pl.col("kind").is_in(["digits", "fraction"])) & pl.col("unit").is_null() & pl.col("currency").is_null() & ~pl.col("scaled")).then(pl.lit("name"))
        .when(bare & pl.col("counted").is_null() & (pl.col("digits") <= 4) & pl.col("rest").str.contains(r"^ \p{Lu}[\pL-]*\p{Ll}") & pl.col("before").ne("")).then(pl.lit("name"))
        .when((pl.col("unit_kind") == "duration") & pl.col("unit_text").str.starts_with("-") & pl.col("rest").str.contains(r"^,? [A-Za-z$€£]")).then(pl.lit("name"))
        .when(bare & pl.col("after").str.contains(p.ascii_only(STREET))).then(pl.lit("name"))
        .when(bare & (pl.col("digits") <= 4) & pl.col("bound").is_null() & capital & ~word.str.to_lowercase().is_in(_function_words())
              & ~(sentence_start & pl.col("counted").is_not_null())).then(pl.lit("name"))
        .when(bare & (pl.col("digits") == 5) & pl.col("rest").str.contains(r"(?i)^ zip\b")).then(pl.lit("name"))
        .when(bare & _context("before", "name")).then(pl.lit("name"))
        .when((bare | (pl.col("kind") == "words")) & pl.col("before").str.contains(r"(?:top|bottom|last|top-|last-)[ ]?$")
              & (pl.col("mantissa") <= 1000) & pl.col("unit").is_null()).then(pl.lit("enumeration"))
        .when((pl.col("kind") == "words") & pl.col("match").str.contains(r"^\p{Lu}") & capital & ~sentence_start & (pl.col("mantissa") < 13)
              & pl.col("counted").is_null()).then(pl.lit("name"))
        .when(_idiom()).then(pl.lit("idiom"))
        .when(_window()).then(pl.lit("reference_window"))
    )  # fmt: skip


def _year(word: pl.Expr) -> pl.Expr:
    year = (pl.col("digits") == 4) & pl.col("mantissa").is_between(1500, 2150) & pl.col("unit_text").is_null()
    temporal = pl.col("before").str.contains(p.ascii_only(rf"{p.B}(?:{TEMPORAL}|{p.MONTHS.lower()})[ ]?$"))
    counted = pl.col("counted").is_not_null() & ~temporal & pl.col("before").ne("")
    return (year & ~(pl.col("is_people") & ~temporal) & ~(counted & pl.col("mantissa").is_between(1900, 2050).not_()) & ~(
        counted & pl.col("bound").is_not_null()
    ) & ~(pl.col("bound").is_in(["more_than", "at_least", "less_than", "at_most"]) & pl.col("counted").is_not_null()).fill_null(False)).fill_null(False)


def _age() -> pl.Expr:
    old = pl.col("printed_unit").str.ends_with(" of age")
    plausible = pl.col("mantissa").is_between(1, 115) & pl.col("unit").is_null() & pl.col("currency").is_null() & ~pl.col("scaled")
    apposed = pl.col("before_plain").str.contains(r"\p{Lu}[\pL'-]+, $") & pl.col("after").str.contains("^ ?,|^ ?$|^[.]")
    aged = pl.col("before").str.contains(r"\b(?:aged?|age of|aged between)[ ]?$")
    return (old | (plausible & (apposed | aged))).fill_null(False)


def _idiom() -> pl.Expr:
    # A numeral that only counts on its fingers: one day, two-way, double-digit, no one.
    after = load("number_contexts").filter((pl.col("place") == "after") & (pl.col("reason") == "idiom"))["say"].to_list()
    word = pl.col("kind").is_in(["words", "multiple", "fraction"])
    one = (pl.col("mantissa") == 1) & (pl.col("kind") == "words") & ~pl.col("scaled")
    no_noun = one & pl.col("unit").is_null() & pl.col("counted").is_null()
    odd_one = one & pl.col("before").str.contains(r"\b(?:no|any|every|some|this|that|the|each|which|another|a|by|same|first|last|next|previous|new|old|good|bad|big|small|latest)[ -]$") & ~pl.col("after").str.contains("^ of ")
    phrase = word & (pl.col("mantissa") <= 3) & pl.col("after").str.contains(p.ascii_only(rf"^[ -](?:{p.alternation(after)}){p.B}"))
    half_time = (pl.col("kind") == "fraction") & pl.col("before").str.contains(
        r"\b(?:first|second|1st|2nd|latter|other|remaining|next|last|top|bottom|only|this|that|better|front|back)[ -]$"
    )
    half_noun = (pl.col("kind") == "fraction") & pl.col("match").str.to_lowercase().eq("half") & pl.col("after").str.contains(
        r"^(?:-| the (?:job|battle|fun|story|time|way)| way|time| hour| year| century| and half| brother| sister|-)"
    )
    return ((one & pl.col("after").str.contains(r"^'s")) | no_noun | odd_one | phrase | half_time | half_noun).fill_null(False)


def _context(place: str, why: str) -> pl.Expr:
    words = load("number_contexts").filter((pl.col("place") == place) & (pl.col("reason") == why))["say"].to_list()
    return pl.col("before").str.contains(p.ascii_only(rf"{p.B}(?:{p.alternation(words)})[ -]$")) & pl.col("counted").is_null()


def _window() -> pl.Expr:
    lasting = pl.col("unit_kind") == "duration"
    streak = pl.col("rest").str.contains(STREAK) | (pl.col("unit").eq("quarters") & pl.col("before").str.contains(r"\bfor[ ]?$"))
    around = pl.col("before").str.strip_chars_end(" ").str.contains(p.ascii_only(WINDOW_BEFORE)) | pl.col("rest").str.contains(
        p.ascii_only(WINDOW_AFTER)
    )
    return (lasting & around & ~streak).fill_null(False)
