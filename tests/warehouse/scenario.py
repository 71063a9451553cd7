"""One awkward little corpus in which every column of the star earns its place.

Lumora makes phones at cost and wants to earn from services. Its articles hold a reprint under another headline, a revised version, two
publishers who disagree, a converted price, a price that lost its scale word, a hypothetical, a number in a footer and a feed of two items.
How they become rows of the lake: `lake_writing`.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any


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
