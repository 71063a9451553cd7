"""The part that a mention plays in its sentence: subject, owner, object, source, rival, place.

Belongs here: parts of mentions by the words beside them, lists of mentions, markets and nations that act though they are no
names. Does not belong here: which of them a figure is about (`subjects`), what a mention stands for (`mentions`).
"""

from functools import cache

import polars as pl

from transforms.reading.spans import find_spans
from transforms.vocabulary import load

AROUND = 36
"""Code points looked at on either side of a mention to tell its part in the sentence."""
PARTS = (
    "subject", "owner", "apposed", "explained", "acts", "closes", "modifier", "holder", "where", "beside", "object", "complement",
    "rival", "speaker", "source",
)  # fmt: skip
"""Parts a mention can play; `subject` where nothing beside it tells otherwise."""
DATELINE = 40
"""Code points at a sentence's beginning within which a dateline ends."""
DATELINE_RIGHT = (
    r"^(?:/[a-z ]+)?(?:, [a-z]{3,20}\.?)?"
    r"(?:,? [a-z]{3,9}\.? [0-9]{1,2}|,? [0-9]{1,2} [a-z]{3,9}\.?)?(?:,? [0-9]{4})?(?: ?\([^)]+\))?"
    "\\)? ?(?:-|--|\u2014|:) "
)
"""What follows the place of a dateline, in lower case."""
_OURSELVES = '["\u201c][^"\u201d]*\\b(?:we|our)\\b'
_PRICED = r"(?:average|median|typical) (?:[a-z]+ )?(?:price|rent|cost|fare|salary|wage) (?:of|for) an? ((?:[a-z-]+ )?[a-z-]+)"
"""What an average price is of: 'the average price of a British home'."""
POSSESSIVES = ["its", "their", "his", "her", "our", "my", "your"]


