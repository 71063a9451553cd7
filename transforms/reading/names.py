"""Where names stand: runs of capitalised words, cut into known and unknown names.

Belongs here: the one pass over the sentences that finds capitalised runs, pronouns and descriptors, and the cutting of each
*distinct* run into names. Does not belong here: what a name means in its article (`resolution`), antecedents (`antecedents`).

The pass costs one regular expression a sentence; everything dear (vocabulary, forms, merging) is done once a distinct run, of
which a corpus has few. What stands before a run (a preposition, a title) and after it (a possessive) is taken along in the match.
"""

from functools import cache

import polars as pl

from transforms.contracts.enums import ENTITY_KINDS
from transforms.reading.alternations import any_of
from transforms.reading.fusing import fuse
from transforms.reading.lexicon import common_words, english, is_english, lexicon, organisation_words, words
from transforms.reading.rows import read_some
from transforms.reading.spans import find_phrases, find_spans
from transforms.vocabulary import load

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
_ASIDE = ("with", "in", "on", "against", "than", "over", "into", "near", "via")
"""Prepositions that lead to whoever hears or holds what is said, never to who says it."""
_LEAD = rf"(?:^[^A-Za-z0-9À-ž]+|[:(] ?[\"']?|[-—] [\"']?|{_EDGE}(?:{'|'.join(_PREPOSITIONS)}|{'|'.join(BEFORE_PERSONS)}) (?:the )?)?"
_WORDS = rf"{_WORD}(?: {_WORD})*"
_OFFICE = rf"(?:Ministry|Department|Board|Secretary|Minister) (?:of|for) {_WORDS}(?:, {_WORDS})*,? and {_WORDS}"
# What may go on behind a word: an owner's "'s" too, for names that hold one ("Dorwin's Grill").
_ON = rf"(?:(?:'s )|{_LINK}){_ABBREVIATED}{_WORD}|{_SUFFIXED}| [0-9]{{1,4}}{_EDGE}"
# Titles of works in quotation marks, with small words inside ("The Lamp: A Tale of the Sea").
_TITLE_WORD = r"(?:[A-ZÀ-ÞĀ-Ž0-9][A-Za-zÀ-ž0-9'&.:!?+-]*)"
_SMALL = "a|an|the|of|in|at|on|and|to|for|with|from|by|or|vs|&|de|la|du|-"
_TITLE = rf"{_TITLE_WORD}(?:,? (?:(?:{_SMALL}) ){{0,3}}{_TITLE_WORD}){{1,9}}"
_PRINTED = "article|report|study|book|blog|post|paper|story|column|essay|survey|titled|entitled|headlined|note|speech|headline|document"
_BEFORE_TITLE = rf"(?:^[^A-Za-z0-9À-ž\"']+|[:(—-] ?|(?-u:\b)(?:{_PRINTED}),? )?"
_QUOTED = rf"{_BEFORE_TITLE}\"{_TITLE}[,.]?\"|(?:^|[ (])'{_TITLE},?'(?:[ .,;:)!?]|$)"
_DESCRIBES_BEHIND = r"^(?:[:(] ?[\"']?|[-—] [\"']?)"
_PRONOUN = rf"{_EDGE}(?:[Ii]ts?|[Tt]hey|[Tt]heir|[Hh]e|[Ss]he|[Hh]is|[Hh]er){_EDGE}"
_PIECE_WORD = rf"(?:(?:St|[A-Z]|[A-Z]\.[A-Z](?:\.[A-Z])?)\. )*{_WORD}"
_PIECE = rf"{_OFFICE}|{_PIECE_WORD}(?: (?:(?:{_PARTICLE}) )?{_PIECE_WORD})*"
KIND = pl.Enum([*ENTITY_KINDS, "demonym"])
FORM = pl.Enum(["known", "unknown", "alias", "surname", "pronoun", "descriptor"])
_TOKEN = f"{_LETTER}+"
_COMMON_ENDING = "(?:ing|ally|ers|ors|ists|ies|ions|ments|ings|men|women)$"
_PREFIX = (
    "^(?:.*-|bio|cyber|heat|micro|mega|giga|super|hyper|over|under|non|anti|multi|pre|re|mis|inter|sub|un|out|agri|petro|geo|land|home)"
)
_FUNCTION_WORD = r" (?:of|in|on|to|by|and|or|for|from|with|at|is|as|that|which) "


