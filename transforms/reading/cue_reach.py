"""Which figures of a sentence a cue of modality governs.

Belongs here: how far a cue reaches, and the figures within its reach that are facts all the same. Does not belong here: the cue words
(`modality_cues.csv`), what a figure is taken for (`modality`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import any_of
from transforms.reading.periods.patterns import base_figure, cues
from transforms.reading.spans import text_before
from transforms.vocabulary import load

REACH = 300
"""Code points between a cue and a number that are looked at."""
AFTER = 40
"""Code points behind a number in which the verb of its relative clause is looked for."""
LED = 40
"""Code points before a number in which what tells it from any other is looked for: its, the."""
NEAR = 36
"""Code points within which a near cue governs."""
_MODAL = r"^(?:will|would|should|could|may|might)$"
_HEAD = r"^ (?:(?:a|each|every|per) (?:year|quarter|month|week|day) )?(?:(?:of|in|from|more|worth|or so) .*)?$"
"""Between a figure that is itself what the modal speaks of and the modal."""
_SOME = r"^ (?:[a-z-]+ ){1,3}$"
_ITS = r"\b(?:its|the|their|his|her|our|your|all|both|those|these|whose|[a-z]+'s?) (?:[a-z]+ )?$"
_OWNED = r"(?:[a-z]'s?|\b(?:its|their|our|his|her)) $"
_HOLDING = r"^ (?:of )?(?:[a-z-]+ )?(?:stake|share|holding|shareholding|interest|slice|budget|debts?|debt pile|deficit|backlog)\b"
"""What somebody has, behind how much of it."""
_OFFER = r"^ (?:(?:a|per)[ -]share )?(?:[a-z-]+ )?(?:bid|offer|takeover|acquisition|buyout|merger)\b"
"""An offer that is made already, behind its worth: "could raise its 5 a share offer"."""
_STANDS = (
    r"\b(?:current|last (?:year|month|quarter|week|season)'s|(?:[a-z]+day|yesterday)'s clos(?:e|ing price)"
    r"|(?:previous|prior|earlier) (?:record|high|peak|low|best|(?:year|month|quarter|week|season)'s)) (?:[a-z-]+ ){0,3}$"
)
"""What leads to a figure that is reached already: "from the current output of 3", "will not match last year's 3"."""
_NOT_YET = (
    r"\bcurrent (?:year|quarter|month|half|season|fiscal|financial|calendar|trading|plans?)\b"
    r"|forecast|estimate|guidance|target|expect|consensus|outlook|projection|prediction|goal|budget|plan"
)
"""What leads to a figure that is not, in the same words: "the current forecast of 3"."""
ANOTHER_CLAUSE = r"\b(?:and|or|but|which|that|who|whose|it|they|he|she|we|as|while|after|before|when|if|to|the company|this|these)\b"
_PHRASE_END = r"[,;:](?:$|[^0-9])| (?:but|while|after|and [a-z]+ (?:rose|fell)|was|were|as) "
_MISSED_BY = r"^: [^,;]{1,40} (?:against|versus|vs\.?|compared (?:with|to)) (?:the )?$"
""" "It missed expectations: 3 against 4"."""
_MORE = r"^ (?:below|above|higher|lower|more|less|fewer|better|worse)\b"
_SET_AGAINST = (
    r"^[^;:]*[0-9][^;:]*,? (?:from|compared with|against|versus|instead of|rather than) (?:(?:an?|the|its) )?[a-z ]{0,24}[$£€₹]?$"
)
_REVISED = r"^ (?:for [a-z0-9 -]+ )?(?:(?:to|from) (?:[$£€₹]|rs|[0-9])|from $)|\b(?:previous|previously|prior|earlier|initial|original)\b"
_OUTLOOK = r"(?:forecasts?|guidance|outlook|projections?|targets?|estimates?) (?:to|of|for|at)$|targets?$|target prices?$"
"""A noun of expectation with what it is raised to or cut from."""
_WHICH_WAS = r"^(?: (?:of|for|from) [a-z ]+)?, which (?:had )?(?:been|was|were|is|are|ranged?|averaged?|stood|stands)(?: [a-z]+){0,2} $"
"""Between expectations and how high they were: "short of forecasts, which had been 3"."""
EXPECTATION = r"(?:estimates?|forecasts?|expectations?|guidance|projections?|targets?|consensus|outlook|goals?)$"
_SET_BESIDE = r"\b(?:(?:up|down) from|compared (?:with|to)|against|versus) (?:an? |the |its )?(?:[a-z-]+ ){0,2}[$£€₹]?$"
"""A base with words of its own: "up from a meagre 3"."""
_WANTS = r"^(?:plans?|planned|hopes?|hoped|wants?|wanted|aims?|aimed|intends?|intended|expects?|expected|pledged|promised) to$"
_WANTED = (
    r"^ (?:[a-z-]+ ){0,3}(?:(?:that|which) (?:the )?[a-z&.-]+|it|they|he|she|we|the (?:company|firm|group|government|bank|state)) "
    r"(?:(?:has|had|have|now|also|still|once|originally|previously|already|said|indicated|it|they) )*$"
)
"""Between a figure and the verb of whoever wants it: "the 300 jobs that Acme plans to cut"."""
_OF_ALL = r"^ of (?:the|its|their|his|her|our|[a-z.-]+'s?) (?:[a-z]+ )?[0-9][0-9.,]*(?: million| billion)? ((?:[a-z-]+ )?)$"
"""Between a part of many and what becomes of it: "300 of its 5,000 jobs will go"."""
_ALL = r"\bof (?:the|its|their|his|her|our|[a-z.-]+'s?) (?:[a-z]+ )?$"
_WHICH_IS = r", which (?:is|would be|will be)(?: [a-z]+){0,2} $"
TARGETED = r"\b(?:target|goal)s?$"
_PART = r"^ of (?:the|its|their|his|her|our|this|that) "
"""Between what is reached of a target and the target: "80% of its target"."""
_MOVED = (
    r"^ (?:(?:for|in|of|on) [^,;]{2,40}? )?(?:(?:was|were|has been|have been) )?"
    r"(?:raised|lifted|increased|upgraded|rose|climbed|jumped|edged up|cut|lowered|trimmed|slashed|reduced|downgraded|fell|declined|dropped"
    r"|slipped|edged down|revised(?: up| down)?|changed) to [^;:]*\bfrom (?:an? )?(?:[a-z-]+ ){0,2}$"
)
"""Between expectations that moved and what they moved from: "the forecast rose to 3, up from 2"."""
_FORETOLD = r"^(?:forecast|estimate|projection|expectation)s?$|^(?:guidance|outlook)$"
_WHOSE = r"\b(?:its|the|their|his|her|our|an?|this|that|[a-z]+'s?|previous|earlier|prior|initial|original) (?:[a-z-]+ )?$"
_FORETOLD_NOUN = r"^ (?:[a-z-]+ ){0,3}$"
_FORETELLERS = (
    r"\b(?:analysts|economists|brokers|experts|forecasters|respondents|companies|firms|banks|members"
    r"|and|but|or|that|which|who|to|its|their|the|an?|before|after|as|of|for|in|on|by|from|with) "
)
"""Around a figure that tells how high an expectation is: "stuck to its 2% growth forecast"; not "the 9 analysts forecast"."""
_FORESEEN = r"^(?:expects?|expected|predicts?|predicted|forecasts|projects|projected|anticipates|foresees|envisages|promised)$"
_FORESEEN_BY = r"^ (?:[a-z&.'-]+ ){1,4}$"
_FORESEEN_OF = r"\bthe (?:[a-z-]+ )?$"
"""Around a figure and whoever foresees it: "below the 3% range Acme predicts"."""
_MEANWHILE = r"^ (?:when|as|if|before|after|while|until|because|once|since|whether|where) "
_QUOTE_CLOSED = r"[,.?!][\"'] "
_RESULT = (
    r", (?:thus |thereby )?(?:sending|pushing|driving|lifting|dragging|knocking|wiping|helping|causing|prompting|leaving) "
    r"(?:its|their|the|shares|down) "
)
"""What happened upon what was said: "said it would close three mills, sending its shares down 5%"."""
_GOES_ON = r", (?:now |currently |already |also )?(?:employs|has|owns|operates|runs|sells|makes|serves|produces|is|earns|holds)\b"
"""Where the main clause goes on behind a relative one: "which aims to double sales, employs"."""
_FACT_BESIDE = (
    r"(?:,? where (?:it|they|he|she|we|the [a-z]+)| and) (?:now |currently |already |also )?"
    r"(?:employs|has|owns|operates|runs|holds|pays)\b|\bthat (?:cost|had|made|sold|earned|lost|generated|posted)\b"
)
"""A clause of facts within a plan: "plans to expand in Spain, where it has 3 shops", "and has 3", "in a mall that cost 3"."""
_PUTS = r"^puts?$"
_OF_ONES_OWN = r"^ (?:its|their|his|her) own "
_PUT_AT = (
    r"^ [^;0-9]{2,80} at (?:(?:about|around|some|roughly|nearly|just|over|under|between|up to|as much as|more than|less than|at least) )*"
    r"[^a-z0-9]{0,4}(?:rs |rmb )?$"
)
"""Between `puts` and the figure that somebody puts a thing at."""


def governing(numbers: pl.DataFrame, found: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Every number with every cue that governs it.

    numbers: `frames.Numbers`. found: cues (sentence_no, start, end, match, modality, side, reach). texts: sentence_no, lower.
    Returns number_no, match, modality, reach, _distance, _before (the cue stands before), _gap (the words between) and what else tells of
    the two.
    """
    return _governed(_pairs(numbers, found, texts))


