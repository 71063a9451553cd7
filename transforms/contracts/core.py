"""The star schema: every table of the warehouse's `core` schema, declared once.

Belongs here: tables, columns, types, nullability, keys, descriptions, units and references of `core`. The DDL and its comments, the dbt
sources, the structural expectations and the data dictionary are generated from these declarations (`dictionary` reads them). Does not
belong here: what the lake stores (`lake`), the marts (declared beside their models in dbt), how rows are made (`transforms.star`).

A schema's docstring is the table's description, its first sentence the grain. Column metadata: `references` names the column a value is
found in (`dim_article.article_id`), `unit` what a number is measured in, `arrival` marks columns that tell of arrival and so may differ
between two warehouses that hold the same articles.
"""

from typing import Any

import dataframely as dy

from transforms.contracts import enums
from transforms.contracts.frames import one_of

MONEY_SCALE = 6
"""Fraction digits of every amount: DECIMAL(38,6)."""


def amount(description: str, *, nullable: bool = False) -> Any:
    """An amount in the row's own unit, exact to six fraction digits."""
    return dy.Decimal(38, MONEY_SCALE, nullable=nullable, description=description, metadata={"unit": "as column unit"})


def link(target: str, description: str, *, nullable: bool = False, key: bool = False) -> Any:
    """A column whose values are found in `target`, written table.column."""
    return dy.String(nullable=nullable, primary_key=key, description=description, metadata={"references": target})


def offset(description: str, *, key: bool = False) -> Any:
    """A position in the article's stored text."""
    return dy.Int32(primary_key=key, min=0, description=description, metadata={"unit": "code points"})


def text(description: str, *, nullable: bool = False, key: bool = False) -> Any:
    return dy.String(nullable=nullable, primary_key=key, description=description)


def choice(values: tuple[str, ...], description: str, *, nullable: bool = False, key: bool = False) -> Any:
    """One of a closed vocabulary of `enums`; the values travel with the column's metadata."""
    return dy.String(nullable=nullable, primary_key=key, check=one_of(values), description=description, metadata={"values": list(values)})


def arrival_text(description: str) -> Any:
    return dy.String(description=description, metadata={"arrival": True})


class DimDate(dy.Schema):
    """One calendar day."""

    date = dy.Date(primary_key=True, description="the day")
    year = dy.Int16(description="calendar year", metadata={"unit": "years"})
    half = text("ISO-like half year: 2014-H1")
    quarter = text("quarter: 2014-Q4")
    month = text("month: 2014-03")
    iso_week = text("ISO 8601 week: 2014-W09")
    weekday = dy.Int8(description="1 Monday to 7 Sunday")
    is_month_end = dy.Bool(description="last day of its month")


class DimMetric(dy.Schema):
    """One thing that is measured."""

    metric_id = text("id of the catalogue, or the words of a measure the catalogue lacks in snake case", key=True)
    unit_kind = text("kind of unit its values have: money, percent, count, ...", nullable=True)
    period_kind = text("duration (revenue of a year) or instant (stores open on a day)", nullable=True)
    definition = text("what it measures", nullable=True)
    plausible_low = dy.Float64(nullable=True, description="values below are doubted")
    plausible_high = dy.Float64(nullable=True, description="values above are doubted")
    is_catalogued = dy.Bool(description="stands in the catalogue; else only some text speaks of it")


class DimUnit(dy.Schema):
    """One unit figures are stored in."""

    unit = text("ISO 4217 code, percent, percentage_points, count, people, rank, multiple, ratio, a duration or a physical unit", key=True)
    unit_kind = choice(enums.UNIT_KINDS, "what the unit measures")
    name = text("English name", nullable=True)
    symbol = text("how a label writes it before or after the number", nullable=True)


class DimModality(dy.Schema):
    """One way a figure is meant."""

    modality = choice(enums.MODALITIES, "actual, estimate, forecast, target or hypothetical", key=True)
    definition = text("what it says about the figure")
    is_outlook = dy.Bool(description="speaks of what is not yet so: forecast or target")


class DimReading(dy.Schema):
    """One version of the reader."""

    reading_id = text("hash of the reader's source and vocabulary", key=True)
    articles = dy.Int64(description="articles whose rows in this warehouse are of this reading", metadata={"unit": "articles"})


class DimPublisher(dy.Schema):
    """One publisher of articles."""

    publisher_id = text("hash of the name, case ignored", key=True)
    name = text("the publisher's name")


class DimEntity(dy.Schema):
    """One organisation, person, product, place or market: the agreement of all articles that name it."""

    entity_id = text("hash of the canonical name, case ignored", key=True)
    name = text("canonical name, as most articles write it")
    kind = choice(enums.ENTITY_KINDS, "what it is, as most articles have it")
    parent_id = link("dim_entity.entity_id", "organisation behind it or above it", nullable=True)
    wikidata_qid = text("Wikidata item", nullable=True)


class EntityAlias(dy.Schema):
    """One way articles write one entity's name."""

    entity_id = link("dim_entity.entity_id", "the entity", key=True)
    alias = text("the words as they stand in texts", key=True)
    alias_kind = choice(enums.ALIAS_KINDS, "name, surname, misspelling or source_error")


