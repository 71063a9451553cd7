"""The part that a mention plays in its sentence: subject, owner, object, source, rival, place.

Belongs here: parts of mentions by the words beside them, lists of mentions, markets and nations that act though they are no
names. Does not belong here: which of them a figure is about (`subjects`), what a mention stands for (`mentions`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either_pattern
from transforms.reading.spans import find_spans, text_before
from transforms.vocabulary import load

AROUND = 36
"""Code points looked at on either side of a mention to tell its part in the sentence."""
PARTS = (
    "subject", "owner", "apposed", "explained", "acts", "closes", "modifier", "holder", "held", "where", "beside", "object", "complement",
    "rival", "speaker", "source", "paired",
)  # fmt: skip
"""Parts a mention can play; `subject` where nothing beside it tells otherwise."""
FORMS = (
    "known",
    "unknown",
    "alias",
    "surname",
    "pronoun",
    "descriptor",
    "noun",
    "ownerless",
    "office",
    "thing",
    "free thing",
    "own pronoun",
)
"""Forms of mentions, and of what stands for a name: a common noun, one of a figure that only firms have, an
office, a noun phrase nobody knows, one in an article that is about no firm,
a pronoun of somebody the sentence itself names."""
DATELINE = 40
"""Code points at a sentence's beginning within which a dateline ends."""
DATELINE_RIGHT = (
    r"^(?:/[a-z ]+)?(?:, [a-z]{3,20}\.?)?"
    r"(?:,? [a-z]{3,9}\.? [0-9]{1,2}|,? [0-9]{1,2} [a-z]{3,9}\.?)?(?:,? [0-9]{4})?(?: ?\([^)]+\))?"
    "\\)? ?(?:-|--|\u2014|:) "
)
"""What follows the place of a dateline, in lower case."""
_SEATED = "^-(?:based|listed|headquartered|born|owned|backed|led|run|registered|traded)(?-u:\\b)"
"""What follows a name that only describes another ('the Lima-based group')."""
_PRICED = r"(?:average|median|typical) (?:[a-z]+ )?(?:price|rent|cost|fare|salary|wage) (?:of|for) an? ((?:[a-z-]+ )?[a-z-]+)"
"""What an average price is of: 'the average price of a British home'."""
_EDGE = r"(?-u:\b)"
_OWNED = r"(?:'s|s'|(?-u:\b)(?:its|their|our|his|her|my|your)) (?:[a-z-]+ ){0,2}$"
"""What stands before goods that have an owner: their figures are the owner's."""
_SHORT = r"^ \([a-z]{2,7}\)"
"""A short name in brackets behind the long one."""
_OUTDOES = (
    r"(?-u:\b)(?:leads?|led|leading|beats?|beating|outs[a-z]+|outpac[a-z]+|overt(?:akes?|ook|aking)|topp?(?:s|ed|ing)|trail(?:s|ed|ing)"
    r"|edg(?:es|ed)(?: out| past)|pass(?:es|ed|ing)|dwarf(?:s|ed)|eclips(?:es|ed)|surpass(?:es|ed|ing)|pipp(?:ed|ing)) (?:the )?$"
)
"""What stands before whom somebody else leads or trails."""
_DEAL = r"^ (?:deal|merger|takeover|acquisition|tie-up|buy-?out|transaction|purchase|integration|bid|sale|disposal|joint venture)(?-u:\b)"
_SINCE = (
    r"(?-u:\b)(?:result of|following|after|since|from|thanks to|due to|because of|excluding|including|before|despite|without|owing to"
    r"|helped by|driven by|boosted by|reflecting|costs of|by) (?:the |its )?$"
)
"""What stands behind and before a name that only tells which deal changed somebody's figures."""
_OWNER = r"^'s? (?:[a-z]+ )?(?:owners?|parent|parent company|holding company|landlord) [a-z]"
"""What follows a name whose owner acts, not itself."""
_JOINED = 8
"""Code points between two names of a list: a possessive, a comma and 'and'."""
_BEFORE = 30
"""Code points looked at before goods for their owner."""
_STRIDE = 1 << 16
POSSESSIVES = ["its", "their", "his", "her", "our", "my", "your"]


