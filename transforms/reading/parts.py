"""The part that a mention plays in its sentence: subject, owner, object, source, rival, place.

Belongs here: parts of mentions by the words beside them, lists of mentions. Does not belong here: what acts without being a name
(`nameless`), which mention a figure is about (`subjects`), what a mention stands for (`mentions`).
"""

from functools import cache, partial

import polars as pl

from transforms.reading.alternations import either
from transforms.reading.rows import read_some
from transforms.reading.spans import text_before
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
    "firms",
    "abroad",
)
"""Forms of mentions, and of what stands for a name: a common noun, one of a figure that only firms have, an
office, a noun phrase nobody knows, one in an article that is about no firm,
a pronoun of somebody the sentence itself names, a kind of firms with a figure that only firms have, a place
in an article about a firm."""
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
EDGE = r"(?-u:\b)"
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
_APART = r"(?-u:\b)(?:not including|including|excluding|except|except for|apart from|other than) (?:the )?$"
"""What stands before who is left out, or counted in: what follows is told of somebody else."""
_SITE = (
    r"(?-u:\b)(?:mines?|projects?|plants?|factory|factories|smelter|refinery|facility|facilities|operations?|fields?|sites?|ports?|terminal"
    r"|warehouse|mill|deposit|reserve|complex|campus|farm|park|pipeline),? (?:in|at|near|outside|off) (?:[a-z' -]+, ){0,2}$"
)
"""What stands before the place of a thing."""
_OWN_SALES = (
    r"^ (?:(?:gross|net|comparable|same-store|like-for-like|organic|underlying|adjusted|operating) )?(?:store |restaurant )?"
    r"(?:sales|revenues?|profits?|earnings|turnover|deliveries|bookings|billings)(?-u:\b)"
)
"""What stands behind a place where a firm sells: nations have no net sales."""
_OWN_S = (
    r"^'s(, | \(|[.;:)]| (?:has|had|have|is|was|were|will|would|could|said|says|saw|sees|made|makes|also|now|still|itself|[a-z]{3,}ed) )"
)
"""What stands behind a name with an 's of its own where it owns nothing."""
_BEGINS = (
    r"^(?:'s? [a-z]| (?:now |also |still |already |currently )?(?:has|had|is|was|will|would|could|may|plans|expects|said|says|saw|made|sold"
    r"|took|lost|won|paid|held|ran|grew|fell|rose|began|built|cut|[a-z]{3,}(?:ed|[^s]s)) )"
)
"""What stands behind a descriptor that its clause begins with."""
_KIN = "arm|unit|division|subsidiary|affiliate|brand|business|parent|owner|economy|country|nation|market|exporter|importer|consumer"
"""What somebody else may be to whom the one named before them belongs ('Acme, Brind's payments arm')."""
_THE = r"(?-u:\b)(?:the|an?|another) (?:[a-z0-9.-]+ ){0,2}$"
"""What stands before a place that only tells whose firm somebody is ('the No. 1 U.S. carmaker')."""
_MONEY = r"^ (?:dollars?|pounds?|francs?|pesos?|rupees?|treasur(?:y|ies)|bonds?)(?-u:\b)"
"""What stands behind a country whose money is told of."""
_AND = r"(?:(?-u:\b)and|&) *(?:the )?$"
_COMMA = r", *(?:the )?$"
"""What stands between two names of a list."""
_JOINED = 8
"""Code points between two names of a list, but for an article: a possessive, a comma and 'and'."""
POSSESSIVES = ["its", "their", "his", "her", "our", "my", "your"]
_KEPT = (
    "mention_no", "sentence_no", "article_no", "start", "end", "name", "kind", "company", "form", "behind_and", "left_part", "right_part",
    "part", "list_no",
)  # fmt: skip
_POSSESSIVE = f"^(?i-u:{'|'.join(POSSESSIVES)})$"


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
            right=pl.col("lower").str.slice(end, AROUND),
            _in_brackets=pl.col("lower").str.slice((start - 2).clip(0), 2) == " (",
        )
        .drop("lower")
        .collect()
    )
    # 'Acme said on Monday it', 'In March it': when somebody acts says nothing of the part.
    placed = read_some(placed, pl.col("left").str.contains(_when()), lambda rows: rows.select(pl.col("left").str.replace(_when(), "$1")))
    placed = read_some(placed, _bracketed() | _called_so() | _stopped(), _right_of_names)
    placed = placed.with_columns(
        own=pl.col("left").str.tail(pl.col("_own")),
        behind_and=pl.col("left").str.contains(_AND),
        _owns=pl.col("right").str.contains(r"^'s?\s"),
    )
    placed = read_some(placed, pl.col("kind") == "place", _of_places)
    for side in ("left", "right"):
        placed = read_some(placed, pl.col(side).str.contains(_any_rule(side)), partial(_told_beside, side=side))
    # Parts are compared as small codes: a column of words for every rule would cost more than the rules.
    codes = part_codes()
    owns = pl.col("_owns")
    owned = _where(owns, "right").str.contains(_OWNER).fill_null(False)
    possessive = owns & ~owned | pl.col("mention_text").str.contains(_POSSESSIVE)
    # 'Acme, the brewer, sold', not 'In Peru, the brewer sold'.
    behind_comma = (pl.col("form") == "descriptor") & pl.col("left").str.ends_with(", ")
    beside_name = (pl.col("start") == pl.col("end").shift(1) + len(", ")) & (pl.col("kind").shift(1) != "place")
    acts_itself = (_where(behind_comma, "right").str.contains(_BEGINS) & ~(owns & beside_name)).fill_null(False)
    # 'Zorn pumps': an unknown name before another noun only qualifies it; a known one still owns it.
    qualifies = (pl.col("form") == "unknown") & pl.col("right").str.contains(r"^ [a-z]")
    same = (pl.col("sentence_no") == pl.col("sentence_no").shift(1)) & (pl.col("kind") == pl.col("kind").shift(1))
    # 'and' closes a list: what follows its last member after a comma is no part of it.
    closed = pl.col("behind_and").shift(1) & (pl.col("start").shift(1) > pl.col("end").shift(2))
    another = (pl.col("name") != pl.col("name").shift(1)) & (pl.col("form") != "descriptor") & ~closed.fill_null(False)
    gap = pl.col("start").cast(pl.Int64) - pl.col("end").shift(1)
    near = gap - pl.col("left").str.ends_with(" the ").cast(pl.Int64) * len("the ") <= _JOINED
    placed = placed.with_columns(
        _possessive=possessive,
        _behind_comma=behind_comma,
        _acts_itself=acts_itself,
        _qualifies=qualifies,
        _near=same & another & near,
        # ... and plays the long one's part itself.
        _short=(same & pl.col("_in_brackets") & (gap == len(" ("))).fill_null(False),
    )
    # Joined to the one before it.
    joint = pl.col("_near") & (pl.col("behind_and") | _where("_near", "left").str.contains(_COMMA))
    explains = pl.col("_behind_comma") & ~pl.col("_acts_itself")
    before = pl.when(explains).then(pl.lit(codes["complement"], pl.UInt8)).otherwise("left_part")
    after = pl.when("_possessive").then(pl.lit(codes["owner"], pl.UInt8)).otherwise("right_part")
    after = pl.coalesce(after, pl.when("_qualifies").then(pl.lit(codes["modifier"], pl.UInt8)), pl.lit(codes["subject"], pl.UInt8))
    begun = (pl.col("_acts_itself") & (pl.col("sentence_no") == pl.col("sentence_no").shift(1))).shift(-1, fill_value=False)
    next_to = pl.col("start").shift(-1) == pl.col("end") + len(", ")
    placed = placed.with_columns(
        left_part=before.fill_null(codes["subject"]),
        right_part=pl.when(begun & next_to).then(pl.lit(codes["closes"], pl.UInt8)).otherwise(after),
        _joint=joint,
    )
    # 'Acme said it would', 'says its app has': a verb of speech leads to whoever acts in what is said.
    acting = (pl.col("left_part") == codes["speaker"]) & pl.col("right_part").is_in([codes["acts"], codes["owner"]])
    placed = placed.with_columns(left_part=pl.when(acting).then(pl.lit(codes["subject"], pl.UInt8)).otherwise("left_part"))
    placed = read_some(placed, _may_be_others(), _of_others)
    goes_on = pl.col("behind_and") | _where("_joint", "right").str.contains(r"^(?:,? and |,? &|, [^,]{1,30}(?:,| and ))")
    led = ~pl.col("left_part").is_in(["subject", "apposed"])
    return (
        placed.with_columns(*_of_kin(codes))
        # 'in Peru and Chile': what leads to the first leads to all.
        .with_columns(
            left_part=pl.when(~((pl.col("_joint") & goes_on).fill_null(False) | pl.col("_short"))).then("left_part").forward_fill(),
            right_part=pl.when(~pl.col("_short")).then("right_part").forward_fill(),
        )
        .with_columns(pl.col("left_part", "right_part").cat.to(pl.Enum(PARTS)))
        .with_columns(
            part=pl.when(pl.col("right_part").is_in(["owner", "speaker", "apposed", "explained"]) | ~led)
            .then("right_part")
            .otherwise("left_part"),
            list_no=(~pl.col("_joint").fill_null(False)).cast(pl.UInt32).cum_sum(),
        )
        .filter(~_in_dateline() & ~_seated() & ~pl.col("_money").fill_null(False) & ~_seat_of_next() & ~_nation_of_next())
        .select(*_KEPT)
    )


