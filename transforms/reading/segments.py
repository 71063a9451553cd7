"""Article texts to segments: headline, body, byline, caption, boilerplate.

Belongs here: what kind of stretch each paragraph is. Does not belong here: lines (`lines`), sentences, HTML (see `transforms.articles`).

A footer's number must never become a claim, and body text must never be lost. So a marker (`vocabulary/boilerplate_markers.csv`) takes what
follows it only when the bulk of the article's prose stands before it; in the middle of an article it takes titles up to the next prose.
"""

from functools import cache

import polars as pl

from transforms import vocabulary
from transforms.reading.alternations import any_of
from transforms.reading.lines import cut_paragraphs, flowing

SOFT = "\x1f"
"""Stands in `flow` for a line break inside a sentence: one byte, like the line break."""
SHORT = 120
"""Code points; only paragraphs this short are compared with whole-line markers."""
NOTICE = 400
"""Code points; a notice (cookies, syndication) is no longer than this."""
TITLE = 250
PROSE = 25
LONG_PROSE = 160
BULK, BULK_WITH_SUPPORT = 0.4, 0.15
"""Share of the article's prose that stands before a footer: with one marker, and with two or more."""

_STOP = r"[.!?][\"'”’»)\]]*$"
_FULL_STOP = r"[.][\"'”’»)\]]*$"
_TRAILING_OFF = r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])[\"'”’)]*$"
_NO_TITLE = r"(?:[.;:,…]|\.\.\.|\])[\"'”’)]*$"
_BYLINE = r"^(?:By|BY)[ :]\s*\p{Lu}[\p{L}.'’-]+(?:,? (?:and |& |de |van |von |der |di |al-)?\p{Lu}[\p{L}.'’-]*){0,7}(?: ?[|,].{0,60})?$"
_PERSON = r"^\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]*){1,3}$"
_LEADS_IN = r"^[^.,;]{1,40}(?::|\||–|—| - )"
_NO_LETTERS = r"[^\p{L}0© ][^\p{L}0©]*| [^\p{L}0©]+"
"""What stands between two words, unless it is one blank already."""
_TICKER = r"^[^•·|]*(?:[•·|][^•·|]*){3,}$"
"""Titles of other articles in one line, parted by marks ('Rates rise • Storm in Vale • Cup final • More')."""
_MEASURES = r"[$€£¥₹%]|[0-9] ?(?:per ?cent|pct|million|billion)"
"""What a line of key figures holds and a line of other articles' titles seldom."""
_CREDIT = r"^\((?i:reporting|writing|editing|additional reporting|compiled|with inputs?|photo|image)\b.{0,200}\)?$"


def cut_segments(articles: pl.DataFrame) -> pl.DataFrame:
    """articles: `frames.Articles` -> `frames.Segments`, with three more columns that spare the sentences a search:

    byte_start, byte_end: UInt32, the same stretch in UTF-8 bytes; flow: String, the stretch with `SOFT` for every line break inside a
    sentence, null when it has none.
    """
    several = pl.col("text").str.contains("\n", literal=True)
    cut = pl.concat([_whole(articles.filter(~several)), _stretches(articles.filter(several))])
    return cut.sort("article_no", "char_start").select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("segment_no"),
        "article_no",
        "kind",
        "char_start",
        "char_end",
        "byte_start",
        "byte_end",
        "flow",
    )


def _whole(articles: pl.DataFrame) -> pl.DataFrame:
    """Texts of one line are all body."""
    text, tail, head = pl.col("text"), pl.col("text").str.strip_chars_start(), pl.col("text").str.strip_chars_end()
    return articles.select(
        "article_no",
        pl.lit("body").alias("kind"),
        (text.str.len_chars() - tail.str.len_chars()).cast(pl.UInt32).alias("char_start"),
        head.str.len_chars().cast(pl.UInt32).alias("char_end"),
        (text.str.len_bytes() - tail.str.len_bytes()).cast(pl.UInt32).alias("byte_start"),
        head.str.len_bytes().cast(pl.UInt32).alias("byte_end"),
        pl.lit(None, pl.String).alias("flow"),
    ).filter(pl.col("char_end") > pl.col("char_start"))


