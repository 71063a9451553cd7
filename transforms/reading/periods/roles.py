"""What an expression of time does in its sentence: it dates figures, sets a deadline, is compared with, or only dates an event.

Belongs here: roles, by the words before and after. Does not belong here: dates (`dating`), numbers.
"""

from functools import cache

import polars as pl

from transforms.reading.periods.patterns import cues

_EDGE_OF = r"(?: (?:very )?(?:end|close|start|beginning|middle) of)?"
_LEVEL = r"^(?:'s)? (?:[a-z]+ )?(?:levels?|peak|high|record|low)\b"
_OF_THE = r"\b(?:of|above|below|than|from|to|over|under)(?: (?:the|its|their))? $"
_BEFORE_TAX = r"\bbefore (?:[a-z-]+ )?(?:interest|tax|taxes|taxation|items|charges|provisions|depreciation|deductions|minorities|costs)\b"
"""Earnings before tax are before no event."""
_CLOSED_AT = r"^'s? (?:[a-z]+ ){1,2}(?:of|at) [a-z]{0,3}[ $£€₹]*[0-9]"
_CLOSED = r"\b(?:end|close)(?: of)? $"
_BEGINS = (
    r"^[\"'( ]*(?:(?:in|for|during|over|at|on|as of|by|through|throughout|since|compared (?:to|with)|from) )?"
    r"(?:(?:all of|the|early|late|mid|fiscal|(?:the )?(?:end|close|start|beginning) of)[ -])*$"
)


