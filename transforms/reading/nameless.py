"""Subjects that are no names: markets, goods, kinds of firms and people, and nations told by their people.

Belongs here: finding them in the sentences of figures. Does not belong here: common nouns that no vocabulary knows (`clause_nouns`), the
parts of names (`parts`), which of all candidates a figure is about (`subjects`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either_pattern
from transforms.reading.parts import EDGE, PARTS, POSSESSIVES, beside, numbered_after, part_codes
from transforms.reading.spans import find_spans, text_before
from transforms.vocabulary import load

_PRICED = r"(?:average|median|typical) (?:[a-z]+ )?(?:price|rent|cost|fare|salary|wage) (?:of|for) an? "
_BOUGHT = "(?:[a-z-]+ )?[a-z-]+"
"""What stands before what an average price is of, and that itself: 'the average price of a British home'."""
_OWNED = r"(?:'s|s'|(?-u:\b)(?:its|their|our|his|her|my|your)) (?:[a-z-]+ ){0,2}$"
"""What stands before goods that have an owner: their figures are the owner's."""
_SEAT = r"(?:(?:in|across) (?:the )?[a-z.]+(?: [a-z.]+)? )?"
"""Where a market is, between it and its verb."""
_COORDINATE = r"(?:[,;] (?:while |and |but )?|: |(?-u:\b)(?:that|said|says|shows|showed) )"
"""What stands before another main clause or one of speech."""
_BEFORE = 30
"""Code points looked at before goods for their owner."""
_STRIDE = 1 << 16


