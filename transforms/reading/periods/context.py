"""What stands around a number that tells which period it can have.

Belongs here: one row a number with its modality, its neighbours' words as yes or no, and its publication date. Does not belong here:
expressions of time, the choice between them.
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import any_of
from transforms.reading.periods import patterns
from transforms.reading.spans import text_before
from transforms.vocabulary import load

BEFORE, AFTER = 128, 40
"""Code points looked at before and after a number."""

TWIN = 40
"""Code points between a figure and what it comes to in other terms: "5 million, or 6 cents a share", "5 tonnes of tea worth $6"."""

CLAUSE = 240
"""Code points before a number in which the verb of its clause is looked for; half as many after it."""

_AT = (
    "(?: (?:at|for|of|from|above|below|under|between|around|about|just|only|starting|to|up to|over|more than|less than|nearly|almost"
    "|roughly|some|range|a|an|as|low|high|little|much))*"
)
_REACHED = r"\b(?:at|to|high of|low of|peak of)(?: (?:a|an|the|record|high|low|of|around|about))* ?[$£€₹]?$"
_PRICED = r"^[^,;.]{0,24}\bprices?\b"
_TO_NUMBER = r"^[^,;.]{0,24} to (?:\S*$|[^a-z]|(?:about|around|nearly|over|almost|more than|at least|up to) )"
_SHARES_REACH = r"((?:[^,;.]{0,24}, [^,;.]{1,72},)?(?:[^,;.]|[.,][0-9]){0,48})$"
_PENCE = r"\b(?:slipped|fell|rose|gained|dropped|lost|added|climbed|jumped|closed|up|down|to|at) $"
_MOVED = (
    r"\b(?:slipped|fell|rose|gained|dropped|lost|added|climbed|jumped|up|down)(?: by)?(?: (?:about|nearly|more than|almost|as much as))? $"
)
_MARKETS = r"\b(?:sales|profits?|revenues?|income|earnings|dividends?|market share)\b"
_ASIDE = (
    r", (?:(?:which|who|where) (?:now |also |still )?(?:[a-z]{3,}s|has|have|are|is)\b|with (?:an?|its|some|about|more|over|nearly) )[^,]*$"
)
_HOLDS = r"\b(?:its|their|his|her|our|company's|group's|firm's|bank's)(?: (?:roughly|about|some|nearly|almost|more than|over|current))* $"
_PERFECT = r"\b(?:has|have|'ve)(?: (?:now|also|already|since|just|recently|not|been|nearly|almost|steadily))* [a-z]+\b([^.;,]*)$"
_PRICE_TALK = r"\b(?:prices?|fares?|tariffs?|fees?|rents?)\b[^.;]*$"
_EACH = (
    r"\b(?:each|every|any)(?: (?:extra|additional|further))? ?(?:us|a)?[$£€₹]?$"
    r"|\b(?:each|every)(?: (?:extra|additional|further|full|such))? ?(?:rs\.?|re|us|a|hk|inr|usd|eur|rm|s)? ?[$£€₹]?[0-9][^;]*$"
)
_OR = r"[a-z0-9%)],? (?:or|and) (?:[a-z]{0,3} )?[$£€₹]?$"
_A_SHARE = r"^(?: cents?| pence|p)? ?(?:a|per) (?:diluted |ordinary |basic )?share\b"
_WORTH = (
    r"\b(?:worth|valued at|valuing|costing|with a value of)(?: (?:about|around|nearly|some|over|roughly|an estimated))* ?[a-z]{0,3}[$£€₹]?$"
)
_BAND = r"^[^.;,]{0,24}\b(?:segment|price (?:segment|band|range|point|tier|bracket|category)|price-band|bracket)\b"
_EXPECTED_AFTER = r"^(?: (?:a|per) share| [a-z]+){0,2},? (?:expected|forecast|estimated|anticipated|predicted|projected)\b"
_TITLE = r"(?:^|, )[\"' ]*(?:the )?(?:[a-z.]+(?: [a-z]+)?'s? )?$"
"""What a name is called by: "Acme, the second-largest maker of pumps, sold 5"."""
_CURRENT = (
    r"\b(?:the|its|their|from) (?:current|present|existing)(?: (?:price|rate|level|value|figure) of)?"
    r"(?: (?:about|around|nearly|some))? ?[$£€₹]?$"
)
_RATE = (
    r"\b(?:interest|policy|repo|benchmark|lending|deposit|discount|key|prime|base|cash|bank) "
    r"(?:(?:interest|lending|repo|refinancing) )?rates?\b"
    r"[^.;]{0,40}$"
)
_STAKE = (
    r"^(?: (?:equity|minority|majority|controlling|indirect|direct|combined))? (?:stake|stakes|interest|shareholding|holding|ownership)\b"
)
_ANNUAL = (
    r"\b(?:annual|yearly)(?:i[sz]ed)?(?: [a-z-]+){1,4} ?(?:-|–|—|:|of|at|to|is|by)?"
    r"(?: (?:about|around|nearly|some|over|more than|up to))* ?[a-z]{0,3}[$£€₹]?$"
)
_SHARES_OF = r"\bshares? of (?:(?:about|around|nearly|just|some|over|only|roughly|almost) )?(?:[0-9][^;]*)?$"
_ASIDE_CLOSED = r", (?:which|who|whose|where) [^,]*, "
_WHO_SAYS = r", according to [^,;.]*,"
_NEXT_CLAUSE = r"[,;.\"].*$"
_THAN = r"\bthan\b[^,;]{1,60}$"
_SAME_AGAIN = (
    r"[a-z0-9%] ?(?:\((?:about|around|or|roughly|some|nearly|approximately)? ?[a-z]{0,3}[$£€₹~]?"
    r"|,? (?:plus or minus|give or take) [a-z]{0,3}[$£€₹]?)$"
)
_LATELY = r"\b(?:recently|previously|lately|formerly|originally|once|in recent (?:days|weeks|months|years)) [^.,;]{0,48}$"
"""Some day nobody names: "was recently valued at 3"."""
_SUMS_UP = (
    r"^[\"' ]*(?:(?:that|this|which)(?:'s| is| was| marks| makes| means)"
    r"|(?:that|this|it|which) (?:compares|equates|works out|amounts|equals))\b[^,;]{0,48}$"
)
"""The sentence says more of the last one's figure: "That is a rise of 3%"."""
_RESTATED = (
    r", (?:which|that) (?:is|was|represents|marks|means|amounts to|equals)"
    r"(?: (?:up|down|an?|about|nearly|some|roughly|almost|over|around))*(?: [a-z-]+){0,3} (?:(?:of|by) )?$"
)
"""The clause says more of the last figure: "5, which is up 3%"."""
_NOUN_LED = r"\b(?:in|of|for|on|from|by|with|to|the|its|their|his|her|our|total|annual|and|more|fewer)(?: [a-z-]+)? "
"""What stands before a noun that looks like a verb ("a rise in fruit exports by 3")."""
_THAT = r"\b(?:that|those|this|these) $"


