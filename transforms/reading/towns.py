"""Towns and firms: firms that are named like a town, and unknown towns that firms are based in.

Belongs here: the insurer 'Norwich' of 'Norwich's shareholders', 'Marrowby' of 'Marrowby, Brazil-based Korvane'. Does not belong here: firms
that are named like people (`evidence`), unknown names by the words that lead to them (`resolution`).
"""

from functools import cache

import polars as pl

from transforms.reading.lexicon import KIND
from transforms.reading.quotations import in_article
from transforms.reading.spans import text_before

_AHEAD, _BACK = 44, 30
"""Code points looked at behind and before a name."""
_TOWN_OWNS = (
    "shareholders|share price|chief executive|chief financial officer|finance director|finance chief|dividend|parent (?:company|group|firm)"
    "|(?:pre-?tax|net|operating|annual|quarterly|half-year|full-year|first-half) (?:profits?|loss|losses|earnings|results)|annual results"
    "|bondholders|policyholders|premiums"
)
"""What firms have and towns never; towns have shops, factories, revenue, and shares where they have an exchange."""
_TOWN_ACTS = (
    r"(?:also |has |had )?(?:(?:reported|posted|booked|made) (?:an? )?(?:[a-z-]+ ){0,3}(?:profits?|loss|losses|earnings|results|turnover)"
    r"|swung to|wrote (?:[^ ]+ ){1,5}premiums|employs )"
)
_TOWN_SHARES = r"^ shares (?:rose|fell|were|closed|jumped|gained|dropped|have|had) "
_TOWN_HELD = (
    "(?-u:\\b)(?:shares? (?:of|in)|(?:stakes?|invest(?:ors?|ed)|holdings?) in|takeover of|acquisition of|acquired by|chief executive of"
    "|shareholders (?:of|in)|insurer|lender|chipmaker|carmaker|drugmaker|brewer|retailer|supermarket|grocer|airline) $"
)
_FROM_TOWNS = r"(?-u:\b)(?:of|from|to|across|between|around) $"
_CALLED_SO = r"^(?:'s| (?:also |now )?(?:said|says|reported|posted|expects|plans|agreed|has|had|is|was|will|shares|stock)(?-u:\b))"
"""What stands behind a firm's short name, and behind a town's too."""


def mark_seats(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """found: names at their places, in order (sentence_no, start, end, known, kind, one_word). sentences: `frames.Sentences`.

    Unknown names before a comma and a country in which a firm is based become places: 'Marrowby, Brazil-based Korvane'.
    """
    land = (pl.col("sentence_no") == pl.col("sentence_no").shift(-1)) & (pl.col("kind").shift(-1) == "place")
    beside = land & (pl.col("start").shift(-1).cast(pl.Int64) - pl.col("end") == 2)
    asked = found.with_columns(_land_ends=pl.col("end").shift(-1)).filter(beside & ~pl.col("known") & pl.col("kind").is_null())
    if asked.is_empty():
        return found
    told = asked.join(sentences.select("sentence_no", "plain"), on="sentence_no", how="left", maintain_order="left")
    based = pl.col("plain").str.slice("end", 2) == ", "
    based &= pl.col("plain").str.slice("_land_ends", 7).str.contains("^-(?:based|headq)")
    seats = told.filter(based).select("sentence_no", "start", _seat=pl.lit(True))
    seated = found.join(seats, on=["sentence_no", "start"], how="left", maintain_order="left")
    return seated.with_columns(kind=pl.when("_seat").then(pl.lit("place", KIND)).otherwise("kind")).drop("_seat")


def mark_towns(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """found: names at their places (as `evidence.mark_firms`; town, traded, located, dateline, first_word). sentences: `frames.Sentences`.

    Towns and regions that nothing in their article lies in become organisations where it treats them as firms ('Norwich's shareholders'),
    or short for the firm that it names in full ('Norwich said', 'Norwich Insurance').
    """
    here = in_article("mention_text")
    town = pl.col("town")
    firms = found.filter((pl.col("kind") == "organisation") & pl.col("first_word").is_not_null())
    named = firms.select(in_article("first_word")).to_series()
    owns = pl.col("_after").str.contains(_after_towns()) | pl.col("_after").str.contains(_TOWN_SHARES) & ~pl.col("traded")
    asked = (
        found.lazy()
        .with_columns(_name=here)
        .filter(town)
        .select("sentence_no", "_name", "start", "end", "located", "dateline", "traded")
        .join(sentences.lazy().select("sentence_no", "lower"), on="sentence_no", maintain_order="left")
        .with_columns(_after=pl.col("lower").str.slice("end", _AHEAD), _before=text_before(pl.col("lower"), "start", _BACK))
        .drop("lower")
        .with_columns(_held=pl.col("_before").str.contains(_TOWN_HELD), _short=pl.col("_name").is_in(named.implode()))
        .with_columns(_firm=owns | pl.col("_held"))
        .collect()
    )
    # Few towns are firms: of the others nothing more is asked.
    likely = asked.filter(pl.col("_firm") | pl.col("_short"))["_name"].unique().implode()
    seen = (
        asked.lazy()
        .filter(pl.col("_name").is_in(likely))
        .group_by("_name")
        .agg(
            pl.col("_firm").any(),
            _short=(pl.col("_short") & pl.col("_after").str.contains(_CALLED_SO)).any(),
            _from=(pl.col("_before").str.contains(_FROM_TOWNS) & ~pl.col("_held")).any(),
            _lies=(pl.col("located") & ~pl.col("_held") | pl.col("dateline")).any(),
        )
        .filter(~pl.col("_lies"))
        .with_columns(pl.col("_short") & ~pl.col("_from"))
        .filter(pl.col("_firm") | pl.col("_short"))
        .collect()
    )
    if seen.is_empty():
        return found
    firm = town & here.is_in(seen["_name"].implode())
    short = town & here.is_in(seen.filter("_short")["_name"].implode())
    return found.with_columns(
        kind=pl.when(firm).then(pl.lit("organisation", KIND)).otherwise("kind"),
        name=pl.when(firm).then("mention_text").otherwise("name"),
        company=pl.when(firm).then("mention_text").otherwise("company"),
        country=pl.when(firm).then(None).otherwise("country"),
        # The firm's full name tells what a short one means.
        known=pl.col("known") & ~short,
    )


@cache
def _after_towns() -> str:
    return rf"^(?:'s? (?:[a-z0-9-]+ )?(?:{_TOWN_OWNS})(?-u:\b)| (?:{_TOWN_OWNS})(?-u:\b)| (?:{_TOWN_ACTS}))"