def find_parts(sentences: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Resolved mentions with their part in the sentence: subject, owner, object, beside (after a preposition), rival, speaker, source.

    Adds left_part, right_part (what the words on either side tell), part (both together), left and right (lower-case text around), and
    list_no: neighbours joined by commas and 'and' share one. Places of datelines are left out.
    """
    start, end = pl.col("start").cast(pl.Int64), pl.col("end")
    rules = load("subject_parts")
    resolved = mentions.filter(pl.col("name").is_not_null()).select(
        "mention_no", "sentence_no", "article_no", "start", "end", "mention_text", "name", "kind", "company", "form"
    )
    placed = (
        resolved.lazy()
        .join(sentences.lazy().select("sentence_no", "lower"), on="sentence_no", how="left", maintain_order="left")
        .with_columns(
            left=pl.col("lower").str.slice((start - AROUND).clip(0), pl.min_horizontal(start, AROUND)),
            _own=(start - _previous_end()).clip(0, AROUND),
            right=pl.col("lower").str.slice(end, AROUND),
        )
        .with_columns(own=pl.col("left").str.tail(pl.col("_own")))
        .drop("lower", "_own")
        .collect()
    )
    # Parts are compared as small codes: a column of words for every rule would cost more than the rules.
    codes = _part_codes()
    beside = {
        side: pl.coalesce(
            pl.when(pl.col("own" if (side, part) == ("left", "source") else side).str.contains(pattern)).then(pl.lit(codes[part], pl.UInt8))
            for part, pattern in rules.filter(pl.col("side") == side).select("part", "pattern").iter_rows()
        )
        for side in ("left", "right")
    }
    possessive = pl.col("right").str.contains(r"^'s?\s") | pl.col("mention_text").str.to_lowercase().is_in(POSSESSIVES)
    explains = (pl.col("form") == "descriptor") & pl.col("left").str.ends_with(", ")
    # 'Zorn pumps': an unknown name before another noun only qualifies it; a known one still owns it.
    qualifies = (pl.col("form") == "unknown") & pl.col("right").str.contains(r"^ [a-z]")
    before = pl.when(explains).then(pl.lit(codes["complement"], pl.UInt8)).otherwise(beside["left"])
    after = pl.when(possessive).then(pl.lit(codes["owner"], pl.UInt8)).otherwise(beside["right"])
    after = pl.coalesce(after, pl.when(qualifies).then(pl.lit(codes["modifier"], pl.UInt8)), pl.lit(codes["subject"], pl.UInt8))
    before = before.fill_null(codes["subject"])
    same = (pl.col("sentence_no") == pl.col("sentence_no").shift(1)) & (pl.col("kind") == pl.col("kind").shift(1))
    # 'and' closes a list: what follows its last member after a comma is no part of it.
    closed = pl.col("left").shift(1).str.contains(r"(?:\band|&)\s*$") & (pl.col("start").shift(1) > pl.col("end").shift(2))
    another = (pl.col("name") != pl.col("name").shift(1)) & (pl.col("form") != "descriptor") & ~closed.fill_null(False)
    joint = (
        same & another & (pl.col("start").cast(pl.Int64) - pl.col("end").shift(1) <= 6) & pl.col("left").str.contains(r"(?:,|\band|&)\s*$")
    )
    goes_on = pl.col("left").str.contains(r"(?:\band|&)\s*$") | pl.col("right").str.contains(r"^(?:,? and\b|,? &|, [^,]{1,30}(?:,| and\b))")
    led = ~pl.col("left_part").is_in(["subject", "apposed"])
    return (
        placed.with_columns(left_part=before, right_part=after)
        # 'in Peru and Chile': what leads to the first leads to all.
        .with_columns(left_part=pl.when(~(joint & goes_on).fill_null(False)).then("left_part").forward_fill())
        .with_columns(pl.col("left_part", "right_part").cat.to(pl.Enum(PARTS)))
        .with_columns(
            part=pl.when(pl.col("right_part").is_in(["owner", "speaker", "apposed", "explained"]) | ~led)
            .then("right_part")
            .otherwise("left_part"),
            list_no=(~joint.fill_null(False)).cast(pl.UInt32).cum_sum(),
        )
        .filter(~_in_dateline())
        .drop("own")
    )


def _previous_end() -> pl.Expr:
    """Where the mention before this one ends, else 0: 'analysts at X expect Y' makes X a source, not Y."""
    same = pl.col("sentence_no") == pl.col("sentence_no").shift(1)
    before = pl.col("end").shift(1).cast(pl.Int64)
    return pl.when(same & (before <= pl.col("start").cast(pl.Int64))).then(before).otherwise(0)


def _in_dateline() -> pl.Expr:
    """'GENEVA, May 2 (Reuters) -': the place, or the agency in its brackets, where the news comes from."""
    place = (pl.col("kind") == "place") | pl.col("right").str.starts_with(")")
    return (pl.col("start") < DATELINE) & place & pl.col("right").str.contains(DATELINE_RIGHT)


@cache
def _part_codes() -> dict[str, int]:
    return {part: code for code, part in enumerate(PARTS)}


def find_markets(hosts: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Parts that are no names: markets and segments that act ('the premium segment accounts for'), goods that are traded ('copper rose',
    'a barrel of oil'), and countries behind their demonyms ('the Peruvian government', 'French consumers')."""
    named, goods = find_spans(hosts, "sentence_no", "lower", _market_pattern()), find_spans(hosts, "sentence_no", "lower", _goods_pattern())
    found = pl.concat(
        [
            named.with_columns(good=pl.lit(None, pl.String)),
            goods.with_columns(good=pl.coalesce(pl.col("match").str.extract(_PRICED, 1), pl.col("match").str.extract(_good(), 1))).filter(
                pl.col("good").is_not_null()
            ),
            _find_crowds(hosts, goods, parts),
        ]
    )
    words = load("market_words").filter(pl.col("role") == "not")["word"]
    nation = (
        pl.col("match").str.extract(rf"^({'|'.join(_demonyms())})\b", 1).replace_strict(_demonyms(), default=None, return_dtype=pl.String)
    )
    market = pl.col("match").str.replace(rf"^(?:(?:{'|'.join(words)})[ -])+", "").str.extract(r"^(.*) \S+$", 1)
    first = parts.select(pl.col("mention_no").max().fill_null(0) + 1).item()
    return (
        found.with_columns(nation=nation, name=pl.coalesce("good", nation, market))
        .filter(pl.col("nation").is_not_null() | pl.col("good").is_not_null() | pl.col("name").str.contains(" "))
        .filter(~pl.col("name").str.contains(r" (?:that|which|how|what|where) "))
        .join(hosts.select("sentence_no", "article_no", "lower"), on="sentence_no", maintain_order="left")
        .sort("sentence_no", "start")
        .with_columns(
            _of=pl.col("lower").str.slice(0, pl.col("start")).str.contains(r" of (?:the )?$") | pl.col("match").str.contains("^of the ")
        )
        .select(
            (pl.int_range(pl.len(), dtype=pl.UInt32) + first).cast(pl.UInt32).alias("mention_no"),
            "sentence_no",
            "article_no",
            "start",
            "end",
            pl.col("match").alias("mention_text"),
            "name",
            pl.when(pl.col("nation").is_null()).then(pl.lit("market")).otherwise(pl.lit("place")).alias("kind"),
            pl.lit("acts").cast(pl.Enum(PARTS)).alias("part"),
            pl.when("_of").then(pl.lit("holder")).otherwise(pl.lit("subject")).cast(pl.Enum(PARTS)).alias("left_part"),
            pl.when(pl.col("nation").is_null()).then(pl.lit("acts")).otherwise(pl.lit("owner")).cast(pl.Enum(PARTS)).alias("right_part"),
            pl.lit("noun").alias("form"),
        )
    )


def find_ourselves(hosts: pl.DataFrame, parts: pl.DataFrame, more: int) -> pl.DataFrame:
    """'We' and 'our' inside quotation marks: the organisation that the article names most. more: mention numbers taken already.

    Columns as of `find_markets`.
    """
    quoted = hosts.lazy().filter(pl.col("lower").str.contains(_OURSELVES)).select("sentence_no", "article_no", "lower").collect()
    main = (
        parts.lazy()
        .filter((pl.col("kind") == "organisation") & ~pl.col("part").is_in(["source", "rival"]))
        .join(quoted.lazy().select("article_no").unique(), on="article_no", how="semi")
        .group_by("article_no", "name", maintain_order=True)
        .agg(pl.len().alias("times"), pl.col("company").first())
        .sort("times", descending=True, maintain_order=True)
        .unique("article_no", keep="first", maintain_order=True)
    )
    first = parts.select(pl.col("mention_no").max().fill_null(0) + 1).item() + more
    return (
        find_spans(quoted, "sentence_no", "lower", r"\b(?:we|our)\b")
        .lazy()
        .join(quoted.lazy().select("sentence_no", "article_no"), on="sentence_no", how="left", maintain_order="left")
        .join(main, on="article_no", how="inner", maintain_order="left")
        .select(
            (pl.int_range(pl.len(), dtype=pl.UInt32) + first).cast(pl.UInt32).alias("mention_no"),
            "sentence_no",
            "article_no",
            "start",
            "end",
            pl.col("match").alias("mention_text"),
            "name",
            pl.lit("organisation").alias("kind"),
            "company",
            pl.lit("acts").cast(pl.Enum(PARTS)).alias("part"),
            pl.lit("subject").cast(pl.Enum(PARTS)).alias("left_part"),
            pl.lit("acts").cast(pl.Enum(PARTS)).alias("right_part"),
            pl.lit("descriptor").alias("form"),
        )
        .collect()
    )


def _find_crowds(hosts: pl.DataFrame, goods: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Kinds of firms and people that nobody names: 'Car dealers sold', '5% of shoppers'.

    Columns as of `find_spans`, and good: the words themselves. None where a name opens the sentence ('Korvane dealers sold').
    """
    named = parts.lazy().group_by("sentence_no").agg(_named=pl.col("start").min())
    opening = (
        hosts.lazy()
        .select("sentence_no", good=pl.col("lower").str.extract(_crowd_pattern(), 1), start=pl.lit(0, pl.UInt32))
        .filter(pl.col("good").is_not_null())
        .with_columns(end=pl.col("good").str.len_chars())
        .join(named, on="sentence_no", how="left")
        .filter((pl.col("_named") >= pl.col("end")).fill_null(True))
    )
    share = r"^(?:percent|cent|%) of (?:(?:all|the|its) )?"
    shared = (
        goods.lazy()
        .filter(pl.col("match").str.contains(share))
        .with_columns(good=pl.col("match").str.replace(share, ""))
        .with_columns(start=pl.col("end") - pl.col("good").str.len_chars())
    )
    columns = [pl.col("sentence_no"), pl.col("start", "end").cast(pl.UInt32), pl.col("good").alias("match"), pl.col("good")]
    return pl.concat([opening.select(columns), shared.select(columns)]).collect()


@cache
def _crowd_pattern() -> str:
    words = {
        role: "|".join(load("market_words").filter(pl.col("role") == role)["word"]) for role in ("crowd", "verb", "move", "acting", "not")
    }
    verb = rf"(?:(?:now|also|still|already|alone|typically) )?(?:{words['verb']}|{words['move']}|{words['acting']}|[a-z]{{3,}}ed)"
    return rf"^(?:(?:{words['not']}) )?((?:[a-z-]+ ){{0,2}}(?:{words['crowd']})) {verb} "


@cache
def _demonyms() -> dict[str, str]:
    """Demonym in lower case -> the country's name, the longest first."""
    places = load("places")
    countries = (
        places.filter(pl.col("kind") == "country").select("country", pl.col("canonical").alias("name")).unique("country", keep="first")
    )
    known = places.filter(pl.col("kind") == "demonym").join(countries, on="country").select(pl.col("canonical").str.to_lowercase(), "name")
    return dict(sorted(known.rows(), key=lambda row: (-len(row[0]), row[0])))


@cache
def _market_pattern() -> str:
    roles = {role: "|".join(load("market_words").filter(pl.col("role") == role)["word"]) for role in ("noun", "verb", "nation", "good")}
    nation = rf"(?:{'|'.join(_demonyms())})(?: [a-z]+){{0,2}}? (?:{roles['nation']})"
    return rf"\b(?:{nation}|(?:[a-z]+[ -]){{1,3}}(?:{roles['noun']}) (?:{roles['verb']}))\b"


@cache
def _good() -> str:
    return rf"\b({'|'.join(load('market_words').filter(pl.col('role') == 'good')['word'])})\b"


@cache
def _goods_pattern() -> str:
    words = {
        role: "|".join(load("market_words").filter(pl.col("role") == role)["word"]) for role in ("verb", "good", "measure", "move", "crowd")
    }
    moves = rf"(?:(?:now|also|still|briefly|recently|which|that|have|futures) )*(?:{words['verb']}|{words['move']}|[a-z]+ed)"
    shared = rf"(?:percent|cent|%) of (?:(?:all|the) )?(?:[a-z-]+ )?(?:{words['crowd']})"
    return rf"\b(?:(?:{words['measure']}) (?:of|for) (?:{words['good']})|{shared}|{_PRICED}|(?:{words['good']}) {moves})\b"