def with_roles(found: pl.DataFrame) -> pl.DataFrame:
    """With `role`, `fronted` and `_future`."""
    before, after = pl.col("_before"), pl.col("_after")
    deadline = before.str.contains(_deadline())
    # "By the end of September it had 4": September is over.
    deadline &= ~((pl.col("start") < 40) & before.str.contains(_BEGINS) & after.str.contains(_had()))
    # "96 percent of the 2019 level"
    levelled = (pl.col("form") == "year") & after.str.contains(_LEVEL) & before.str.contains(_OF_THE)
    back = pl.col("anchor") == "topic"
    # "from 3 in the same quarter" compares; "from 3 in 2014" is a figure with its own date.
    compared = before.str.contains(_compared()) | (back & before.str.contains(_set_against()))
    # "over the holiday quarter" is during it.
    compared &= ~(before.str.contains(r"\bover (?:the )?$") & pl.col("match").str.to_lowercase().str.contains("holiday|christmas|festive"))
    shift = pl.col("anchor").is_in(["topic"]) & (pl.col("role") == "comparison")
    fine = pl.col("form").is_in(["day", "iso", "weekday", "month"]) | pl.col("unit").is_in(["day", "week"])
    # "the company said last month"
    fine |= (pl.col("unit") == "month") & (pl.col("anchor") == "published")
    noted = before.str.contains(_told_of())
    # "Acme on Monday posted"
    noted |= (pl.col("form") == "weekday") & after.str.contains(_tells_at_once())
    # "announced another 3 on Thursday"
    noted |= pl.col("form").is_in(["weekday", "day"]) & before.str.contains(_announced())
    # "a premium of 29% to Friday's closing price"
    noted |= pl.col("form").is_in(["weekday", "day"]) & after.str.contains(_closing()) & ~after.str.contains(_CLOSED_AT)
    begins = pl.col("start") < 40
    fronted = begins & before.str.contains(_BEGINS) & ~compared
    ages = (pl.col("form") == "ago") | ((pl.col("anchor") == "published") & (pl.col("role") == "comparison"))
    tells = fronted & after.str.contains(_tells()) & (pl.col("form") != "month")
    past_year = pl.col("match").str.ends_with("ago")
    plain_year = pl.col("form").is_in(["year", "month"])
    relative = pl.col("role")
    # "This year it lost 3; a year ago it earned 5."
    opens_clause = before.str.contains(r"[;:] (?:but |and |while )?(?:in |during |for )?(?:the )?$") & after.str.contains("^,? [a-z]")
    foretold = (fronted & after.str.contains(_foretells())) | before.str.contains(_foretold())
    bare_back = shift & (fronted | opens_clause | before.str.contains(r"(?:^|[ (])(?:in|during) (?:the )?$"))
    role = (
        pl.when(relative.is_in(["rate", "window", "now"])).then(relative.replace("now", "comparison"))
        .when(relative == "deadline").then(relative)
        .when(((noted | tells) & (fine | ages | past_year)) | (plain_year & before.str.contains(_founded()))).then(pl.lit("event"))
        .when(foretold & (fine | (pl.col("unit") == "month"))).then(pl.lit("event"))
        .when(relative == "basis").then(pl.lit("comparison"))
        .when(before.str.contains(_since())).then(pl.lit("since"))
        .when(before.str.replace_all(_BEFORE_TAX, " ").str.contains(_side_clause()) & ~fronted).then(pl.lit("event"))
        .when(compared | levelled).then(pl.lit("comparison"))
        .when(bare_back & ~after.str.contains("^ ?basis")).then(pl.lit("within"))
        .when((relative == "comparison") & ~ages).then(pl.lit("comparison"))
        .when(deadline).then(pl.lit("deadline"))
        .when(ages).then(pl.when(fronted).then(pl.lit("within")).otherwise(pl.lit("comparison")))
        .otherwise(pl.lit("within"))
    )  # fmt: skip
    enclosed = before.str.contains(r", (?:which|who|whose|where|to be|due|built|[a-z]{3,}ed) [^,;]*$") & after.str.starts_with(",")
    instant = before.str.contains(r"\b(?:(?:end|close|start|beginning)(?: of)?|as of|as at)(?: the)?[ -]$") & fine
    future = deadline | (before.str.contains(_ahead()) & ~noted) | after.str.contains(_foreseen())
    # "At year-end it had 3 shops": the year is over.
    year_end = pl.col("match").str.to_lowercase().str.contains("year(?:'s|-| )end$")
    year_end &= after.str.contains(_had()) & ~before.str.contains(_by())
    role = pl.when(year_end).then(pl.lit("within")).otherwise(role)
    # "It had 3 shops at the end of its fiscal year": that year is over, too.
    closed = (pl.col("unit") == "fiscal") & (pl.col("shift") == 0) & ~future & before.str.contains(_CLOSED)
    closed &= before.str.contains(rf"\b(?:{cues('verb')}|[a-z]{{3,}}ed)\b")
    year_end |= closed
    # "Its full-year forecast" is one for the running financial year.
    guided = pl.col("match").str.to_lowercase().str.contains("full[- ]year$") & after.str.contains(_guidance())
    # "Full-year profit rose": without a year named before, the one that is over.
    told_year = (pl.col("unit") == "year") & (pl.col("anchor") == "topic") & ~future & ~guided & after.str.contains(_rose())
    return found.with_columns(
        anchor=pl.when(guided).then(pl.lit("published")).otherwise("anchor"),
        unit=pl.when(guided).then(pl.lit("fiscal")).otherwise("unit"),
        shift=pl.when(year_end | told_year).then(-1).otherwise("shift").cast(pl.Int32),
        role=role,
        fronted=fronted.fill_null(False),
        _future=(future | guided).fill_null(False),
        enclosed=enclosed,
        growth=(relative == "basis").fill_null(False),
        instant=(instant | year_end).fill_null(False),
    )


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
    return rf"\b{cues('compared')}(?: (?:in|for|during|at|on|that of|those of|the|its|their|what it was|levels? (?:in|of)))* $"


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
    return rf"^'s? (?:[a-z]+ )?{cues('closing')}\b"


@cache
def _side_clause() -> str:
    return rf"[a-z,] {cues('side_clause')} (?:[a-z'-]+ ){{3,14}}(?:in|at|on) (?:the )?(?:(?:end|start|beginning|middle) of (?:the )?)?$"


@cache
def _founded() -> str:
    return rf"\b{cues('founded')}(?: [a-z'.-]+){{0,5}} (?:back )?in (?:the )?$"


@cache
def _foretells() -> str:
    return rf"^,? (?:[a-z.&'-]+ ){{1,5}}had (?:still |only )?{cues('foretold')}\b"


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
