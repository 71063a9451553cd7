"""What a figure may be about: every candidate with the features it is weighed by.

Belongs here: the candidates of a figure (mentions of its sentence, the last subject, what the article is about) and their
features. Does not belong here: their weights (`transforms/vocabulary/subject_weights.csv`), the choice among them (`subjects`).
"""

from functools import cache

import polars as pl

from transforms.contracts import enums
from transforms.reading.alternations import either
from transforms.reading.cues import BREAKS
from transforms.reading.families import FAMILIES, family_of, firm_metrics, measured, target_metrics
from transforms.reading.parts import FORMS, PARTS
from transforms.reading.spans import find_spans
from transforms.reading.topics import find_topics, in_article

RECENT = 2
"""Sentences back that a product is still spoken of when a price or its users are told without naming it."""
PAIRED = 16
"""Code points between a name and a figure that follows it directly ('with more than')."""
PAIRED_BY_WORDS = 36
"""Code points between them where no clause ends ('with an average revenue of')."""
ROW, ROW_BREAKS = 48, 2.0
"""Code points and clause boundaries between figures of one row ('$5, or 3 cents a share, down from $7')."""
HELD = 17
"""Code points between a figure and the name it is held by: a share for the."""
DIRECT = 9
"""Code points between a figure and the noun it is of."""
_STRIDE = 1 << 16
BAD_LEFT = ["source", "speaker", "rival", "where", "object", "complement", "beside"]
ACTORS = ["acts", "owner", "apposed", "explained"]


ORIGINS = (
    "mention",
    "last in paragraph",
    "last sentence",
    "last earlier",
    "topic",
    "land",
    *(f"market {f}" for f in FAMILIES),
    *(f"product {f}" for f in FAMILIES),
)
_SIDES = ("ahead", "behind")
VALUES = {
    "origin": ORIGINS,
    "kinds": tuple(f"{f} {k} {a}" for f in FAMILIES for k in enums.ENTITY_KINDS for a in ("other", "acting")),
    "left": tuple(f"{part} {side}" for part in (*PARTS, "goods", "target") for side in _SIDES),
    "right": tuple(f"{part} {side}" for part in PARTS for side in _SIDES),
    "form": FORMS,
}
"""Values of the features that are codes: a code is a value's place here."""
AMOUNTS = (
    "far", "walls", "opens", "nearest", "tied", "taken", "rel", "voice", "titled", "lead", "outside", "minor", "says_outside", "says_minor",
)  # fmt: skip
"""Features that are numbers: their weight is multiplied by them."""


def _coded(parts: pl.DataFrame) -> pl.DataFrame:
    """Names and kinds as codes: they are compared and grouped for every figure."""
    return parts.with_columns(
        pl.col("name", "company").cast(pl.Categorical),
        pl.col("kind").cast(pl.Enum(enums.ENTITY_KINDS)),
        form_code=pl.col("form").replace_strict({form: n for n, form in enumerate(FORMS)}, default=0, return_dtype=pl.UInt32),
    )


def find_candidates(
    sentences: pl.DataFrame, figures: pl.DataFrame, parts: pl.DataFrame, here: pl.DataFrame, judging: pl.DataFrame
) -> pl.DataFrame:
    """One row a figure and candidate.

    figures: quantities with metric, of_metric, said_by (the organisation that says it). parts: mentions with their parts. here: those of
    the figures' sentences, at most so many. judging: as of `bystanders.bystanders_of`.
    Returns number_no, sentence_no, mention_no (null for defaults), name, kind, company, list_no, part, start, m_start and the features
    of `subject_weights.csv`: origin, kinds, left, right, form (UInt32, places in `VALUES`), the rest numbers.
    """
    parts, here = _coded(parts), _coded(here)
    judging, figures = (
        judging.with_columns(pl.col("name").cast(pl.Categorical)),
        figures.with_columns(pl.col("said_by").cast(pl.Categorical)),
    )
    said = figures.select("sentence_no", "said_by").drop_nulls().unique("sentence_no", keep="first", maintain_order=True)
    topics = find_topics(sentences, parts, judging, said)
    hosts = sentences.join(figures.select("sentence_no").unique(), on="sentence_no", how="semi", maintain_order="left")
    here = here.with_columns(_place()).sort("_at")
    line = _line(hosts, figures, here)
    # What is asked of a figure is asked once, not beside each of its candidates.
    numbers = (
        figures.lazy()
        .with_columns(
            family=family_of(hosts, figures),
            only_firms=measured().is_in(firm_metrics()),
            targets=pl.col("metric").is_in(target_metrics()),
            counts=pl.col("unit_kind").is_in(["count", "people"]),
        )
        .join(_defaults(sentences, parts, hosts, topics.articles).lazy(), on="sentence_no", how="left", maintain_order="left")
        .join(line.lazy().select("number_no", "breaks", "begun", "begins"), on="number_no", how="left", maintain_order="left")
        .collect()
        .lazy()
    )
    # A figure that somebody says is the less about the one who says it, the less the article is about that one.
    says = (pl.col("name") == pl.col("said_by")).fill_null(False).cast(pl.Float64)
    return (
        pl.concat([_mentioned(numbers, here, line), *_defaulted(numbers)], how="diagonal_relaxed")
        .with_columns(_key=in_article())
        .join(topics.names.lazy(), on="_key", how="left", maintain_order="left")
        .with_columns(
            says_outside=says * pl.col("outside"),
            says_minor=says * pl.col("minor"),
            name=pl.when(pl.col("general").fill_null(False)).then(pl.coalesce("market", "name")).otherwise("name"),
            kinds=pl.col("family") * (2 * len(enums.ENTITY_KINDS)) + pl.col("kind").to_physical().fill_null(0) * 2 + pl.col("actor"),
        )
        .select("number_no", "mention_no", "name", "kind", "company", "list_no", "part", "gap", *VALUES, *AMOUNTS)
        .collect()
    )