@cache
def _pattern() -> str:
    heads = any_of(words("descriptors", "head"))
    # What leads to a name leads to a descriptor too, or a run of capitals would begin there with its article.
    descriptor = rf"(?:[:(] ?[\"']?|[-—] [\"']?)?{_EDGE}(?:[Tt]he|[Tt]his) (?:[A-Za-z0-9À-ž'-]+ ){{0,2}}{heads}{_EDGE}(?:'s{_EDGE}|')?"
    first = rf"(?:{_OFFICE}|{_odd()}|{_ABBREVIATED}{_WORD})"
    run = rf"{_LEAD}{_EDGE}{first}(?:{_ON}|{_LINK}{_odd()})*(?:'s{_EDGE}|')?[$£€]?"
    return f"{_QUOTED}|{descriptor}|{_PRONOUN}|{run}"


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


def cut_runs(runs: pl.DataFrame, coded: pl.DataType) -> tuple[pl.DataFrame, pl.DataFrame]:
    """runs: as of `find_runs`. Returns (names, references), both one row a piece of a *distinct* run (match_no), texts as codes.

    names: match_no, piece_start, piece_end, mention_text, name, kind, company, parent, wikidata_qid, country, known, possessive, and what
    `_described` tells. references: match_no, piece_start, piece_end, mention_text, name, meant, form, country, possessive, ...
    """
    distinct = (
        runs.select("match_no", "match")
        .unique("match_no", keep="any")
        .sort("match_no")
        .with_columns(initial=(pl.col("match_no") % 2).cast(pl.Boolean))
    )
    heads = rf"^(?:[Tt]he|[Tt]his) .*\b{any_of(words('descriptors', 'head'))}(?:'s|')?$"
    marked = distinct.with_columns(_pronoun=pl.col("match").str.contains(rf"^{_PRONOUN}$"), _descriptor=pl.col("match").str.contains(heads))
    references = _references(marked.filter(pl.col("_pronoun") | pl.col("_descriptor")))
    runs = marked.filter(~pl.col("_pronoun") & ~pl.col("_descriptor")).drop("_pronoun", "_descriptor")
    titles = _titles(runs)
    works = [_works(runs.filter(titles))] if titles.any() else []
    plain = _names(runs.filter(~titles)).with_columns(quoted=pl.lit(False))
    names = _described(pl.concat([plain, *works], how="diagonal_relaxed"))
    return names.with_columns(pl.col(pl.String).cast(coded)), references.with_columns(pl.col(pl.String).cast(coded))


def _titles(runs: pl.DataFrame) -> pl.Series:
    """Which runs are titles in quotation marks; names in the title of an article are what it is about."""
    marked = pl.col("match").str.contains("[\"'](?:$|[ .,;:)!?]$)")
    title = pl.col("match").str.contains(_QUOTED) & ~pl.col("match").str.contains(rf"^(?:{_PRINTED})(?-u:\b)")
    read = read_some(runs.select("match"), marked, lambda rows: rows.select(title.alias("title")))
    return read["title"].fill_null(False)


def _works(quoted: pl.DataFrame) -> pl.DataFrame:
    """Titles in quotation marks: one name each, of a product unless the vocabulary knows better or its words are an organisation's."""
    inside = pl.col("match").str.extract(rf"[\"']({_TITLE})", 1).str.replace(r"[.,']+$", "")
    known = (
        lexicon()
        .filter(~pl.col("kind").is_in(["opener", "leading", "alone", "never", "title", "demonym"]))
        .rename({"phrase": "mention_text"})
    )
    tail = pl.col("mention_text").str.split(" ").list.last().is_in(organisation_words("suffix"))
    person = pl.col("mention_text").str.contains(r"^\p{Lu}\pL+ \p{Lu}\pL+$") & pl.col("mention_text").str.split(" ").list.first().is_in(
        words("first_names", "name")
    )
    by_form = pl.when(person).then(pl.lit("person")).when(tail).then(pl.lit("organisation")).otherwise(pl.lit("product"))
    return (
        quoted.with_columns(
            mention_text=inside,
            piece_start=pl.col("match").str.extract(rf"^(.*?[\"']){_TITLE}", 1).str.len_chars(),
            lead=pl.lit(""),
            possessive=pl.lit(False),
            quoted=pl.lit(True),
        )
        .with_columns(piece_end=(pl.col("piece_start") + pl.col("mention_text").str.len_chars()).cast(pl.UInt32))
        .join(known, on="mention_text", how="left", maintain_order="left")
        .with_columns(
            known=pl.col("name").is_not_null(),
            name=pl.coalesce("name", "mention_text"),
            kind=pl.coalesce("kind", by_form).cast(KIND),
        )
    )


