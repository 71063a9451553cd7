"""What stands right after a numeral and says its unit: currency words, percent, physical units, durations, and the noun of a rate.

Belongs here: unit vocabulary as patterns and tables, per. Does not belong here: counted nouns (`nouns`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either
from transforms.reading.numbers import patterns as p
from transforms.reading.rows import read_some
from transforms.vocabulary import load

KINDS = {"percent": "percent", "duration": "duration", "multiple": "multiple"}


@cache
def unit_table() -> pl.DataFrame:
    """Every way to say a unit after a numeral: say, printed_unit, unit, factor (Float64), unit_kind, attribute (Boolean)."""
    units = load("units").select(
        "say",
        pl.col("unit").alias("printed_unit"),
        pl.col("base").alias("unit"),
        pl.col("factor").cast(pl.Float64).alias("factor"),
        pl.when(pl.col("base") == "percentage_points")
        .then(pl.lit("percentage_points"))
        .otherwise(pl.col("measure").replace_strict(KINDS, default="physical"))
        .alias("unit_kind"),
        (pl.col("attribute") == "yes").alias("attribute"),
        pl.lit(False).alias("needs_amount"),
    )
    words = load("currency_words").with_columns(pl.col("per_major").cast(pl.Float64))
    minor = pl.col("kind").is_in(["minor", "glued"])
    money = words.select(
        "say",
        pl.when(minor & (pl.col("say") == "p")).then(pl.lit("p"))
        .when(minor & pl.col("say").is_in(["pence", "penny"])).then(pl.lit("p"))
        .when(minor & pl.col("say").str.contains("cents?$|^c$")).then(pl.lit("cent"))
        .when(minor).then(pl.col("say"))
        .otherwise(pl.col("code")).alias("printed_unit"),
        pl.col("code").alias("unit"),
        (1 / pl.col("per_major")).alias("factor"),
        pl.lit("money").alias("unit_kind"),
        pl.lit(False).alias("attribute"),
        pl.col("say").is_in(["won", "real", "sol", "fen", "ore"]).alias("needs_amount"),
    )  # fmt: skip
    codes = load("currencies").select(
        pl.col("code").alias("say"), pl.col("code").alias("printed_unit"), pl.col("code").alias("unit"), pl.lit(1.0).alias("factor"),
        pl.lit("money").alias("unit_kind"), pl.lit(False).alias("attribute"), pl.lit(False).alias("needs_amount"),
    )  # fmt: skip
    table = pl.concat([units, money, codes]).unique("say", keep="first", maintain_order=True)
    # A factor that is a power of ten joins the exponent, so that 3.7 GW is exactly 3700000000 W.
    power = pl.col("factor").log10().round(0)
    exact = (10.0**power - pl.col("factor")).abs() <= 1e-9 * pl.col("factor")
    return table.with_columns(
        pl.when(exact).then(power).otherwise(0).cast(pl.Int32).alias("factor_exponent"),
        pl.when(exact).then(1.0).otherwise(pl.col("factor")).alias("factor"),
    )


@cache
def _sayings() -> list[str]:
    return unit_table()["say"].to_list()


@cache
def unit_pattern() -> str:
    """A unit at the beginning of what follows a numeral, with its leading blank or article."""
    units, words = load("units"), load("currency_words")
    names = units.filter(pl.col("kind") == "name")["say"].to_list() + words.filter(pl.col("kind").is_in(["word", "minor"]))["say"].to_list()
    signs = words.filter((pl.col("kind") == "sign") & ~pl.col("say").str.contains("^[A-Z]{1,2}=?$"))["say"].to_list()
    symbols = units.filter(pl.col("kind") == "symbol")["say"].to_list() + signs + load("currencies")["code"].to_list() + ["RM"]
    lettered = either([s for s in symbols if s[-1].isalnum()])
    bare = either([s for s in symbols if not s[-1].isalnum()])
    named = either([n for n in names if n[-1].isalnum()])
    between = either(p.contexts("between"))
    glued = either(words.filter(pl.col("kind") == "glued")["say"].to_list())
    lead = rf"(?: of(?: an?)?| an?)?[ -](?:(?i-u:{between}) )?"
    return p.ascii_only(rf"^(?:(?:{glued}){p.B}|(?:{lead})?(?:(?:{lettered}){p.B}|(?i-u:{named}){p.B}|(?:{bare})))")


def find_units(atoms: pl.DataFrame) -> pl.DataFrame:
    """Adds unit_text (with its leading blank), printed_unit, unit, factor, unit_kind, attribute to atoms with `after` and `kind`."""
    counts = pl.col("kind").is_in(["digits", "words", "article", "fraction", "vague", "rough"]) & pl.col("currency").is_null()
    read = read_some(atoms, counts, _units_after)
    code = pl.col("currency")
    money = (code.alias("printed_unit"), code.alias("unit"), pl.lit("money").alias("unit_kind"))
    read = read_some(read, code.is_not_null(), lambda rows: rows.select(money))
    return read.with_columns(pl.col("factor").fill_null(1.0), pl.col("factor_exponent").fill_null(0), pl.col("attribute").fill_null(False))


def _units_after(rows: pl.LazyFrame) -> pl.LazyFrame:
    """What `find_units` adds, of numbers that may have a unit after them."""
    # Replacing is ten times as fast as capturing; what was replaced is the difference in length.
    width = pl.col("after").str.len_chars() - pl.col("after").str.replace(unit_pattern(), "").str.len_chars()
    frame = rows.select("after", "kind", "scaled", "mantissa", width.alias("_width")).collect(engine="in-memory")
    added = ("unit_text", "printed_unit", "unit", "factor", "factor_exponent", "unit_kind", "attribute")
    return read_some(frame, pl.col("_width") > 0, _units_told).lazy().select(added)


def _units_told(rows: pl.LazyFrame) -> pl.LazyFrame:
    """As `_units_after`, of numbers with `_width` code points of a unit after them."""
    between = either(p.contexts("between"))
    said = pl.col("unit_text").str.replace(p.ascii_only(rf"^(?: of(?: an?)?| an?)?[ -](?:(?i-u:{between}) )?"), "")
    joined_of = pl.col("unit_text").str.contains(r"^ (?:of|an?)(?-u:\b)")
    # Two-fifths of €41bn: the sign is the next number's.
    partial = pl.col("kind").is_in(["fraction", "vague"])
    next_number = joined_of & pl.col("after").str.slice(pl.col("_width"), 2).str.contains("^ ?[0-9]")
    known = pl.col("_said").is_in(_sayings())
    return (
        rows.with_columns(pl.col("after").str.head(pl.col("_width")).alias("unit_text"))
        # "5 a day" and "3 of June" are no units: an article or "of" stands before a unit only after fractions and vague numbers.
        .with_columns(pl.when(~joined_of | partial & ~next_number).then(pl.col("unit_text")).alias("unit_text"))
        .with_columns(said.alias("_said"))
        .with_columns(pl.when(known).then("_said").otherwise(pl.col("_said").str.to_lowercase()).alias("_said"))
        .join(unit_table().lazy(), left_on="_said", right_on="say", how="left", maintain_order="left")
        .with_columns((pl.col("needs_amount") & ~pl.col("scaled") & (pl.col("mantissa") < 100)).fill_null(False).alias("_not_money"))
        .select(
            *(
                pl.when(~pl.col("_not_money")).then(pl.col(c)).alias(c)
                for c in ("unit_text", "printed_unit", "unit", "factor", "factor_exponent", "unit_kind")
            ),
            "attribute",
        )
    )


@cache
def per_pattern() -> tuple[str, str]:
    """Patterns of a rate at the beginning of a text: groups 1 the lead, 2 the noun. The second takes any noun after per."""
    known = either(load("rate_nouns")["say"].to_list())
    lead = r"^( US\b| U\.S\.)?( ?/ ?| per |-per-| an? |-an?-| each | every )"
    return (
        p.ascii_only(rf"(?i-u:{lead}(?:single )?({known}){p.B})"),
        p.ascii_only(r"(?i-u:^( US\b| U\.S\.)?(/| per |-per-)([a-z][a-z-]+))"),
    )


def with_per(atoms: pl.DataFrame) -> pl.DataFrame:
    """Adds per (noun of a rate as canonical singular) at the beginning of rest; one that a slash joins goes from rest and into the span."""
    # A converted amount stands between an amount and its rate: 9 billion shekels ($2.4 billion) a year.
    per, slash = _find_per(pl.col("rest").str.replace(_CONVERTED, " "))
    slashed = pl.when(pl.col("per").is_not_null()).then(slash.str.len_chars()).fill_null(0)

    def read(rows: pl.LazyFrame) -> pl.LazyFrame:
        told = rows.select(per.alias("per"), "end", "rest").with_columns(slashed.alias("_slashed"))
        return told.select("per", pl.col("end") + pl.col("_slashed"), pl.col("rest").str.slice(pl.col("_slashed")))

    return read_some(atoms, _leads_to_rate("rest"), read)


def with_per_of_counted(atoms: pl.DataFrame) -> pl.DataFrame:
    """per, where a rate stands behind the counted noun, at the beginning of beyond."""
    wanted = pl.col("counted").is_not_null() & pl.col("per").is_null()
    able = wanted & _leads_to_rate("beyond")
    return read_some(atoms, able, lambda rows: rows.select(_find_per(pl.col("beyond"))[0].alias("per")))


def _leads_to_rate(column: str) -> pl.Expr:
    return pl.col(column).str.contains(rf"^(?: \([^()]{{1,30}}\)|\))?(?i-u: (?:per|an?|each|every) )|^(?i-u: U\.?S{p.B}| ?/|-per-|-an?-)")


_CONVERTED = r"^(?: \([^()]{1,30}\)|\)) "
"""A bracketed amount, or the end of the bracket that an amount stands in."""


def _find_per(text: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    known, any_noun = per_pattern()
    table = dict(load("rate_nouns").select("say", "per").rows())
    first = text.str.extract(known, 3).str.to_lowercase().replace_strict(table, default=None, return_dtype=pl.String)
    ago = text.str.contains(
        r"(?i)^ an? (?:year|month|week|quarter|day|decade|century|hour)s? (?:ago|earlier|before|later|on (?:year|month|quarter|week))\b"
    )
    other = text.str.extract(any_noun, 3).str.to_lowercase()
    return pl.when(~ago).then(pl.coalesce(first, other)), text.str.extract(p.ascii_only(r"^(/[A-Za-z]+)"), 1)