class EntitySighting(dy.Schema):
    """One name and kind one article gives one entity: what `dim_entity` is agreed from."""

    article_id = link("dim_article.article_id", "the article", key=True)
    entity_id = link("dim_entity.entity_id", "the entity", key=True)
    name = text("canonical name as this article's reading has it", key=True)
    kind = choice(enums.ENTITY_KINDS, "what this article takes it for", key=True)
    parent_id = link("dim_entity.entity_id", "organisation behind it", nullable=True)
    wikidata_qid = text("Wikidata item", nullable=True)


class DimArticle(dy.Schema):
    """One version of one article: its identity is its stored text."""

    article_id = text("first 16 hex digits of text_sha256", key=True)
    name = text("file stem, JSON id or URL slug")
    source_uri = arrival_text("where it came from; of several sources the first by name")
    publisher_id = link("dim_publisher.publisher_id", "who published it", nullable=True)
    headline = text("headline", nullable=True)
    byline = text("author line", nullable=True)
    language = text("ISO 639-1 code", nullable=True)
    published_on = dy.Date(nullable=True, description="first day of what is known of the publication date")
    published_end = dy.Date(nullable=True, description="last day of what is known of the publication date")
    published_precision = choice(enums.PUBLISHED_PRECISIONS, "how exactly the publication date is known", nullable=True)
    published_basis = choice(enums.PUBLISHED_BASES, "where the publication date is known from")
    first_seen_at = dy.Datetime(time_unit="us", description="first arrival, UTC", metadata={"arrival": True})
    version_no = dy.Int32(description="1 upwards among the versions from one source, by publication then id")
    is_current = dy.Bool(description="the latest version at one of its sources at least")
    duplicate_of = link("dim_article.article_id", "article with the same body that stands for all of them", nullable=True)
    text_sha256 = text("hash of the stored text")
    body_fingerprint = text("hash of the body's letters and digits: equal for reprints under other headlines", nullable=True)
    word_count = dy.Int32(description="words of the text", metadata={"unit": "words"})
    reading_id = link("dim_reading.reading_id", "reading whose rows this warehouse holds; null before it is read", nullable=True)


class ArticleText(dy.Schema):
    """The text of one article version."""

    article_id = link("dim_article.article_id", "the article", key=True)
    text = dy.String(description="whole stored text; every offset counts code points of it")


class DimSegment(dy.Schema):
    """One stretch of an article's text."""

    article_id = link("dim_article.article_id", "the article", key=True)
    char_start = offset("first code point", key=True)
    char_end = offset("one past the last code point")
    kind = choice(enums.SEGMENT_KINDS, "headline, body, byline, caption or boilerplate")


class FactClaim(dy.Schema):
    """One figure, one subject, one span, one article version."""

    claim_id = text("article, span and ordinal: the same under every version of the reader", key=True)
    article_id = link("dim_article.article_id", "the article that states it")
    reading_id = link("dim_reading.reading_id", "the reading that found it")
    ordinal = dy.Int16(description="0 upwards among the subjects of one span")
    subject_id = link("dim_entity.entity_id", "whom or what the figure is about")
    company_id = link("dim_entity.entity_id", "organisation behind the subject", nullable=True)
    metric_id = link("dim_metric.metric_id", "what is measured")
    of_metric_id = link("dim_metric.metric_id", "what grew, is ranked or is shared", nullable=True)
    place_id = link("dim_entity.entity_id", "place the figure is limited to", nullable=True)
    scope = text("part of the business the figure is limited to", nullable=True)
    measured_text = text("noun phrase that says what is counted or measured, as it stands", nullable=True)
    value = amount("as printed, scaled and signed; a range's numeric low")
    value_high = amount("a range's numeric high", nullable=True)
    bound = choice(enums.BOUNDS, "how the number limits the figure")
    decimals = dy.Int16(description="printed fraction digits less the scale's exponent; a bare integer has 0")
    low = amount("least the statement allows", nullable=True)
    high = amount("most the statement allows", nullable=True)
    low_open = dy.Bool(description="low itself is excluded")
    high_open = dy.Bool(description="high itself is excluded")
    direction = choice(enums.DIRECTIONS, "a change word governs the number", nullable=True)
    per = text("singular noun of a rate: user, year", nullable=True)
    unit = link("dim_unit.unit", "unit of value, low and high")
    counted = text("the noun that is counted, singular", nullable=True)
    base = choice(enums.BASES, "what a change is measured against", nullable=True)
    basis = choice(enums.FIGURE_BASES, "accounting view of the figure", nullable=True)
    period = text("ISO 8601: 2014, 2014-Q4, 2014-H1, 2014-03, 2014-03-31 or two joined by /", nullable=True)
    period_start = dy.Date(nullable=True, description="first day of the period", metadata={"references": "dim_date.date"})
    period_end = dy.Date(nullable=True, description="last day of the period", metadata={"references": "dim_date.date"})
    period_kind = choice(enums.PERIOD_KINDS, "length of the period", nullable=True)
    period_text = text("the words that name the period", nullable=True)
    period_basis = choice(enums.PERIOD_BASES, "how the period is known")
    modality = dy.String(
        check=one_of(enums.MODALITIES),
        description="fact, or how else it is meant",
        metadata={"values": list(enums.MODALITIES), "references": "dim_modality.modality"},
    )
    speaker_id = link("dim_entity.entity_id", "person or organisation quoted", nullable=True)
    speaker_org_id = link("dim_entity.entity_id", "organisation the speaker speaks for", nullable=True)
    cited_source_id = link("dim_entity.entity_id", "outlet whose report is relayed", nullable=True)
    attribution = choice(enums.ATTRIBUTIONS, "in whose words the figure stands")
    number_text = text("the figure's own words")
    prefix = text("up to 32 code points before number_text")
    suffix = text("up to 32 code points after it")
    char_start = offset("first code point of number_text")
    char_end = offset("one past its last code point")
    sentence = text("the sentence that holds it")
    segment_kind = choice(enums.SEGMENT_KINDS, "kind of its segment")
    confidence = dy.Float64(min=0.0, max=1.0, description="how sure the reading is of its core fields, 0 to 1")
    flags = dy.List(dy.String(check=one_of(enums.FLAGS)), description="doubts and peculiarities", metadata={"values": list(enums.FLAGS)})


