"""What a number may look like: the patterns of numerals, made once from the vocabulary.

Belongs here: regular expressions for numerals, signs, scale words, dates and names that hold digits; small helpers that turn
vocabulary into alternations. Does not belong here: what a numeral is worth (`values`), what is counted (`units`, `nouns`).

Rust's regex has no lookaround: a boundary is `(?-u:\\b)` (ASCII, so that the fast engine can run) or is checked afterwards.
"""

import re
from functools import cache

import polars as pl

from transforms.reading.alternations import either
from transforms.vocabulary import load

B = r"(?-u:\b)"
MONTHS = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
ARTICLE_SCALE = "hundred|thousand|million|billion|trillion|dozen|crore|lakh"
AND_A_PART = "[ -]and[ -]an?[ -](?:half|quarter)"
"""One and a half: after a number in words."""
SPACED = rf"[1-9]\d?(?: \d{{3}})+{B}|[1-9]\d{{2}}(?: \d{{3}})* 000{B}"
"""Thousands parted by blanks: 41 425, 120 000. Three digits and three others may be two figures ('100 200 and 400 metres')."""
DIGITS = rf"(?:\d{{1,3}}(?:,\d{{2,3}})*,\d{{3}}|{SPACED}|\d+)(?:\.\d+)?"
NUMERAL = rf"(?:\d+[ -]\d/\d{{1,2}}|\d+[/⁄]\d+|\d*[½⅓⅔¼¾⅛⅜⅝⅞]|{DIGITS}(?:[×x]10\^?[+-]?\d+)?|\.\d+)"


def ascii_only(pattern: str) -> str:
    r"""The pattern with \d and \w meaning ASCII: Unicode classes and case folding keep the fast engine from running."""
    return (
        pattern.replace(r"[\w", "[A-Za-z0-9_")
        .replace(r"\w", "[A-Za-z0-9_]")
        .replace(r"[\dA-Z-]", "[0-9A-Z-]")
        .replace(r"[\d()", "[0-9()")
        .replace(r"[\d -]", "[0-9 -]")
        .replace(r"\d", "[0-9]")
    )


def fast(pattern: str) -> str:
    r"""The pattern with \b, \d and \w meaning ASCII."""
    whole = pattern.replace(B, "\0").replace(r"\b", "\0").replace("\0", B)
    return ascii_only(whole)


def anycase(pattern: str) -> str:
    """The pattern, letters of either case (ASCII only: the fast engine)."""
    return f"(?i-u:{pattern})"


def text_where(condition: pl.Expr, text: str) -> pl.Expr:
    """The text column where the condition holds, else an empty text, which is searched in no time.

    Not null: polars searches the text that lies behind a null as well. Give it a column of its own: polars evaluates a when-then anew
    wherever it stands.
    """
    return pl.when(condition).then(pl.col(text)).otherwise(pl.lit(""))


@cache
def number_words(kind: str) -> list[str]:
    """The words of one kind of `number_words.csv`."""
    return load("number_words").filter(pl.col("kind") == kind)["say"].to_list()


@cache
def contexts(place: str, reason: str | None = None) -> list[str]:
    """The words of `number_contexts.csv` that stand at one place, for one reason or for any."""
    table = load("number_contexts").filter(pl.col("place") == place)
    return (table.filter(pl.col("reason") == reason) if reason else table)["say"].to_list()


@cache
def small_words() -> str:
    """Number words below a hundred: seven, seventeen, seventy-seven."""
    ones, teens, tens = (either(number_words(kind)) for kind in ("one", "teen", "ten"))
    return f"(?:(?:{tens})(?:[ -](?:{ones}))?|{teens}|{ones})"


@cache
def scales() -> str:
    """Up to two scale words after a numeral: ' million', 'bn', ' lakh crore'. Words want a boundary, letters no blank before them."""
    table = load("scale_words")
    words = either(table.filter(pl.col("attached") == "no")["say"].to_list())
    signs = either(table.filter(pl.col("attached") == "yes")["say"].to_list())
    letters = either(table.filter(pl.col("attached") == "only")["say"].to_list())
    word = f"(?i-u:[ -]?(?:{words}){B})|[ -]?(?:{signs}){B}"
    return f"(?:(?:{word}|(?:{letters}){B})(?:{word})?)"


@cache
def money_scales() -> str:
    """As `scales`; after a currency, a lone letter may stand apart ($5 m) and T, mm are scales too."""
    table = load("scale_words")
    letters = either(table.filter(pl.col("attached").is_in(["only", "money"]))["say"].to_list())
    return f"(?:{scales()}| ?(?:{letters}){B})"


