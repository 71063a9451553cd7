"""What a numeral is worth: the words and digits of a number phrase to an integer mantissa, an exponent and a class.

Belongs here: reading of one matched phrase by itself. Does not belong here: anything outside the phrase (units after it, cues before it).

Phrases repeat, so each distinct phrase of a batch is read once and joined back.
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either
from transforms.reading.numbers import patterns as p
from transforms.reading.numbers import rough
from transforms.vocabulary import load

AND_PARTS = {"half": 1 / 2, "quarter": 1 / 4}
VULGAR = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}


@cache
def _plain_figure() -> str:
    """What can be nothing but a figure, with a sign of money and a scale at most."""
    return rf"^(?:{p.currency_signs()})?{p.ascii_only(p.DIGITS)}(?: ?(?:million|billion|trillion|thousand|crore|lakh|bn|m|k|b))?$"


def read_phrases(phrases: pl.Series) -> pl.DataFrame:
    """Distinct number phrases to what they say by themselves.

    phrases: String, as `patterns.atoms` found them. Returns one row a distinct phrase: match; kind (web, phone, clock, date, name, ordinal,
    ranked, multiple, fraction, vague, top, rough, words, article, digits); mantissa (Float64, exact integer or a fraction's value);
    exponent (Int32, of the scale word); decimals (Int32, printed fraction digits); scaled (a scale word is present); grouped
    (digits with separators or a fraction part); digits (how many); minus, plus; currency (ISO 4217 code of the sign before or after the
    numeral, or null); rough_high (Float64, the high end of a rough number, else null).
    """
    distinct = phrases.unique().to_frame("match")
    plain = distinct["match"].str.contains(_plain_figure())
    return pl.concat([_plain_figures(distinct.filter(plain)), _other_phrases(distinct.filter(~plain))])


def _plain_figures(phrases: pl.DataFrame) -> pl.DataFrame:
    """As `read_phrases`, of figures that can be of no other kind: most distinct phrases are such, and no pattern has to run over them."""
    dot, whole = pl.col("_bare").str.find(".", literal=True), pl.col("_whole")
    sign = pl.col("match").str.replace(" ?[0-9].*$", "")
    return (
        phrases.lazy()
        .with_columns(
            pl.col("match").str.replace("^[^0-9]+", "").str.replace_all("[^0-9.]+", "").alias("_bare"),
            pl.col("match").str.replace("^.*[0-9] ?", "").replace_strict(_exponents(), default=0, return_dtype=pl.Int32).alias("exponent"),
        )
        .with_columns(pl.col("_bare").str.replace(".", "", literal=True).alias("_whole"))
        .select(
            "match",
            pl.lit("digits").alias("kind"),
            whole.cast(pl.Int64, strict=False).cast(pl.Float64).alias("mantissa"),
            "exponent",
            (pl.col("_bare").str.len_bytes() - 1 - dot).cast(pl.Int32).fill_null(0).alias("decimals"),
            (pl.col("exponent") > 0).alias("scaled"),
            pl.col("match").str.contains("[0-9][,.]").alias("grouped"),
            whole.str.len_bytes().cast(pl.Int32).alias("digits"),
            pl.lit(False).alias("minus"),
            pl.lit(False).alias("plus"),
            sign.replace_strict(_codes(), default=None, return_dtype=pl.String).alias("currency"),
            pl.lit(None, pl.Float64).alias("rough_high"),
        )
        .collect(engine="in-memory")
    )  # fmt: skip


def _other_phrases(phrases: pl.DataFrame) -> pl.DataFrame:
    """As `read_phrases`, of every other phrase."""
    phrase = pl.col("match")
    frame = phrases.lazy().with_columns(_kind().alias("kind"))
    figure = frame.with_columns(
        phrase.str.extract_groups(
            p.ascii_only(
                rf"^(?<minus>(?i-u:minus)[ -]|-)?(?<plus>\+)?(?<sign>(?:[^\d½⅓⅔¼¾⅛⅜⅝⅞+-]*[^\d. ½⅓⅔¼¾⅛⅜⅝⅞+-]\.?)?) ?(?<inner>[+-])? ?"
                rf"(?<numeral>{p.NUMERAL})(?: ?(?<mid>[$€£¥]))?(?<scale>[^\d]*)$"
            )
        ).alias("_")
    ).unnest("_")
    figure = figure.with_columns(pl.when(pl.col("kind") == "rough").then(said) for said in rough.read_rough())
    digits = figure.with_columns(
        pl.col("numeral").str.replace_all(r",| ([0-9]{3})", "${1}").alias("_bare"),
        _scale_exponent("scale").alias("exponent"),
    ).with_columns(_digit_columns())
    return (
        digits.with_columns(_word_columns())
        .with_columns(_kinds_own_value())
        .join(_signs(), left_on=pl.coalesce("_money", "mid", "sign").str.strip_chars(), right_on="say", how="left", maintain_order="left")
        .select(
            "match", "kind", "mantissa", "exponent", "decimals", "scaled", "grouped", "digits",
            ((pl.col("minus").is_not_null() | (pl.col("inner") == "-")) & (pl.col("kind") != "rough")).fill_null(False).alias("minus"),
            (pl.col("plus").is_not_null() | (pl.col("inner") == "+")).fill_null(False).alias("plus"),
            pl.col("code").alias("currency"),
            "rough_high",
        )
        .collect(engine="in-memory")
    )  # fmt: skip


def _kind() -> pl.Expr:
    """The class of a phrase, by the first pattern that matches all of it."""
    phrase = pl.col("match")

    def all_of(pattern: str) -> pl.Expr:
        return phrase.str.contains(p.ascii_only(f"^(?:{pattern})$"))

    vague = either(p.number_words("vague"))
    top = r".+ of .+"
    return (
        pl.when(all_of(p.WEB)).then(pl.lit("web"))
        .when(all_of(p.PHONE)).then(pl.lit("phone"))
        .when(all_of(p.rough())).then(pl.lit("rough"))
        .when(all_of(p.CLOCK)).then(pl.lit("clock"))
        .when(all_of(p.dates())).then(pl.lit("date"))
        .when(all_of(p.ORDINAL_DIGITS)).then(pl.lit("ordinal"))
        .when(all_of(p.RANKED)).then(pl.lit("ranked"))
        .when(all_of(p.anycase(rf"(?:(?:{vague}) of )?(?:{vague})"))).then(pl.lit("vague"))
        .when(all_of(p.anycase(p.fractions()))).then(pl.lit("fraction"))
        .when(all_of(top)).then(pl.lit("top"))
        .when(all_of(p.anycase(p.multiples()))).then(pl.lit("multiple"))
        .when(all_of(p.anycase(p.ordinals()))).then(pl.lit("ordinal"))
        .when(all_of(r"(?i-u:an?) .*")).then(pl.lit("article"))
        .when(all_of(r"[1-9]\d?[/⁄]\d{1,3}") & (_quotient(phrase) < 1)).then(pl.lit("fraction"))
        .when(~phrase.str.contains("[0-9½⅓⅔¼¾⅛⅜⅝⅞]")).then(pl.lit("words"))
        .when(all_of(p.NAME) & ~all_of(p.amounts())).then(pl.lit("name"))
        .otherwise(pl.lit("digits"))
    )  # fmt: skip


@cache
def _signs() -> pl.LazyFrame:
    """Sign or code before an amount -> ISO 4217 code."""
    words = load("currency_words").filter(pl.col("kind") == "sign").select("say", "code")
    codes = load("currencies").select(pl.col("code").alias("say"), "code")
    return pl.concat([words, codes]).unique("say", keep="first").lazy()


@cache
def _codes() -> dict[str, str]:
    return dict(_signs().collect().rows())


@cache
def _exponents() -> dict[str, int]:
    table = load("scale_words")
    exact = {say: int(exponent) for say, exponent in table.select("say", "exponent").rows()}
    return {**{say.upper(): e for say, e in exact.items()}, **{say.capitalize(): e for say, e in exact.items()}, **exact}


def _scale_exponent(column: str) -> pl.Expr:
    """The power of ten of up to two scale words."""
    words = pl.col(column).str.strip_chars(" -").str.split(" ")
    first = words.list.get(0, null_on_oob=True).replace_strict(_exponents(), default=0, return_dtype=pl.Int32)
    second = words.list.get(1, null_on_oob=True).replace_strict(_exponents(), default=0, return_dtype=pl.Int32)
    return first + second


def _digit_columns() -> list[pl.Expr]:
    """Mantissa and decimals of a numeral in digits: 4.22 is 422 with two decimals; 2-1/2 and 1/16 are their value."""
    bare = pl.col("_bare")
    whole = bare.str.extract(r"^([0-9]+)[ -][0-9]+/", 1).cast(pl.Float64, strict=False).fill_null(0)
    fraction = bare.str.extract(r"([0-9]+)[/⁄][0-9]+$", 1).cast(pl.Float64, strict=False) / bare.str.extract(r"[/⁄]([0-9]+)$", 1).cast(
        pl.Float64, strict=False
    )
    vulgar = bare.str.extract(r"([½⅓⅔¼¾⅛⅜⅝⅞])$", 1).replace_strict(VULGAR, default=None, return_dtype=pl.Float64)
    before_vulgar = bare.str.extract(r"^([0-9]+)[½⅓⅔¼¾⅛⅜⅝⅞]", 1).cast(pl.Float64, strict=False).fill_null(0)
    power = bare.str.extract(r"[×x]10\^?([+-]?[0-9]+)$", 1).cast(pl.Int32, strict=False).fill_null(0)
    plain = bare.str.extract(r"^([0-9]*\.?[0-9]+)(?:[×x]|$)", 1)
    return [
        pl.coalesce(
            whole + fraction, before_vulgar + vulgar, plain.str.replace(".", "", literal=True).cast(pl.Int64, strict=False).cast(pl.Float64)
        ).alias("mantissa"),
        plain.str.extract(r"\.([0-9]+)$", 1).str.len_chars().cast(pl.Int32).fill_null(0).alias("decimals"),
        (pl.col("exponent") + power).alias("exponent"),
        (pl.col("exponent") > 0).fill_null(False).alias("scaled"),
        pl.col("numeral").str.contains(r"[,./½⅓⅔¼¾⅛⅜⅝⅞×]| [0-9]{3}").fill_null(False).alias("grouped"),
        plain.str.replace(".", "", literal=True).str.len_chars().cast(pl.Int32).alias("digits"),
    ]


@cache
def _small_values() -> dict[str, int]:
    """one ... ninety-nine, with hyphen or blank."""
    words = load("number_words")
    by_kind = {kind: dict(words.filter(pl.col("kind") == kind).select("say", "value").rows()) for kind in ("one", "teen", "ten")}
    simple = {say: int(value) for kind in by_kind.values() for say, value in kind.items()}
    joined = {f"{t}{gap}{o}": int(tv) + int(ov) for t, tv in by_kind["ten"].items() for o, ov in by_kind["one"].items() for gap in " -"}
    return {**simple, **joined, "a": 1, "an": 1, "zero": 0, "nil": 0, "nought": 0, "dozen": 12}


@cache
def _word_values(kind: str) -> dict[str, float]:
    rows = load("number_words").filter(pl.col("kind") == kind).select("say", "value").rows()
    return {say: float(value) for say, value in rows}


def _small(text: pl.Expr) -> pl.Expr:
    return text.replace_strict(_small_values(), default=None, return_dtype=pl.Float64)


def _word_columns() -> list[pl.Expr]:
    """Mantissa and exponent of numbers in words; digits keep theirs."""
    low = pl.col("match").str.to_lowercase()
    small = p.small_words()
    part = low.str.extract(p.AND_A_PART.replace("(?:", "(", 1), 1).replace_strict(AND_PARTS, default=None, return_dtype=pl.Float64)
    low = pl.when(part.is_not_null()).then(low.str.replace(p.AND_A_PART, "")).otherwise(low)
    head = low.str.extract(rf"^({small}|an?|zero|nil|nought|dozen)(?:[ -]|$)", 1)
    hundred = low.str.contains(rf"^{small} hundred{p.B}")
    rest = low.str.extract(rf"^{small} hundred(?: and)? ({small}){p.B}", 1)
    tail = low.str.extract(rf"^(?:{small} hundred(?:(?: and)? {small})?|{small}|an?)((?:[ -](?:{_scale_names()}))+)$", 1)
    worded = _small(head) * pl.when(hundred).then(100).otherwise(1) + _small(rest).fill_null(0) + part.fill_null(0)
    dozens = pl.when(low.str.contains(" dozen$")).then(12.0).otherwise(1.0)
    by_words = pl.col("kind").is_in(["words", "article"])
    return [
        pl.when(by_words).then(worded * dozens).otherwise(pl.col("mantissa")).alias("mantissa"),
        pl.when(by_words).then(_tail_exponent(tail)).otherwise(pl.col("exponent")).fill_null(0).alias("exponent"),
        pl.when(by_words).then(tail.is_not_null()).otherwise(pl.col("scaled")).alias("scaled"),
    ]


def _tail_exponent(tail: pl.Expr) -> pl.Expr:
    words = tail.str.strip_chars(" -").str.split(" ")
    return (
        words.list.get(0, null_on_oob=True).replace_strict(_exponents(), default=0, return_dtype=pl.Int32).fill_null(0)
        + words.list.get(1, null_on_oob=True).replace_strict(_exponents(), default=0, return_dtype=pl.Int32).fill_null(0)
    )  # fmt: skip


def _scale_names() -> str:
    return either(load("scale_words").filter(pl.col("attached") == "no")["say"].to_list())


def _kinds_own_value() -> list[pl.Expr]:
    """Values of the kinds that are no plain number: ordinals, multiples, fractions, dozens of, Eight of the top 10, No. 2."""
    low = pl.col("match").str.to_lowercase()
    number = _number_in(low.str.extract(rf"({p.small_words()}|[0-9]+)", 1))
    last = _number_in(low.str.extract(rf"({p.small_words()}|[0-9]+)$", 1))
    vague = pl.lit(1.0)
    for part in (0, 1):
        word = low.str.split(" of ").list.get(part, null_on_oob=True)
        vague = vague * word.replace_strict(_word_values("vague"), default=1.0, return_dtype=pl.Float64).fill_null(1.0)
    ordinal = pl.coalesce(low.replace_strict(_word_values("ordinal"), default=None, return_dtype=pl.Float64), number)
    multiple = low.replace_strict(_word_values("multiple"), default=None, return_dtype=pl.Float64)
    mantissa = (
        pl.when(pl.col("kind") == "ordinal").then(ordinal)
        .when(pl.col("kind") == "multiple").then(multiple)
        .when(pl.col("kind") == "vague").then(vague)
        .when(pl.col("kind") == "top").then(number)
        .when(pl.col("kind") == "ranked").then(last)
        .when(pl.col("kind") == "rough").then(pl.col("_low"))
        .when(pl.col("kind") == "fraction").then(_fraction(low, number, last))
        .otherwise(pl.col("mantissa"))
    )  # fmt: skip
    own = pl.col("kind").is_in(["ordinal", "multiple", "vague", "top", "ranked", "fraction"])
    scale = pl.col("_scale").replace_strict(_exponents(), default=0, return_dtype=pl.Int32)
    rough_number = pl.col("kind") == "rough"
    half_of_scale = low.str.extract(rf"^(?:half (?:an?[ -])?|.+ of an? )({p.ARTICLE_SCALE})$", 1)
    return [
        mantissa.alias("mantissa"),
        pl.when(rough_number)
        .then(scale)
        .when(own)
        .then(half_of_scale.replace_strict(_exponents(), default=0, return_dtype=pl.Int32).fill_null(0))
        .otherwise(pl.col("exponent"))
        .alias("exponent"),
        pl.when(rough_number)
        .then(scale > 0)
        .when(own)
        .then(half_of_scale.is_not_null())
        .otherwise(pl.col("scaled"))
        .fill_null(False)
        .alias("scaled"),
        pl.when(half_of_scale.is_not_null()).then(pl.lit("article")).otherwise(pl.col("kind")).alias("kind"),
        pl.when(own | rough_number).then(0).otherwise(pl.col("decimals")).fill_null(0).alias("decimals"),
    ]


def _quotient(text: pl.Expr) -> pl.Expr:
    return text.str.extract("^([0-9]+)[/⁄]", 1).cast(pl.Float64, strict=False) / text.str.extract("[/⁄]([0-9]+)$", 1).cast(
        pl.Float64, strict=False
    )


def _number_in(text: pl.Expr) -> pl.Expr:
    return pl.coalesce(_small(text), text.cast(pl.Float64, strict=False))


def _fraction(low: pl.Expr, number: pl.Expr, last: pl.Expr) -> pl.Expr:
    """half -> 0.5, two-thirds -> 0.667, a quarter -> 0.25, one in three -> 0.333, half a dozen -> 6."""
    words = either(p.number_words("fraction"))
    parts = {
        say: 1.0 / float(value.split("/")[1])
        for say, value in load("number_words").filter(pl.col("kind") == "fraction").select("say", "value").rows()
    }
    part = low.str.extract(rf"({words})(?: of an? .+)?$", 1).replace_strict(parts, default=None, return_dtype=pl.Float64)
    count = pl.when(low.str.contains(r"^(?:an? |half)")).then(1.0).otherwise(number)
    return (
        pl.when(low.str.contains(" (?:in|out of) ")).then(number / last)
        .when(low.str.contains("[/⁄]")).then(_quotient(low))
        .when(low.str.contains("^half.* dozen$")).then(6.0)
        .when(low.str.starts_with("half")).then(0.5)
        .otherwise(count * part)
    )  # fmt: skip