def _mentioned(numbers: pl.LazyFrame, here: pl.DataFrame, line: pl.DataFrame) -> pl.LazyFrame:
    """Figures with the mentions of their sentence. here: mentions in order of position, as in the line."""
    names = (
        here.lazy()
        .select(
            "mention_no", "sentence_no", pl.col("start").alias("m_start"), pl.col("end").alias("m_end"), "name", "kind", "company",
            "list_no", "part", "left_part", "right_part", "general", pl.col("form_code").alias("form"),
            m_breaks=line.filter(pl.col("mention_no").is_not_null())["breaks"],
        )
    )  # fmt: skip
    ahead = pl.col("m_start") < pl.col("start")
    gap = pl.when(ahead).then(pl.col("start").cast(pl.Int64) - pl.col("m_end")).otherwise(pl.col("m_start").cast(pl.Int64) - pl.col("end"))
    behind = (~pl.col("ahead")).cast(pl.UInt32)
    return (
        numbers.select(
            "number_no",
            "sentence_no",
            "article_no",
            "said_by",
            "start",
            "end",
            "only_firms",
            "targets",
            "counts",
            "family",
            "market",
            "of_firm",
            "breaks",
            "begun",
            "begins",
        )
        .join(names, on="sentence_no", maintain_order="left_right")
        .with_columns(ahead=ahead, gap=gap)
        .filter(pl.col("gap") >= 0)
        .with_columns(
            origin=pl.lit(_origin("mention")),
            form=_form(),
            left=_standing() * 2 + behind,
            right=pl.col("right_part").to_physical().cast(pl.UInt32) * 2 + behind,
            walls=(pl.when(ahead).then("begun").otherwise("breaks") - pl.col("m_breaks")).abs().clip(0, 5),
            far=(pl.when(ahead).then((pl.col("begins") - pl.col("m_end")).clip(0)).otherwise("gap") + 1.0).log(),
            opens=(pl.col("m_start") < 4).cast(pl.Float64),
            actor=pl.col("right_part").is_in(ACTORS)
            & (~pl.col("left_part").is_in(BAD_LEFT) | (pl.col("right_part") == "explained") & pl.col("ahead")),
        )
        .with_columns(nearest=_nearest(), _tied=_tied())
        .with_columns(
            tied=pl.col("_tied").cast(pl.Float64),
            # '$5 for Acme and $3 for Brind': whose figure stands before it has no part in the next one.
            taken=(
                pl.col("mention_no").is_in(pl.col("mention_no").filter(pl.col("_tied") & ~pl.col("ahead")).implode()) & ~pl.col("_tied")
            ).cast(pl.Float64),
        )
    )


def _form() -> pl.Expr:
    """The form, but for nouns: of a figure that only firms have, in an article that is about no firm."""
    noun, thing, firms = (pl.col("form") == FORMS.index(form) for form in ("noun", "thing", "firms"))
    ownerless = (noun | thing) & (pl.col("kind") == "market") & pl.col("only_firms")
    return (
        pl.when(ownerless)
        .then(FORMS.index("ownerless"))
        .when(thing & ~pl.col("of_firm").fill_null(False))
        .then(FORMS.index("free thing"))
        .when(_abroad())
        .then(FORMS.index("abroad"))
        .when(firms & ~pl.col("only_firms").fill_null(False))
        .then(FORMS.index("noun"))
        .otherwise("form")
    )


