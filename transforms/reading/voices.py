"""Names that an article only hears: who counts, rules or judges others, and whoever it cites once.

Belongs here: telling such names and places by the words beside them, for all that pronouns and descriptors may stand for. Does not belong
here: who says a figure (`speakers`), which words a bystander's name ends in (`bystanders`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either
from transforms.reading.bystanders import offices, sounds_like_body, sounds_like_bystander, tails
from transforms.reading.quotations import in_article
from transforms.reading.rows import read_some
from transforms.reading.spans import text_before
from transforms.vocabulary import load

_AROUND = 60
"""Code points looked at on either side of a name."""
_CITED = (
    r"(?-u:\b)(?:according to|as per|(?:research|data|figures|statistics|numbers|analysis|calculations|estimates?|forecasts?|study"
    r"|survey|poll|report|findings|note|index) (?:obtained |available |released |published |compiled |provided |gathered |collected )?"
    r"(?:by|from|with|at)"
    r"|(?:compiled|polled|surveyed|tracked|published|released|commissioned|cited|provided|estimated|reported|audited|advised) by"
    r"|(?:analysts?|economists?|strategists?|researchers?) (?:at|from|with|of)|told|interview (?:with|to)|lawyers? at|consultants? at) "
    r"(?:the |an? )?(?:[a-z-]+ ){0,4}$"
)
"""What stands before a name that is a source."""
_ITSELF = (
    r" (?:that )?it (?:now |also )?(?:would|will|plans?|expects?|aims|intends|has fined|had fined|fined|imposed|received|found|ordered"
    r"|raised|cut|kept|held|believes|hopes|wants)(?-u:\b)"
)
"""What stands behind a verb of speech where the speaker goes on to tell of itself."""
_PAPERS = (
    r"^'s? (?:[a-z-]+ ){0,3}(?:projections?|forecasts?|estimates?|data|figures|reports?|surveys?|polls?|ind(?:ex|ices)|numbers|statistics"
    r"|research|stud(?:y|ies)|lists?|ranking|website|tally|count|analysts?|economists?|guidance|rules?|order|probe|investigation)(?-u:\b)"
    r"|^ (?:projections?|forecasts?|estimates?|data|figures|reports?|surveys?|polls?|ind(?:ex|ices)|statistics|research|study) "
)
"""What a bystander's name qualifies where only its papers are told of."""
_ITS_OWN = (
    r"^'s? (?:[a-z-]+ ){0,2}(?:shares|share price|shareholders|market (?:value|capitali[sz]ation)|board|takeover|net profit|stock|dividend"
    r"|workforce|staff)(?-u:\b)|^ (?:shares|shareholders|stock)(?-u:\b)"
)
"""What a bystander has where it is itself told of as a firm."""
_BOUGHT = (
    r"(?-u:\b)(?:shares? (?:of|in)|stakes? in|(?:bid|offer) for|takeover of|acquisition of|merger with|(?:to|would|will) (?:buy|acquire)"
    r"|buying|acquiring|bought|acquired) (?:the )?$"
)
"""What leads to such a firm."""