def find_parts(sentences: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Resolved mentions with their part in the sentence: subject, owner, object, beside (after a preposition), rival, speaker, source.

    Adds left_part, right_part (what the words on either side tell), part (both together), behind_and ('and' stands right before), and
    list_no: neighbours joined by commas and 'and' share one. Places of datelines are left out.
    """
    start, end = pl.col("start").cast(pl.Int64), pl.col("end")
    resolved = mentions.filter(pl.col("name").is_not_null()).select(
        "mention_no", "sentence_no", "article_no", "start", "end", "mention_text", "name", "kind", "company", "form"
    )
    placed = (
        resolved.lazy()
        .join(sentences.lazy().select("sentence_no", "lower"), on="sentence_no", how="left", maintain_order="left")
        .with_columns(
            left=text_before(pl.col("lower"), start, AROUND),
            _own=(start - _previous_end()).clip(0, AROUND),
            # 'The Lamp Office (LOX) said': the short name in brackets says nothing of the long one's part.
            right=pl.col("lower").str.slice(end, AROUND),
            _in_brackets=pl.col("lower").str.slice((start - 2).clip(0), 2) == " (",
        )
        .with_columns(right=pl.when(pl.col("right").str.starts_with(" (")).then(pl.col("right").str.replace(_SHORT, "")).otherwise("right"))
        .with_columns(own=pl.col("left").str.tail(pl.col("_own")), behind_and=pl.col("left").str.contains(r"(?:(?-u:\b)and|&) *$"))
        .drop("lower", "_own")
        .collect()
    )
    # Parts are compared as small codes: a column of words for every rule would cost more than the rules.
    codes = _part_codes()
    owns = pl.col("right").str.contains(r"^'s?\s")
    owned = pl.when(owns).then(pl.col("right")).str.contains(_OWNER).fill_null(False)
    possessive = owns & ~owned | pl.col("mention_text").str.to_lowercase().is_in(POSSESSIVES)
    explains = (pl.col("form") == "descriptor") & pl.col("left").str.ends_with(", ")
    # 'Zorn pumps': an unknown name before another noun only qualifies it; a known one still owns it.
    qualifies = (pl.col("form") == "unknown") & pl.col("right").str.contains(r"^ [a-z]")
    before = pl.when(explains).then(pl.lit(codes["complement"], pl.UInt8)).otherwise(_beside("left"))
    after = pl.when(possessive).then(pl.lit(codes["owner"], pl.UInt8)).otherwise(_beside("right"))
    after = pl.coalesce(after, pl.when(qualifies).then(pl.lit(codes["modifier"], pl.UInt8)), pl.lit(codes["subject"], pl.UInt8))
    before = before.fill_null(codes["subject"])
    # 'Acme said it would', 'says its app has': a verb of speech leads to whoever acts in what is said.
    acting = (pl.col("left_part") == codes["speaker"]) & pl.col("right_part").is_in([codes["acts"], codes["owner"]])
    same = (pl.col("sentence_no") == pl.col("sentence_no").shift(1)) & (pl.col("kind") == pl.col("kind").shift(1))
    # 'and' closes a list: what follows its last member after a comma is no part of it.
    closed = pl.col("behind_and").shift(1) & (pl.col("start").shift(1) > pl.col("end").shift(2))
    another = (pl.col("name") != pl.col("name").shift(1)) & (pl.col("form") != "descriptor") & ~closed.fill_null(False)
    near = pl.col("start").cast(pl.Int64) - pl.col("end").shift(1) <= _JOINED
    # ... and plays the long one's part itself.
    short = (same & pl.col("_in_brackets") & (pl.col("start").cast(pl.Int64) - pl.col("end").shift(1) == len(" ("))).fill_null(False)
    joint = same & another & near & (pl.col("behind_and") | pl.col("left").str.contains(", *$"))
    goes_on = pl.col("behind_and") | pl.col("right").str.contains(r"^(?:,? and |,? &|, [^,]{1,30}(?:,| and ))")
    led = ~pl.col("left_part").is_in(["subject", "apposed"])
    return (
        placed.with_columns(left_part=before, right_part=after)
        .with_columns(left_part=pl.when(acting).then(pl.lit(codes["subject"], pl.UInt8)).otherwise("left_part"))
        .with_columns(*_of_others(codes))
        # 'in Peru and Chile': what leads to the first leads to all.
        .with_columns(left_part=pl.when(~((joint & goes_on).fill_null(False) | short)).then("left_part").forward_fill())
        .with_columns(right_part=pl.when(~short).then("right_part").forward_fill())
        .with_columns(pl.col("left_part", "right_part").cat.to(pl.Enum(PARTS)))
        .with_columns(
            part=pl.when(pl.col("right_part").is_in(["owner", "speaker", "apposed", "explained"]) | ~led)
            .then("right_part")
            .otherwise("left_part"),
            list_no=(~joint.fill_null(False)).cast(pl.UInt32).cum_sum(),
        )
        .filter(~_in_dateline() & ~pl.col("right").str.contains(_SEATED) & ~_seat_of_next() & ~_nation_of_next())
        .drop("own", "left", "right", "mention_text", "_in_brackets")
    )


def _of_others(codes: dict[str, int]) -> list[pl.Expr]:
    """Parts of who is outdone ('Acme leads Brind with 35%': the figure is Acme's), and of whose deal changes the figures of others ('after
    the Brind deal, profit rose'). Asked of few texts: nulls cost nothing."""
    beaten = (pl.col("right_part") == codes["paired"]) & pl.col("right").str.starts_with(" with")
    outdone = pl.when(beaten).then(pl.col("left")).str.contains(_OUTDOES).fill_null(False)
    dealt = pl.when(pl.col("right").str.contains(_DEAL)).then(pl.col("left")).str.contains(_SINCE).fill_null(False)
    return [
        pl.when(outdone).then(pl.lit(codes["rival"], pl.UInt8)).when(dealt).then(pl.lit(codes["object"], pl.UInt8)).otherwise("left_part")
        .alias("left_part"),
        pl.when(outdone | dealt).then(pl.lit(codes["closes"], pl.UInt8)).otherwise("right_part").alias("right_part"),
    ]  # fmt: skip


def _beside(side: str) -> pl.Expr:
    """Code of the part that the words on one side tell, null where none does. Looks at left, own and right."""
    codes = _part_codes()
    # ASCII word boundaries: Unicode ones make the regex engine leave its fast automaton.
    return pl.coalesce(
        pl.when(pl.col("own" if (side, part) == ("left", "source") else side).str.contains(pattern.replace(r"\b", _EDGE))).then(
            pl.lit(codes[part], pl.UInt8)
        )
        for part, pattern in _rules(side)
    )


@cache
def _rules(side: str) -> list[tuple[str, str]]:
    """Parts with the pattern that tells them, in order; neighbours of one part are one pattern."""
    rules: list[tuple[str, str]] = []
    for part, pattern in load("subject_parts").filter(pl.col("side") == side).select("part", "pattern").iter_rows():
        if rules and rules[-1][0] == part:
            rules[-1] = (part, f"{rules[-1][1]}|{pattern}")
        else:
            rules.append((part, pattern))
    return rules


def _previous_end() -> pl.Expr:
    """Where the mention before this one ends, else 0: 'analysts at X expect Y' makes X a source, not Y."""
    same = pl.col("sentence_no") == pl.col("sentence_no").shift(1)
    before = pl.col("end").shift(1).cast(pl.Int64)
    return pl.when(same & (before <= pl.col("start").cast(pl.Int64))).then(before).otherwise(0)


def _seat_of_next() -> pl.Expr:
    """'Seoul's Acme': the place only tells where the firm is."""
    beside = (pl.col("sentence_no") == pl.col("sentence_no").shift(-1)) & (pl.col("start").shift(-1) == pl.col("end") + len("'s "))
    firm = pl.col("kind").shift(-1).is_in(["organisation", "product"])
    return ((pl.col("kind") == "place") & (pl.col("right_part") == "owner") & beside & firm).fill_null(False)


def _nation_of_next() -> pl.Expr:
    """'US retail giant Acme': the place only tells whose giant the firm is."""
    trade = pl.when(pl.col("kind") == "place").then(pl.col("right")).str.extract(_trade(), 1).str.len_chars()
    beside = (pl.col("sentence_no") == pl.col("sentence_no").shift(-1)) & (pl.col("start").shift(-1) == pl.col("end") + trade)
    return ((pl.col("kind") == "place") & beside & (pl.col("kind").shift(-1) == "organisation")).fill_null(False)


@cache
def _trade() -> str:
    heads = load("descriptors").filter((pl.col("kind") == "organisation") & (pl.col("fits") == "any"))["head"]
    return rf"^( (?:[a-z-]+ ){{0,3}}?(?:{'|'.join(sorted(heads, key=len, reverse=True))}) )"


def _in_dateline() -> pl.Expr:
    """'GENEVA, May 2 (Reuters) -': the place, or the agency in its brackets, where the news comes from."""
    place = (pl.col("kind") == "place") | pl.col("right").str.starts_with(")")
    return (pl.col("start") < DATELINE) & place & pl.col("right").str.contains(DATELINE_RIGHT)


@cache
def _part_codes() -> dict[str, int]:
    return {part: code for code, part in enumerate(PARTS)}


def find_markets(hosts: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Parts that are no names: markets and segments that act ('the premium segment accounts for'), goods and rates that move or are
    measured ('copper rose', 'a barrel of oil', 'shipments of pumps', 'mortgage rates of'), kinds of firms and people ('Car dealers sold'),
    and countries behind their demonyms ('the Peruvian government').

    general: 'the market' alone, that named before. Goods with an owner ('its copper output') are left to the owner.
    """
    found = find_spans(hosts, "sentence_no", "lower", _things_pattern())
    said, nation = pl.col("match"), pl.col("nation").is_not_null()
    market = rf"{_EDGE}(?:{_either('noun')}) (?:{_either('verb')})$"
    told = (
        found.lazy()
        .with_columns(
            nation=said.str.extract(rf"^({'|'.join(_demonyms())}){_EDGE}", 1).replace_strict(
                _demonyms(), default=None, return_dtype=pl.String
            ),
            market=pl.when(said.str.contains(market)).then(
                said.str.replace(rf"^(?:(?:{_either('not')})[ -])+", "").str.extract(r"^(.*) \S+$", 1)
            ),
            good=pl.coalesce(
                said.str.extract(_PRICED, 1),
                said.str.extract(r"^(?:percent|cent|%) of (?:(?:all|the|its) )?(.*)$", 1),
                said.str.extract(_crowd(), 1),
                said.str.extract(rf"^(?:an?|the average|the typical|every) ((?:[a-z-]+ )?(?:{_either('member')})){_EDGE}", 1),
                said.str.extract(rf"{_EDGE}({_either('rate')}){_EDGE}", 1),
                said.str.extract(rf"^(?:{_either('volume')}) (?:of|for|on) (?:(?:{_either('not')}) )?(.*)$", 1),
                said.str.extract(rf"{_EDGE}({_either('good')}){_EDGE}", 1),
            ),
        )
        .with_columns(name=pl.coalesce("nation", "market", "good"))
        # What a share is of stands behind the figure, its sign is the figure's own.
        .with_columns(
            start=pl.when(said.str.contains("^(?:percent|cent|%) of "))
            .then(pl.col("end") - pl.col("name").str.len_chars())
            .otherwise("start")
        )
        .filter(pl.col("name").is_not_null() & (nation | ~said.str.contains(rf"{_EDGE}(?:of|for|on) (?:{'|'.join(POSSESSIVES)}) ")))
        .filter(~pl.col("name").str.contains(rf"{_EDGE}(?:{_either('filler')}){_EDGE}"))
        .join(hosts.lazy().select("sentence_no", "article_no", "lower"), on="sentence_no", how="left", maintain_order="left")
        .with_columns(left=text_before(pl.col("lower"), "start", _BEFORE))
        .filter(nation | ~pl.col("left").str.contains(_OWNED))
        .with_columns(left=pl.when(said.str.contains("^of the ")).then(pl.lit(" of the ")).otherwise("left"))
        .with_columns(own="left")
        .with_columns(lead=_beside("left").fill_null(_part_codes()["subject"]))
        .drop("lower", "left", "own")
        .collect()
    )
    free = _without_named(told, parts)
    return free.select(
        _numbered_after(parts),
        "sentence_no",
        "article_no",
        "start",
        "end",
        "name",
        pl.when(nation).then(pl.lit("place")).otherwise(pl.lit("market")).alias("kind"),
        pl.lit("acts").cast(pl.Enum(PARTS)).alias("part"),
        pl.col("lead").cat.to(pl.Enum(PARTS)).alias("left_part"),
        pl.when(nation).then(pl.lit("owner")).otherwise(pl.lit("acts")).cast(pl.Enum(PARTS)).alias("right_part"),
        pl.lit("noun").alias("form"),
        pl.col("name").is_in(load("market_words").filter(pl.col("role") == "noun")["word"].implode()).alias("general"),
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


def _numbered_after(parts: pl.DataFrame, more: int = 0) -> pl.Expr:
    """mention_no of mentions that are added to those of parts and to so many more."""
    first = parts.select(pl.col("mention_no").max().fill_null(0) + 1).item() + more
    return (pl.int_range(pl.len(), dtype=pl.UInt32) + first).cast(pl.UInt32).alias("mention_no")


def find_ourselves(hosts: pl.DataFrame, parts: pl.DataFrame, more: int, told_by: pl.DataFrame) -> pl.DataFrame:
    """'We' and 'our': the organisation whose figures these are said to be, else the one that the article names most.

    more: mention numbers taken already. told_by: sentence_no, said_by (the organisation that says the sentence's figures).

    Not where 'we' only think: an analyst who says 'we expect prices to fall' speaks of others.

    Columns as of `find_markets`.
    """
    said = hosts.lazy().filter(pl.col("lower").str.contains(rf"{_EDGE}(?:we|ours?|us){_EDGE}")).select("sentence_no", "lower").collect()
    told = find_spans(said, "sentence_no", "lower", _ourselves_pattern()).filter(~pl.col("match").str.contains(_thinking()))
    told = _without_states(told, hosts)
    quoted = hosts.select("sentence_no", "article_no").join(
        told.select("sentence_no").unique(), on="sentence_no", how="semi", maintain_order="left"
    )
    main = (
        parts.lazy()
        .filter((pl.col("kind") == "organisation") & ~pl.col("part").is_in(["source", "rival"]))
        # In order: of two that are named as often, the first.
        .join(quoted.lazy().select("article_no").unique(), on="article_no", how="semi", maintain_order="left")
        .group_by("article_no", "name", maintain_order=True)
        .agg(pl.len().alias("times"), pl.col("company").first())
        .sort("times", descending=True, maintain_order=True)
        .unique("article_no", keep="first", maintain_order=True)
    )
    return (
        told.lazy()
        .join(quoted.lazy().select("sentence_no", "article_no"), on="sentence_no", how="left", maintain_order="left")
        .join(main, on="article_no", how="left", maintain_order="left")
        .join(told_by.lazy(), on="sentence_no", how="left", maintain_order="left")
        .with_columns(name=pl.coalesce("said_by", "name"), company=pl.coalesce("said_by", "company"))
        .filter(pl.col("name").is_not_null())
        .select(
            _numbered_after(parts, more),
            "sentence_no",
            "article_no",
            "start",
            "end",
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


def _without_states(told: pl.DataFrame, hosts: pl.DataFrame) -> pl.DataFrame:
    """Without the US and US$5, which are 'us' in lower case only."""
    us = told.filter(pl.col("match") == "us").select("sentence_no", "start")
    if us.is_empty():
        return told
    texts = us.join(hosts.select("sentence_no", "plain"), on="sentence_no", maintain_order="left")
    states = texts.filter(pl.col("plain").str.slice("start", 2) == "US").select("sentence_no", "start")
    return told.join(states, on=["sentence_no", "start"], how="anti", maintain_order="left")


def find_offices(here: pl.DataFrame, parts: pl.DataFrame, roles: pl.DataFrame, more: int) -> pl.DataFrame:
    """Organisations behind the persons who stand in a sentence by their office ('Roe, who runs Acme, plans to sell 5 shops').

    here: parts of the figures' sentences; roles: as of `roles.find_roles`; more: mention numbers taken already. Columns as of `find_parts`.
    """
    served = (
        roles.lazy()
        .filter(pl.col("organisation").is_not_null())
        .select("article_no", name="person", _of="organisation")
        .unique(["article_no", "name"], keep="first")
    )
    return (
        here.lazy()
        .filter(pl.col("kind") == "person")
        .join(served, on=["article_no", "name"], maintain_order="left")
        .with_columns(
            _numbered_after(parts, more), name="_of", company="_of",
            kind=pl.lit("organisation"), form=pl.lit("office"), list_no=pl.lit(None, pl.UInt32),
        )
        .drop("_of")
        .collect()
    )  # fmt: skip


def _thinking() -> str:
    return rf" (?:{_either('thinking')})$"


@cache
def _ourselves_pattern() -> str:
    think = rf" (?:(?:now|also|still|do|would|had|have) )?(?:{_either('thinking')})(?: to{_EDGE})?"
    return rf"{_EDGE}(?:we(?:{think}|'[a-z]+)?|ours?|us){_EDGE}"


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
def _crowd() -> str:
    return rf"^(?:(?:{_either('not')}) )?((?:[a-z-]+ ){{0,2}}(?:{_either('crowd')}))"


@cache
def _things_pattern() -> str:
    """One alternation of everything that may be a subject without being a name."""
    often = "(?:now|also|still|already|alone|typically|briefly|recently|which|that|have|futures|prices|it)"
    moves = rf"(?:{often} )*(?:{_either('verb')}|{_either('move')}|to [a-z]+|[a-z]{{2,}}ed)"
    measured = rf"(?:{_either('measure')}) (?:of|for) (?:{_either('good')})"
    shared = rf"(?:percent|cent|%) of (?:(?:all|the) )?(?:[a-z-]+ )?(?:{_either('crowd')})"
    volume = rf"(?:{_either('volume')}) (?:of|for|on) (?:(?:{_either('not')}) )?(?:[a-z-]+ ){{0,2}}(?:[a-z-]+s|{_either('good')})"
    moving = rf"(?:{_either('good')})(?: (?:{_either('volume')}))? {moves}"
    nation = rf"(?:{'|'.join(_demonyms())})(?: [a-z]+){{0,2}}? (?:{_either('nation')})"
    market = rf"(?:[a-z]+[ -]){{1,3}}(?:{_either('noun')}) (?:{_either('verb')})"
    acting = rf"{often}? ?(?:{_either('verb')}|{_either('move')}|{_either('acting')}|[a-z]{{3,}}ed)"
    crowd = rf"^(?:(?:{_either('not')}) )?(?:[a-z-]+ ){{0,2}}(?:{_either('crowd')}) {acting}"
    member = rf"^(?:an?|the average|the typical|every) (?:[a-z-]+ )?(?:{_either('member')}) (?:{acting}|who|with|on|in)"
    either = "|".join([nation, measured, shared, _PRICED, volume, moving, _either("rate"), market])
    return rf"(?:{crowd}|{member}|{_EDGE}(?:{either})){_EDGE}"
