"""What an expression of time does in its sentence: it dates figures, sets a deadline, is compared with, or only dates an event.

Belongs here: roles, by the words before and after. Does not belong here: dates (`dating`), numbers.
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import any_of
from transforms.reading.periods.patterns import cues
from transforms.vocabulary import load

_LASTING = ["part", "month_quarter", "months", "ended", "year", "fiscal_year", "season", "relative"]
_UP_ON = r"[0-9] ?(?:%|per ?cent|percentage points|points|basis points|pc) on (?:the )?$"
"""A change on a quarter or a year is measured against it; one on a day happened then."""
_PAYABLE = (
    r"\b(?:dividends?|distribution|payout)\b[^;]*\b(?:to be paid|be paid|payable|paid out|on the register|of record|record date|holders)"
    r"(?: [a-z-]+){0,4}(?: (?:on|at|by|as of|from))?(?: the)? $"
)
"""When a dividend is paid and who gets it tells of no result."""
_POLLED = (
    r"\b(?:polled|surveyed|poll|survey|consensus|median (?:forecast|estimate)|mean (?:forecast|estimate))\b|"
    r"\b(?:analysts?|economists?|wall street|consensus|investors|forecasters|the street)\b[^;]*"
    r"\b(?:expect|forecast|predict|project|estimate|see|anticipate|look)"
)
_PREMIUM = r"\b(?:premium|upside|discount|more than|less than|above|below|over|higher than|lower than|compared (?:to|with))\b[^;]*"
_LAST_PRICE = (
    rf"{_PREMIUM}\b(?:clos(?:e|ing)|(?:share|stock|last|closing|market) (?:share |stock )?prices?|value)(?: of [a-z!'& .-]{{1,40}})?"
    r"(?: (?:on|of|as of|at))? $"
)
_BEGUN = r"\b(?:(?:beg[aiu]n|start|beginning|opening|rest|remainder|course|so far|enter|kick)[a-z]*(?: off| in| of| to)*) $"
_POSTED = r"\b(?:posted|reported|booked|recorded|announced|unveiled|delivered|logged|swung)\b[^.;]*$"
_CAUSED_BY = r"\b(?:because of|due to|owing to|thanks to|following|after|despite|in spite of) (?:the )?$"
_EDGE_OF = r"(?: (?:very )?(?:end|close|start|beginning|middle) of)?"
_LEVEL = r"^(?:'s)? (?:[a-z]+ )?(?:levels?|peak|high|record|low)\b"
_OF_THE = r"\b(?:of|above|below|than|from|to|over|under)(?: (?:the|its|their))? $"
_BEFORE_TAX = r"\bbefore (?:[a-z-]+ )?(?:interest|tax|taxes|taxation|items|charges|provisions|depreciation|deductions|minorities|costs)\b"
"""Earnings before tax are before no event."""
_AT_A_PRICE = r"^ (?:of|at|was) [a-z]{0,3}[ $£€₹]*[0-9]"
_CLOSED_AT = r"^(?:'s?)? (?:[a-z]+ ){1,2}(?:of|at) [a-z]{0,3}[ $£€₹]*[0-9]"
_CLOSED = r"\b(?:end|close)(?: of)? $"
_THAT = r"\bthat\b,?( .*)$"
"""A clause begins here."""
_TO_DATE = r"\b(?:till|until|through|up to)(?: the)?(?: (?:end|close) of)?(?: the)? $"
_OVER = r"\bover (?:the )?$"
_GROWTH = (
    r"(?:%|percent|per cent|points|times|increases?|rises?|growth|gains?|improvements?|advances?|jumps?|more|higher|up)"
    r" over (?:the )?$"
)
"""What is set against a period by `over`; all else went on over it ("a profit of 3 over the first half")."""
_FIGURE = r"[$£€₹][0-9]|[0-9] ?(?:%|per ?cent|million|billion|trillion|tonnes|tons|crore|lakh|bn|m)\b|[0-9],[0-9]{3}|[0-9]\.[0-9]|[0-9]%"
_BEGINS = (
    r"^[\"'( ]*(?:(?:in|for|during|over|at|on|as of|by|through|throughout|since|compared (?:to|with)|from) )?"
    r"(?:(?:all of|the|early|late|mid|fiscal|(?:the )?(?:end|close|start|beginning) of)[ -])*$"
)


def with_roles(found: pl.DataFrame) -> pl.DataFrame:
    """With `role`, `fronted`, `enclosed`, `growth`, `instant` and `_future`; without `_before` and `_after`."""
    steps = found.lazy().with_columns(**_words_around()).drop("_before", "_after").with_columns(**_kinds())
    # Worked out step by step: a plan that repeats the conditions inside each other tests every word many times.
    steps = steps.with_columns(**_standings()).with_columns(**_events()).with_columns(_role=_role())
    guided, closed = pl.col("_guided"), pl.col("_closed_year")
    return (
        steps.with_columns(
            anchor=pl.when(guided | pl.col("_begun_year")).then(pl.lit("published")).otherwise("anchor"),
            unit=pl.when(guided).then(pl.lit("fiscal")).otherwise("unit"),
            shift=pl.when(closed | pl.col("_told_year")).then(-1).otherwise("shift").cast(pl.Int32),
            to_date=(pl.col("_to_date") & ~pl.col("_future")).fill_null(False),
            growth=(pl.col("role") == "basis").fill_null(False),
            role=pl.when("_year_end").then(pl.lit("within")).otherwise("_role"),
            _future=(pl.col("_future") | guided).fill_null(False),
            _polled=pl.col("_polled").fill_null(False),
            instant=((pl.col("_edge") & pl.col("_fine")) | closed).fill_null(False),
        )
        .select(
            *[c for c in found.columns if c not in ("_before", "_after")],
            "fronted",
            "_future",
            "_polled",
            "enclosed",
            "growth",
            "instant",
            "to_date",
            "passing",
            "told_of",
        )
        .collect()
    )


@cache
def _words_around() -> dict[str, pl.Expr]:
    """What stands before and after an expression, and some of its own words: one Boolean a question."""
    before, after, match = pl.col("_before").str, pl.col("_after").str, pl.col("match").str
    early = pl.col("start") < 40
    form = pl.col("form")

    def before_if(wanted: pl.Expr) -> pl.Expr:
        """What stands before the few expressions that a question is asked of: null for the others, which costs nothing."""
        return pl.when(wanted).then(pl.col("_before"))

    on_a_day = before_if(form.is_in(["weekday", "day"]))
    # What a clause opens with dates no saying: "said that in May sales rose".
    clause = pl.coalesce(pl.col("_before").str.extract(_THAT), pl.col("_before"))
    return {
        "_begins": early & before.contains(_BEGINS),
        "_by_time": before.contains(_deadline()),
        "_had": after.contains(_had()),
        # "96 percent of the 2019 level"
        "_levelled": (pl.col("form") == "year") & after.contains(_LEVEL) & before.contains(_OF_THE),
        # "from 3 in the same quarter" compares; "from 3 in 2014" is a figure with its own date.
        "_than": (before.contains(_compared()) | (pl.col("form").is_in(_LASTING) & before.contains(_UP_ON)))
        | ((pl.col("anchor") == "topic") & before.contains(_set_against())),
        # "over the holiday quarter" is during it.
        "_during": before.contains(_OVER)
        & (
            match.contains("(?i-u:holiday|christmas|festive)")
            | (pl.col("form").is_in(["part", "first_months"]) & ~before.contains(_GROWTH))
        ),
        # "rose because of this year's purchase of a rival"
        "_causes": before_if(after.starts_with("'s ")).str.contains(_CAUSED_BY) & after.contains("^'s [a-z]") & ~after.contains("[0-9]"),
        # "Began the year", "so far in the year": the running one.
        "_begun_year": before_if(match.contains("(?i-u:^the year$)")).str.contains(_BEGUN),
        "_told": clause.str.contains(_told_of()),
        "_to_date": pl.col("form").is_in(["month", "day", "iso", "part"])
        & before.contains(_TO_DATE)
        & (pl.col("year").is_not_null() | before.contains(_past_verb())),
        # "This quarter sales rose", said when it has just begun.
        "told_of": match.contains("(?i-u:^this quarter$)")
        & (before.contains(_past_verb()) | after.contains(rf"^,? [^,.;]{{0,32}}{_past_verb()}")),
        # The month in which something was launched is not what the article speaks of.
        "passing": before.contains(_one_off())
        | ~(before.contains(_FIGURE) | after.contains(_FIGURE) | before_if(form == "month").str.contains(_moved()).fill_null(False)),
        # "Acme on Monday posted"
        "_tells_at_once": (pl.col("form") == "weekday") & after.contains(_tells_at_once()),
        # "announced another 3 on Thursday", "a premium of 29% to Friday's closing price"
        "_of_day": pl.col("form").is_in(["weekday", "day"])
        & (
            before.contains(_announced())
            | (after.contains(_closing()) & ~after.contains(_CLOSED_AT))
            | (on_a_day.str.contains(_LAST_PRICE).fill_null(False) & ~after.contains(_AT_A_PRICE))
            | on_a_day.str.contains(_PAYABLE).fill_null(False)
        ),
        "_tells": early & after.contains(_tells()),
        # "This year it lost 3; a year ago it earned 5."
        "_opens_clause": before.contains(r"[;:] (?:but |and |while )?(?:in |during |for )?(?:the )?$") & after.contains("^,? [a-z]"),
        "_foretells": early & after.contains(_foretells()),
        "_foretold": before.contains(_foretold()),
        "_foretold_ago": before_if(form == "ago").str.contains(rf"\b{cues('foretold')}(?: [a-z'-]+){{0,2}} $"),
        "_in": before.contains(r"(?:^|[ (])(?:in|during) (?:the )?$"),
        "_founded": before.contains(_founded()),
        "_since": before.contains(_since()),
        "_side": before.replace_all(_BEFORE_TAX, " ").str.contains(_side_clause()),
        "_bases": after.contains("^ ?basis"),
        "enclosed": before.contains(r", (?:which|who|whose|where|to be|due|built|[a-z]{3,}ed) [^,;]*$") & after.starts_with(","),
        "_edge": before.contains(r"\b(?:(?:end|close|start|beginning)(?: of)?|as of|as at)(?: the)?[ -]$"),
        "_ahead": before.contains(_ahead()),
        "_foreseen": after.contains(_foreseen()),
        # "Analysts expect 3 for the second quarter": also for the one just over, until it is reported.
        "_polled": before_if(pl.col("year").is_null() & (pl.col("anchor") == "nearest")).str.contains(_POLLED),
        # "At year-end it had 3 shops": the year is over.
        "_year_end": match.contains("(?i-u:year(?:'s|-| )end$)") & after.contains(_had()) & ~before.contains(_by()),
        "_closed": before.contains(_CLOSED) & before.contains(_done()),
        # "Its full-year forecast" is one for the running financial year.
        "_guided": match.contains("(?i-u:full[- ]year$)") & after.contains(_guidance()),
        "_rose": after.contains(_rose()) | (before_if(match.contains("(?i-u:full[- ]year)")).str.contains(_POSTED).fill_null(False)),
        "_ago": match.ends_with("ago"),
    }


@cache
def _kinds() -> dict[str, pl.Expr]:
    """What kind of time it is: as fine as a day or month, an age, a year back."""
    form, unit, anchor, relative = pl.col("form"), pl.col("unit"), pl.col("anchor"), pl.col("role")
    # "the company said last month"
    month = (unit == "month") & (anchor == "published")
    return {
        "_fine": form.is_in(["day", "iso", "weekday", "month"]) | unit.is_in(["day", "week"]) | month,
        "_age": (form == "ago") | ((anchor == "published") & (relative == "comparison")),
        "_back": (anchor == "topic") & (relative == "comparison"),
        "_compared": pl.col("_than") & ~pl.col("_during"),
        # "By the end of September it had 4": September is over.
        "_deadline": pl.col("_by_time") & ~(pl.col("_begins") & pl.col("_had")),
        "_noted": pl.col("_told") | pl.col("_tells_at_once") | pl.col("_of_day"),
    }


@cache
def _standings() -> dict[str, pl.Expr]:
    """Whether it opens its sentence, and whether its clause looks ahead."""
    return {
        "fronted": (pl.col("_begins") & ~pl.col("_compared")).fill_null(False),
        "_future": (pl.col("_deadline") & ~pl.col("_to_date"))
        | (pl.col("_ahead") & ~pl.col("_noted") & ~pl.col("_since"))
        | pl.col("_foreseen"),
    }


@cache
def _events() -> dict[str, pl.Expr]:
    """Whether it only dates what was said or founded, and whether it is a year that is over."""
    fine, fronted, future = pl.col("_fine"), pl.col("fronted"), pl.col("_future")
    tells = fronted & pl.col("_tells") & (pl.col("form") != "month")
    founded = pl.col("form").is_in(["year", "month"]) & pl.col("_founded")
    foretold = (fronted & pl.col("_foretells")) | pl.col("_foretold") | ((pl.col("form") == "ago") & pl.col("_foretold_ago"))
    # "It had 3 shops at the end of its fiscal year": that year is over, too.
    closed = (pl.col("unit") == "fiscal") & (pl.col("shift") == 0) & ~future & pl.col("_closed")
    # "Full-year profit rose": without a year named before, the one that is over.
    told_year = (pl.col("unit") == "year") & (pl.col("anchor") == "topic") & ~future & ~pl.col("_guided") & pl.col("_rose")
    return {
        "_event": pl.col("_causes")
        | ((pl.col("_noted") | tells) & (fine | pl.col("_age") | pl.col("_ago")))
        | founded
        | (foretold & (fine | (pl.col("unit") == "month") | (pl.col("form") == "ago"))),
        "_closed_year": pl.col("_year_end") | closed,
        "_told_year": told_year,
    }


@cache
def _role() -> pl.Expr:
    """The role, from what the words around it say; the order decides where two fit."""
    relative, fronted, age = pl.col("role"), pl.col("fronted"), pl.col("_age")
    bare_back = pl.col("_back") & (fronted | pl.col("_opens_clause") | pl.col("_in"))
    return (
        pl.when(relative.is_in(["rate", "window", "now"])).then(relative.replace("now", "comparison"))
        .when(relative == "deadline").then(relative)
        .when("_event").then(pl.lit("event"))
        .when(relative == "basis").then(pl.lit("comparison"))
        .when("_since").then(pl.lit("since"))
        .when(pl.col("_side") & ~fronted).then(pl.lit("event"))
        .when(pl.col("_compared") | pl.col("_levelled")).then(pl.lit("comparison"))
        .when(bare_back & ~pl.col("_bases")).then(pl.lit("within"))
        .when((relative == "comparison") & ~age).then(pl.lit("comparison"))
        .when("_deadline").then(pl.lit("deadline"))
        .when(age).then(pl.when(fronted).then(pl.lit("within")).otherwise(pl.lit("comparison")))
        .otherwise(pl.lit("within"))
    )  # fmt: skip


@cache
def _past_verb() -> str:
    return rf"\b(?:{any_of(load('past_verbs')['verb'])}|[a-z]{{3,}}ed)\b"


@cache
def _one_off() -> str:
    return rf"\b{cues('one_off')}\b[^.;]*\bin (?:[a-z]+ )?$"


@cache
def _moved() -> str:
    """ "Inflation slowed in March": the month is what the article speaks of."""
    return rf"\b(?:{cues('quoted_moves')}|slowed|accelerated|quickened|increased|decreased|grew|shrank|contracted)\b[^.,;]{{0,40}} in $"


@cache
def _done() -> str:
    return rf"\b(?:{cues('verb')}|[a-z]{{3,}}ed)\b"


@cache
def _deadline() -> str:
    approx = r"(?: about| around| at least| as early as| as late as)?(?: the)?"
    return rf"\b{cues('deadline')}{approx}{_EDGE_OF}(?: (?:early|late|mid|end|fiscal|calendar))?(?: the| fiscal| year)?[ -]$"


@cache
def _had() -> str:
    return rf"^,? [^,.;]{{0,32}}\b{cues('verb')}\b"


@cache
def _by() -> str:
    return rf"\b{cues('deadline')} (?:the )?$"


@cache
def _compared() -> str:
    level = (
        r"(?:(?:its|their|the) )?(?:[a-z-]+ ){0,2}(?:levels?|peak|high|low|record)(?: (?:reached|seen|hit|set|back))?(?: (?:in|of|on|at))?"
    )
    then = rf"(?: (?:in|for|during|at|on|that of|those of|the|its|their|what it was|{level}))* $"
    return rf"\b{cues('compared')}{then}|\b(?:below|above|off) {level} $"


@cache
def _set_against() -> str:
    return rf"\b{cues('set_against')} [^;]{{0,40}}(?:in|during|for) (?:the )?$"


@cache
def _since() -> str:
    return (
        rf"\b{cues('since')}(?: (?:the|at least|late|early|mid|start of|end of|beginning of))*[ -]$|\bsince (?:[a-z']+ ){{1,7}}(?:in|on) $"
    )


@cache
def _told_of() -> str:
    return rf"\b{cues('told')}(?: [a-z'-]+){{0,5}},? (?:(?:back |late |early |earlier )?(?:on|in|at|late|early|earlier)(?: the)? )?$"


@cache
def _announced() -> str:
    return rf"\b{cues('announced')}\b[^;\"]* on $"


@cache
def _closing() -> str:
    return rf"^(?:'s?)? (?:[a-z]+ )?{cues('closing')}\b"


@cache
def _side_clause() -> str:
    return rf"[a-z,] {cues('side_clause')} (?:[a-z'-]+ ){{2,14}}(?:in|at|on) (?:the )?(?:(?:end|start|beginning|middle) of (?:the )?)?$"


@cache
def _founded() -> str:
    return rf"\b{cues('founded')}(?: [a-z'.-]+){{0,5}} (?:back )?in (?:the )?$"


@cache
def _foretells() -> str:
    plainly = "(?:forecast|predicted|guided|projected|expected|estimated|anticipated|promised)"
    return rf"^,? (?:[a-z.&'-]+ ){{1,5}}(?:had (?:still |only )?{cues('foretold')}|{plainly})\b"


@cache
def _foretold() -> str:
    return rf"\bhad (?:still |only )?{cues('foretold')}\b[^;]{{0,40}} in (?:[a-z]+ in )?$"


@cache
def _tells_at_once() -> str:
    return rf"^,? {cues('tells')}\b"


@cache
def _tells() -> str:
    return rf"^,? (?:[a-z.&'-]+ ){{1,5}}{cues('tells')}\b"


@cache
def _guidance() -> str:
    return rf"^ (?:[a-z]+ ){{0,2}}{cues('guidance')}\b"


@cache
def _rose() -> str:
    return rf"^ (?:[a-z-]+ ){{1,4}}{cues('verb')}\b"


@cache
def _foreseen() -> str:
    """ "Sales in the quarter to September are expected to fall"."""
    return rf"^,? (?:will|should|would|could|may|might|(?:is|are)(?: [a-z]+ly| now| still)? {cues('foreseen')})\b"


@cache
def _ahead() -> str:
    return rf"\b{cues('ahead')}\b(?:[^.;]*|(?:[^.,;]|[.,][0-9])*)$"
