"""The tables of the lake: what one batch of articles leaves behind as Parquet parts, names instead of ids.

Belongs here: columns, types, nullability and meaning of the stored results of landing, articles and claims. The star is
derived from these alone. Does not belong here: frames inside a stage (`frames`), the star schema (`core`).

A row that breaks its contract is not stored here: it goes to `Quarantine` with reason `contract`.
"""

import dataframely as dy
import polars as pl

from transforms.contracts import enums
from transforms.contracts.frames import one_of


class IngestEvents(dy.Schema):
    """One arrival of one document (a JSON lines file or a feed is a document of several articles: one event each)."""

    event_id = dy.String(primary_key=True, description="hash of arrival batch, source and position")
    batch_id = dy.String()
    arrived_at = dy.Datetime(time_unit="us", time_zone="UTC")
    arrival_day = dy.Date(description="UTC day, stamped once at landing")
    source_uri = dy.String(description="where the article came from: path, URL, or the document's path # the article's key")
    document_sha256 = dy.String(nullable=True, description="null when the bytes could not be read at all")
    position = dy.UInt32(description="which item of the document, 0 when it holds one article")
    media = dy.String(nullable=True, description="text, html, jsonl, rss")
    outcome = dy.String(check=one_of(enums.INGEST_OUTCOMES))
    reason = dy.String(nullable=True, description="quarantined: why, one clear line")
    article_id = dy.String(nullable=True, description="null when quarantined")
    document_uri = dy.String(nullable=True, description="path or URL of the document; differs from source_uri for one of several articles")


class ArticleRows(dy.Schema):
    """One text: its identity is its stored text, whoever sent it and whenever."""

    article_id = dy.String(primary_key=True, description="first 16 hex digits of text_sha256")
    text_sha256 = dy.String()
    text = dy.String()
    name = dy.String(description="file stem, JSON id or URL slug")
    source_uri = dy.String()
    publisher = dy.String(nullable=True)
    headline = dy.String(nullable=True)
    byline = dy.String(nullable=True)
    language = dy.String(nullable=True, description="ISO 639-1")
    published = dy.String(nullable=True, description="from metadata or URL only; ISO 8601, may be a year or a month")
    published_basis = dy.String(check=one_of(enums.PUBLISHED_BASES), description="metadata, url or none before reading")
    first_seen_at = dy.Datetime(time_unit="us", time_zone="UTC")
    batch_id = dy.String()
    word_count = dy.UInt32()


class PublicationRows(dy.Schema):
    """What reading made of an article's date, headline and byline."""

    article_id = dy.String(primary_key=True)
    reading_id = dy.String(primary_key=True)
    headline = dy.String(nullable=True)
    byline = dy.String(nullable=True)
    published_on = dy.Date(nullable=True)
    published_end = dy.Date(nullable=True)
    published_precision = dy.String(nullable=True, check=one_of(enums.PUBLISHED_PRECISIONS))
    published_basis = dy.String(check=one_of(enums.PUBLISHED_BASES))


class SegmentRows(dy.Schema):
    """One stretch of an article's text."""

    article_id = dy.String(primary_key=True)
    reading_id = dy.String(primary_key=True)
    char_start = dy.UInt32(primary_key=True)
    char_end = dy.UInt32()
    kind = dy.String(check=one_of(enums.SEGMENT_KINDS))