def _abroad() -> pl.Expr:
    """A place in an article about a firm, with a figure that firms and goods have, where the sentence is not about the place."""
    named = pl.col("form").is_in([FORMS.index("known"), FORMS.index("alias")])
    theirs = pl.col("family").is_in([FAMILIES.index(family) for family in ("company", "product", "other", "firm")])
    told_of = (pl.col("left_part") == "subject") & pl.col("right_part").is_in(["acts", "apposed", "explained"])
    return (pl.col("kind") == "place") & named & pl.col("of_firm").fill_null(False) & theirs & ~told_of


def _origin(name: str) -> int:
    return ORIGINS.index(name)


def _standing() -> pl.Expr:
    """The left part, but for names that the figure is about whatever leads to them.

    The product whose price is raised or whose users are counted is the verb's object; who is explained by the figure ('in Peru, a
    country of 33 million') stands anywhere; a market may follow the figure ('5% of the lamp market').
    """
    goods = (
        pl.col("family").is_in([FAMILIES.index("product"), FAMILIES.index("price")])
        & (pl.col("kind") == "product")
        & (pl.col("left_part") == "object")
    )
    direct = pl.col("form").is_in([FORMS.index("noun"), FORMS.index("firms")]) & ~pl.col("ahead") & (pl.col("gap") < DIRECT)
    explained = (pl.col("right_part") == "explained") & pl.col("ahead")
    target = pl.col("targets") & (pl.col("kind") == "organisation") & pl.col("left_part").is_in(["object", "holder", "held", "beside"])
    return (
        pl.when(goods | direct)
        .then(len(PARTS))
        .when(target)
        .then(len(PARTS) + 1)
        .when(explained)
        .then(0)
        .otherwise(pl.col("left_part").to_physical())
        .cast(pl.UInt32)
    )


def _nearest() -> pl.Expr:
    """1 for the last actor before the figure: candidates stand in order of figure and position."""
    actor = pl.col("actor") & pl.col("ahead") & (pl.col("kind") != "person").fill_null(True)
    following = pl.when(actor).then("number_no").shift(-1).backward_fill()
    return (actor & following.ne_missing(pl.col("number_no"))).fill_null(False).cast(pl.Float64)


def _tied() -> pl.Expr:
    """The name stands right beside the figure: '25% at Acme', '$5 for Acme', 'the 300 of Acme', 'Acme (25%)', 'Acme with just 25%'."""
    near = (pl.col("gap") <= PAIRED) | (pl.col("gap") <= PAIRED_BY_WORDS) & (pl.col("walls") == 0) & (pl.col("kind") != "place")
    ahead = pl.col("ahead") & (pl.col("right_part") == "paired") & near
    of_things = (pl.col("left_part") == "holder") & pl.col("counts")
    behind = ~pl.col("ahead") & ((pl.col("left_part") == "held") | of_things) & (pl.col("gap") <= HELD)
    return (ahead | behind).fill_null(False)


def _defaulted(numbers: pl.LazyFrame) -> list[pl.LazyFrame]:
    """Figures with the subjects that their sentence need not name: the last one, what the article is about, the product spoken of."""
    keys = ["number_no", "article_no", "said_by", "family"]
    last = numbers.filter(pl.col("last").is_not_null()).select(
        *keys, name="last", kind="last_kind", company="last_company", origin="last_origin"
    )
    topic = numbers.filter(pl.col("topic").is_not_null()).select(
        *keys, name="topic", kind="topic_kind", company="topic_company", origin=pl.lit(_origin("topic"))
    )
    market = numbers.filter(pl.col("market").is_not_null()).select(
        *keys,
        name="market",
        kind=pl.lit("market").cast(pl.Enum(enums.ENTITY_KINDS)),
        origin=pl.col("family") + _origin("market company"),
    )
    land = numbers.filter(pl.col("land").is_not_null()).select(
        *keys, name="land", kind=pl.lit("place").cast(pl.Enum(enums.ENTITY_KINDS)), origin=pl.lit(_origin("land"))
    )
    goods = numbers.filter(pl.col("product").is_not_null()).select(
        *keys,
        name="product",
        kind=pl.lit("product").cast(pl.Enum(enums.ENTITY_KINDS)),
        company="product_company",
        origin=pl.col("family") + _origin("product company"),
    )
    return [frame.with_columns(actor=pl.lit(False)) for frame in (last, topic, market, land, goods)]


def _place() -> pl.Expr:
    """One number for a sentence and a place in it."""
    return (pl.col("sentence_no").cast(pl.Int64) * _STRIDE + pl.col("start").cast(pl.Int64)).alias("_at")


