"""One awkward little corpus as lake frames, in which every column of the star earns its place.

Lumora makes phones at cost and wants to earn from services. Its articles hold a reprint under another headline, a revised version, two
publishers who disagree, a converted price, a price that lost its scale word, a hypothetical, a number in a footer and a feed of two items.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from transforms import lake as lake_files
from transforms.reading.claims import interval
from warehouse.parts import SCHEMAS

READING = "r1"
DAY = date(2021, 5, 4)


@dataclass(frozen=True)
class Figure:
    """A claim to be made from its words: `text` must stand in the article."""

    text: str
    value: float
    unit: str
    metric: str
    more: dict[str, Any] = field(default_factory=dict)


def figure(text: str, value: float, unit: str, metric: str, **more: Any) -> Figure:
    return Figure(text, value, unit, metric, more)


@dataclass(frozen=True)
class Article:
    name: str
    publisher: str | None
    published: str
    headline: str
    body: str
    figures: tuple[Figure, ...]
    footer: str = ""
    source: str = ""
    media: str = "text"

    @property
    def text(self) -> str:
        return "\n".join(part for part in (self.headline, self.body, self.footer) if part)

    @property
    def article_id(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @property
    def source_uri(self) -> str:
        return self.source or f"inbox/{self.name}.txt"


SHIFT_BODY = (
    "Lumora expects services to bring in about $1 billion in 2015, more than triple the less than $300 million of 2014. "
    "That would be 6% of revenue of roughly $16 billion, said Ada Brandt, chief executive of Lumora."
)
SHIFT_FIGURES = (
    figure(
        "$1 billion", 1e9, "USD", "services_revenue", bound="approx", decimals=-9, period="2015", modality="forecast", speaker="Ada Brandt"
    ),
    figure(
        "triple",
        3,
        "multiple",
        "growth_multiple",
        of_metric="services_revenue",
        bound="more_than",
        period="2015",
        modality="forecast",
        base="year_on_year",
        direction="up",
    ),
    figure("$300 million", 3e8, "USD", "services_revenue", bound="less_than", decimals=-8, period="2014"),
    figure("6%", 6, "percent", "revenue_share", of_metric="services_revenue", period="2015", modality="forecast", speaker="Ada Brandt"),
    figure("$16 billion", 16e9, "USD", "revenue", bound="approx", decimals=-9, period="2015", modality="forecast", speaker="Ada Brandt"),
)

CORPUS = (
    Article(
        "shift", "Daily Ledger", "2015-03-02", "Lumora turns to services", SHIFT_BODY, SHIFT_FIGURES, "Call 555 0100 for 24 back issues."
    ),
    Article("reprint", "Morning Copy", "2015-03-03", "Phones at cost, apps for profit", SHIFT_BODY, SHIFT_FIGURES),
    Article(
        "rival-view",
        "Wire Post",
        "2015-03-05",
        "Services plan doubted",
        "Lumora aims for services revenue of $1 billion in 2015 on revenue of $16.3 billion. "
        "If it made $2 billion, Kestrel would still be larger.",
        (
            figure("$1 billion", 1e9, "USD", "services_revenue", decimals=-9, period="2015", modality="target"),
            figure(
                "$16.3 billion", 16.3e9, "USD", "revenue", decimals=-8, period="2015", modality="forecast", cited_source="Dawn Business"
            ),
            figure("$2 billion", 2e9, "USD", "services_revenue", decimals=-9, period="2015", modality="hypothetical"),
        ),
    ),
    Article(
        "stores",
        "Daily Ledger",
        "2016-06-01",
        "Lumora opens shops",
        "Lumora runs 20 shops in Norland.",
        (figure("20", 20, "count", "store_count", place="Norland", counted="shop", measured_text="shops"),),
    ),
    Article(
        "stores",
        "Daily Ledger",
        "2016-06-02",
        "Lumora opens shops",
        "Lumora runs 22 shops in Norland.",
        (figure("22", 22, "count", "store_count", place="Norland", counted="shop", measured_text="shops"),),
    ),
    Article(
        "prices",
        "Wire Post",
        "2018-02-10",
        "A television for less",
        "The Lumora Screen costs RMB4,900 ($700). A phone sells for Rs 3,500 crores fewer. Hardware earned Lumora less than 1% in 2017, "
        "while Lumora Music had 38 million to 40 million monthly users in December 2017. Employees own 5 to 6 percentage points more.",
        (
            figure("RMB4,900", 4900, "CNY", "price", subject="Lumora Screen", subject_kind="product", company="Lumora", basis="average"),
            figure(
                "$700", 700, "USD", "price", subject="Lumora Screen", subject_kind="product", company="Lumora", flags=["converted_amount"]
            ),
            figure("Rs 3,500", 3500, "INR", "revenue", period="2017", flags=["missing_scale"]),
            figure("1%", 1, "percent", "profit_margin", scope="hardware", bound="less_than", period="2017"),
            figure(
                "38 million to 40 million",
                38e6,
                "people",
                "users_monthly_active",
                subject="Lumora Music",
                subject_kind="product",
                company="Lumora",
                value_high=40e6,
                bound="range",
                decimals=-6,
                period="2017-12",
                period_kind="month",
                per="month",
            ),
            figure(
                "5 to 6 percentage points",
                5,
                "percentage_points",
                "stake",
                value_high=6,
                bound="range",
                subject="Ada Brandt",
                subject_kind="person",
                company=None,
            ),
        ),
    ),
    Article(
        "item-1",
        None,
        "2014-02-01",
        "Kestrel reports",
        "Kestrel sold goods for $45 billion in 2013, at least 12% more than in 2012.",
        (
            figure("$45 billion", 45e9, "USD", "revenue", subject="Kestrel", company="Kestrel", decimals=-9, period="2013"),
            figure(
                "12%",
                12,
                "percent",
                "growth_rate",
                of_metric="revenue",
                bound="at_least",
                subject="Kestrel",
                company="Kestrel",
                period="2013",
                base="year_on_year",
                direction="up",
            ),
        ),
        source="https://feed.example/rss",
        media="rss",
    ),
    Article(
        "item-2",
        None,
        "2014-02-02",
        "Kestrel again",
        "Kestrel sold goods for $46 billion in 2013 after $40 billion in 2012, says Holm Research.",
        (
            figure(
                "$46 billion",
                46e9,
                "USD",
                "revenue",
                subject="Kestrel",
                company="Kestrel",
                decimals=-9,
                period="2013",
                modality="estimate",
                speaker="Holm Research",
                speaker_kind="organisation",
            ),
            figure("$40 billion", 40e9, "USD", "revenue", subject="Kestrel", company="Kestrel", decimals=-9, period="2012"),
        ),
        source="https://feed.example/rss",
        media="rss",
    ),
    Article(
        "other-count",
        "Second Desk",
        "2014-02-03",
        "Kestrel in figures",
        "In 2013 Kestrel took $46 billion. It took $45 billion, says its report.",
        (
            figure("$46 billion", 46e9, "USD", "revenue", subject="Kestrel", company="Kestrel", decimals=-9, period="2013"),
            figure(
                "$45 billion",
                45e9,
                "USD",
                "revenue",
                subject="Kestrel",
                company="Kestrel",
                decimals=-9,
                period="2013",
                speaker="Kestrel",
                speaker_kind="organisation",
            ),
        ),
    ),
)
"""Nine texts: eight articles, one of them in two versions."""


def lake_frames(
    articles: tuple[Article, ...] = CORPUS, reading_id: str = READING, batch: str = "b1", day: date = DAY
) -> dict[str, pl.DataFrame]:
    """Frames of `contracts.lake` by lake table, validated."""
    rows = {
        "events": [_event(article, position, batch, day) for position, article in enumerate(articles)],
        "articles": [_article(article, batch, day) for article in articles],
        "publications": [_publication(article, reading_id) for article in articles],
        "segments": [segment for article in articles for segment in _segments(article, reading_id)],
        "claims": [claim for article in articles for claim in _claims(article, reading_id)],
        "mentions": [mention for article in articles for mention in _mentions(article, reading_id)],
        "roles": [role for article in articles for role in _roles(article, reading_id)],
        "set_aside": [number for article in articles for number in _set_aside(article, reading_id)],
    }
    return {table: _frame(table, rows[table]) for table in SCHEMAS}


def write_lake(
    home: Path, articles: tuple[Article, ...] = CORPUS, *, reading_id: str = READING, batch: str = "b1", day: date = DAY
) -> dict[str, pl.DataFrame]:
    """Write the frames as one batch's parts under SAIDSO_HOME; return them."""
    frames = lake_frames(articles, reading_id, batch, day)
    for table, frame in frames.items():
        if table == "events":
            lake_files.write_frame(home / "landing" / "events" / day.isoformat() / f"{batch}.parquet", frame)
        else:
            stem = batch if table == "articles" else f"{batch}-{reading_id}"
            lake_files.write_part(home, table, day, stem, frame, SCHEMAS[table])
    return frames