def _described(pieces: pl.DataFrame) -> pl.DataFrame:
    """What the form of each name and the words before it tell, once for all places where it stands.

    Adds first (its sentence begins with it), one_word, long (of three words or more), generic (a noun for
    organisations), shaped (written as no common word is), led, leads_person, located, placed (what
    leads to it says that it is a place), aside (that it is not who speaks), personal (two to four plain words), acronym, first_word,
    last_word, stem (a long name without its last word, 'Railway', or a title before its colon), first_two (words of a longer name),
    family_name, full, openable (a word that is no metric, trade, ... of the
    vocabulary), coined (nor any word of English), plain_word (an unknown
    word that English has in lower case), bracketed and coded (a bracket or a colon leads to it), quoted (the title of a work).
    """
    text, lead = pl.col("mention_text"), pl.col("lead")
    to_person = lead.str.replace(" the$", "").is_in(BEFORE_PERSONS)
    one_word = ~text.str.contains(" ", literal=True)
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
            shaped=text.str.contains(r"^\p{Lu}{2,}|\p{Ll}\p{Lu}|\pN|\."),
            quoted=pl.col("quoted").fill_null(False),
            # "LESTRAL, Aug 30 - ": where an article was written.
            dateline=(pl.col("kind") == "place").fill_null(False) & pl.col("initial") & text.str.contains(r"^[\p{Lu} .-]{4,}$"),
            led=lead.str.contains("^[a-z(]") & ~to_person,
            attributed=lead == "according to",
            unled=lead == "",
            aside=lead.str.replace(" the$", "").is_in(_ASIDE),
            leads_person=lead.is_in(BEFORE_PERSONS),
            located=lead.is_in(["in", "at", "near", "outside", "off", "on", "in the", "at the", "near the", "on the", "of the"]),
            placed=lead.is_in(["in", "near", "outside", "off", "in the"]) & ~text.str.contains(r"^\p{Lu}{2,}|\pN|\p{Ll}\p{Lu}"),
            personal=text.str.contains(r"^\p{Lu}\pL*\.?(?:[ -]\p{Lu}[\pL'-]*\.?){1,3}$"),
            given=one_word & ~pl.col("known") & pl.col("kind").is_null() & text.is_in(words("first_names", "name")),
            acronym=text.str.contains(r"^\p{Lu}[\p{Lu}&]{1,7}$"),
            first_word=pl.when(~one_word).then(text.str.split(" ").list.first()),
            last_word=pl.when(~one_word).then(last),
            stem=pl.when(pl.col("mention_text").str.contains(" .* ") & last.is_in(organisation_words("tail")))
            .then(text.str.replace(" [^ ]+$", ""))
            .when(pl.col("quoted").fill_null(False))
            .then(text.str.extract("^([^:]+): ", 1)),
            first_two=pl.when(
                text.str.contains("^[^ ]+ [^ ]+ (?:& )?[^ ]+") & ~text.str.contains("^The |^[^ ]+ (?:&|and|of|for|de|du|do|da) ")
            ).then(text.str.extract("^([^ ]+ [^ ]+) ", 1)),
            family_name=pl.col("name").str.split(" ").list.last(),
            full=pl.col("name").str.contains(" ", literal=True),
        )
        # Asked of unknown words alone: nulls cost nothing.
        .with_columns(plain_word=is_english(pl.when("one_word", ~pl.col("known")).then(text.str.extract(r"^(\pL+)", 1))).fill_null(False))
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
def _signs() -> str:
    """Signs of currencies that are letters ('Sh31 billion'), as one alternation."""
    signs = load("currency_words").filter(pl.col("kind") == "sign")["say"]
    return any_of(signs.filter(signs.str.contains("^[A-Za-z]+$")).to_list())


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
    """One of those words, or the plural of one, or one with a prefix ('Cost-cutting', 'Biofuel')."""
    bare, listed = word.str.replace(_PREFIX, "").str.replace("s$", ""), those.implode()
    return word.is_in(listed) | word.str.replace("s$", "").is_in(listed) | bare.is_in(listed)