def _line(hosts: pl.DataFrame, figures: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Figures and mentions (in order of `_at`) with what stands before them: number_no or mention_no, breaks (weight of clause boundaries),
    begun and begins (the breaks and the place of the first of the figures that stand in a row with nobody named between them)."""
    empty = pl.lit(None, pl.UInt32)
    wall = pl.col("match").replace_strict(BREAKS, default=0.0, return_dtype=pl.Float64).alias("wall")
    named = hosts.select("sentence_no", "lower").join(
        parts.select("sentence_no").unique(), on="sentence_no", how="semi", maintain_order="left"
    )
    found = find_spans(named, "sentence_no", "lower", _breaks_pattern()).lazy()
    walls = found.select(_place(), wall, empty.alias("number_no"), empty.alias("mention_no"))
    zero = pl.lit(0.0).alias("wall")
    numbers = figures.lazy().select(_place(), zero, "number_no", empty.alias("mention_no"))
    names = parts.lazy().select("_at", zero, empty.alias("number_no"), "mention_no")
    # 'Acme earned $5, or 3 cents a share, down from $7': nobody is named between them.
    before = pl.col("number_no").shift(1).is_not_null() & (pl.col("_at") // _STRIDE == pl.col("_at").shift(1) // _STRIDE)
    near = (pl.col("_at") - pl.col("_at").shift(1) < ROW) & (pl.col("breaks") - pl.col("breaks").shift(1) <= ROW_BREAKS)
    goes_on = (pl.col("number_no").is_not_null() & before & near).fill_null(False)
    return (
        pl.concat([walls, numbers, names])
        .sort("_at", maintain_order=True)
        .with_columns(breaks=pl.col("wall").cum_sum())
        .filter(pl.col("number_no").is_not_null() | pl.col("mention_no").is_not_null())
        .with_columns(_goes_on=goes_on)
        .with_columns(
            pl.when(~pl.col("_goes_on")).then("breaks").forward_fill().alias("begun"),
            (pl.when(~pl.col("_goes_on")).then("_at").forward_fill() % _STRIDE).alias("begins"),
        )
        .select("number_no", "mention_no", "breaks", "begun", "begins")
        .collect()
    )


@cache
def _breaks_pattern() -> str:
    marks = either(p for p in BREAKS if not p.isalpha())
    return rf"(?-u:\b)(?:{either(p for p in BREAKS if p.isalpha())})(?-u:\b)|{marks}"


def _defaults(sentences: pl.DataFrame, parts: pl.DataFrame, hosts: pl.DataFrame, topics: pl.DataFrame) -> pl.DataFrame:
    """One row a sentence that holds figures: the last subject before it, the article's topic, the product last named.

    Returns sentence_no, last, last_kind, last_company, last_origin (in paragraph, sentence or earlier); the columns of
    `topics.Topics.articles`; product, product_company of the last sentences that name one.
    """
    fit = pl.col("kind").is_in(["organisation", "product", "place", "market"]) & pl.col("right_part").is_in(["subject", *ACTORS])
    free = ~pl.col("left_part").is_in(BAD_LEFT)
    opening = (
        parts.lazy()
        .filter(fit & free & ((pl.col("kind") != "place") | (pl.col("start") < 4)))
        .filter(pl.col("sentence_no").ne_missing(pl.col("sentence_no").shift(1)))
        .select("article_no", "sentence_no", last="name", last_kind="kind", last_company="company", last_at="sentence_no")
        .join(sentences.lazy().select("sentence_no", last_paragraph="paragraph_no"), on="sentence_no", how="left", maintain_order="left")
    )
    products = (
        parts.lazy()
        .filter(pl.col("kind") == "product")
        .filter(pl.col("sentence_no").ne_missing(pl.col("sentence_no").shift(1)))
        .select("article_no", "sentence_no", product="name", product_company="company")
    )
    markets = (
        parts.lazy()
        .filter(pl.col("kind") == "market")
        .filter(pl.col("sentence_no").ne_missing(pl.col("sentence_no").shift(1)))
        .select("article_no", "sentence_no", market="name")
    )
    away = pl.col("sentence_no").cast(pl.Int64) - pl.col("last_at").cast(pl.Int64)
    return (
        hosts.lazy()
        .select("sentence_no", "article_no", "paragraph_no")
        .join_asof(opening, on="sentence_no", by="article_no", allow_exact_matches=False, check_sortedness=False)
        .join_asof(markets, on="sentence_no", by="article_no", allow_exact_matches=False, check_sortedness=False)
        .join_asof(products, on="sentence_no", by="article_no", tolerance=RECENT, check_sortedness=False)
        .join(topics.lazy(), on="article_no", how="left", maintain_order="left")
        .with_columns(
            last_origin=pl.when(pl.col("last_paragraph") == pl.col("paragraph_no"))
            .then(_origin("last in paragraph"))
            .when(away == 1)
            .then(_origin("last sentence"))
            .otherwise(_origin("last earlier"))
            .cast(pl.UInt32),
        )
        .drop("article_no", "paragraph_no", "last_at", "last_paragraph")
        .collect()
    )