def find_nameless(hosts: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Parts that are no names: markets and segments that act ('the premium segment accounts for'), goods and rates that move or are
    measured ('copper rose', 'a barrel of oil', 'shipments of pumps', 'mortgage rates of'), kinds of firms and people ('Car dealers sold'),
    and countries behind their demonyms ('the Peruvian government').

    general: 'the market' alone, that named before. Goods with an owner ('its copper output') are left to the owner.
    """
    found = find_spans(hosts, "sentence_no", "lower", _things_pattern())
    said, nation = pl.col("match"), pl.col("nation").is_not_null()
    told = (
        found.lazy()
        .with_columns(
            nation=said.str.extract(rf"^({'|'.join(_demonyms())}){EDGE}", 1).replace_strict(
                _demonyms(), default=None, return_dtype=pl.String
            ),
            market=said.str.extract(rf"^((?:[a-z]+[ -]){{0,3}}(?:{_either('noun')})) .*{EDGE}{_market_verbs()}$", 1).str.replace(
                rf"^(?:(?:{_either('not')})(?:[ -]|$))+", ""
            ),
            good=pl.coalesce(
                said.str.extract(f"{_PRICED}({_BOUGHT})", 1),
                said.str.extract(r"^(?:percent|cent|%) of (?:(?:all|the|its) )?(.*)$", 1),
                said.str.extract(_crowd(), 1),
                said.str.extract(rf"^(?:an?|the average|the typical|every) ((?:[a-z-]+ )?(?:{_either('member')})){EDGE}", 1),
                said.str.extract(rf"{EDGE}({_either('rate')}){EDGE}", 1),
                said.str.extract(rf"^{_volume()} (?:of|for|on) (?:(?:{_either('not')}) )?(.*)$", 1),
                said.str.extract(rf"{EDGE}({_either('good')}){EDGE}", 1),
            ),
        )
        # 'Revenue for the segment stands at': verbs end in s too.
        .with_columns(name=pl.coalesce("nation", "market", pl.col("good").str.replace(rf" (?:{_either('move')})$", "")))
        # What a share is of stands behind the figure, its sign is the figure's own.
        .with_columns(
            start=pl.when(said.str.contains("^(?:percent|cent|%) of "))
            .then(pl.col("end") - pl.col("name").str.len_chars())
            .otherwise("start")
        )
        .filter(pl.col("name").is_not_null() & (nation | ~said.str.contains(rf"{EDGE}(?:of|for|on) (?:{'|'.join(POSSESSIVES)}) ")))
        .filter(~pl.col("name").str.contains(rf"{EDGE}(?:{_either('filler')}){EDGE}"))
        .join(hosts.lazy().select("sentence_no", "article_no", "lower"), on="sentence_no", how="left", maintain_order="left")
        .with_columns(left=text_before(pl.col("lower"), "start", _BEFORE))
        .filter(nation | ~pl.col("left").str.contains(_OWNED))
        .with_columns(left=pl.when(said.str.contains("^of the ")).then(pl.lit(" of the ")).otherwise("left"))
        .with_columns(own="left")
        .with_columns(lead=beside("left").fill_null(part_codes()["subject"]))
        .drop("lower", "left", "own")
        .collect()
    )
    free = _without_named(told, parts)
    return free.select(
        numbered_after(parts),
        "sentence_no",
        "article_no",
        "start",
        "end",
        "name",
        pl.when(nation).then(pl.lit("place")).otherwise(pl.lit("market")).alias("kind"),
        pl.lit("acts").cast(pl.Enum(PARTS)).alias("part"),
        pl.col("lead").cat.to(pl.Enum(PARTS)).alias("left_part"),
        pl.when(nation).then(pl.lit("owner")).otherwise(pl.lit("acts")).cast(pl.Enum(PARTS)).alias("right_part"),
        pl.when(pl.col("name").str.contains(rf"{EDGE}(?:{_either('firms')})$"))
        .then(pl.lit("firms"))
        .otherwise(pl.lit("noun"))
        .alias("form"),
        (pl.col("name") == "market").alias("general"),
    )


def _without_named(told: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Things without those that hold the name of a company or product, or follow one ('Korvane steel output')."""
    at = pl.col("sentence_no").cast(pl.Int64) * _STRIDE
    names = (
        parts.filter(pl.col("kind").is_in(["organisation", "product", "person", "market"]))
        .select(_at=at + pl.col("end") + 1, _to="end", _in="sentence_no")
        .sort("_at")
    )
    # The first name that ends behind the thing's beginning, or right before it.
    return (
        told.with_columns(_at=at + pl.col("start"))
        .sort("_at")
        .join_asof(names, on="_at", strategy="forward", check_sortedness=False)
        .join(parts.select(_in="sentence_no", _to="end", _from="start"), on=["_in", "_to"], how="left", maintain_order="left")
        .filter(
            pl.col("nation").is_not_null()
            | ((pl.col("_in") == pl.col("sentence_no")) & (pl.col("_from") < pl.col("end"))).fill_null(False).not_()
        )
        .drop("_at", "_in", "_to", "_from")
    )


@cache
def _demonyms() -> dict[str, str]:
    """Demonym in lower case -> the country's name, the longest first."""
    places = load("places")
    countries = (
        places.filter(pl.col("kind") == "country").select("country", pl.col("canonical").alias("name")).unique("country", keep="first")
    )
    known = (
        places.filter(pl.col("kind") == "demonym")
        .join(countries, on="country", maintain_order="left")
        .select(pl.col("canonical").str.to_lowercase(), "name")
    )
    return dict(sorted(known.rows(), key=lambda row: (-len(row[0]), row[0])))


@cache
def _either(role: str) -> str:
    """Words of one role as an alternation, the longest first."""
    words = load("market_words").filter(pl.col("role") == role)["word"].to_list()
    return either_pattern(words)


@cache
def _market_verbs() -> str:
    return rf"(?:{_either('verb')}|{_either('move')}|[a-z]{{3,}}ed)"


@cache
def _volume() -> str:
    """How much there is of a thing: 'sales', 'revenue per user (arpu)'."""
    return rf"(?:{_either('volume')})(?: per [a-z]+)?(?: \([a-z]+\))?"


@cache
def _crowds() -> str:
    """Kinds of firms and of people."""
    return f"{_either('firms')}|{_either('crowd')}"


@cache
def _crowd() -> str:
    return rf"^{_COORDINATE}?(?:(?:{_either('not')}) )?((?:[a-z-]+ ){{0,2}}(?:{_crowds()}))"


@cache
def _things_pattern() -> str:
    """One alternation of everything that may be a subject without being a name."""
    often = "(?:now|also|still|already|alone|typically|briefly|recently|which|that|have|futures|prices|it)"
    moves = rf"(?:{often} )*(?:{_either('verb')}|{_either('move')}|to [a-z]+|[a-z]{{2,}}ed)"
    measured = rf"(?:{_either('measure')}) (?:of|for) (?:{_either('good')})"
    shared = rf"(?:percent|cent|%) of (?:(?:all|the) )?(?:[a-z-]+ )?(?:{_crowds()})"
    thing = rf"(?:[a-z-]+ ){{0,2}}(?:{_either('noun')}){EDGE}|(?:[a-z-]+ ){{0,2}}(?:[a-z-]+s|{_either('good')})"
    volume = rf"{_volume()} (?:of|for|on) (?:(?:{_either('not')}) )?(?:{thing})"
    moving = rf"(?:{_either('good')})(?: (?:{_either('volume')}))? {moves}"
    nation = rf"(?:{'|'.join(_demonyms())})(?: [a-z]+){{0,2}}? (?:{_either('nation')})"
    market = rf"(?:[a-z]+[ -]){{1,3}}(?:{_either('noun')}) {_SEAT}{_market_verbs()}"
    acting = rf"{often}? ?(?:{_either('verb')}|{_either('move')}|{_either('acting')}|[a-z]{{3,}}ed)"
    crowd = rf"(?:^|{_COORDINATE})(?:(?:{_either('not')}) )?(?:[a-z-]+ ){{0,2}}(?:{_crowds()}) {acting}"
    member = rf"^(?:an?|the average|the typical|every) (?:[a-z-]+ )?(?:{_either('member')}) (?:{acting}|who|with|on|in)"
    either = "|".join([nation, measured, shared, _PRICED + _BOUGHT, volume, moving, _either("rate"), market])
    return rf"(?:{crowd}|{member}|{EDGE}(?:{either})){EDGE}"