def _frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = SCHEMAS[table]
    empty = schema.create_empty()
    if not rows:
        return empty
    frame = pl.DataFrame(rows, infer_schema_length=None)
    missing = [pl.lit(None).alias(name) for name in empty.columns if name not in frame.columns]
    frame = frame.with_columns(missing)
    if table == "claims":
        frame = frame.with_columns(interval())
    return schema.validate(frame.select(pl.col(name).cast(dtype) for name, dtype in empty.schema.items()))


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)


def _event(article: Article, position: int, batch: str, day: date) -> dict[str, Any]:
    event_id = hashlib.sha256(f"{batch}{article.source_uri}{position}".encode()).hexdigest()[:16]
    return {
        "event_id": event_id,
        "batch_id": batch,
        "arrived_at": _moment(day),
        "arrival_day": day,
        "source_uri": article.source_uri,
        "document_sha256": hashlib.sha256(article.text.encode()).hexdigest(),
        "position": position if article.media == "rss" else 0,
        "media": article.media,
        "outcome": "accepted",
        "reason": None,
        "article_id": article.article_id,
    }


def _article(article: Article, batch: str, day: date) -> dict[str, Any]:
    return {
        "article_id": article.article_id,
        "text_sha256": hashlib.sha256(article.text.encode()).hexdigest(),
        "text": article.text,
        "name": article.name,
        "source_uri": article.source_uri,
        "publisher": article.publisher,
        "headline": article.headline,
        "language": "en",
        "published": article.published,
        "published_basis": "metadata",
        "first_seen_at": _moment(day),
        "batch_id": batch,
        "word_count": len(article.text.split()),
    }


