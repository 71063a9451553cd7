"""What pronouns and descriptors stand for: the nearest fitting name before them that its sentence is about.

Belongs here: antecedents of 'it', 'they', 'he', 'the company', 'the Chinese firm'. Does not belong here: names (`names`).
"""

from functools import cache

import polars as pl

from transforms.reading.alternations import either_pattern
from transforms.reading.in_force import KINDS, MEANT, article_and_kind, names_in_force, outlets
from transforms.reading.lands import with_lands
from transforms.reading.quotations import POSITION, STRIDE, position
from transforms.reading.rows import put_back
from transforms.reading.spans import text_before
from transforms.reading.voices import with_voices
from transforms.vocabulary import load

_MAIN = 0.4
"""Share of an article's mentions of organisations and their products from which on the article is about that organisation."""
_LEAD = 3
"""First sentences of an article, which say whom it is about."""
_AHEAD = 2
"""Mentions of those sentences that count double: a site's menu repeats itself."""
_OPENS = 5
"""Code points at a sentence's beginning within which its first name stands ('The', a quotation mark)."""
_BESIDE = 40
"""Code points looked at on either side of a reference."""
_LED = r"(?i)(?-u:\b)(?:of|in|for|by|to|with|from|at|than|on|over|via|through|against|as|is|was|were|are|be) $"
"""What stands before a descriptor that its clause is hardly about."""
_ACTS = r"^ (?:now |also |still |already )?(?:has|had|is|was|will|would|could|may|said|says|saw|made|sold|[a-z]{3,}(?:ed|[^s]s)) "
"""What stands behind a descriptor that acts."""
_IMPERSONAL = (
    r"^ (?:is|was|has been|will be|would be|became|seems|appears|emerged|turned out)"
    r"(?: (?:also|now|not|widely|still|highly|very|too|more|most))?"
    r"(?: (?:estimated|expected|believed|thought|reported|understood|likely|unlikely|possible|impossible|clear|unclear|hoped|feared"
    r"|announced|revealed|important|difficult|hard|easy|early|known|true|assumed|rumoured))? (?:that|whether)(?-u:\b)"
)
"""What stands behind an 'it' that points at what follows."""
_IDIOM = r"(?-u:\b)(?:to put|puts?|putting|make|makes|making|made|found|find|finds) $"
"""What stands before such an 'it' ('to put it bluntly')."""
_CLOSES = r"^(?:[,.;)]|$| (?:in|of|by|after|behind|with|based|that|which|who)(?-u:\b))"
"""What stands behind a descriptor that tells more of the name before it."""
_LABELS = r"^(?: \([^)]{1,14}\))?(?: (?:-|--|\u2013|\u2014|\|) |: )(?:the|its|their|this|shares|stock|it)? ?"
"""What stands behind a name that heads its paragraph."""
_LABELLED = 48
"""Code points from a sentence's beginning within which a descriptor may follow a label."""
_COMMON = ["company", "group", "corporation", "firm", "business"]
"""Heads that many names end in and that stand for any firm: 'the company' is not who is called Company."""