def _references(distinct: pl.DataFrame) -> pl.DataFrame:
    """Pronouns and descriptors; a descriptor begins at its last determiner ('the value of the company' is 'the company')."""
    demonyms = lexicon().filter(pl.col("kind") == "demonym").select(demonym="phrase", country="country")
    lead = pl.col("match").str.replace(r"(?i)^(.*?)(?:\b(?:the|this) (?:[\pL\pN'-]+ ){0,1}[\pL'-]+)?$", "${1}").str.len_chars()
    inner = pl.col("match").str.contains(_FUNCTION_WORD) & pl.col("_descriptor")
    start = pl.when(inner).then(lead).otherwise(0).cast(pl.UInt32)
    text, said = pl.col("match").str.replace(r"(?:'s|')$", ""), pl.col("match").str.to_lowercase()
    pieces = (
        distinct.with_columns(piece_start=start)
        .with_columns(mention_text=text.str.slice(pl.col("piece_start")), piece_end=text.str.len_chars())
        .with_columns(
            head=pl.when("_descriptor").then(pl.col("mention_text").str.split(" ").list.last()).otherwise(said),
            demonym=pl.col("mention_text").str.extract(r"\b((?:South |North |Hong )?\p{Lu}\pL+)", 1),
            possessive=pl.col("match").str.contains(r"(?:'s|')$") | said.is_in(["its", "their", "his", "her"]),
        )
        .with_columns(
            pl.when(pl.col("demonym").is_in(["The", "This"]))
            .then(pl.col("mention_text").str.extract(r" (\p{Lu}\pL+)", 1))
            .otherwise("demonym")
            .alias("demonym")
        )
        .join(demonyms, on="demonym", how="left", maintain_order="left")
        .filter(pl.col("mention_text") != "")
    )
    return _meaning(pieces).select("match_no", "piece_start", "piece_end", "mention_text", "meant", "form", "country", "land", "possessive")


def _meaning(pieces: pl.DataFrame) -> pl.DataFrame:
    """What kind of entity a pronoun or a descriptor stands for (`meant`), its `form`, and the country whose government it is (`land`)."""
    kinds = load("descriptors").select("head", _meant="kind")
    countries = (
        load("places").filter(pl.col("kind") == "country").select(land="canonical", country="country").unique("country", keep="first")
    )
    personal = pl.col("head").is_in(["he", "she", "his", "her"])
    return (
        pieces.join(kinds, on="head", how="left", maintain_order="left")
        .join(countries, on="country", how="left", maintain_order="left")
        .with_columns(
            meant=pl.when(personal).then(pl.lit("person")).otherwise(pl.coalesce("_meant", pl.lit("organisation"))).cast(KIND),
            form=pl.when(pl.col("head").is_in(["it", "its", "they", "their"]) | personal)
            .then(pl.lit("pronoun"))
            .otherwise(pl.lit("descriptor"))
            .cast(FORM),
        )
        .with_columns(land=pl.when(pl.col("meant") == "place").then("land"))
    )


def _names(distinct: pl.DataFrame) -> pl.DataFrame:
    """Distinct runs cut into names: known ones by the vocabulary, the rest by their form, neighbours that are one name fused."""
    framed = _frame_of_run(distinct)
    names = _within_reach(framed)
    known = (
        find_phrases(framed, "match_no", "match", names["phrase"].to_list())
        .join(framed.select("match_no", "from_", "to"), on="match_no", maintain_order="left")
        .filter((pl.col("start") >= pl.col("from_")) & (pl.col("end") <= pl.col("to")))
        .drop("from_", "to")
        .join(names.rename({"phrase": "match"}), on="match", how="left", maintain_order="left")
        .rename({"match": "text"})
        .with_columns(known=pl.lit(True))
    )
    unknown = _unknown(_without_openers(framed, known), known)
    pieces = pl.concat([known, unknown], how="diagonal_relaxed").sort("match_no", "start", maintain_order=True)
    # 'like Acme and Widget': what leads to the first leads to the second.
    led = pl.col("start") == pl.col("lead").str.len_chars()
    joined = (pl.col("match_no") == pl.col("match_no").shift(1)) & (pl.col("start") == pl.col("end").shift(1) + 5)
    return (
        fuse(pieces, framed)
        .filter(
            ~pl.col("kind").is_in(["title", "never"]).fill_null(False)
            & ~pl.col("text").is_in(organisation_words("suffix"))
            & ~(pl.col("_after_word").fill_null(False) & pl.col("kind").is_null())
        )
        .join(framed.select("match_no", "match", "initial", "lead", "to", "priced"), on="match_no", maintain_order="left")
        .with_columns(
            lead=pl.when(led | joined).then(pl.col("lead").str.strip_chars()).otherwise(pl.lit("")),
            possessive=pl.col("match").str.slice("end", 3).str.contains("^'s(?: |$)|^'$"),
        )
        # "HK$3": letters of a currency are no name.
        .filter(~(pl.col("priced") & (pl.col("end") == pl.col("to"))))
        .rename({"start": "piece_start", "end": "piece_end", "text": "mention_text"})
        .drop("to", "priced", "_after_word", "_after_title")
        .with_columns(pl.col("kind").cast(KIND))
    )