@cache
def currency_signs() -> str:
    """Currency signs and codes that stand before an amount, with their boundaries and blanks."""
    words = load("currency_words").filter(pl.col("kind") == "sign")["say"].to_list()
    codes = load("currencies").filter(pl.col("also_a_word") == "no")["code"].to_list()
    # A sign that is all capital letters and short could begin a model name (R2, P50, K12): digits must look like an amount.
    risky = {w for w in words if re.fullmatch(r"[A-Z]{1,2}=?", w) and w not in ("RM", "Y=")}
    lettered = [w for w in words if w[0].isalpha() and w not in risky] + codes
    signs = [w for w in words if not w[0].isalpha()]
    spaced = f"(?:{B}(?:{either(lettered)})|{either(signs)})"
    return f"{spaced} ?"


@cache
def risky_signs() -> str:
    """Capital letters that stand for a currency only before something that looks like an amount: PS8.1bn, R5m, Y28,030."""
    words = load("currency_words").filter(pl.col("kind") == "sign")["say"].to_list()
    return f"{B}(?:{either([w for w in words if re.fullmatch(r'[A-Z]{1,2}=?', w) and w not in ('RM', 'Y=')])})"


@cache
def amounts() -> str:
    """A currency sign and a numeral with its scale."""
    grouped = rf"(?:\d{{1,3}}(?:,\d{{2,3}})*,\d{{3}}|{SPACED})(?:\.\d+)?(?:{money_scales()})?"
    amount = rf"(?:{grouped}|\d+\.\d+(?:{money_scales()})?|\d+{money_scales()})"
    plain_sign = rf"[+-]?{currency_signs()}(?:[+-] ?)?{NUMERAL}(?:{money_scales()})?"
    return f"{plain_sign}|{risky_signs()}{amount}"


@cache
def dates() -> str:
    """Dates written with digits, and the codes of quarters and fiscal years."""
    return "|".join(
        (
            rf"{B}(?:{MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?{B}(?:,? \d{{4}}{B})?",
            rf"{B}(?:{MONTHS})\.?(?:,? \d{{4}}{B}|,? ?'\d{{2}}{B}| \d{{2}}{B})",
            rf"{B}\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTHS}){B}\.?(?:,? \d{{4}}{B})?",
            rf"{B}(?:19|20)\d{{2}}-\d{{2}}-\d{{2}}{B}",
            rf"{B}\d{{1,2}}/\d{{1,2}}/\d{{2,4}}{B}",
            rf"{B}[QH][1-4](?: ?(?:FY)? ?'?\d{{2,4}})?{B}",
            rf"{B}[1-4][QH](?: ?(?:FY)? ?'?\d{{2,4}})?{B}",
            rf"{B}(?:FY|CY|fy) ?'?\d{{2,4}}(?:[-/]\d{{2,4}})?{B}",
            rf"{B}(?:19|20)\d{{2}}[-/](?:\d{{2}}|(?:19|20)\d{{2}}){B}",
            rf"{B}(?:1[89]|20)\d0'?s{B}",
            rf"'\d{{2}}{B}",
        )
    )


CLOCK = (
    rf"{B}\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?: ?(?:[ap]m{B}|[AP]M{B}|[ap]\.m\.))?"
    rf"|{B}\d{{1,2}}(?:\.\d{{2}})? ?(?:[ap]m{B}|[AP]M{B}|[ap]\.m\.|[AP]\.M\.)"
)
PHONE = r"\+\d{1,3}[ -]\(?\d[\d() -]{6,}\d|\(?\d{3}\)?[ -]\d{3}-\d{4}|1-8\d\d-[\dA-Z-]{7,}"
WEB = r"(?:https?://|www\.)[^\s\"'<>]+|[\w.+-]+@[\w-]+\.[\w.]+"
NAME = rf"{B}[A-Za-z]+\d[\w/]*(?:[-.]\w*\d\w*)*|{B}[A-Z][A-Za-z]*-\d[\w/-]*|{B}\d+[A-Z]+\d[A-Z0-9]*{B}|{B}\d+(?:\.\d+){{2,}}"
RANKED = rf"#\d+{B}|{B}(?i-u:no\.? ?\d{{1,3}}|number (?:one|two|three|four|five|\d{{1,2}})){B}"
ORDINAL_DIGITS = rf"{B}\d{{1,3}}(?:,\d{{3}})*(?i-u:st|nd|rd|th){B}"