def numbers_in_context(
    sentences: pl.DataFrame, numbers: pl.DataFrame, publications: pl.DataFrame, modalities: pl.DataFrame
) -> pl.DataFrame:
    """Numbers with what their neighbourhood says.

    numbers: `frames.Numbers`, those that can have a period. Returns, in the same order, number_no, sentence_no, article_no, paragraph_no,
    start, end, value, unit, unit_kind, lower (the sentence), modality, published_on, published_end, precision, and: index (place among its
    sentence's numbers), open (forecast or target), base (another figure is set against it), next_modality (of the next number in the
    sentence), price (a unit price), standing (an instant in the present tense: "has nine shops"), flow ("accounts for"), that ("that
    sum"), share_price, past_tense and looked_back (its sentence speaks of the past, of past expectations), start_of_change ("from 5 to
    3 by 2030"), twin (the figure before it in other terms: "or 6 cents a share"), restated ("which is up 3%"), annual ("annual sales
    of"), fixed (a price band, a holding, today's rate), titled (a rank that is part of a name: "the second-largest maker").
    """
    start = pl.col("start").cast(pl.Int64)
    before, after = pl.col("_before"), pl.col("_after")
    here = pl.col("sentence_no") == pl.col("sentence_no").shift(-1)
    row = pl.int_range(pl.len(), dtype=pl.Int32)
    first = pl.when(pl.col("sentence_no") != pl.col("sentence_no").shift(1, fill_value=2**32 - 1)).then(row).forward_fill()
    kept = ["number_no", "sentence_no", "article_no", "start", "end", "value", "unit", "unit_kind", "per", "number_text"]
    published = publications.lazy().select("article_no", "published_on", "published_end", "precision")
    money = (pl.col("unit_kind") == "money").fill_null(False)
    percent = (pl.col("unit_kind") == "percent").fill_null(False)
    aside = before.str.contains(_ASIDE) & ~before.str.contains(rf", (?:which|who|where|with) [^,]*{_past()}[^,]*$")
    held = pl.col("unit_kind").is_in(["people", "count"]).fill_null(False) & before.str.contains(_HOLDS)
    standing = pl.col("_stands").is_not_null() | held
    traded = (percent | money) & after.str.contains(rf"^(?:[^.;]|[.][0-9]){{0,28}}\b{patterns.cues('trading')}\b")
    pence = money & pl.col("number_text").str.contains("[0-9] ?p$") & before.str.contains(_PENCE) & pl.col("per").is_null()
    pence &= ~before.str.contains(_MARKETS)
    # Earnings a share are a result, not a price.
    per_share_result = (pl.col("per") == "share") & before.str.contains(_MARKETS)
    # So is what a pound of copper cost to make.
    per_share_result |= before.str.contains(rf"\b{patterns.cues('unit_result')}\b")
    # A share of 8% is one of the market.
    percent_moved = percent & ~before.str.contains(_SHARES_OF)
    # "Missed its profit outlook, sending shares down 3%": what stands before the shares is not of them.
    of_shares = (~before.str.extract(rf"\b{patterns.cues('shares')}\b{_SHARES_REACH}").str.contains(_MARKETS)).fill_null(False)
    of_shares &= ~before.str.contains(_MARKETS + r"[^.,;]{0,12}$")
    # "The pound fell 2% to $1.21": what is quoted all day long.
    quoted = (percent | money) & before.str.contains(_quoted())
    # "Acme jumped 27% to 406p": the share, too.
    priced_next = (pence | ((of_shares | quoted) & money & before.str.contains(_REACHED))).shift(-1).fill_null(False)
    moved = (percent | money) & before.str.contains(_MOVED) & priced_next & here
    frame = (
        numbers.lazy()
        .select(kept)
        .join(modalities.lazy().select("number_no", "modality"), on="number_no", how="left", maintain_order="left")
        .join(_sentences_of(numbers, sentences, modalities), on="sentence_no", how="left", maintain_order="left")
        .join(published, on="article_no", how="left", maintain_order="left")
        .with_columns(
            _before=text_before(pl.col("lower"), start, BEFORE),
            _after=pl.col("lower").str.slice(pl.col("end"), AFTER),
        )
        .collect()
    )
    return (
        frame.lazy()
        .join(_told_in_the_past(frame), on="number_no", how="left", maintain_order="left")
        .join(_standing(frame), on="number_no", how="left", maintain_order="left")
        .join(_perfect(frame), on="number_no", how="left", maintain_order="left")
        .with_columns(
            index=row - first,
            past_tense=pl.col("_past").is_not_null(),
            open=pl.col("modality").is_in(["forecast", "target"]),
            base=~after.str.contains(_EXPECTED_AFTER)
            & (
                (before.str.contains(patterns.base_figure()) & ~before.str.contains(patterns.range_figure()))
                | (before.str.contains(patterns.base_of_what()) & ~before.str.contains(patterns.EXPECTED))
            ),
            twin=here.shift(1).fill_null(False)
            & ((before.str.contains(_OR) & after.str.contains(_A_SHARE)) | before.str.contains(_WORTH))
            & (start - pl.col("end").shift(1).cast(pl.Int64) <= TWIN),
            next_modality=pl.when(here).then(pl.col("modality").shift(-1)),
            price=money
            & ~pl.col("averaged")
            & (
                (pl.col("per").is_not_null() & ~per_share_result)
                | before.str.contains(rf"\b{patterns.cues('price')}{_AT} ?$")
                | after.str.contains(_PRICED)
            ),
            flow=before.str.contains(rf"\b{patterns.cues('flow')}\b"),
            that=before.str.contains(_THAT),
            share_price=(pl.col("modality") == "actual")
            & (((percent_moved | (money & before.str.contains(_REACHED))) & of_shares) | pence | moved | traded | quoted),
            traded=traded,
            lately=before.str.contains(_LATELY) & ~pl.col("modality").is_in(["forecast", "target"]),
            sums_up=before.str.contains(_SUMS_UP),
            restated=pl.when(percent & here.shift(1)).then(before).str.contains(_RESTATED).fill_null(False),
            aside=aside,
            compared=before.str.contains(_THAN),
            change_to=after.str.contains(_TO_NUMBER),
            same_again=before.str.contains(_SAME_AGAIN),
            each=before.str.contains(_EACH),
            perfect=pl.col("_perfect").is_not_null(),
            priced=(money | percent) & before.str.contains(_PRICE_TALK),
            fixed=_fixed(before, after, money, percent),
            titled=pl.when(pl.col("unit_kind") == "rank").then(before).str.contains(_TITLE).fill_null(False),
            annual=before.str.contains(_ANNUAL),
        )
        .with_columns(
            standing=((standing & ~pl.col("flow")) | pl.col("aside")) & ~pl.col("open"),
            # The first figure of "cut costs from 5 to 3 by 2030" is today's.
            start_of_change=pl.col("base")
            & ~pl.col("open")
            & here
            & pl.col("open").shift(-1).fill_null(False)
            & after.str.contains(_TO_NUMBER),
        )
        # "has cut the price by 5%", "the fare is 3": an instant; "the average price rose 5%" tells of a period.
        .with_columns(
            past_tense=pl.col("past_tense") & ~pl.col("standing"),
            priced=(pl.col("priced") & (pl.col("perfect") | ~pl.col("past_tense"))) | pl.col("each"),
            # "from 5 million, or 6 cents a share": both are set against.
            base=pl.col("base") | (pl.col("twin") & pl.col("base").shift(1).fill_null(False)),
            # "up from 4 in May and 3 a year earlier": the 3 belongs to the list of bases.
            listed=(pl.col("base") & here).shift(1).fill_null(False),
            # "costs 99 against 79 earlier": what a price is set against is a price.
            price=pl.col("price")
            | (pl.col("base") & (pl.col("price") & here & (pl.col("unit") == pl.col("unit").shift(-1))).shift(1).fill_null(False)),
        )
        .drop("averaged", "_before", "_after", "per", "number_text", "_past", "_stands", "_perfect")
        .collect()
    )


