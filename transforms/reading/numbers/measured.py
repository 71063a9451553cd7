"""What a number counts or measures, in the text's own words.

Belongs here: the noun phrase of `measured_text`, after the number or before it. Does not belong here: `counted` (`nouns`), the metric.
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either
from transforms.reading.numbers import patterns as p
from transforms.reading.numbers.nouns import end_pattern
from transforms.reading.spans import text_before
from transforms.vocabulary import load

_PART = r"^ (?:of|in|worth of|for|on) (?:(?:the|its|their|a|an|all|his|her) )?([\pL][\pL'&-]*(?: [\pL][\pL'&-]*){0,3})"
"""The phrase after a sum or a share: 40% of homes, $3bn in fees, $5m on vans. Group 1."""
_LOOSE_END = r"(?: (?:of|in|by|for|to|at|on|with|from|and|or|the|a|an|its|their|was|were|is|are|terms|focused|compared|up|down|some))+$"
"""Words that a phrase cut after a few words may end in, and that say nothing of what is measured."""
_A_TIME = (
    rf"(?i-u:{p.B}(?:quarter|year|month|half|week|day|decade|{p.MONTHS.lower()}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?{p.B}"
    "|^average$)"
)
_NEAR = 80
"""Code points looked at before a number."""


def measured_text(numbers: pl.DataFrame) -> pl.Series:
    """One String a number, null where the sentence does not say it beside the number.

    numbers: plain, start, rest (the text after the number and its unit), noun_text, set_aside.
    """
    noun, leads_on = pl.col("noun_text").str.strip_chars(" -"), pl.col("rest").str.contains("^ (?:of|in|worth of|for|on) ")
    told = numbers.select(noun.alias("noun"), (pl.col("noun_text").is_null() & leads_on).fill_null(False).alias("after"))
    later = _phrases_after(numbers.select("rest").filter(told["after"]))
    said = told["noun"].zip_with(~told["after"], _put_back(later, told["after"]))
    silent = said.is_null() & numbers["set_aside"].is_null()
    behind = _nouns_behind(numbers.select("rest").filter(silent))
    said = said.zip_with(~silent, _put_back(behind, silent))
    silent = silent & said.is_null()
    at = pl.col("start").cast(pl.Int64)
    near = text_before(pl.col("plain"), at, _NEAR)
    before = numbers.select("plain", "start").filter(silent).select(near.alias("before"))
    led = before["before"].str.contains(_leading_pattern())
    phrases = _put_back(_phrases_before(before.filter(led)), led)
    led_on = phrases.is_null() & before["before"].str.contains(r"(?-u:\b)(?:by|to|from|at) (?:[a-z]+ ){0,4}$")
    moved = _put_back(before["before"].filter(led_on).str.contains(_moving_pattern()), led_on).fill_null(False)
    objects = _put_back(_objects_before(before.filter(moved)), moved)
    return said.zip_with(~silent, _put_back(phrases.zip_with(phrases.is_not_null(), objects), silent))


def _put_back(found: pl.Series, mask: pl.Series) -> pl.Series:
    """Values of the rows of a mask at their places, null elsewhere."""
    place = pl.select(pl.when(mask).then(mask.cum_sum() - 1)).to_series()
    return found.gather(place)


def _phrases_after(texts: pl.DataFrame) -> pl.Series:
    """40% *of homes*, $3bn *in fees*. texts: rest (String, the text after a number)."""
    kept = pl.col("rest").str.extract(_PART, 1).str.replace(end_pattern(), "").str.replace(_LOOSE_END, "").alias("kept")
    said = ~pl.col("kept").str.contains(_A_TIME) & ~pl.col("kept").is_in(["", "some", "about", "all"])
    return texts.select(kept).select(pl.when(said).then("kept")).to_series()


def _phrases_before(texts: pl.DataFrame) -> pl.Series:
    """Revenue *rose to* $5m, a pretax loss *of* $3m: the words before what leads to the number, back to the last function word.

    texts: before (String, the text up to a number, ending in what leads to it).
    """
    # Cutting off what does not belong is far cheaper than capturing what does.
    kept = pl.col("before").str.replace(_leading_pattern(), "").str.replace(r"^.*[^\pL &'-]", "").str.replace(_start_pattern(), "")
    last = pl.col("last")
    # A capital is a name's, unless the word is one that figures are of.
    measure = last.str.contains(r"^\p{Ll}") | last.str.to_lowercase().is_in(_measures())
    fitting = measure & pl.col("kept").str.len_chars().is_between(3, 50) & ~pl.col("kept").str.contains(_A_TIME)
    cut = texts.select(kept=kept).with_columns(last=pl.col("kept").str.replace(r"^.*[ -]", ""))
    return cut.select(pl.when(fitting).then("kept")).to_series()


def _nouns_behind(texts: pl.DataFrame) -> pl.Series:
    """A $3bn *deficit*, a 17% jump in *subscriber base*: the noun right behind a figure, or what its change is in.

    texts: rest (String, the text after a number).
    """
    changed = texts["rest"].str.contains(_changed_pattern())
    named = ~changed & texts["rest"].str.contains(_noun_behind_pattern())
    kept = pl.col("rest").str.extract(_changed_pattern(), 1).str.replace(end_pattern(), "").str.replace(_LOOSE_END, "")
    said = ~kept.str.contains(_A_TIME) & (kept != "")
    noun = pl.col("rest").str.extract(_noun_behind_pattern(), 1)
    moved = texts.filter(changed).select(pl.when(said).then(kept)).to_series()
    nouns = texts.filter(named).select(pl.when(~noun.str.contains(_joining())).then(noun)).to_series()
    return _put_back(moved, changed).zip_with(changed, _put_back(nouns, named))


def _objects_before(texts: pl.DataFrame) -> pl.Series:
    """Increasing *shipments* by 24%, to lower its *sales forecast* to $5bn: what somebody moves by so much.

    texts: before (String, the text up to a number).
    """
    kept = pl.col("before").str.extract(_moving_pattern(), 1).str.strip_chars(" ").str.replace("^(?:by|to|and) [a-z]+ing ", "")
    return texts.select(pl.when((kept != "") & ~kept.str.contains(_A_TIME)).then(kept)).to_series()


@cache
def _changed_pattern() -> str:
    """A noun of change behind a figure with what changed, group 1."""
    nouns = either(load("direction_words").filter(pl.col("kind") == "noun")["say"].to_list())
    word = "[A-Za-zÀ-ž][A-Za-zÀ-ž'&-]*"
    return rf"^[ -](?:[a-z-]+ ){{0,2}}?(?:{nouns}) (?:in|of) (?:(?:the|its|their|a|an|all) )?({word}(?: {word}){{0,3}})"


@cache
def _joining() -> str:
    """A function word or a time anywhere in a phrase: it is not one noun phrase."""
    return rf"(?i-u:{p.B}(?:{either(load('phrase_stops')['word'].to_list())}|year|month|quarter|week|day){p.B})"


@cache
def _noun_behind_pattern() -> str:
    """A word that figures are of, right behind a figure, with up to two words before it: group 1."""
    moves = load("direction_words").filter(pl.col("kind") == "verb")
    verbs = {*moves["say"], *load("phrase_stops")["word"], *load("rate_nouns")["say"]}
    nouns = either(sorted(word for word in {*_measures()} - verbs if len(word) > 2 and word.isalpha()))
    return p.ascii_only(rf"^[ -]((?:[a-z][a-z'-]* ){{0,2}}?(?:{nouns})){p.B}")


@cache
def _moving_pattern() -> str:
    """A word of change, what somebody changes (group 1), and "by" or "to", at the end of a text."""
    moves = either(load("direction_words").filter(pl.col("kind") == "verb")["say"].to_list())
    filling = "about|around|nearly|almost|roughly|over|just|more than|less than|up to|at least|as much as|an estimated|a|an|further|another"
    noun = "(?:[a-z][a-z'-]* ){1,4}?"
    aside = "(?:(?:for|in|through|during|across) [A-Za-z ]+ )?"
    return p.ascii_only(
        rf"{p.B}(?:{moves}|boosting|boosts?|boosted|lift(?:s|ed|ing)?|trim(?:s|med|ming)?|grow) (?:its |the |their |his |her |our )?"
        rf"({noun}){aside}(?:by|to|from|at) (?:(?:{filling}) )*$"
    )


@cache
def _leading_pattern() -> str:
    """The words that lead from a noun phrase to a number, at the end of a text."""
    moves = either(load("direction_words").filter(pl.col("kind") == "verb")["say"].to_list())
    levels = (
        "is|are|was|were|be|been|being|stood|stands|reached|reaching|hit|hits|totalled|totaled|came|comes|amounted|amounts|exceeded|topped|"
        "averaged"
    )
    helping = "has|have|had|will|would|could|may|might|should|also|then|is|are|was|were|be|been|expected to|to|now|still|already|not"
    filling = (
        "by|to|at|of|in|from|about|around|some|nearly|almost|roughly|over|under|above|below|only|just|more than|less than|up to|at least|"
        "as much as|as low as|as high as|an estimated|a|an|the|another|further|well|slightly|sharply|up|down|worth|between"
    )
    verb = rf" (?:(?:{helping}) )*(?:{levels}|{moves})(?: (?:{filling}))*"
    return p.ascii_only(rf"(?:{verb}| of(?: (?:{filling}))*) $")


@cache
def _start_pattern() -> str:
    """Everything up to the last word that no noun phrase goes back over; "of" and "in" join two nouns."""
    stops = either([w for w in load("phrase_stops")["word"].to_list() if w not in ("of", "in")])
    # Brintle expects revenue of ...: what somebody does to it is no part of it.
    doing = r"[A-Z][A-Za-z-]* (?:[a-z]+ed|expects|sees|reports|posts|forecasts|targets|eyes)"
    return rf"^(?:.* )?(?:(?i-u:{stops}|[A-Za-z-]+'s?)|{doing}) |^(?:of|in) "


@cache
def _measures() -> list[str]:
    """Last words of the ways to say a metric: revenue, price, debt."""
    nouns = load("metric_phrases").filter(pl.col("role") == "noun")["phrase"].str.to_lowercase()
    return nouns.str.split(" ").list.last().unique().to_list()