def _stretches(articles: pl.DataFrame) -> pl.DataFrame:
    """Texts of several lines: paragraphs by kind, neighbours of one kind put together."""
    paragraphs = cut_paragraphs(articles)
    kinds = classify_paragraphs(paragraphs, articles)
    changes = (pl.col("article_no") != pl.col("article_no").shift(1)) | (pl.col("kind") != pl.col("kind").shift(1))
    stretches = (
        kinds.with_columns(_stretch=changes.fill_null(True).cum_sum())
        .group_by("_stretch", maintain_order=True)
        .agg(
            pl.col("article_no", "kind").first(),
            pl.col("start").first().alias("char_start"),
            pl.col("end").last().alias("char_end"),
            pl.col("byte_start").first(),
            pl.col("byte_end").last(),
            pl.col("soft").any(),
        )
    )
    if not stretches["soft"].any():
        return stretches.drop("_stretch", "soft").with_columns(flow=pl.lit(None, pl.String))
    # A text that holds the sign itself does without: its line breaks all count as ends.
    usable = articles.filter(~pl.col("text").str.contains(SOFT, literal=True))
    flows = flowing(usable.join(stretches.filter("soft"), on="article_no", how="semi", maintain_order="left"), SOFT)
    part = pl.col("flow").cast(pl.Binary).bin.slice(pl.col("byte_start"), pl.col("byte_end") - pl.col("byte_start")).cast(pl.String)
    joined = stretches.join(flows, on="article_no", how="left", maintain_order="left").drop("_stretch")
    return joined.with_columns(flow=pl.when("soft").then(part)).drop("soft")