def _pairs(numbers: pl.DataFrame, found: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Every number with every cue of its sentence that may reach it.

    Returns number_no, match, modality, reach, _distance, _before (the cue stands before), _countable, _gap (the words between), _led and
    _after (those around the number).
    """
    before = pl.col("end_c") <= pl.col("start")
    low = pl.when(before).then("end_c").otherwise("end").cast(pl.Int64)
    high = pl.when(before).then("start").otherwise("start_c").cast(pl.Int64)
    start, near = pl.col("start").cast(pl.Int64), pl.col("_distance") <= NEAR
    reached = (
        pl.when("_before")
        .then((pl.col("side") != "after") & (near | (pl.col("reach") != "near")))
        .otherwise(near & ((pl.col("side") != "before") | pl.col("_looks_behind")))
    )
    gap = pl.col("_gap")
    compared = (pl.col("reach") == "clause") & pl.col("_after").str.contains(_MORE)
    return (
        numbers.lazy()
        .select("number_no", "sentence_no", "start", "end", _countable=pl.col("unit_kind").is_in(["count", "people"]).fill_null(False))
        # In no order: the strongest cue is told by its place as well.
        .join(found.lazy(), on="sentence_no", suffix="_c")
        .with_columns(_before=before, _low=low, _distance=high - low)
        .filter(reached & (pl.col("_distance") <= REACH))
        # Texts are gathered for what is left.
        .join(texts.lazy().select("sentence_no", "lower"), on="sentence_no", how="left", maintain_order="left")
        .with_columns(
            _gap=pl.col("lower").str.slice("_low", pl.col("_distance").clip(0, REACH)),
            _led=text_before(pl.col("lower"), start, LED),
            _after=pl.col("lower").str.slice(pl.col("end"), AFTER),
        )
        # "16 this year, which leaves them 6", "16, plus or minus 2", "16, or 3 a share", "16, of which 3": what follows from a
        # forecast is one.
        .with_columns(
            _gap=gap.str.replace(
                rf",? (?:which (?:would |will )?{cues('entails')}|plus or minus|give or take|or|of wh(?:ich|om))\b", " "
            ).str.replace(r"^.* and that\b", " ")
        )
        .with_columns(
            _gap=pl.coalesce(
                pl.when(compared).then(gap).str.replace(_WHICH_IS, " "),
                pl.when(~pl.col("_before")).then(gap).str.replace(_OF_ALL, " of ${1}"),
                gap,
            )
        )
        .select(
            "number_no",
            "match",
            "modality",
            "side",
            "reach",
            "_distance",
            "_before",
            "_countable",
            "_gap",
            "_led",
            "_after",
            "_expectation",
        )
        .collect()
    )


def _governed(pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs whose cue governs the number. Each question is put to the pairs that it can decide."""
    ahead = pairs.filter("_before")
    ahead = ahead.filter((pl.col("modality") == "actual") | ~_free())
    put = pl.when(pl.col("match").str.contains(_PUTS)).then("_gap")
    ahead = ahead.filter((put.str.contains(_PUT_AT) & ~put.str.contains(_OF_ONES_OWN)).fill_null(True))
    reach = pl.col("reach")
    clause = ahead.filter(~reach.is_in(["sentence", "near", "phrase"])).filter(~pl.col("_gap").str.contains(_clause_break()))
    clause = clause.filter((pl.col("modality") == "estimate") | ~pl.col("_gap").str.contains(_FACT_BESIDE))
    outlook = ahead.filter("_expectation")
    return pl.concat(
        [
            pairs.filter(~pl.col("_before")).filter(~pl.col("_gap").str.contains(r"[,;0-9]")).filter(_governs_backwards()),
            outlook.filter(pl.col("_gap").str.contains(_WHICH_WAS) | pl.col("_gap").str.contains(_MOVED)),
            ahead.filter(reach == "sentence"),
            ahead.filter(reach == "near").filter(~pl.col("_gap").str.contains(r"[,;0-9]")),
            ahead.filter(reach == "phrase").filter(_in_phrase()),
            clause.filter(~pl.col("_gap").str.contains(_told_after_comma()) & ~_starts_from()),
        ]
    )


@cache
def _governs_backwards() -> pl.Expr:
    """A cue that stands behind its number: "3 are expected"."""
    gap = pl.col("_gap").str
    # "Some 5 of them will fall due in March", but not "the 5 deposit should help" or "it has 5 of those and will open more".
    # "Some 300 jobs could go", but "its 5,000 workers will get a bonus".
    some = pl.col("_countable") & gap.contains(_SOME) & ~pl.col("_led").str.contains(_ITS)
    heads = (gap.contains(_HEAD) | some) & ~gap.contains(ANOTHER_CLAUSE)
    # "Sales of 5 were more than it had expected": the 5 is a fact.
    modal = ~pl.col("match").str.contains(_MODAL) | heads
    part = pl.col("match").str.contains(TARGETED) & gap.contains(_PART)
    whole = pl.col("_countable") & pl.col("_led").str.contains(_ALL)
    behind = ~gap.contains(_clause_break()) & modal & ~part & ~whole & ~gap.contains(rf"\b{cues('outdone')}\b")
    return pl.when(pl.col("side") == "before").then(_told_behind()).otherwise(behind)


def looks_behind(cue: pl.Expr) -> pl.Expr:
    """Whether a cue of figures that follow may tell of one before it as well: "the 300 jobs it plans to cut", "its 2% forecast"."""
    return cue.str.contains(_WANTS) | cue.str.contains(_FORETOLD) | cue.str.contains(_FORESEEN)


def _told_behind() -> pl.Expr:
    """Where it does."""
    gap, led, match = pl.col("_gap").str, pl.col("_led").str, pl.col("match").str
    others = gap.contains(_FORETELLERS)
    told = match.contains(_FORETOLD) & gap.contains(_FORETOLD_NOUN) & led.contains(_WHOSE)
    foreseen = match.contains(_FORESEEN) & gap.contains(_FORESEEN_BY) & led.contains(_FORESEEN_OF)
    wanted = match.contains(_WANTS) & gap.contains(_WANTED) & ~gap.contains(r"\b(?:and|or|but|while|as|when|if|so|because)\b")
    return ((told | foreseen) & ~others) | wanted


@cache
def _free() -> pl.Expr:
    """Figures that no cue before them governs: facts in a sentence of forecasts."""
    gap, after = pl.col("_gap").str, pl.col("_after").str
    # "(if it holds)," he wrote: what stands behind a quotation is not under its condition.
    said = gap.contains(_QUOTE_CLOSED) | gap.contains(_RESULT)
    # "set aside for the carrier's 900 workers"
    owned = pl.col("_countable") & pl.col("_led").str.contains(_OWNED)
    # "wants to sell its 37% stake": what somebody has.
    held = pl.col("_led").str.contains(_OWNED) & after.contains(_HOLDING)
    offered = pl.when(after.contains(_OFFER)).then("_led")
    held |= offered.str.contains(_ITS).fill_null(False)
    stands = pl.when(pl.col("_led").str.contains(_STANDS)).then("_led")
    held |= ~stands.str.contains(_NOT_YET).fill_null(True)
    achieved = pl.when(after.contains(_done_by())).then("_after")
    done = ~achieved.str.contains(_MEANWHILE).fill_null(True)
    return said | owned | held | done | (gap.contains(base_figure()) & after.contains(_done()))


@cache
def _in_phrase() -> pl.Expr:
    """Whether a number still belongs to the phrase of a noun: "guidance of 5 to 6"."""
    gap = pl.col("_gap").str.replace(", including", " including", literal=True).str
    # "its forecast of 300, 39% below last year's"
    apart = gap.contains(r"[0-9][^,]*, (?:(?:about|around|nearly|some|up|down) )?$") & pl.col("_after").str.contains(_MORE)
    revised = pl.col("match").str.contains(_OUTLOOK) & gap.contains(_SET_AGAINST)
    return ~gap.contains(_PHRASE_END) | gap.contains(_MISSED_BY) | apart | revised


@cache
def _starts_from() -> pl.Expr:
    """ "expects sales to rise to 9 from 3": the 3 is a fact; "raised its forecast to 9 from 8": the 8 was a forecast."""
    gap = pl.col("_gap").str
    beside = gap.contains(_SET_BESIDE) & ~pl.col("_led").str.contains(_NOT_YET)
    return (gap.contains(base_figure()) | beside) & ~gap.contains(_REVISED) & ~pl.col("match").str.contains(_OUTLOOK)


@cache
def _done_by() -> str:
    """A figure that somebody has achieved: "the 455 million it earned last year"."""
    return rf"^ (?:[a-z]+ )?(?:that )?(?:it|they|he|she|we|the [a-z]+) (?:(?:has|had|have|already) )*{cues('achieved')}\b"


@cache
def _done() -> str:
    """The same without a subject: "from the 1.2 billion booked in May"."""
    return rf"^ (?:[a-z]+ )?{cues('achieved')}\b"


@cache
def _clause_break() -> str:
    return rf"(?:;|,? {cues('modality_break')}\b| as (?:[a-z'-]+ ){{1,3}}{cues('moves')}\b)"


@cache
def _told_after_comma() -> str:
    """A new clause with a past verb of its own: `, sales rose`."""
    return rf",[^,]* {any_of(load('past_verbs')['verb'])}\b|{_GOES_ON}"