class FactMention(dy.Schema):
    """One entity at one span."""

    article_id = link("dim_article.article_id", "the article", key=True)
    char_start = offset("first code point", key=True)
    char_end = offset("one past the last code point")
    reading_id = link("dim_reading.reading_id", "the reading that found it")
    entity_id = link("dim_entity.entity_id", "the entity")
    mention_text = text("the words as they stand")
    form = text("known, unknown, alias, surname, pronoun or descriptor")


class FactRole(dy.Schema):
    """One person, role and organisation as one text states them."""

    article_id = link("dim_article.article_id", "the article", key=True)
    char_start = offset("first code point", key=True)
    char_end = offset("one past the last code point")
    reading_id = link("dim_reading.reading_id", "the reading that found it")
    person_id = link("dim_entity.entity_id", "the person")
    role = text("the role as stated")
    organisation_id = link("dim_entity.entity_id", "where the role is held", nullable=True)


class FactSetAside(dy.Schema):
    """One number read and not taken as a claim, with its reason."""

    article_id = link("dim_article.article_id", "the article", key=True)
    char_start = offset("first code point", key=True)
    char_end = offset("one past the last code point")
    reading_id = link("dim_reading.reading_id", "the reading that set it aside")
    number_text = text("the number's own words")
    sentence = text("the sentence that holds it")
    reason = choice(enums.SET_ASIDE_REASONS, "why it is no claim")


class FactIngestEvent(dy.Schema):
    """One arrival of one document's article."""

    event_id = text("hash of arrival batch, source and position", key=True)
    batch_id = text("the batch it arrived with")
    arrived_at = dy.Datetime(time_unit="us", description="moment of arrival, UTC", metadata={"arrival": True})
    arrival_day = dy.Date(description="UTC day, stamped once at landing", metadata={"arrival": True})
    source_uri = arrival_text("path, URL or inbox name")
    document_sha256 = text("hash of the bytes; null when they could not be read", nullable=True)
    position = dy.Int32(description="which item of the document, 0 when it holds one article")
    media = text("text, html, jsonl or rss", nullable=True)
    outcome = choice(enums.INGEST_OUTCOMES, "what became of it")
    reason = text("quarantined: why", nullable=True)
    article_id = link("dim_article.article_id", "the article; null when quarantined", nullable=True)


class ChangedSubject(dy.Schema):
    """One subject whose marts wait to be derived anew: rows of it were loaded since they last were."""

    subject = text("the subject's name; * when all marts wait", key=True)


class LoadedPart(dy.Schema):
    """One part of the lake that this warehouse has taken in."""

    part = text("path of the part under the lake", key=True)
    table_name = text("lake table")
    bytes = dy.Int64(description="size of the part when it was taken in", metadata={"unit": "bytes"})
    loaded_at = dy.Datetime(time_unit="us", description="when, UTC", metadata={"arrival": True})


CORE_TABLES: dict[str, type[dy.Schema]] = {
    "dim_date": DimDate,
    "dim_metric": DimMetric,
    "dim_unit": DimUnit,
    "dim_modality": DimModality,
    "dim_reading": DimReading,
    "dim_publisher": DimPublisher,
    "dim_entity": DimEntity,
    "entity_alias": EntityAlias,
    "entity_sighting": EntitySighting,
    "dim_article": DimArticle,
    "article_text": ArticleText,
    "dim_segment": DimSegment,
    "fact_claim": FactClaim,
    "fact_mention": FactMention,
    "fact_role": FactRole,
    "fact_set_aside": FactSetAside,
    "fact_ingest_event": FactIngestEvent,
    "changed_subject": ChangedSubject,
    "loaded_part": LoadedPart,
}
"""Every table of `core` by name, in load order: what is referred to comes before what refers to it."""