def _within_reach(distinct: pl.DataFrame) -> pl.DataFrame:
    """The names of the vocabulary whose first word stands in any of the runs: far fewer to search for than all there are."""
    said = distinct.select(pl.col("match").str.extract_all(_TOKEN).explode().unique().alias("token")).drop_nulls()
    return _named().join(said, left_on="_first_token", right_on="token", how="semi", maintain_order="left").drop("_first_token")


@cache
def _named() -> pl.DataFrame:
    """The vocabulary's names with their first word."""
    return (
        lexicon()
        .filter(~pl.col("kind").is_in(["opener", "leading", "alone"]))
        .with_columns(_first_token=pl.col("phrase").str.extract(f"({_TOKEN})", 1))
    )


def _frame_of_run(distinct: pl.DataFrame) -> pl.DataFrame:
    """Where the capitalised words of a run begin (`from_`) and end (`to`), and what leads to it."""
    lead = pl.col("match").str.extract(rf"^({_LEAD})", 1)
    return distinct.with_columns(lead=lead).with_columns(
        from_=pl.col("lead").str.len_chars(),
        to=pl.col("match").str.replace(r"(?:'s|'|[$£€])$", "").str.len_chars(),
        priced=pl.col("match").str.contains("[$£€]$"),
    )


def _without_openers(framed: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Runs that begin a sentence lose the words that are capitalised only for standing there, up to the first known name."""
    openers = any_of(lexicon().filter(pl.col("kind") == "opener")["phrase"].to_list())
    first = known.group_by("match_no").agg(first=pl.col("start").min())
    opened = pl.col("match").str.slice(pl.col("from_"))
    width = opened.str.len_chars() - opened.str.replace(rf"^(?:{openers}(?: |$))+(?:(?:of|of the|and|for|the) )*", "").str.len_chars()
    starts = pl.col("initial") | pl.col("lead").str.contains(r"^[^\pL(]+$")
    return framed.join(first, on="match_no", how="left", maintain_order="left").with_columns(
        from_=pl.when(starts).then(pl.min_horizontal(pl.col("from_") + width, pl.col("first"))).otherwise("from_")
    )


def _unknown(framed: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Runs of capitalised words between the known names. Columns as `known`, name = text, kind null until judged."""
    ends = framed.select("match_no", start="to", end="to")
    borders = pl.concat([known.select("match_no", "start", "end"), ends], how="vertical_relaxed").sort("match_no", "start", "end")
    previous = pl.when(pl.col("match_no") == pl.col("match_no").shift(1)).then(pl.col("end").shift(1)).fill_null(0)
    gaps = (
        borders.with_columns(_from=previous)
        .join(framed.select("match_no", "match", "from_"), on="match_no", maintain_order="left")
        .with_columns(_from=pl.max_horizontal("_from", "from_"))
        .filter(pl.col("start") > pl.col("_from"))
        .select(
            "match_no",
            "_from",
            _opens=pl.col("_from") == pl.col("from_"),
            gap=pl.col("match").str.slice(pl.col("_from"), pl.col("start") - pl.col("_from")),
        )
        .with_row_index("gap_no")
    )
    openers = lexicon().filter(pl.col("kind").is_in(["opener", "leading"]))["phrase"]
    leading = lexicon().filter(pl.col("kind") == "leading")["phrase"]
    return (
        find_spans(gaps, "gap_no", "gap", _PIECE)
        .join(gaps.select("gap_no", "match_no", "_from", "_opens"), on="gap_no", maintain_order="left")
        .filter(
            ~(pl.col("match").is_in(openers.implode()) & (pl.col("_opens") | ~pl.col("match").is_in(leading.implode())))
            & ~pl.col("match").str.contains(
                rf"^(?:\p{{Lu}}|(?:[A-Z]{{1,3}}|{_signs()})\pN+.*|"
                r".*\$.*|.*-(?:based|owned|backed|listed|led|style|made|only|scale .*|related))$"
            )
        )
        .select(
            "match_no",
            (pl.col("start") + pl.col("_from")).cast(pl.UInt32).alias("start"),
            (pl.col("end") + pl.col("_from")).cast(pl.UInt32).alias("end"),
            pl.col("match").alias("text"),
            pl.col("match").alias("name"),
            pl.lit(False).alias("known"),
        )
    )
