"""What stands beside a name somewhere in its article and tells that it is a firm's, though it looks like a person's or a place's.

Belongs here: 'Arthur Pell' of 'shares of Arthur Pell' and 'Arthur Pell's sales', 'Denver Lithium' of 'the miner Denver Lithium'. Does not
belong here: towns that are firms (`towns`), what the words of a name tell by themselves (`fusing`), what a known name is
(`lexicon`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either
from transforms.reading.lexicon import KIND
from transforms.reading.quotations import in_article
from transforms.reading.runs import BEFORE_PERSONS
from transforms.reading.spans import text_before
from transforms.vocabulary import load

_AHEAD, _BACK = 44, 30
"""Code points looked at behind and before a name."""
_OWNED = (
    "sales|revenues?|turnover|earnings|results|stores|shops|factories|plants|customers|branches|outlets|shares|stock|share price|profits?"
    "|margins?|premiums|subsidiary|subsidiaries|parent (?:company|group|firm)|chief executive"
    "|chief financial officer|finance director|finance chief|brands?|dividend|workforce|shareholders|board"
)
"""What firms have and people hardly ever."""
_HELD = (
    "(?:share|stock)?holders? (?:in|of)|confidence in|shares? (?:of|in)|(?:stakes?|invest(?:ments?|ors?|ed|ing)|interest|holdings?) in"
    "|takeover of|bid for|acquisition of|owned by|bought by|acquired by|chief executive of|chairman of"
    "|chairwoman of|president of|director of|customers of|stores of|sales (?:of|at)|profits? (?:of|at)|results (?:of|from|at)|owner of"
    "|parent of"
)
"""What leads to a firm and hardly ever to a person."""
_FIRMLY = (
    r"(?:also |has )?(?:reported|posted|swung|employs|operates|shipped|booked|sells|wrote (?:[^ ]+ ){1,5}premiums) "
    r"|\([a-z0-9]{1,6}[.:][a-z]{1,3}\)|plc(?-u:\b)"
)
_OF_FIRMS_TOO = {"analyst", "adviser", "consultant", "agent", "dealer", "investor", "shareholder", "owner"}
"""Callings that firms have too."""
_OFFICES = ("minister", "president", "chairman", "chairwoman", "spokesman", "spokeswoman", "senator", "governor", "mayor")
_DIVISION = r"^ (?:division|segment|business|arm|unit|businesses|segments|divisions)(?:$|[^ A-Za-z]| [a-z])"
"""What stands behind the name of a part of a firm; a capital behind it would begin the name of a firm that is a unit."""
_BYLINE = r"(?:reporting|editing|writing|compiled|translated) by (?:[a-z. ]+ and )?$"
"""What leads to whoever wrote the article."""


def mark_firms(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """found: names at their places (sentence_no, article_no, start, end, mention_text, known, kind, one_word, given, full,
    family_name). sentences: `frames.Sentences`.

    Unknown names that could be people's or parts of places become organisations in all their article where it treats them as firms and
    nowhere as people; given names alone become people.
    """
    unsure = pl.col("kind").is_null() | (pl.col("kind") == "person")
    family = found.filter((pl.col("kind") == "person") & pl.col("full")).select(in_article("family_name")).to_series()
    surname = pl.col("one_word") & in_article("mention_text").is_in(family.implode())
    found = found.with_columns(
        _doubtful=~pl.col("known") & unsure & (~pl.col("one_word") | pl.col("given") | pl.col("placed") | surname),
        _name=in_article("mention_text"),
    )
    seen = (
        found.lazy()
        .filter("_doubtful")
        .select("sentence_no", "_name", "start", "end")
        .join(sentences.lazy().select("sentence_no", "lower"), on="sentence_no", maintain_order="left")
        .with_columns(
            _after=pl.col("lower").str.slice("end", _AHEAD),
            _before=text_before(pl.col("lower"), "start", _BACK),
        )
        .group_by("_name")
        .agg(
            _firm=(pl.col("_after").str.contains(_after_firms()) | pl.col("_before").str.contains(_before_firms())).any(),
            _byline=pl.col("_before").str.contains(_BYLINE).any(),
            _person=(pl.col("_before").str.contains(_before_persons()) | pl.col("_after").str.contains(_after_persons())).any(),
            _office=(pl.col("_before").str.contains(_callings()) | pl.col("_after").str.contains(_after_persons())).any(),
        )
        .collect()
    )
    firm, byline, office = (
        pl.col("_doubtful") & pl.col("_name").is_in(seen.filter(told)["_name"].implode())
        for told in (pl.col("_firm") & ~pl.col("_person"), pl.col("_byline"), pl.col("_office"))
    )
    # "Kaspar Lindor, head of lamps": two plain words of which English has not the first.
    called = office & pl.col("personal") & ~pl.col("worded") & pl.col("full")
    return found.with_columns(
        kind=pl.when(firm)
        .then(pl.lit("organisation", KIND))
        .when(pl.col("given") | byline | called)
        .then(pl.lit("person", KIND))
        .otherwise("kind")
    ).drop("_name", "_doubtful")


def without_divisions(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """found: names at their places (sentence_no, article_no, end, mention_text, common). sentences: `frames.Sentences`.

    Returns them without names of common words that are parts of a firm: 'the Health & Beauty division', 'its Cloud unit'.
    """
    parts = (
        found.lazy()
        .filter("common")
        .select("sentence_no", "end", _name=in_article("mention_text"))
        .join(sentences.lazy().select("sentence_no", "plain"), on="sentence_no", maintain_order="left")
        .filter(pl.col("plain").str.slice("end", _AHEAD).str.contains(_DIVISION))
        .select(pl.col("_name").unique())
        .collect()
    )
    return found if parts.is_empty() else found.filter(~(pl.col("common") & in_article("mention_text").is_in(parts["_name"].implode())))


@cache
def _trades() -> str:
    """Nouns that announce a firm ('the miner Acme'), as one alternation."""
    return "|".join(load("descriptors").filter(pl.col("kind") == "organisation")["head"].str.to_lowercase())


@cache
def _after_firms() -> str:
    told = rf", (?:which|(?:the|an?|one of the) (?:[a-z-]+ ){{0,3}}(?:{_trades()}))(?-u:\b)"
    return rf"^(?:'s? (?:[a-z0-9-]+ ){{0,2}}(?:{_OWNED})(?-u:\b)| (?:{_OWNED})(?-u:\b)|{told}| (?:{_FIRMLY}))"


@cache
def _before_firms() -> str:
    return rf"(?-u:\b)(?:{_HELD}|{_trades()}) (?:the )?$"


@cache
def _after_persons() -> str:
    offices = "|".join(word for word in BEFORE_PERSONS if word not in {"said", "says", "added", "partner"})
    ends = "(?: (?:of|at|for|with|in|and|who|said) |[,.;]|$)"
    return rf"^, (?:who|aged|(?:(?:an?|the|its|their) )?(?:[a-z'-]+ ){{0,3}}(?:{offices}){ends})"


@cache
def _callings() -> str:
    """What stands right before people and hardly ever before firms."""
    firms = load("descriptors").filter(pl.col("kind") == "organisation")["head"]
    nouns = set(load("callings")["noun"]) - set(firms) - _OF_FIRMS_TOO
    return rf"(?-u:\b)(?:{either([*nouns, *_OFFICES])}|(?:mr|mrs|ms|dr)\.?) $"


@cache
def _before_persons() -> str:
    return rf"(?-u:\b)(?:{'|'.join(BEFORE_PERSONS)}|mr|mrs|ms|dr|sir)\.? $"