@cache
def fractions() -> str:
    """Fractions in words: half, two-thirds, a quarter, one in three."""
    parts = either(number_words("fraction"))
    ones = either([*number_words("one"), *number_words("teen")])
    few = rf"(?:{ones}|\d{{1,2}})"
    return (
        rf"{B}(?:{ones}|a|an)(?: |-)(?:{parts})(?: of an? (?:{ARTICLE_SCALE}))?{B}"
        rf"|{B}half(?: an?(?: |-)(?:million|billion|trillion|dozen|crore|lakh)| million| billion)?{B}"
        rf"|{B}{few} (?:in|out of)(?: every)? {few}{B}|{B}one [a-z]+ in (?:every )?(?:{ones}){B}"
    )


@cache
def worded() -> str:
    """Numbers in words with their scale: two hundred and fifty thousand, a billion, Eight of the top 10."""
    small, units = small_words(), scales()
    vague = either(number_words("vague"))
    whole = rf"{small}(?: hundred(?: and)?(?: {small})?)?(?:{units})?"
    top = rf"(?:{small}|\d+) of (?:the |its |their )?(?:world's )?(?:top|biggest|largest|leading) (?:{small}|\d+)"
    return (
        rf"{B}{top}{B}|{B}(?:(?:{vague}) of )?(?:{vague}){B}|{B}an? (?:{ARTICLE_SCALE})(?: (?:{ARTICLE_SCALE}))?{B}"
        rf"|{B}{small}{AND_A_PART}(?:{units})?{B}|{B}{whole}(?: dozen)?{B}|{B}(?:{either(number_words('zero'))}){B}"
    )


@cache
def multiples() -> str:
    """double, tripled, threefold, twice."""
    return rf"{B}(?:{either(number_words('multiple'))}){B}"


@cache
def ordinals() -> str:
    """first ... twentieth."""
    return rf"{B}(?:{either(number_words('ordinal'))}){B}"


@cache
def rough_words(kind: str) -> list[str]:
    """The words of one kind of `rough_numbers.csv`."""
    return load("rough_numbers").filter(pl.col("kind") == kind)["say"].to_list()


@cache
def rough() -> str:
    """A rough number: mid-20s, low- to mid-teens, the low $20s, mid-20 percent. Without a part only digits and tens of money are numbers:
    double-digit, $20s."""
    parts, decades = either(rough_words("part")), either(rough_words("decade"))
    digits = f"(?:{either(rough_words('digits')).replace(' ', '[ -]')})s?(?:{scales()}s?)?"
    lead = f"(?:(?:{parts})(?:-to-|-? to |-? or |/|-and-|-? and ))?(?:{parts})"
    words = f"(?i-u:(?:{decades})s?|[2-9]0'?s){B}|(?i-u:{digits}){B}"
    # All signs and codes once more would double the automaton.
    sign = r"(?:[A-Z]{0,3}[$€£¥₹]|Rs\.? ?)"
    money = rf"{sign}[1-9][0-9]{{0,2}}(?:,[0-9]00)*(?:{money_scales()})?'?s?{B}"
    return (
        rf"{B}(?i-u:{lead})(?:[ -](?:the )?(?:{words}|{money})|-[1-9]0{B})"
        rf"|{B}(?i-u:{digits}){B}|{sign}(?:[2-9]0|[1-9][0-9]?0,000|[1-9],000)'?s{B}"
    )


@cache
def atoms() -> str:
    """One alternation of everything that may be a number, in the order in which an earlier reading beats a later one."""
    figure = rf"(?:(?i-u:minus[ -])|[+-])?{NUMERAL}(?: ?[$€£¥] ?(?:{money_scales()})?|(?:{scales()})?)"
    words = anycase("|".join((fractions(), worded(), multiples(), ordinals())))
    top = rf"(?i-u:{B}\d+ of (?:the |its |their )?(?:top|biggest|largest|leading) (?:\d+|{small_words()})){B}"
    return ascii_only(
        "|".join((WEB, PHONE, CLOCK, rough(), dates(), ORDINAL_DIGITS, top, anycase(fractions()), amounts(), RANKED, NAME, figure, words))
    )


def hint() -> str:
    """A cheap sign that a sentence may hold a number; on the lower-cased sentence."""
    every = [*load("number_words")["say"].to_list(), "a hundred", "a thousand", "a million", "a billion", "a trillion", "a crore", "a lakh"]
    every += [f"{word.split(' ')[-1]}{end}" for kind in ("digits", "decade") for word in rough_words(kind) for end in ("", "s")]
    return rf"[0-9½⅓⅔¼¾⅛⅜⅝⅞]|{B}(?:{either(every)}){B}"
