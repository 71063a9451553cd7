"""The expression of time in a number's own sentence that dates it.

Belongs here: the choice between the expressions of one sentence, by clause, order and what stands between. Does not belong here: what is
inherited from earlier sentences (`inheritance`).
"""

from functools import cache

import polars as pl

from transforms.reading.periods import patterns

MAX_EXPRESSIONS = 12
"""Expressions of one sentence that are looked at, so that a long list costs no more than its length."""

REACH = 160
"""Code points between a number and an expression that may still belong together."""

_ATTACHED = (
    r"^(?:,? when [^,;]*|'s (?:[a-z-]+ ){0,4}|,? (?:[a-z-]+ ){1,3}of |,? worth )"
    r"(?:(?:a|an|about|around|some|nearly|almost|just|over|only|roughly) )*"
    r"[a-z]{0,3}[$£€₹]?$"
)
"""Between an expression and its own figure: "2014's 3", "the 2014 harvest of 3", "in 2014, when it sold 3", "5 in 2014 worth 3"."""
_APART = r"^,? (?:after|from|against|with|to|and|on|for|by|than|as|or|but|at|before|over|despite)\b"
_NEWS = r"\b(?:after|despite|as|since|because|following|when|amid|on (?:news|fears|hopes)|even though|though|upon|ahead of|before)\b"
"""What leads from a move of shares to its cause."""
_SET_AGAINST = r"\b(?:compared (?:to|with)|as compared|as against|versus|against an?)\b"
_ON_CONDITION = r"(?:^|,)? (?:if|provided|assuming|unless)\b"
_AND_IT = r",? (?:and|but) (?:it|he|she|they|we)\b"
_OPENS_NEXT = r"(?:,|;)? (?:and|but|while)(?: (?:in|during|for|by|over))?(?: the)? $"
_NEXT_SPEAKS = r"^'s? |^,? (?:we|it|they|he|she|i|you|the (?:company|firm|group|bank|airline|maker))\b"
_IN_BRACKETS = r"\((?:excluding|including|before|net of|of which|which|compared|against|up from|down from|versus|vs)\b[^)]*$"
_AFTER_DOING = r"\b(?:after|before|despite) (?:[a-z]+ly )?[a-z]{3,}ing\b"
_OTHER_IN_BRACKETS = r"\([^)]*[0-9][^)]*$"
_OF_THEN = r"^ of (?:its|their|the|that|what)\b"
_AFTER_ONE = r"\bafter (?:an?|[a-z]{3,}ing)(?: [a-z]+){0,4} (?:[a-z]{0,3}[$£€₹])?[0-9]"
_WHO_REPORTED = r" (?:that|which|who) (?:have |had )?(?:released|reported|announced|disclosed|published)\b"
_GUIDED = r"^ (?:[a-z]+ ){0,3}(?:guidance|outlook|forecasts?|estimates?|targets?)\b"
"""An expression that dates what is foreseen: "cut its first-quarter guidance and expects 3"."""
_BRACKETS = r"\([^()]*\)"
_SOFT = r"(?:,? and |, )"