def _fixed(before: pl.Expr, after: pl.Expr, money: pl.Expr, percent: pl.Expr) -> pl.Expr:
    """Price bands, today's rates and holdings: "the sub-$200 segment", "the current $5", "a 20% stake"."""
    # Asked only of the figures it concerns: null for the others, which costs nothing.
    of_money, of_percent = (pl.when(kind).then(before) for kind in (money, percent))
    band = of_money.str.contains(r"\bsub-[a-z]{0,3}[$£€₹]?$") | pl.when(money).then(after).str.contains(_BAND)
    share = pl.when(percent).then(after).str.contains(_STAKE) | of_percent.str.contains(_RATE)
    current = pl.when(money | percent).then(before).str.contains(_CURRENT)
    return band.fill_null(False) | share.fill_null(False) | current.fill_null(False)


def _told_in_the_past(frame: pl.DataFrame) -> pl.LazyFrame:
    """number_no, _past (true) of the figures whose clause has a verb of the past.

    Who said so ("..., Acme claimed") and what qualifies a noun ("adjusted") do not count; only clauses that hold both are looked at twice.
    """
    start = pl.col("start").cast(pl.Int64)
    led = text_before(pl.col("lower"), start, CLAUSE)
    rest = pl.col("lower").str.slice(pl.col("end"), CLAUSE // 2).str.replace(_WHO_SAYS, " ").str.replace(_NEXT_CLAUSE, "")
    clauses = frame.lazy().select("number_no", _clause=pl.concat_str(led, pl.lit(" 0 "), rest)).collect()
    told = clauses.filter(pl.col("_clause").str.contains(_past())).with_columns(_unsure=pl.col("_clause").str.contains(_qualifiers()))
    sure, unsure = told.filter(~pl.col("_unsure")), told.filter("_unsure")
    left = unsure.filter(pl.col("_clause").str.replace_all(_qualifiers(), " ").str.contains(_past()))
    return pl.concat([sure, left]).lazy().select("number_no", _past=True)


def _standing(frame: pl.DataFrame) -> pl.LazyFrame:
    """number_no, _stands (true) of figures led by a verb of the present that tells of an instant: "has nine shops"."""
    verb = rf"\b{patterns.cues('standing')}\b"
    held = frame.filter(pl.col("_before").str.contains(verb))
    tail = held.select("number_no", _led=pl.col("_before").str.replace(_ASIDE_CLOSED, " "))
    tail = tail.with_columns(_tail=pl.col("_led").str.replace(rf"^.*{verb}", "")).filter(pl.col("_tail") != pl.col("_led"))
    head = pl.col("_led").str.head(pl.col("_led").str.len_chars().cast(pl.Int64) - pl.col("_tail").str.len_chars().cast(pl.Int64))
    noun = head.str.contains(_NOUN_LED + rf"{patterns.cues('noun_too')}$") | head.str.contains(r"\bto (?:stand|sit|hold|stay) at$")
    tail = tail.filter(~noun)
    return (
        tail.lazy().filter(~pl.col("_tail").str.contains(r"[.;]"), ~pl.col("_tail").str.contains(_past())).select("number_no", _stands=True)
    )


def _perfect(frame: pl.DataFrame) -> pl.LazyFrame:
    """number_no, _perfect (true) of figures in the present perfect: "has sold 3"."""
    have = frame.filter(pl.col("_before").str.contains("has |have |'ve "))
    tail = have.select("number_no", _tail=pl.col("_before").str.extract(_PERFECT))
    return tail.lazy().filter(~pl.col("_tail").str.contains(rf"\b{_irregular()}\b")).select("number_no", _perfect=True)


@cache
def _quoted() -> str:
    """A currency, an index or a commodity that moved: such news is of its day."""
    moved = patterns.cues("quoted_moves")
    return rf"\b{patterns.cues('quoted')} (?:also |then |later )?{moved}(?: (?:down|up|lower|higher))?\b[^,;.]{{0,32}}$"


@cache
def _qualifiers() -> str:
    """Participles that tell of no event: adjectives, prepositions, passives of the present and of modals."""
    return rf"\b{patterns.cues('no_past')}\b|\b(?:be|is|are|being) (?:[a-z]+ly )?[a-z]+ed\b|-[a-z]+ed\b"


def _sentences_of(numbers: pl.DataFrame, sentences: pl.DataFrame, modalities: pl.DataFrame) -> pl.LazyFrame:
    """sentence_no, paragraph_no, lower, looked_back, averaged of the numbers' sentences."""
    wanted = numbers.lazy().select("sentence_no").unique()
    texts = (
        sentences.lazy().select("sentence_no", "paragraph_no", "lower").join(wanted, on="sentence_no", how="semi", maintain_order="left")
    )
    texts = texts.with_columns(averaged=pl.col("lower").str.contains("average|arpu")).collect().lazy()
    # Only what is forecast or planned may look back on an expectation.
    ahead = modalities.lazy().filter(pl.col("modality").is_in(["forecast", "target"])).select("number_no")
    asked = numbers.lazy().join(ahead, on="number_no", how="semi", maintain_order="left").select("sentence_no").unique()
    back = texts.join(asked, on="sentence_no", how="semi", maintain_order="left").filter(pl.col("lower").str.contains(_looking_back()))
    joined = texts.join(back.select("sentence_no", looked_back=True), on="sentence_no", how="left", maintain_order="left")
    return joined.with_columns(pl.col("looked_back").fill_null(False))


@cache
def _past() -> str:
    """A verb of the past, or a participle (not one of an agent: `identified by`)."""
    by = r" by (?:$|(?:about |around |nearly |almost |more than |over |some |just |only |a )?[^a-z])"
    return rf"(?:\b(?:{_irregular()}|been)\b|[a-z]{{2}}ed(?: ?$|[^ a-z]| [^b]| b[^y]|{by}))"


@cache
def _irregular() -> str:
    return any_of(load("past_verbs").filter(pl.col("irregular") == "yes")["verb"])


@cache
def _looking_back() -> str:
    """Words of expectation that may speak of a finished period."""
    return r"(?-u:\b)" + any_of([*load("modality_cues").filter(pl.col("looks_back") == "yes")["cue"], *_surprises()]) + r"(?-u:\b)"


def _surprises() -> list[str]:
    """Verbs of a result set against what was expected of it."""
    return load("period_cues").filter(pl.col("kind") == "surprise")["cue"].to_list()