def _where(asked: str | pl.Expr, text: str) -> pl.Expr:
    """The text where asked, else null: nulls cost a pattern nothing."""
    return pl.when(asked).then(pl.col(text))


def _told_beside(rows: pl.LazyFrame, side: str) -> pl.LazyFrame:
    """left_part or right_part: what `beside` tells of rows."""
    return rows.select(beside(side).alias(f"{side}_part"))


def _of_others(parts: pl.LazyFrame) -> pl.LazyFrame:
    """Parts of who is outdone ('Acme leads Brind with 35%': the figure is Acme's), of whose deal changes the figures of others ('after
    the Brind deal, profit rose'), and of who is left out of what goes on behind it ('Acme, not including Brind, which came fifth'); of
    places where a thing stands ('a mine in Peru, which yields 5 tonnes') and where a firm sells ('U.S. gross sales fell').

    parts: those that may be any of these (`_may_be_others`)."""
    codes = part_codes()

    def code(part: str) -> pl.Expr:
        return pl.lit(codes[part], pl.UInt8)

    paired = pl.col("right_part") == codes["paired"]
    explained = paired | (pl.col("right_part") == codes["explained"])
    left, right = pl.col("left"), pl.col("right")
    return parts.select(
        "left_part",
        "right_part",
        _outdone=paired & right.str.starts_with(" with") & left.str.contains(_OUTDOES),
        _apart=explained & left.str.contains(_APART),
        _dealt=right.str.contains(_DEAL) & left.str.contains(_SINCE),
        _site=(pl.col("_site") & explained).fill_null(False),
        _selling=pl.col("_selling").fill_null(False),
    ).select(
        left_part=pl.when(pl.col("_outdone") | pl.col("_apart"))
        .then(code("rival"))
        .when("_dealt")
        .then(code("object"))
        .when(pl.col("_site") | pl.col("_selling"))
        .then(code("where"))
        .otherwise("left_part"),
        right_part=pl.when(pl.col("_outdone") | pl.col("_dealt") | pl.col("_apart") | pl.col("_site"))
        .then(code("closes"))
        .when("_selling")
        .then(code("modifier"))
        .otherwise("right_part"),
    )