def own_periods(facts: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """The expression of a number's own sentence that dates it.

    facts: what `numbers_in_context` returns, periods: what `find_periods` returns. Returns a row for each number that has one:
    number_no, role, period_start, period_end, period_text, anchor, ambiguous, instant, enclosed, period_basis,
    `_score` (1..6, how closely they stand).
    """
    # Roles first: most pairs end there, and what keeps the others apart costs more to ask.
    pairs = _pairs(facts, periods).filter(_fits_its_role().fill_null(False)).collect()
    best = (
        pairs.lazy()
        .filter(pl.all_horizontal(_allowed()).fill_null(False))
        .with_columns(_score=_score())
        .sort("number_no", "_score", "_distance", descending=[False, True, False], maintain_order=True)
        .unique("number_no", keep="first", maintain_order=True)
    )
    since = (pl.col("role") == "since") & ~pl.col("_attached")
    counted = pl.col("to_date") & (pl.col("period_end") <= pl.col("published_end")).fill_null(True) & ~pl.col("open")
    ends = (
        pl.when(pl.col("_gap").str.contains(r"\b(?:end|close) of")).then(pl.col("period_end").dt.offset_by("1d")).otherwise("period_start")
    )
    best = best.with_columns(_to_come())
    best = best.with_columns(
        period_start=pl.when(since).then(ends).when(counted).then(pl.date(pl.col("period_end").dt.year(), 1, 1)).otherwise("period_start"),
        period_end=pl.when(since).then(pl.col("published_on").dt.month_end()).otherwise("period_end"),
    )
    return best.select(
        "number_no", "role", "period_start", "period_end", "period_text", "anchor", "ambiguous",
        "instant", "enclosed",
        pl.col("basis").alias("period_basis"), "_score",
    ).collect()  # fmt: skip


def _to_come() -> list[pl.Expr]:
    """period_start and period_end a year on, where a forecast or plan is for months without a year that are over: "will add 3 in June"
    said in October. What ended of late may still be forecast: its results are not yet known."""
    lately = pl.when(pl.col("period_kind") == "month").then(pl.lit("-1mo")).otherwise(pl.lit("-3mo"))
    over = pl.col("period_end") < pl.col("published_on").dt.offset_by(lately)
    over &= pl.col("period_end").dt.offset_by("12mo") >= pl.col("published_on")
    plain = (
        ~pl.col("base") & pl.col("role").is_in(["within", "deadline"]) & (pl.col("period_kind") != "day") & (pl.col("basis") == "relative")
    )
    ahead = pl.col("open") & ~pl.col("looked_back") & (pl.col("anchor") == "nearest") & plain & over
    return [pl.when(ahead).then(pl.col(edge).dt.offset_by("12mo")).otherwise(edge).alias(edge) for edge in ("period_start", "period_end")]


def _pairs(facts: pl.DataFrame, periods: pl.DataFrame) -> pl.LazyFrame:
    """Every number with every expression of its sentence, and how they stand to each other.

    Adds _follows (the expression comes after the number), _gap (the words between), _distance, _crossed (how many numbers stand
    between), _after_base (the number right before the expression is one that another is set against), _broken (another clause begins
    between), _close, _near_base.
    """
    # An expression dates only what stands with it in its relative clause: ", which opened in 2019, has 3".
    dating = periods.lazy().filter(pl.col("role").is_in(["within", "deadline", "comparison", "window", "since"]))
    # The place of an expression among its sentence's: sentences come in order.
    place = pl.int_range(pl.len())
    opens = pl.when(pl.col("sentence_no") != pl.col("sentence_no").shift(1, fill_value=2**32 - 1)).then(place).forward_fill()
    dating = dating.filter(place - opens < MAX_EXPRESSIONS)
    chosen = ["sentence_no", "start", "end", "role", "fronted", "enclosed", "instant", "growth", "anchor", "basis", "ambiguous", "to_date"]
    chosen += ["period_start", "period_end", "period_kind", "period_text"]
    follows, gap = pl.col("_follows"), pl.col("_gap")
    low = pl.when(follows).then(pl.col("end")).otherwise(pl.col("end_p")).cast(pl.Int64)
    high = pl.when(follows).then(pl.col("start_p")).otherwise(pl.col("start")).cast(pl.Int64)
    # The last number before the expression: its place, and in the lowest bit whether another is set against it.
    before = pl.when(follows).then(pl.col("index") * 2 + pl.col("base").cast(pl.Int32)).max().over("sentence_no", "start_p").fill_null(-2)
    last = pl.col("_last") // 2
    crossed = pl.when(follows).then(last - pl.col("index")).otherwise(pl.col("index") - last - 1)
    return (
        facts.lazy()
        .join(dating.select(chosen), on="sentence_no", suffix="_p", maintain_order="left")
        .with_columns(_follows=pl.col("start_p") >= pl.col("end"))
        .with_columns(_distance=(high - low).clip(0), _low=low, _last=before)
        .filter(pl.col("_distance") <= REACH)
        .with_columns(_gap=pl.col("lower").str.slice("_low", "_distance"), _next=pl.col("lower").str.slice(pl.col("end_p"), 20))
        .with_columns(
            _crossed=crossed,
            _after_base=pl.col("_last") % 2 == 1,
            _broken=gap.str.contains(rf"(?:[;:]|,? {patterns.cues('contrast')}\b)"),
            _near_base=pl.col("base") & ~(follows & gap.str.contains(r"\bto\b")),
        )
        .with_columns(
            # A sum said again in another currency stands between no date and its figure: "3 euros ($4) in 2014".
            _crossed=pl.when(follows & (pl.col("_crossed") > 0) & gap.str.contains("(", literal=True))
            .then(pl.when(gap.str.replace(_BRACKETS, "").str.contains("[0-9]")).then("_crossed").otherwise(0))
            .otherwise("_crossed"),
            _attached=~follows & (pl.col("_crossed") == 0) & ~pl.col("growth") & gap.str.contains(_ATTACHED) & ~gap.str.contains(_APART),
        )
        .with_columns(
            _close=follows & (pl.col("_crossed") == 0) & ~pl.col("_broken") & ~gap.str.contains(_SOFT) & (pl.col("_distance") <= 80)
        )
    )


@cache
def _fits_its_role() -> pl.Expr:
    """Whether an expression of this role can date a number of this kind."""
    follows, close, gap, base = pl.col("_follows"), pl.col("_close"), pl.col("_gap"), pl.col("base")
    role, anchor, near_base = pl.col("role"), pl.col("anchor"), pl.col("_near_base")
    touching = close & (pl.col("_distance") <= 14)
    named_growth = pl.col("growth") & follows & ~close
    set_against = near_base & ~named_growth & ((pl.col("_crossed") == 0) | (~follows & (anchor == "topic")))
    # "It was 5 a year earlier."
    it_was = (
        touching
        & ~pl.col("growth")
        & gap.str.contains(r"^ ?(?:in |during |for )?(?:the )?$")
        & ((pl.col("unit_kind") != "percent") | pl.col("listed"))
    )
    # "Has opened 30 shops since March": from then to now.
    since = close & pl.col("perfect") & gap.str.contains(r"\bsince\b") & (pl.col("precision") == "day") & (pl.col("unit_kind") != "rank")
    told_to = pl.col("to_date")
    to_come = (pl.col("period_start") > pl.col("published_on")).fill_null(False)
    # "Digital made up a third of the total ten years ago."
    long_ago = close & pl.col("past_tense") & ~base & (anchor == "published") & pl.col("period_text").str.ends_with(" ago")
    long_ago &= ~gap.str.contains(rf"\b{patterns.cues('compared')} (?:the |some |about )?$")
    # "will cover 90% from 2030"
    starting = to_come & close & pl.col("open") & gap.str.contains(r"\bfrom (?:the )?$")
    todays = (near_base & (close | (pl.col("_distance") <= 30))) | (close & (pl.col("period_kind") == "day") & ~base & pl.col("past_tense"))
    return (
        pl.when(anchor == "present").then(todays)
        .when(role == "comparison").then(set_against | it_was | starting | long_ago | (pl.col("_attached") & (anchor != "topic")))
        .when(role == "window").then(close)
        .when(role == "since").then(since | pl.col("_attached"))
        .when(role == "deadline").then(pl.col("open") | (pl.col("modality") == "hypothetical") | touching | (close & to_come) | told_to)
        .otherwise(pl.lit(True))
    )  # fmt: skip


@cache
def _allowed() -> list[pl.Expr]:
    """What keeps an expression from dating a number: one condition a reason, true when it does not apply."""
    follows, close, fronted, gap, base = pl.col("_follows"), pl.col("_close"), pl.col("fronted"), pl.col("_gap"), pl.col("base")
    anchor = pl.col("anchor")
    comparison = pl.col("role") == "comparison"
    effective = gap.str.contains(rf"\b{patterns.cues('effective')} (?:on |in )?$")
    beyond = follows & (pl.col("_crossed") > 0)
    another = rf", and (?:[a-z'-]+ ){{1,6}}{patterns.cues('verb')}\b"
    going_on = rf",? and (?:now |also |then |instead )?(?:(?:[a-z]+ing|{patterns.cues('new_clause')})\b|[a-z]+ (?:an?|its|their|the) )"
    new_clause = rf"{another}|{going_on}|, (?:with|when)\b|,? {patterns.cues('aside')}\b|, (?:its|their|his|her) [^,]*$"
    past = (pl.col("period_end") < pl.col("published_on")).fill_null(False)
    # "down from 5, or 6 cents a share, last year"
    last = follows & (pl.col("_crossed") == 0) & gap.str.contains("^(?: cents?| pence)?(?: (?:a|per) share)?, $")
    stood_by = (close | (last & (pl.col("anchor") == "published"))) & ~gap.str.contains(r"\b(?:to|starting|effective|from)\b")
    of_theirs = (pl.col("unit_kind").is_in(["multiple", "ratio"]) & gap.str.contains(r"^ of (?:its|their|the)")).fill_null(False)
    comma = gap.str.contains(",")
    attached = pl.col("_attached")
    return [
        ~(pl.col("enclosed") & comma),
        ~(pl.col("aside") & follows & comma),
        # "Shares rose 3% after it told of its first quarter": the quarter is not the shares'.
        ~(pl.col("share_price") & follows & (pl.col("period_kind") != "day") & gap.str.contains(_NEWS)).fill_null(False),
        # What shares did on a day is not what they did this year.
        ~pl.col("traded") | close | (pl.col("period_kind") == "day"),
        # A comparison's figure takes a plain period only when it stands right by it: "from 3 in 2014", not "from 3 ... 5 in 2015".
        ~base | comparison | (pl.col("anchor") == "present") | stood_by | fronted | attached,
        # Unit prices, instants, durations and days hold only where they stand.
        ~pl.col("price") | close | fronted | effective | attached,
        ~pl.col("titled") | (close & (pl.col("_distance") <= 25)),
        ~pl.col("standing") | follows | fronted | comparison | attached,
        (pl.col("unit_kind") != "duration").fill_null(True) | close | fronted,
        (pl.col("period_kind") != "day").fill_null(True) | follows | fronted | (pl.col("_distance") <= 25),
        # A plan is not dated by a past that is said of something else.
        ~(
            pl.col("open")
            & past
            & ~close
            & ~(~follows & gap.str.contains(_GUIDED) & (pl.col("period_kind") != "day"))
            & ~(pl.col("looked_back") & (pl.col("anchor") != "topic") & ~comparison)
            & (~fronted | (pl.col("_crossed") > 0))
        ),
        # "Last month's winner is set to lose 3."
        ~(pl.col("open") & past & ~follows & gap.str.starts_with("'s") & ~attached),
        # "an upside of 8% to Friday's close of 3"
        ~((pl.col("unit_kind") == "percent") & follows & gap.str.ends_with(" to ") & (pl.col("period_kind") == "day")).fill_null(False),
        # "shrank to half of their 2017 sales"
        ~of_theirs,
        # "5, from 4 in 2014": the date belongs to the 4. "5 in 2023, compared with 4 in 2022, a rise of 25%": 2022 is not the rise's.
        ~(beyond & pl.col("_after_base") & ~effective),
        follows | comparison | base | ~pl.col("_after_base") | fronted | attached,
        # Another clause has dates of its own.
        ~(follows & (pl.col("_broken") | gap.str.contains(new_clause))),
        # "valued at 3, will close in March": what is to come dates no fact. "Two years ago it had 40; now 90": now ends what was fronted.
        ~(follows & ~close & ~pl.col("open") & gap.str.contains(rf"\b{patterns.cues('to_come')}\b")),
        # "It opened in 2004 and makes 50 a year."
        follows | fronted | pl.col("open") | ~gap.str.contains(rf"\b(?:and|but|it) (?:now |also |still )?{patterns.cues('standing')}\b"),
        follows | ~gap.str.contains(rf"\b{patterns.cues('now')}\b") | (comparison & base),
        # "5 tonnes, compared to exports of 4 worth $3 in 2014": the date is of what is set against.
        ~(follows & gap.str.contains(_SET_AGAINST)),
        # "5 from cuts, if the deal closes in March"
        ~(follows & gap.str.contains(_ON_CONDITION) & (pl.col("modality") != "hypothetical")),
        # "took delivery of 6 and next month we start": a clause of its own.
        ~(follows & (gap.str.contains(_AND_IT) | (gap.str.contains(_OPENS_NEXT) & pl.col("_next").str.contains(_NEXT_SPEAKS)))),
        # "Rose 2% after a 4% rise in the previous month": the date is of the 4%.
        ~(beyond & gap.str.contains(_AFTER_ONE)),
        # "rose 20% after posting record quarterly earnings"
        ~(follows & gap.str.contains(_AFTER_DOING)),
        # "to 5 from 4 in the quarter": the quarter is the 5's.
        ~(base & (anchor == "topic") & pl.col("period_text").str.contains("(?i-u:^(?:the|this|that) [a-z]+$|-month)")),
        # "a share of 24% (23% in 2014)"
        ~(follows & gap.str.contains(_OTHER_IN_BRACKETS)),
        # "a sixth of the number it added a year ago"
        ~(
            follows
            & gap.str.contains(_OF_THEN)
            & (anchor == "topic")
            & pl.col("period_text").str.contains("(?i-u:ago|earlier|last|prev|prior)")
        ),
        # "On Wednesday the head of the firm said it will get 20."
        ~(pl.col("open") & past & (pl.col("period_kind") == "day") & ~close).fill_null(False),
        ~(follows & (gap.str.contains(_IN_BRACKETS) | gap.str.contains(_WHO_REPORTED))),
        # "It would be the third-largest, with sales of 5 by 2030."
        ~(beyond & pl.col("open") & (pl.col("unit_kind") == "rank")).fill_null(False),
        # A fact does not take the date of the forecast that follows it in its sentence, nor the other way round.
        ~(beyond & (pl.col("modality") != pl.col("next_modality"))).fill_null(False),
    ]


@cache
def _score() -> pl.Expr:
    """How closely an expression and a number stand, 1..6; 1 is across a contrast (`but`)."""
    follows, broken = pl.col("_follows"), pl.col("_broken")
    set_against = (pl.col("role") == "comparison") & pl.col("_near_base")
    return (
        pl.when("_attached").then(6)
        .when(set_against & follows & (pl.col("_distance") <= 60)).then(6)
        .when(pl.col("_close")).then(5)
        .when(set_against).then(4)
        .when(~follows & ~broken & (pl.col("_crossed") == 0)).then(4)
        .when(~follows & ~broken).then(3)
        .when(pl.col("fronted")).then(3)
        .when(follows).then(2)
        .otherwise(1)
    )  # fmt: skip