def _publication(article: Article, reading_id: str) -> dict[str, Any]:
    day = date.fromisoformat(article.published)
    return {
        "article_id": article.article_id,
        "reading_id": reading_id,
        "headline": article.headline,
        "byline": "By Ola Quist",
        "published_on": day,
        "published_end": day,
        "published_precision": "day",
        "published_basis": "metadata",
    }


def _segments(article: Article, reading_id: str) -> list[dict[str, Any]]:
    cuts, start = [], 0
    for kind, words in (("headline", article.headline), ("body", article.body), ("boilerplate", article.footer)):
        if words:
            cuts.append((kind, start, start + len(words)))
            start += len(words) + 1
    ids = {"article_id": article.article_id, "reading_id": reading_id}
    return [{**ids, "kind": kind, "char_start": start, "char_end": end} for kind, start, end in cuts]


def _claims(article: Article, reading_id: str) -> list[dict[str, Any]]:
    claims = []
    for said in article.figures:
        start = article.text.index(said.text)
        end = start + len(said.text)
        defaults = {
            "claim_id": f"{article.article_id}-{start}-{end}-0",
            "article_id": article.article_id,
            "reading_id": reading_id,
            "ordinal": 0,
            "char_start": start,
            "char_end": end,
            "number_text": said.text,
            "prefix": article.text[max(0, start - 32) : start],
            "suffix": article.text[end : end + 32],
            "sentence": article.body.split(". ")[0],
            "segment_kind": "body",
            "value": said.value,
            "value_high": None,
            "unit": said.unit,
            "bound": "exact",
            "decimals": 0,
            "direction": None,
            "per": None,
            "counted": None,
            "base": None,
            "basis": None,
            "subject": "Lumora",
            "subject_kind": "organisation",
            "company": "Lumora",
            "metric": said.metric,
            "of_metric": None,
            "measured_text": said.metric.replace("_", " "),
            "scope": None,
            "place": None,
            "period": None,
            "period_text": None,
            "modality": "actual",
            "speaker": None,
            "cited_source": None,
            "flags": [],
            "confidence": 0.9,
        }
        claim = {**defaults, **said.more}
        claims.append(claim | _dates(claim["period"]) | _spoken(claim))
    return claims