def with_voices(names: pl.DataFrame, references: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """names: resolved names in order (sentence_no, article_no, start, end, name, kind, headline, attributed); references: what may stand
    for an organisation (article_no); sentences: `frames.Sentences`.

    Adds, all Boolean, told (the article treats it as a firm: its shares, a bid for it), sounds (a bystander), outside (in this article a
    bystander, whom the headline does not name), cited (the article does nothing but cite it, or it stands in a caption or byline), voice
    (that, or it only speaks or is cited at this place). False in articles without such references.
    """
    asked = pl.col("article_no").is_in(references["article_no"].unique().implode())
    keyed = names.with_row_index("_row").with_columns(_name=in_article("name"))
    firms = keyed.lazy().filter((pl.col("kind") == "organisation") & asked)
    sounding = names.select(pl.col("name").filter(pl.col("kind") == "organisation").unique())
    text = pl.col("name").cast(pl.String)
    sounding = sounding.filter(sounds_like_bystander(text)).with_columns(_body=sounds_like_body(text))
    start = pl.col("start").cast(pl.Int64)
    texts = sentences.select("sentence_no", "lower", _read=pl.col("kind").is_in(["headline", "body"]))
    # What is told of every place is a code or a truth: texts are dropped at once.
    heard = (
        firms.select("_row", "_name", "name", "start", "end", "sentence_no", "headline", "attributed")
        .join(texts.lazy(), on="sentence_no", how="left", maintain_order="left")
        .with_columns(
            _left=text_before(pl.col("lower"), start, _AROUND),
            _right=pl.col("lower").str.slice("end", _AROUND),
        )
        .with_columns(
            _source=pl.col("attributed") | pl.col("_left").str.contains(_CITED),
            _short=pl.col("_right").str.starts_with(")") & pl.col("_left").str.ends_with("("),
            _sounds=pl.col("name").is_in(sounding["name"].implode()),
            _body=pl.col("name").is_in(sounding.filter("_body")["name"].implode()),
        )
        .drop("lower", "name")
        .collect()
    )
    short = read_some(heard, pl.col("_short"), lambda rows: rows.select(pl.col("_left").str.contains(long_before_short()).alias("_short")))
    acronyms, titled, other = _named(short, pl.col("_short")), _named(short, pl.col("headline")), _named(short, ~pl.col("_source"))
    judged = short.with_columns(sounds=pl.col("_sounds") | acronyms, _body=pl.col("_body") | acronyms, _titled=titled)
    own = pl.col("_right").str.contains(_ITS_OWN) | pl.col("_left").str.contains(_BOUGHT)
    told = read_some(judged, pl.col("sounds"), lambda rows: rows.select(_speaks(), told=own))
    told = told.with_columns(told=_named(told, pl.col("told")), _heard=pl.col("_source") | pl.col("_speaks").fill_null(False))
    # A bank that does more than speak may be the one that is told of.
    outside = pl.col("sounds") & ~pl.col("_titled") & ~pl.col("told") & (pl.col("_body") | ~_named(told, ~pl.col("_heard")))
    voices = told.with_columns(outside=outside, cited=~other & ~pl.col("_titled") | ~pl.col("_read")).select(
        "_row", "told", "sounds", "outside", "cited", voice=pl.col("outside") & pl.col("_heard") | pl.col("cited")
    )
    whole = keyed.join(voices, on="_row", how="left", maintain_order="left")
    return whole.with_columns(pl.col("told", "sounds", "outside", "voice", "cited").fill_null(False)).drop("_row", "_name")


def _named(places: pl.DataFrame, where: pl.Expr) -> pl.Expr:
    """Boolean: the name stands at some place where this holds."""
    return pl.col("_name").is_in(places.filter(where)["_name"].unique().implode())


def _speaks() -> pl.Expr:
    """_speaks: the name says something, but of itself, or its papers are told of."""
    right = pl.col("_right")
    said = right.str.contains(_speech()) & ~right.str.contains(_itself())
    return (said | right.str.contains(_PAPERS)).alias("_speaks")


@cache
def long_before_short() -> str:
    """The long name of a bystander and an opening bracket, in lower case: 'the Institute for Lamps and Kettles ('."""
    return rf"(?-u:\b)(?:{'|'.join(tails()).lower()})(?-u:\b)[^.;()]{{0,60}}\($"


@cache
def _verbs() -> str:
    verbs = load("reporting_verbs").filter(~pl.col("kind").is_in(["according", "amount"]))["phrase"].unique().to_list()
    return either(verbs)


@cache
def _speech() -> str:
    return rf"^\)?,? (?:(?:[a-z'-]+ ){{0,4}}(?:{'|'.join(offices())})(?-u:\b)|(?:[a-z'-]+ ){{0,3}}?(?:{_verbs()})(?-u:\b))"


@cache
def _itself() -> str:
    return rf"(?:{_verbs()})(?: on [a-z]+)?{_ITSELF}"