def classify_paragraphs(paragraphs: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Give every paragraph its kind.

    paragraphs: see `lines.cut_paragraphs`; articles: `frames.Articles` (headline may be missing). Returns the paragraphs with kind String.
    """
    rows = _features(paragraphs)
    for step in (_by_markers, _footers, _author_notes, _teasers):
        rows = step(rows)
    rows = _headlines(rows, articles)
    return rows.select("article_no", "start", "end", "byte_start", "byte_end", "soft", "kind")


def _features(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """What a paragraph looks like: norm (its beginning in lower case, 0 for numbers, no punctuation), words, digits, prose, title."""
    text = pl.col("text")
    norm = pl.col("_head").str.to_lowercase().str.replace_all(r"[0-9][0-9.,:]*", "0").str.replace_all(_NO_LETTERS, " ")
    return (
        paragraphs.with_columns(width=(pl.col("end") - pl.col("start")).cast(pl.Int64))
        # Only short paragraphs are looked at closely; a long one is prose whatever its words.
        .with_columns(
            _head=pl.when(pl.col("width") <= NOTICE).then(text.str.slice(0, SHORT)).otherwise(pl.lit("")),
            _note=pl.when(pl.col("width") <= NOTICE).then(text).otherwise(pl.lit("")),
        )
        .with_columns(
            norm=norm.str.replace_all("©", "c").str.strip_chars(),
            words=_words("_head"),
            _off=text.str.contains(_TRAILING_OFF),
            _stop=text.str.contains(_STOP) & ~((pl.col("width") < TITLE) & text.str.contains(_ending_abbreviation())),
            digits=pl.col("_head").str.contains("[0-9]"),
        )
        .with_columns(
            prose=~pl.col("_off")
            & ((pl.col("_stop") & (pl.col("words") >= 5) & (pl.col("width") >= PROSE)) | (pl.col("width") >= LONG_PROSE)),
            title=(pl.col("width") <= TITLE)
            & (pl.col("words") >= 2)
            & (~text.str.contains(_NO_TITLE) | (~pl.col("_stop") & text.str.contains(_FULL_STOP))),
        )
    )


def _words(column: str) -> pl.Expr:
    """How many words a stripped text has. Blanks and line breaks are counted: finding the words themselves costs five times as much."""
    text = pl.col(column)
    gaps = text.str.count_matches(" ", literal=True) + text.str.count_matches("\n", literal=True)
    return pl.when(text == "").then(0).otherwise(gaps.cast(pl.Int64) + 1)


def _by_markers(rows: pl.DataFrame) -> pl.DataFrame:
    """The kinds that a paragraph's own words tell. Adds marker (the kind of marker it is), opens (it opens a footer) and kind."""
    rows = rows.join(_whole_line_markers(), on="norm", how="left", maintain_order="left")
    short, notice, text = pl.col("width") <= SHORT, pl.col("width") <= NOTICE, pl.col("_note")
    # A headline may end like a caption ('... with a new logo'); a caption never stands first.
    first = (pl.col("article_no") != pl.col("article_no").shift(1)).fill_null(True)
    no_sentence = short & ~pl.col("prose")
    rows = rows.with_columns(
        marker=pl.when(short & pl.col("marker").is_not_null())
        .then("marker")
        .when(pl.col("text").str.contains(r"^[^\p{L}\p{N}]+$"))
        .then(pl.lit("rule"))
        .when(_ticker())
        .then(pl.lit("single_line"))
        .when(no_sentence & _begins_with("footer_start"))
        .then(pl.lit("opens_footer"))
        .when((no_sentence & _begins_with("byline_start")) | (short & text.str.contains(_BYLINE)) | (notice & text.str.contains(_CREDIT)))
        .then(pl.lit("byline"))
        .when(notice & _begins_with("single_start") & (~pl.col("prose") | text.str.contains(_LEADS_IN)))
        .then(pl.lit("single_line"))
        .when(notice & (_begins_with("notice") | text.str.contains_any(_markers("contains"), ascii_case_insensitive=True)))
        .then(pl.lit("single_line"))
        .when(short & _begins_with("caption_start"))
        .then(pl.lit("caption"))
        .when(short & pl.col("title") & ~first & ~pl.col("_head").str.contains(r"[$€£¥₹%]") & pl.col("norm").str.contains(_caption_ends()))
        .then(pl.lit("caption"))
    )
    marker = pl.col("marker")
    return rows.with_columns(
        opens=(marker == "opens_footer").fill_null(False),
        kind=pl.when(marker.is_in(["opens_footer", "single_line", "rule"]))
        .then(pl.lit("boilerplate"))
        .when(marker.is_in(["byline", "caption"]))
        .then(marker),
    )


def _ticker() -> pl.Expr:
    """Titles of other articles in one line: no sentence ends in it, and hardly one of its titles holds a figure."""
    marked = pl.when(pl.col("text").str.contains("[•·|]")).then("text")
    titles = marked.str.contains(_TICKER) & ~marked.str.contains(r"[.!?] *(?:[•·|]|$)")
    return (titles & (marked.str.count_matches(_MEASURES) * 3 <= marked.str.count_matches("[•·|]"))).fill_null(False)


def _begins_with(kind: str) -> pl.Expr:
    """The paragraph begins with such a marker. One of one word ('Watch', 'Photo') needs a colon or a bar: the body uses the word too."""
    several, single = _starts(kind)
    return pl.col("norm").str.contains(several) | pl.col("_head").str.contains(single)


def _footers(rows: pl.DataFrame) -> pl.DataFrame:
    """What follows a footer's opening: all of it when the bulk of the prose stands before, else titles up to the next prose."""
    if not rows["opens"].any():
        return rows
    weight = pl.when(pl.col("prose") & pl.col("kind").is_null()).then("width").otherwise(0)
    rows = rows.with_columns(_weight=weight).with_columns(
        _sum=pl.col("_weight").sum().over("article_no"),
        _before=pl.col("_weight").cum_sum().over("article_no") - pl.col("_weight"),
        _openers=pl.col("opens").sum().over("article_no") - pl.col("opens").cast(pl.UInt32).cum_sum().over("article_no") + 1,
    )
    needed = pl.when(pl.col("_openers") >= 2).then(BULK_WITH_SUPPORT).otherwise(BULK)
    rows = rows.with_columns(_cut=pl.col("opens") & (pl.col("_before") > 0) & (pl.col("_before") >= needed * pl.col("_sum")))
    group = (pl.col("prose") | pl.col("opens") | (pl.col("article_no") != pl.col("article_no").shift(1)).fill_null(True)).cum_sum()
    rows = rows.with_columns(_after=pl.col("_cut").cum_max().over("article_no"), _group=group)
    rows = rows.with_columns(_widget=pl.col("opens").first().over("_group") & (pl.col("_before") > 0) & ~pl.col("prose"))
    taken = pl.col("_after") | pl.col("_widget")
    return rows.with_columns(kind=pl.when(taken).then(pl.lit("boilerplate")).otherwise("kind")).drop(
        "_weight", "_sum", "_before", "_openers", "_cut", "_after", "_group", "_widget"
    )


def _author_notes(rows: pl.DataFrame) -> pl.DataFrame:
    """A person's name alone on a line under a share bar or rule, and what it says about that person, at the end of the body."""
    last = (pl.col("article_no") != pl.col("article_no").shift(-1)).fill_null(True)
    after = last.shift(-1).fill_null(True) | (pl.col("kind").shift(-2) == "boilerplate").fill_null(False)
    named = (
        pl.col("kind").is_null()
        & pl.col("text").str.contains(_PERSON)
        & (pl.col("kind").shift(1) == "boilerplate").fill_null(False)
        & ~last
        & pl.col("prose").shift(-1).fill_null(False)
        & (pl.col("width").shift(-1) <= 600)
        & after
    )
    about = pl.col("text").shift(-1).str.contains_any(_markers("bio"), ascii_case_insensitive=True).fill_null(False)
    rows = rows.with_columns(_name=named)
    if not rows["_name"].any():
        return rows.drop("_name")
    rows = rows.with_columns(_name=pl.col("_name") & about)
    taken = pl.col("_name") | pl.col("_name").shift(1).fill_null(False)
    return rows.with_columns(kind=pl.when(taken).then(pl.lit("boilerplate")).otherwise("kind")).drop("_name")


def _teasers(rows: pl.DataFrame) -> pl.DataFrame:
    """After the last prose, ages ('3 days ago') and cut-off teasers, two or more, make the tail boilerplate; three titles go too."""
    clean = pl.col("prose") & pl.col("kind").is_null()
    capitals = pl.col("_title_text").str.count_matches(r"(?:^|\s)[\"'“‘(]?\p{Lu}").cast(pl.Int64)
    signs = pl.col("_off") | (pl.col("norm").str.contains(r"(?:^| )ago$") & (pl.col("words") <= 4))
    titled = pl.col("title") & (pl.col("words") >= 4) & pl.col("kind").is_null()
    heading = titled & (capitals * 10 >= pl.col("words") * 6)
    rows = rows.with_columns(_clean=clean, _title_text=pl.when(titled).then(pl.col("text").str.slice(0, SHORT)).otherwise(pl.lit("")))
    key = (pl.col("article_no") != pl.col("article_no").shift(1)).fill_null(True) | pl.col("_clean")
    rows = rows.with_columns(_tail=key.cum_sum())
    totals = (
        rows.group_by("_tail")
        .agg(
            pl.col("_clean").first().alias("_follows"),
            pl.col("article_no").first().alias("_of"),
            (signs & ~pl.col("_clean")).sum().alias("_signs"),
            (heading & ~pl.col("_clean")).sum().alias("_headings"),
        )
        .sort("_tail")
        .with_columns(_final=(pl.col("_of") != pl.col("_of").shift(-1)).fill_null(True))
    )
    rows = rows.join(totals, on="_tail", how="left", maintain_order="left")
    tail = pl.col("_final") & pl.col("_follows") & ~pl.col("_clean")
    taken = tail & ((pl.col("_signs") >= 2) | ((pl.col("_headings") >= 3) & heading))
    return rows.with_columns(kind=pl.when(taken).then(pl.lit("boilerplate")).otherwise("kind")).drop(
        "_tail", "_follows", "_of", "_signs", "_headings", "_final"
    )


def _headlines(rows: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """The title above the body, what stands over it (labels) and its second copy. What is left is body."""
    given = (
        articles.select("article_no", _normal("headline").alias("_given"))
        if "headline" in articles.columns
        else articles.select("article_no", pl.lit(None, pl.String).alias("_given"))
    )
    sentence = pl.col("kind").is_null() & pl.col("prose") & (pl.col("text").str.contains(_FULL_STOP) | (pl.col("width") > LONG_PROSE))
    rows = rows.join(given, on="article_no", how="left", maintain_order="left").with_columns(
        _sentences=sentence.cast(pl.UInt32).cum_sum().over("article_no")
    )
    # The headline stands above the first sentence, or is it.
    top = (pl.col("_sentences") <= 1) & (pl.col("width") <= TITLE)
    rows = rows.with_columns(_normal=pl.when(top).then("_note").otherwise(pl.lit(""))).with_columns(
        _lead=pl.col("_sentences") == 0, _normal=_normal("_normal")
    )
    rows = rows.with_columns(_named=((pl.col("_normal") == pl.col("_given")) & (pl.col("_given") != "")).fill_null(False))
    has_prose = ~pl.col("_lead").all().over("article_no")
    open_title = (
        pl.col("kind").is_null() & pl.col("_lead") & pl.col("title") & (has_prose | pl.col("after_blank").shift(-1).fill_null(False))
    )
    score = (
        pl.when(pl.col("_named"))
        .then(3)
        .when(open_title & (pl.col("words") >= 4))
        .then(2)
        .when(open_title & (pl.col("marker").is_null() | (pl.col("marker") != "label")))
        .then(1)
        .otherwise(0)
    )
    rows = rows.with_columns(_score=score).with_columns(_best=pl.col("_score").max().over("article_no"), _no=pl.int_range(pl.len()))
    choice = pl.when((pl.col("_score") == pl.col("_best")) & (pl.col("_score") > 0)).then("_no").min().over("article_no")
    alone = pl.len().over("article_no") == 1
    rows = rows.with_columns(_head=pl.when(~alone).then(choice)).with_columns(
        _title=pl.when(pl.col("_no") == pl.col("_head")).then("_normal").max().over("article_no")
    )
    is_head = (pl.col("_no") == pl.col("_head")).fill_null(False)
    above = ((pl.col("_no") < pl.col("_head")) & (pl.col("words") <= 3) & ~pl.col("digits")).fill_null(False)
    small = pl.col("_lead") & pl.col("kind").is_null() & (pl.col("words") <= 4) & ~pl.col("digits") & ~pl.col("_stop") & ~is_head
    under = small & (pl.col("marker") == "label").fill_null(False) | (small & (small.cast(pl.UInt32).sum().over("article_no") >= 3))
    copy = (
        (pl.col("_lead") | pl.col("_named"))
        & (pl.col("_no") > pl.col("_head"))
        & (pl.col("_normal") == pl.col("_title"))
        & (pl.col("_title") != "")
    )
    return rows.with_columns(
        kind=pl.when(is_head)
        .then(pl.lit("headline"))
        .when(pl.col("kind").is_not_null())
        .then("kind")
        .when(above | under | copy.fill_null(False))
        .then(pl.lit("boilerplate"))
        .otherwise(pl.lit("body"))
    )


def _normal(column: str) -> pl.Expr:
    """Letters and digits alone, in lower case: how two copies of a headline are compared."""
    return pl.col(column).str.slice(0, TITLE).str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", "")


@cache
def _markers(kind: str) -> list[str]:
    return vocabulary.load("boilerplate_markers").filter(pl.col("kind") == kind)["marker"].to_list()


@cache
def _whole_line_markers() -> pl.DataFrame:
    """norm -> marker: opens_footer, single_line or label; the first kind listed counts."""
    rows = vocabulary.load("boilerplate_markers").filter(pl.col("kind").is_in(["opens_footer", "single_line", "label"]))
    return rows.unique("marker", keep="first", maintain_order=True).select(norm="marker", marker="kind")


@cache
def _starts(kind: str) -> tuple[str, str]:
    """Patterns for a beginning: of several words, compared with norm, and of one word with its sign, compared with the text."""
    several = [m for m in _markers(kind) if " " in m]
    single = [m for m in _markers(kind) if " " not in m]
    return _any_of(several, "^", "(?: |$)"), _any_of(single, r"^(?i)\W*", r"(?: \d+(?: (?:of|/) \d+)?)?\s*(?:[:|]|$)")


def _any_of(words: list[str], before: str, after: str) -> str:
    """An alternation, longest first; matches nothing when there are no words."""
    return before + any_of(words) + after if words else r"^\b\B"


@cache
def _caption_ends() -> str:
    return _any_of(_markers("caption_end"), "(?:^| )", "(?: 0)?$")


@cache
def _ending_abbreviation() -> str:
    """A short line that ends 'Inc.' is a title, no sentence."""
    rows = vocabulary.load("abbreviations").filter(pl.col("kind") == "may_end")["abbreviation"].to_list()
    return _any_of(rows, r"\b", r"\.$")