def _may_be_others() -> pl.Expr:
    """What stands behind tells that parts may be those of `_of_others`."""
    codes = part_codes()
    explained = (pl.col("right_part") == codes["explained"]) | (pl.col("right_part") == codes["paired"])
    return explained | pl.col("right").str.contains(_DEAL) | pl.col("_selling")


def _of_kin(codes: dict[str, int]) -> list[pl.Expr]:
    """Parts of who is told of by whose it is: 'Acme, Brind's payment arm, raised $5' is about Acme."""
    close = (pl.col("sentence_no") == pl.col("sentence_no").shift(1)) & (pl.col("start") == pl.col("end").shift(1) + len(", "))
    alike = pl.col("kind").is_in(["organisation", "place"]) & (pl.col("kind").shift(1) == pl.col("kind"))
    owns = close & alike & (pl.col("name") != pl.col("name").shift(1)) & (pl.col("right_part") == codes["owner"])
    of_kin = pl.when(owns).then(pl.col("right")).str.contains(_kin()).fill_null(False)
    return [
        pl.when(of_kin).then(pl.lit(codes["complement"], pl.UInt8)).otherwise("left_part").alias("left_part"),
        pl.when(of_kin)
        .then(pl.lit(codes["closes"], pl.UInt8))
        .when(of_kin.shift(-1, fill_value=False))
        .then(pl.lit(codes["apposed"], pl.UInt8))
        .otherwise("right_part")
        .alias("right_part"),
    ]


@cache
def _kin() -> str:
    heads = load("descriptors").filter((pl.col("kind") == "organisation") & (pl.col("fits") == "any"))["head"]
    return rf"^'s? (?:[a-z-]+ ){{0,3}}(?:{_KIN}|{either(heads)}){EDGE}"