def _dates(period: str | None) -> dict[str, Any]:
    if period is None:
        return {"period_start": None, "period_end": None, "period_kind": None, "period_basis": "none"}
    if len(period) == 4:
        return {
            "period_start": date(int(period), 1, 1),
            "period_end": date(int(period), 12, 31),
            "period_kind": "year",
            "period_basis": "stated",
        }
    year, month = map(int, period.split("-"))
    return {"period_start": date(year, month, 1), "period_end": date(year, month, 28), "period_kind": "month", "period_basis": "stated"}


def _spoken(claim: dict[str, Any]) -> dict[str, Any]:
    speaker = claim["speaker"]
    if speaker is None:
        return {"speaker_kind": None, "speaker_org": None, "attribution": "author"}
    kind = claim.get("speaker_kind", "person")
    return {"speaker_kind": kind, "speaker_org": "Lumora" if kind == "person" else None, "attribution": "indirect"}


NAMES = {
    "Lumora Screen": "product",
    "Lumora Music": "product",
    "Lumora": "organisation",
    "Kestrel": "organisation",
    "Norland": "place",
    "Ada Brandt": "person",
    "Holm Research": "organisation",
}


def _mentions(article: Article, reading_id: str) -> list[dict[str, Any]]:
    mentions = []
    for name, kind in NAMES.items():
        start = article.text.find(name)
        if start >= 0 and all(start != mention["char_start"] for mention in mentions):
            mentions.append(
                {
                    "article_id": article.article_id,
                    "reading_id": reading_id,
                    "char_start": start,
                    "char_end": start + len(name),
                    "mention_text": name,
                    "name": name,
                    "kind": kind,
                    "company": "Lumora" if name.startswith("Lumora") else None,
                    "parent": None,
                    "wikidata_qid": None,
                    "form": "unknown",
                }
            )
    return mentions


def _roles(article: Article, reading_id: str) -> list[dict[str, Any]]:
    words = "Ada Brandt, chief executive of Lumora"
    start = article.text.find(words)
    ids = {"article_id": article.article_id, "reading_id": reading_id, "char_start": start, "char_end": start + len(words)}
    return [{**ids, "person": "Ada Brandt", "role": "chief executive", "organisation": "Lumora"}] if start >= 0 else []


def _set_aside(article: Article, reading_id: str) -> list[dict[str, Any]]:
    start = article.text.find("24 back")
    ids = {"article_id": article.article_id, "reading_id": reading_id, "char_start": start, "char_end": start + 2}
    return [{**ids, "number_text": "24", "sentence": article.footer, "reason": "boilerplate"}] if start >= 0 else []
