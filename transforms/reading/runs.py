"""Runs of capitalised words, pronouns and descriptors: where they stand in the sentences.

Belongs here: the one pass over the sentences, and the pattern that it looks for. Does not belong here: cutting a run into names
(`names`), what a pronoun or a descriptor means (`references`).

The pass costs one regular expression a sentence; everything dear (vocabulary, forms, merging) is done once a distinct run, of
which a corpus has few. What stands before a run (a preposition, a title) and after it (a possessive) is taken along in the match.
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import any_of
from transforms.reading.lexicon import english, lexicon, words
from transforms.reading.rows import read_some
from transforms.reading.spans import find_spans

# ASCII word boundaries and Latin letters only: Unicode classes make the regex engine leave its fast automaton (3 against 500
# microseconds a sentence).
_EDGE = r"(?-u:\b)"
_CAPITAL = "[A-ZÀ-ÞĀ-Ž]"
_LETTER = "[A-Za-z0-9À-ž]"
_SITE = "com|ai|org|net|io|co|in|cn|fyi|app|dev|me|tv|uk|de|fr|jp|eu|biz|info|so|gg|ly|fm|store|cloud|tech"
_TAIL = rf"(?:-{_LETTER}+|[&./+'](?:{_CAPITAL}|[0-9]){_LETTER}*|\.(?:{_SITE}){_EDGE})*\+?"
_WORD = rf"(?:{_CAPITAL}{_LETTER}*|[a-z]{_CAPITAL}{_LETTER}*|[0-9]{{1,4}}{_CAPITAL}[a-z]{{2,}}{_LETTER}*){_TAIL}"
# "Mr. Jane Doe", "John D. Doe", "St. Doe", "P.F. Doe": a full stop inside a run; countries ("U.S.") and unions ("E.U.") stand alone.
_ABBREVIATED = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|St|[A-Z]|[A-DF-TV-Z]\.[A-Z](?:\.[A-Z])?|E\.[A-TV-Z])\. )*"
_SUFFIXED = rf", (?:Inc|Incorporated|Ltd|Limited|LLC|LLP|LP|PLC|Plc|plc|Corp|Corporation|S\.A|N\.V|AG|SE){_EDGE}"
_PARTICLE = "&|de|du|di|da|do|dos|das|del|des|la|las|los|le|van|von|der|den|ten|zu|e|y|und|et|bin"
_LINK = rf" (?:(?:{_PARTICLE}|and|of the|of|for) )?"
_PREPOSITIONS = (
    "according to", "by", "to", "from", "with", "of", "in", "at", "for", "than", "like", "unlike", "against", "via", "on", "near",
    "between", "over", "into", "as", "per", "rival", "rivals", "including", "behind", "after", "overtook", "surpassed",
    "told", "tells", "off", "outside",
)  # fmt: skip
BEFORE_PERSONS = (
    "director", "analyst", "executive", "founder", "president", "minister", "economist", "spokesman", "spokeswoman", "spokesperson",
    "officer", "head", "manager", "partner", "strategist", "chairman", "chairwoman", "chief", "secretary", "governor", "said", "says",
    "added", "researcher", "professor", "boss", "billionaire", "entrepreneur", "commissioner", "senator",
)  # fmt: skip
ASIDE = ("with", "in", "on", "against", "than", "over", "into", "near", "via")
"""Prepositions that lead to whoever hears or holds what is said, never to who says it."""
LEAD = rf"(?:^[^A-Za-z0-9À-ž]+|[:(] ?[\"']?|[-—] [\"']?|{_EDGE}(?:{'|'.join(_PREPOSITIONS)}|{'|'.join(BEFORE_PERSONS)}) (?:the )?)?"
_WORDS = rf"{_WORD}(?: {_WORD})*"
_OFFICE = rf"(?:Ministry|Department|Board|Secretary|Minister) (?:of|for) {_WORDS}(?:, {_WORDS})*,? and {_WORDS}"
# What may go on behind a word: an owner's "'s" too, for names that hold one ("Dorwin's Grill").
_ON = rf"(?:(?:'s )|{_LINK}){_ABBREVIATED}{_WORD}|{_SUFFIXED}| [0-9]{{1,4}}{_EDGE}"
# Titles of works in quotation marks, with small words inside ("The Lamp: A Tale of the Sea").
_TITLE_WORD = r"(?:[A-ZÀ-ÞĀ-Ž0-9][A-Za-zÀ-ž0-9'&.:!?+-]*)"
_SMALL = "a|an|the|of|in|at|on|and|to|for|with|from|by|or|vs|&|de|la|du|-"
TITLE = rf"{_TITLE_WORD}(?:,? (?:(?:{_SMALL}) ){{0,3}}{_TITLE_WORD}){{1,9}}"
PRINTED = "article|report|study|book|blog|post|paper|story|column|essay|survey|titled|entitled|headlined|note|speech|headline|document"
_BEFORE_TITLE = rf"(?:^[^A-Za-z0-9À-ž\"']+|[:(—-] ?|(?-u:\b)(?:{PRINTED}),? )?"
QUOTED = rf"{_BEFORE_TITLE}\"{TITLE}[,.]?\"|(?:^|[ (])'{TITLE},?'(?:[ .,;:)!?]|$)"
_DESCRIBES_BEHIND = r"^(?:[:(] ?[\"']?|[-—] [\"']?)"
PRONOUN = rf"{_EDGE}(?:[Ii]ts?|[Tt]hey|[Tt]heir|[Hh]e|[Ss]he|[Hh]is|[Hh]er){_EDGE}"
_PIECE_WORD = rf"(?:(?:St|[A-Z]|[A-Z]\.[A-Z](?:\.[A-Z])?)\. )*{_WORD}"
PIECE = rf"{_OFFICE}|{_PIECE_WORD}(?: (?:(?:{_PARTICLE}) )?{_PIECE_WORD})*"


@cache
def _pattern() -> str:
    heads = any_of(words("descriptors", "head"))
    # What leads to a name leads to a descriptor too, or a run of capitals would begin there with its article.
    descriptor = rf"(?:[:(] ?[\"']?|[-—] [\"']?)?{_EDGE}(?:[Tt]he|[Tt]his) (?:[A-Za-z0-9À-ž'-]+ ){{0,2}}{heads}{_EDGE}(?:'s{_EDGE}|')?"
    first = rf"(?:{_OFFICE}|{_odd()}|{_ABBREVIATED}{_WORD})"
    run = rf"{LEAD}{_EDGE}{first}(?:{_ON}|{_LINK}{_odd()})*(?:'s{_EDGE}|')?[$£€]?"
    return f"{QUOTED}|{descriptor}|{PRONOUN}|{run}"


@cache
def _odd() -> str:
    """Known names that begin with a figure or in lower case ('23andMe', 'easyJet'), as one alternation of whole words."""
    first = pl.col("phrase").str.extract("^([^ ]+)", 1)
    shaped = first.str.contains("^(?:[0-9]+[a-z]|[a-z][A-Za-z]*[A-Z0-9])")
    lower = first.str.contains("^[a-z]{5,}$") & ~first.is_in(english().implode())
    names = lexicon().filter(pl.col("kind").is_in(["organisation", "product"]) & (shaped | lower) & (pl.col("phrase") != "bitcoin"))
    return f"{any_of(names['phrase'].to_list())}{_EDGE}"


def find_runs(sentences: pl.DataFrame, coded: pl.DataType) -> pl.DataFrame:
    """Every capitalised run, pronoun and descriptor.

    sentences: `frames.Sentences`; coded: the categorical type of the batch. Returns (sentence_no, start, end, match, match_no UInt32, which
    tells the text and whether a sentence begins with it).
    """
    code = pl.col("match").cast(coded).to_physical() * 2 + (pl.col("start") == 0)
    found = find_spans(sentences, "sentence_no", "plain", _pattern())
    found = read_some(found, pl.col("match").str.contains(rf"{_DESCRIBES_BEHIND}(?:[Tt]he|[Tt]his) "), _without_lead)
    return found.with_columns(match_no=code.cast(pl.UInt32))


def _without_lead(rows: pl.LazyFrame) -> pl.LazyFrame:
    """start and match of descriptors without the mark that leads to them."""
    bare = pl.col("match").str.replace(_DESCRIBES_BEHIND, "")
    return rows.select((pl.col("end") - bare.str.len_chars().cast(pl.UInt32)).alias("start"), bare.alias("match"))