def beside(side: str) -> pl.Expr:
    """Code of the part that the words on one side tell, null where none does. Looks at left, own and right."""
    codes = part_codes()
    # ASCII word boundaries: Unicode ones make the regex engine leave its fast automaton.
    return pl.coalesce(
        pl.when(pl.col("own" if (side, part) == ("left", "source") else side).str.contains(pattern.replace(r"\b", EDGE))).then(
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


@cache
def _any_rule(side: str) -> str:
    """One pattern that every text holds of which a rule tells the part. `own` is the end of `left`, and may begin within a word."""
    told = [pattern.replace(r"\b", "" if part == "source" else EDGE) for part, pattern in _rules(side)]
    return "|".join(f"(?:{pattern})" for pattern in told)


@cache
def _when() -> str:
    """A time right before a mention, with what stands before the time as the first group."""
    days = "|".join(
        [*load("weekdays")["word"].str.to_lowercase(), *load("months").filter(pl.col("word") != "May")["word"].str.to_lowercase()]
    )
    ago = "(?:last|this|next) (?:week|month|year|quarter|spring|summer|autumn|winter)"
    return (
        rf"(^|[ ,\"(])(?:(?:in|on|by|since|until) )?(?:(?:early|late|mid|this|last) )?(?:{days}|today|yesterday|{ago})(?: [0-9]{{1,2}})? $"
    )


def _called_so() -> pl.Expr:
    """The name ends in an 's of its own ('Levi's'), which the mention leaves to what follows."""
    return pl.col("right").str.starts_with("'s") & pl.col("name").str.ends_with("'s")


def _bracketed() -> pl.Expr:
    return pl.col("right").str.starts_with(" (")


def _stopped() -> pl.Expr:
    """The stop of an abbreviation follows ('Acme Inc. said'): no sentence goes on behind another's."""
    return pl.col("right").str.starts_with(". ")


def _right_of_names(rows: pl.LazyFrame) -> pl.LazyFrame:
    """The words behind names without what is of the names: a short name in brackets says nothing of the long one's part."""
    right = pl.col("right")
    return rows.select(
        right=pl.when(_bracketed())
        .then(right.str.replace(_SHORT, ""))
        .when(_stopped())
        .then(right.str.slice(1))
        .otherwise(right.str.replace(_OWN_S, "$1"))
    )


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
    """'US retail giant Acme', 'shares in the Lima firm': the place only tells whose giant the firm is."""
    trade = pl.col("_trade")
    beside = (pl.col("sentence_no") == pl.col("sentence_no").shift(-1)) & (pl.col("start").shift(-1) == pl.col("end") + trade)
    return (trade.is_not_null() & (pl.col("_alone") | beside & (pl.col("kind").shift(-1) == "organisation"))).fill_null(False)


def _of_places(places: pl.LazyFrame) -> pl.LazyFrame:
    """What the words beside places tell: _site (a thing stands there), _selling (a firm sells there), _money (the money of a country),
    _alone (an article stands before it), _trade (length of the words that tell a firm's trade behind it, null where none do)."""
    left, right = pl.col("left"), pl.col("right")
    return places.select(
        _site=left.str.contains(_SITE),
        _selling=right.str.contains(_OWN_SALES),
        _money=right.str.contains(_MONEY),
        _alone=left.str.contains(_THE),
        _trade=right.str.extract(_trade(), 1).str.len_chars(),
    )


@cache
def _trade() -> str:
    heads = load("descriptors").filter((pl.col("kind") == "organisation") & (pl.col("fits") == "any"))["head"]
    return rf"^( (?:[a-z-]+ ){{0,3}}?(?:{'|'.join(sorted(heads, key=len, reverse=True))}) )"


def _in_dateline() -> pl.Expr:
    """'GENEVA, May 2 (Reuters) -': the place, or the agency in its brackets, where the news comes from."""
    place = (pl.col("kind") == "place") | pl.col("right").str.starts_with(")")
    return _where((pl.col("start") < DATELINE) & place, "right").str.contains(DATELINE_RIGHT).fill_null(False)


def _seated() -> pl.Expr:
    """'Lima-based': the name only describes another."""
    return _where(pl.col("right").str.starts_with("-"), "right").str.contains(_SEATED).fill_null(False)


@cache
def part_codes() -> dict[str, int]:
    return {part: code for code, part in enumerate(PARTS)}


def numbered_after(parts: pl.DataFrame, more: int = 0) -> pl.Expr:
    """mention_no of mentions that are added to those of parts and to so many more."""
    first = parts.select(pl.col("mention_no").max().fill_null(0) + 1).item() + more
    return (pl.int_range(pl.len(), dtype=pl.UInt32) + first).cast(pl.UInt32).alias("mention_no")