def resolve_references(references: pl.DataFrame, names: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """references: one row a pronoun or descriptor at its place, in order (..., meant, form, country of its demonym, land: the country whose
    government it is); names: resolved names; sentences: `frames.Sentences`.

    Returns rows of mentions: name, kind, company null where nothing before it in the article fits.
    """
    wanted = references.with_columns(position("start"), _by=article_and_kind("meant")).with_row_index("_row")
    wanted = wanted.pipe(_with_neighbours, sentences)
    names = with_voices(names, wanted.filter(pl.col("meant") == "organisation"), sentences)
    candidates = names_in_force(names, wanted, sentences)
    main, labels = _main(wanted, names), _labels(names, sentences)
    standing = wanted.filter((pl.col("form") == "descriptor") & ~pl.col("_nobody"))
    described = _of_name_before(_of_label(_resolved(standing, candidates, main, names, sentences), labels), names)
    # 'The lender lost $5. Its shares ...': what a sentence is about and stands for a name is what later pronouns stand for.
    opening = described.filter(((pl.col("start") == 0) | pl.col("_heads")) & pl.col("name").is_not_null())
    known = pl.concat([candidates, opening.with_columns(local=pl.lit(False)).select(candidates.columns)]).sort(POSITION)
    pronouns = wanted.filter((pl.col("form") != "descriptor") & ~pl.col("_nobody"))
    said = _of_label(_resolved(pronouns, known, main, names, sentences), labels)
    told = pl.concat([described, said]).with_columns(led=pl.lit(False))
    return told.drop("_heads", "_nobody", "_head", "_official", "_generic", "_apposed", "paragraph_no")


def _with_neighbours(wanted: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """References with what the words beside them tell.

    Adds _heads (a descriptor that acts and that no preposition leads), _nobody (what stands for no name: 'it is expected that', 'to put
    it bluntly', 'the airline industry'), _head (a descriptor's noun in lower case), _official (that stands for who counts, rules or
    judges others), _generic (for any firm); the last three null for pronouns; _apposed (a descriptor between commas or before what closes
    it: 'Acme, the brewer,').
    """
    before = text_before(pl.col("plain"), "start", _BESIDE)
    after = pl.col("plain").str.slice("end", _BESIDE)
    descriptor, it = pl.col("form") == "descriptor", pl.col("mention_text").cast(pl.String).str.to_lowercase() == "it"
    return (
        wanted.lazy()
        .join(sentences.lazy().select("sentence_no", "plain", "paragraph_no"), on="sentence_no", how="left", maintain_order="left")
        .with_columns(_before=pl.when(descriptor | it).then(before), _after=pl.when(descriptor | it).then(after))
        .with_columns(
            _heads=(descriptor & ~pl.col("_before").str.contains(_LED) & pl.col("_after").str.contains(_ACTS)).fill_null(False),
            _nobody=(
                it & (pl.col("_after").str.contains(_IMPERSONAL) | pl.col("_before").str.contains(_IDIOM))
                | descriptor & pl.col("_after").str.contains(_trades())
            ).fill_null(False),
        )
        .with_columns(
            _apposed=(
                descriptor & ~pl.col("possessive") & pl.col("_before").str.ends_with(", ") & pl.col("_after").str.contains(_CLOSES)
            ).fill_null(False)
        )
        .with_columns(_head=pl.when(descriptor).then(pl.col("mention_text").cast(pl.String)).str.to_lowercase().str.split(" ").list.last())
        .with_columns(_official=pl.col("_head").is_in(_heads("bystander")), _generic=pl.col("_head").is_in(_heads("any")))
        .drop("plain", "_before", "_after")
        .collect()
    )


def _resolved(
    wanted: pl.DataFrame, candidates: pl.DataFrame, main: pl.DataFrame, names: pl.DataFrame, sentences: pl.DataFrame
) -> pl.DataFrame:
    """References with what they stand for among the candidates."""
    nearest = _nearest(wanted, candidates)
    told = _about_the_article(_of_government(_of_nation(nearest, candidates)), main, names, sentences)
    told = with_lands(told, names, sentences)
    return _apposed(_of_kind(_of_bystander(_of_goods(told, names), names), names), names)


def _nearest(wanted: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """References with the last candidate before them; names that are local only where they stand in the reference's sentence."""
    told = candidates.select(POSITION, "_by", *MEANT, "outside", "local", _since=POSITION, _country="country")

    def look_back(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
        return references.join_asof(names, on=POSITION, by="_by", strategy="backward", allow_exact_matches=False, check_sortedness=False)

    nearest = look_back(wanted, told)
    beyond = (pl.col("local") & (pl.col("_since") // STRIDE != pl.col("sentence_no"))).fill_null(False)
    mask = nearest.select(beyond).to_series()
    if mask.any():
        further = look_back(wanted.filter(mask), told.filter(~pl.col("local")))
        nearest = put_back(nearest, mask, further.select(*MEANT, "outside", "_since", "_country"))
    return nearest.drop("local")


def _of_goods(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """'Lampo's sales rose, but its margin fell': the product that the sentence begins with, where no organisation is named since."""
    if not (references["form"] == "pronoun").any():
        return references
    goods = (
        names.filter((pl.col("kind") == "product") & (pl.col("start") < _OPENS) & ~pl.col("led"))
        .unique("sentence_no", keep="first", maintain_order=True)
        .select("sentence_no", *(pl.col(column).alias(f"_{column}") for column in MEANT), _begun=POSITION)
    )
    free = (pl.col("_begun") < pl.col(POSITION)) & (pl.col("_since") < pl.col("_begun")).fill_null(True)
    instead = (
        references.filter((pl.col("form") == "pronoun") & (pl.col("meant") == "organisation"))
        .select("_row", "sentence_no", POSITION, "_since")
        .join(goods, on="sentence_no", maintain_order="left")
        .filter(free)
        .select("_row", *(pl.col(f"_{column}").alias(column) for column in MEANT))
    )
    goods_meant = pl.col("_row").is_in(instead["_row"].implode())
    return _replaced(references, instead).with_columns(
        kind=pl.when(goods_meant).then(pl.lit("product", references.schema["kind"])).otherwise("kind")
    )


def _of_bystander(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """'The regulator' is the nearest bystander, or nobody that is named; 'the company' is none that is not what the article is about."""
    described = references.filter((pl.col("form") == "descriptor") & (pl.col("meant") == "organisation")).select(
        "_row", POSITION, "_by", "outside", "_official", "_generic"
    )
    if described.is_empty():
        return references
    official = described.filter("_official")
    generic = described.filter(pl.col("outside").fill_null(False) & pl.col("_generic"))
    bodies = names.filter(pl.col("sounds")).select(POSITION, *MEANT, _by=article_and_kind("kind"))
    instead = official.select("_row", POSITION, "_by").join_asof(
        bodies, on=POSITION, by="_by", strategy="backward", allow_exact_matches=False, check_sortedness=False
    )
    nobody = pl.col("_row").is_in(pl.concat([official["_row"], generic["_row"]]).implode())
    bare = references.with_columns(pl.when(~nobody).then(column).alias(column) for column in MEANT if column != "kind")
    return _replaced(bare, instead)


def _labels(names: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Organisations that head a paragraph of a round-up ('Korvane — The brewer's shares fell'), in order, with the paragraph's number."""
    opening = names.filter((pl.col("start") == 0) & (pl.col("kind") == "organisation") & ~pl.col("voice"))
    return (
        opening.join(sentences.select("sentence_no", "plain", "paragraph_no"), on="sentence_no", how="left", maintain_order="left")
        .filter(
            pl.col("plain").str.slice("end", _BESIDE).str.contains(_LABELS) & ~pl.col("name").cast(pl.String).is_in(outlets().implode())
        )
        .select(POSITION, "paragraph_no", *MEANT, _by=article_and_kind("kind"))
    )


def _of_name_before(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """'Acme, the brewer,' is Acme; 'Peru, the second biggest producer,' is no firm that was named before."""
    asked = references.filter("_apposed").select("_row", "sentence_no", _end=pl.col("start").cast(pl.Int64) - len(", "))
    if asked.is_empty():
        return references
    before = names.select("sentence_no", *MEANT, "led", _end=pl.col("end").cast(pl.Int64))
    told = asked.join(before, on=["sentence_no", "_end"], maintain_order="left")
    firms, others = told.filter(pl.col("kind") == "organisation"), told.filter((pl.col("kind") == "place") & ~pl.col("led"))
    nobody = pl.col("_row").is_in(others["_row"].implode())
    bare = references.with_columns(pl.when(~nobody).then(column).alias(column) for column in MEANT if column != "kind")
    return _replaced(bare, firms)


def _of_label(references: pl.DataFrame, labels: pl.DataFrame) -> pl.DataFrame:
    """References in a paragraph that begins with a label stand for whom it names, but for descriptors that stand by a name."""
    if labels.is_empty():
        return references
    apart = (pl.col("form") != "descriptor") | pl.col("_generic").fill_null(False) | (pl.col("start") < _LABELLED)
    instead = references.filter(apart).select("_row", POSITION, "_by", "paragraph_no").join_asof(
        labels, on=POSITION, by=["_by", "paragraph_no"], strategy="backward", allow_exact_matches=False, check_sortedness=False
    )  # fmt: skip
    return _replaced(references, instead)


def _of_nation(references: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """'The Chinese firm' is the nearest one of that country, where the article has named one."""
    foreign = references.filter(pl.col("country").is_not_null() & (pl.col("country") != pl.col("_country")).fill_null(True))
    instead = (
        foreign.select("_row", POSITION, "_by", "country")
        .join_asof(
            candidates.filter(pl.col("country").is_not_null()),
            on=POSITION, by=["_by", "country"], strategy="backward", allow_exact_matches=False, check_sortedness=False,
        )
    )  # fmt: skip
    return _replaced(references, instead)


def _of_kind(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """'The railway' is the nearest one whose name ends so ('Korvane Railway'), where the article has named one."""
    last = r"([A-Za-z-]+)$"
    organisation = pl.col("meant") == "organisation"
    described = references.filter(organisation & (pl.col("form") == "descriptor") & ~pl.col("_head").is_in(_COMMON)).select(
        "_row", POSITION, "_by", "_head"
    )
    # Only articles that hold such a descriptor: most hold none.
    told = (
        names.lazy()
        .join(
            references.lazy().filter(pl.col("form") == "descriptor").select("article_no").unique(),
            on="article_no",
            how="semi",
            maintain_order="left",
        )
        .collect()
    )
    ended = told.filter((pl.col("kind") == "organisation") & (pl.col("form") != "alias")).select(
        POSITION, *MEANT, _by=article_and_kind("kind"), _head=pl.col("name").cast(pl.String).str.to_lowercase().str.extract(last, 1)
    )
    instead = described.join_asof(ended, on=POSITION, by=["_by", "_head"], strategy="backward", check_sortedness=False)
    return _replaced(references, instead)


def _replaced(references: pl.DataFrame, instead: pl.DataFrame) -> pl.DataFrame:
    """References that stand for what was found `instead` (_row, the columns of MEANT; name null where nothing was), else as they were."""
    told = [column for column in MEANT if column != "kind"]
    found = instead.filter(pl.col("name").is_not_null()).select("_row", _named=True, **{f"_{column}": pl.col(column) for column in told})
    return (
        references.join(found, on="_row", how="left", maintain_order="left")
        .with_columns(pl.when("_named").then(f"_{column}").otherwise(column).alias(column) for column in told)
        .drop("_named", *(f"_{column}" for column in told))
    )


def _of_government(references: pl.DataFrame) -> pl.DataFrame:
    """'The Peruvian government' is Peru, named before or not."""
    stated = pl.col("land").is_not_null()
    return references.with_columns(name=pl.coalesce("land", "name"), kind=pl.when(stated).then("meant").otherwise("kind"))


def _main(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """The organisation that an article is about, one row an article.

    Returns article_no, the columns of the organisation with a leading underscore, _often (most of the article's names are its own),
    _leads (the headline or the first sentences name it and no other is named more).
    """
    own = pl.col("kind") == "organisation"
    opens = pl.col("article_no").ne_missing(pl.col("article_no").shift(1))
    since = pl.col("sentence_no").cast(pl.Int64) - pl.when(opens).then("sentence_no").forward_fill()
    shares = (
        names.lazy()
        .with_columns(_ahead=(pl.col("headline") | (since < _LEAD)) & ~pl.col("led"))
        .filter(pl.col("kind").is_in(["organisation", "product"]) & pl.col("company").is_not_null() & ~pl.col("attributed"))
        .filter(~pl.col("outside") & ~pl.col("cited"))
        .join(references.lazy().select("article_no").unique(), on="article_no", how="semi", maintain_order="left")
        .group_by("article_no", pl.col("company").alias("_name"), maintain_order=True)
        .agg(
            pl.len().alias("_times"),
            pl.col("_ahead").sum().alias("_first"),
            pl.col("headline").any().alias("_titled"),
            pl.col("parent").filter(own).first().alias("_parent"),
            pl.col("wikidata_qid").filter(own).first().alias("_wikidata_qid"),
        )
        .with_columns(
            _of=pl.col("_times").sum().over("article_no"),
            _points=pl.col("_times") + pl.col("_first").clip(0, _AHEAD) + 2 * pl.col("_titled"),
        )
    )
    return (
        shares.sort("_points", descending=True, maintain_order=True)
        .unique("article_no", keep="first", maintain_order=True)
        .select(
            "article_no", "_name", "_parent", "_wikidata_qid", _company="_name",
            _often=(pl.col("_times") >= 3) & (pl.col("_times") >= _MAIN * pl.col("_of")),
            _leads=(pl.col("_first") > 0) & (pl.col("_times") > 1),
        )
        .filter(pl.col("_often") | pl.col("_leads"))
        .collect()
    )  # fmt: skip


def _about_the_article(references: pl.DataFrame, main: pl.DataFrame, names: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """References to an earlier sentence go to the organisation that most of its article is about, 'the company' to that of its lead.

    Not in a paragraph of a round-up, which begins with another organisation and does not name that one.
    """
    away = pl.col("sentence_no").cast(pl.Int64) - pl.col("_since") // STRIDE
    # A pronoun stands for what the sentence right before is about; 'the company' looks further.
    earlier = away.is_null() | (away > pl.when(pl.col("form") == "descriptor").then(0).otherwise(1))
    generic = pl.col("_generic").fill_null(False)
    meant = (
        references.filter((pl.col("meant") == "organisation") & earlier & pl.col("name").is_not_null())
        .select("_row", "article_no", POSITION, "_since", "paragraph_no", _generic=generic)
        .join(main, on="article_no", maintain_order="left")
        .filter(pl.col("_often") | pl.col("_generic"))
        .pipe(_outside_round_ups, names, sentences)
        .select("_row", "_name", "_parent", "_wikidata_qid", "_company", _named=True)
    )
    fields = ("name", "company", "parent", "wikidata_qid")
    return (
        references.join(meant, on="_row", how="left", maintain_order="left")
        .with_columns(pl.when("_named").then(f"_{column}").otherwise(column).alias(column) for column in fields)
        .with_columns(outside=pl.col("outside") & ~pl.col("_named").fill_null(False))
        .drop("_named", *(f"_{column}" for column in fields))
    )


def _outside_round_ups(meant: pl.DataFrame, names: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """References (_position, _since: place of the nearest name, paragraph_no) without those of paragraphs that the nearest name begins
    and that have not named the article's organisation yet."""
    near = meant.filter(pl.col("_since") % STRIDE < _LABELLED)
    if near.is_empty():
        return meant
    opens = sentences.select(
        _at=pl.col("sentence_no").cast(pl.Int64),
        _of="paragraph_no",
        _begins=pl.col("paragraph_no").ne_missing(pl.col("paragraph_no").shift(1)),
    )
    begun = (
        near.with_columns(_at=pl.col("_since") // STRIDE)
        .join(opens.filter("_begins"), on="_at", maintain_order="left")
        .filter(pl.col("_of") == pl.col("paragraph_no"))
    )
    if begun.is_empty():
        return meant
    named = names.select(POSITION, "article_no", _name="company", _named=POSITION)
    told = begun.join_asof(named, on=POSITION, by=["article_no", "_name"], strategy="backward", check_sortedness=False)
    since = pl.col("_named").is_null() | (pl.col("_named") // STRIDE < pl.col("_at"))
    return meant.filter(~pl.col("_row").is_in(told.filter(since)["_row"].implode()))


@cache
def _trades() -> str:
    """What stands behind a descriptor that is part of the name of a market."""
    return rf"^ (?:{either_pattern(load('market_words').filter(pl.col('role') == 'noun')['word'])})(?-u:\b)"


@cache
def _heads(fits: str) -> list[str]:
    """Nouns of descriptors in lower case that fit any firm ('any'), or who counts, rules or judges others ('bystander')."""
    return load("descriptors").filter(pl.col("fits") == fits)["head"].str.to_lowercase().to_list()


def _apposed(references: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """'The Chinese company Acme', 'the e-commerce giant, Acme': the descriptor stands for the name right after it."""
    next_to = (pl.col(POSITION) + pl.col("end") - pl.col("start") + 1) * KINDS + pl.col("meant").to_physical()
    following = names.filter(pl.col("unled") & pl.col("kind").is_in(["organisation", "person"])).select(
        _at=pl.col(POSITION) * KINDS + pl.col("kind").to_physical(), _name="name", _company="company"
    )
    instead = (
        references.filter(pl.col("form") == "descriptor")
        .select("_row", _at=next_to)
        .join(following, on="_at", maintain_order="left")
        .select("_row", "_name", "_company", _named=True)
    )
    return (
        references.join(instead, on="_row", how="left", maintain_order="left")
        .with_columns(name=pl.coalesce("_name", "name"), company=pl.when("_named").then("_company").otherwise("company"))
        .drop("_name", "_company", "_named")
    )