class ClaimRows(dy.Schema):
    """One figure, one subject, one span, one article; extract prints these."""

    claim_id = dy.String(primary_key=True, description="hash of article_id, span and ordinal: the same under every version of the reader")
    article_id = dy.String()
    reading_id = dy.String()
    ordinal = dy.UInt8(description="0 upwards among the subjects of one span")
    char_start = dy.UInt32()
    char_end = dy.UInt32()
    number_text = dy.String()
    prefix = dy.String(description="up to 32 code points before number_text (text quote selector)")
    suffix = dy.String(description="up to 32 code points after it")
    sentence = dy.String()
    segment_kind = dy.String(check=one_of(enums.SEGMENT_KINDS))
    value = dy.Decimal(38, 6, description="signed, fully scaled, in unit; a range's numeric low")
    value_high = dy.Decimal(38, 6, nullable=True)
    unit = dy.String()
    bound = dy.String(check=one_of(enums.BOUNDS))
    decimals = dy.Int16()
    low = dy.Decimal(38, 6, nullable=True)
    high = dy.Decimal(38, 6, nullable=True)
    low_open = dy.Bool()
    high_open = dy.Bool()
    direction = dy.String(nullable=True, check=one_of(enums.DIRECTIONS))
    per = dy.String(nullable=True)
    counted = dy.String(nullable=True)
    base = dy.String(nullable=True, check=one_of(enums.BASES))
    basis = dy.String(nullable=True, check=one_of(enums.FIGURE_BASES))
    subject = dy.String()
    subject_kind = dy.String(check=one_of(enums.ENTITY_KINDS))
    company = dy.String(nullable=True)
    metric = dy.String()
    of_metric = dy.String(nullable=True)
    measured_text = dy.String(nullable=True)
    scope = dy.String(nullable=True)
    place = dy.String(nullable=True)
    period = dy.String(nullable=True)
    period_start = dy.Date(nullable=True)
    period_end = dy.Date(nullable=True)
    period_kind = dy.String(nullable=True, check=one_of(enums.PERIOD_KINDS))
    period_text = dy.String(nullable=True)
    period_basis = dy.String(check=one_of(enums.PERIOD_BASES))
    modality = dy.String(check=one_of(enums.MODALITIES))
    speaker = dy.String(nullable=True)
    speaker_kind = dy.String(nullable=True, check=one_of(enums.ENTITY_KINDS))
    speaker_org = dy.String(nullable=True)
    cited_source = dy.String(nullable=True)
    attribution = dy.String(check=one_of(enums.ATTRIBUTIONS))
    flags = dy.List(dy.String(check=one_of(enums.FLAGS)))
    confidence = dy.Float64(min=0.0, max=1.0)

    @dy.rule()
    def span_is_not_empty(cls) -> pl.Expr:
        return pl.col("char_start") < pl.col("char_end")

    @dy.rule()
    def interval_is_in_order(cls) -> pl.Expr:
        return (pl.col("low") <= pl.col("high")).fill_null(True)

    @dy.rule()
    def bound_agrees_with_interval(cls) -> pl.Expr:
        half_open = pl.col("bound").is_in(["more_than", "at_least", "less_than", "at_most"])
        return (pl.col("low").is_null() ^ pl.col("high").is_null()) == half_open

    @dy.rule()
    def only_a_range_has_a_high_value(cls) -> pl.Expr:
        return (pl.col("bound") == "range") == pl.col("value_high").is_not_null()

    @dy.rule()
    def period_is_in_order(cls) -> pl.Expr:
        return (pl.col("period_start") <= pl.col("period_end")).fill_null(True)

    @dy.rule()
    def no_claim_in_boilerplate(cls) -> pl.Expr:
        return pl.col("segment_kind").is_in(["headline", "body"])


class MentionRows(dy.Schema):
    """One named or described entity at one span."""

    article_id = dy.String(primary_key=True)
    reading_id = dy.String(primary_key=True)
    char_start = dy.UInt32(primary_key=True)
    char_end = dy.UInt32()
    mention_text = dy.String()
    name = dy.String()
    kind = dy.String(check=one_of(enums.ENTITY_KINDS))
    company = dy.String(nullable=True)
    parent = dy.String(nullable=True)
    wikidata_qid = dy.String(nullable=True)
    form = dy.String()


class RoleRows(dy.Schema):
    """Person, role and organisation as one text states them."""

    article_id = dy.String(primary_key=True)
    reading_id = dy.String(primary_key=True)
    char_start = dy.UInt32(primary_key=True)
    char_end = dy.UInt32()
    person = dy.String()
    role = dy.String()
    organisation = dy.String(nullable=True)


class SetAsideRows(dy.Schema):
    """One number read and not taken as a claim."""

    article_id = dy.String(primary_key=True)
    reading_id = dy.String(primary_key=True)
    char_start = dy.UInt32(primary_key=True)
    char_end = dy.UInt32()
    number_text = dy.String()
    sentence = dy.String()
    reason = dy.String(check=one_of(enums.SET_ASIDE_REASONS))


class Quarantine(dy.Schema):
    """One row or document kept out, with the reason; nothing is lost."""

    quarantine_id = dy.String(primary_key=True)
    batch_id = dy.String()
    table = dy.String(description="lake table the row was meant for")
    article_id = dy.String(nullable=True)
    reason = dy.String()
    detail = dy.String(description="which rule, in words")
    row = dy.String(description="the row as JSON")
