"""A small candidate warehouse for tests of the audit: three articles, a dozen claims, every rule kept.

The tables come from the contracts, without their constraints: what the audit must find could otherwise not be put in.
"""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from expectations.suites import PUBLIC_FACE
from transforms.contracts.dictionary import core_table, core_tables
from transforms.vocabulary import load
from warehouse import ddl

TEXTS = {
    "a1": "Norvik sold 71 ships\n\nNorvik said revenue was €5.5 million in 2023, more than 40 per cent of it from Chile."
    " “Naïve” 🚢 3 per cent.\n\nCall 555 0140",
    "a2": "Brandal will invest Rs 3,500 crore by 2030. It lost less than $9 million. Prices fell by more than 7%, or up to 12%.",
    "a3": "Brandal pays $4 to $6 a share.",
}
FOOTER = TEXTS["a1"].index("Call")


def claim(claim_id: str, article: str, number_text: str, value: float, unit: str, **other: Any) -> dict[str, Any]:
    """A row of fact_claim whose number stands in the article's text; other: columns that are not as usual."""
    start = TEXTS[article].index(number_text)
    usual = {
        "claim_id": claim_id, "article_id": article, "reading_id": "r1", "ordinal": 0, "subject_id": "norvik", "company_id": "norvik",
        "metric_id": "revenue", "value": value, "value_high": None, "bound": "exact", "decimals": 0, "low": value, "high": value,
        "low_open": False, "high_open": False, "unit": unit, "period_basis": "none", "modality": "actual", "attribution": "author",
        "number_text": number_text, "prefix": "", "suffix": "", "char_start": start, "char_end": start + len(number_text),
        "sentence": "", "segment_kind": "body", "confidence": 0.9, "flags": [],
    }  # fmt: skip
    return usual | other


def healthy_claims() -> list[dict[str, Any]]:
    """One claim of every bound, positive and negative."""
    year = {"period": "2023", "period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31), "period_kind": "year"}
    return [
        claim("c1", "a1", "71", 71, "count", metric_id="units_sold", segment_kind="headline"),
        claim("c2", "a1", "€5.5 million", 5.5e6, "EUR", decimals=-5, period_basis="stated", speaker_id="norvik", **year),
        claim("c3", "a1", "40 per cent", 40, "percent", metric_id="revenue_share", bound="more_than", high=None, low_open=True),
        claim("c4", "a1", "3 per cent", 3, "percent", metric_id="growth_rate", bound="approx", flags=["undated"]),
        claim("c5", "a2", "Rs 3,500 crore", 3.5e10, "INR", metric_id="investment", modality="target", subject_id="brandal"),
        claim("c6", "a2", "$9 million", 9e6, "USD", metric_id="net_loss", bound="less_than", low=None, high_open=True),
        claim("c7", "a2", "7%", -7, "percent", metric_id="growth_rate", bound="more_than", low=None, high_open=True, direction="down"),
        claim("c8", "a2", "12%", -12, "percent", metric_id="growth_rate", bound="at_most", high=None, direction="down"),
        claim("c9", "a3", "$4 to $6", 4, "USD", metric_id="dividend", bound="range", value_high=6, high=6, per="share"),
    ]


def build(home: Path, claims: Iterable[dict[str, Any]], corruptions: Iterable[str] = ()) -> Path:
    """Write `home`/build/warehouse.duckdb with these claims, then run the corrupting statements. Returns the file."""
    file = home / "build" / "warehouse.duckdb"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with duckdb.connect(str(file)) as connection:
        _create(connection)
        for table, rows in {**_dimensions(), "fact_claim": list(claims)}.items():
            _insert(connection, table, rows)
        connection.execute("create schema marts")
        connection.execute(f"create table marts.claims as select {_public_face()} from core.fact_claim")
        connection.execute(f"create table marts.metric_timeline as {_timeline()}")
        for statement in corruptions:
            connection.execute(statement)
    return file


def _create(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create schema core")
    for table in core_tables():
        columns = ", ".join(f"{column.name} {ddl.sql_type(column.dtype)}" for column in table.columns)
        connection.execute(f"create table core.{table.name} ({columns})")


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    schema = core_table(table).schema
    values = [[row.get(column) for column in schema] for row in rows]
    connection.executemany(f"insert into core.{table} values ({', '.join('?' * len(schema))})", values)


def _dimensions() -> dict[str, list[dict[str, Any]]]:
    published = {"published_precision": "year", "published_on": date(2024, 1, 1), "published_end": date(2024, 12, 31)}
    article = {
        "source_uri": "x", "published_basis": "text", "first_seen_at": datetime(2024, 5, 1), "version_no": 1, "is_current": True,
        "text_sha256": "x", "word_count": 9, "reading_id": "r1", **published,
    }  # fmt: skip
    metrics = load("metrics").select("metric", "unit_kind", "plausible_low", "plausible_high")
    return {
        "dim_article": [article | {"article_id": name, "name": name} for name in TEXTS],
        "article_text": [{"article_id": name, "text": text} for name, text in TEXTS.items()],
        "dim_segment": [
            {"article_id": "a1", "char_start": 0, "char_end": 20, "kind": "headline"},
            {"article_id": "a1", "char_start": 22, "char_end": FOOTER - 2, "kind": "body"},
            {"article_id": "a1", "char_start": FOOTER, "char_end": len(TEXTS["a1"]), "kind": "boilerplate"},
        ],
        "dim_entity": [{"entity_id": name, "name": name.title(), "kind": "organisation"} for name in ("norvik", "brandal")],
        "dim_reading": [{"reading_id": "r1", "articles": 3}],
        "dim_modality": [{"modality": name, "definition": "", "is_outlook": False} for name in ("actual", "target", "hypothetical")],
        "dim_unit": [
            {"unit": unit, "unit_kind": kind}
            for unit, kind in (("EUR", "money"), ("INR", "money"), ("USD", "money"), ("percent", "percent"), ("count", "count"))
        ],
        "dim_metric": [
            {"metric_id": name, "unit_kind": kind, "is_catalogued": True, "plausible_low": _number(low), "plausible_high": _number(high)}
            for name, kind, low, high in metrics.rows()
        ],
        "dim_date": _days(),
    }


def _days() -> list[dict[str, Any]]:
    days = pl.date_range(date(2023, 1, 1), date(2025, 12, 31), eager=True)
    words = dict.fromkeys(("half", "quarter", "month", "iso_week"), "")
    # The first day, the last day, and those a claim or an article names: enough for the links.
    named = [day for day in days if (day.month, day.day) in ((1, 1), (12, 31))]
    return [{"date": day, "year": day.year, "weekday": 1, "is_month_end": False, **words} for day in named]


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)


def _timeline() -> str:
    """One row a claim, with the columns the audit looks at."""
    ends = "coalesce(low, high) as lowest, coalesce(high, low) as highest"
    return f"select claim_id as timeline_id, low, high, {ends}, 1 as claims, 1 as articles, 1 as origins from core.fact_claim"


def _public_face() -> str:
    """Every public column, from the claim where it has one of that name, else some words or nothing."""
    own = set(core_table("fact_claim").schema)
    names = {"subject": "subject_id", "metric": "metric_id", "value_label": "number_text"}
    return ", ".join(column if column in own else f"{names.get(column, 'null')} as {column}" for column in PUBLIC_FACE)
