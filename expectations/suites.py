"""The rules a candidate must keep, each declared once: which table, how grave, in words, and the rows that break it.

Belongs here: the list of checks. Does not belong here: running them (`audit`), rules of single rows that reading itself keeps out
(`transforms.contracts`), Dagster. Great Expectations is imported only when a check is built.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from expectations.checks import CheckSpec, Facts, Severity
from expectations.structure import structural_checks
from transforms.vocabulary import load

COLLAPSE = 0.5
"""A table that keeps less than this share of the last release's rows has lost some, unless somebody says why."""


@cache
def checks() -> tuple[CheckSpec, ...]:
    """Every check, in the order of the way of the data: claims first, then their links, totals, structure, marts."""
    return (*_claim_checks(), *_link_checks(), *_total_checks(), *structural_checks(), *_mart_checks())


def checks_of(schema: str, table: str) -> tuple[CheckSpec, ...]:
    """The checks that belong to one table."""
    return tuple(check for check in checks() if (check.schema, check.table) == (schema, table))


def _claim_checks() -> list[CheckSpec]:
    """Rules about one claim, read from its own row and its article's text."""
    return [
        _claims(
            "number_text_stands_at_its_offsets",
            "critical",
            "The article's text between char_start and char_end is exactly number_text.",
            """select c.claim_id, c.article_id, c.char_start, c.char_end, c.number_text,
                      substring(t.text, c.char_start + 1, c.char_end - c.char_start) as text_there
               from {batch} c join core.article_text t using (article_id)
               where substring(t.text, c.char_start + 1, c.char_end - c.char_start) is distinct from c.number_text""",
        ),
        _claims(
            "value_lies_in_its_interval",
            "critical",
            "low <= value <= high, as far as low and high are known; a range's value_high is not below its value.",
            """select claim_id, number_text, value, value_high, low, high, bound from {batch} c
               where low > value or value > high or low > high or value_high < value or value_high > high""",
        ),
        _claims(
            "bound_agrees_with_interval",
            "critical",
            "exact, approx and range know both ends (only a range has value_high); more_than and at_least know the lower end alone, less_than "
            "and at_most the upper end alone (for a negative value the other way round: the bound speaks of the magnitude); the known end of "
            "more_than and less_than is open, that of at_least and at_most is not.",
            f"""select claim_id, number_text, value, value_high, bound, low, high, low_open, high_open from {{batch}} c
                where (bound in ('exact', 'approx', 'range') and (low is null or high is null))
                   or ((bound = 'range') <> (value_high is not null))
                   or ({GROWS_UP} and (low is null or high is not null or low_open <> (bound in {OPEN})))
                   or ({GROWS_DOWN} and (high is null or low is not null or high_open <> (bound in {OPEN})))""",
        ),
        _claims(
            "period_starts_before_it_ends",
            "critical",
            "period_start is not after period_end.",
            "select claim_id, number_text, period, period_start, period_end from {batch} c where period_start > period_end",
        ),
        _claims(
            "actual_claims_lie_in_the_past",
            "warning",
            "What is told as fact does not end after the last day on which the article can have been published.",
            """select c.claim_id, c.number_text, c.period, c.period_end, c.modality, a.published_on, a.published_precision
               from {batch} c join core.dim_article a using (article_id)
               where c.modality = 'actual' and c.period_end > case a.published_precision
                   when 'year' then last_day(make_date(year(a.published_on), 12, 1))
                   when 'month' then last_day(a.published_on) else a.published_on end""",
        ),
        _spec(
            "money_has_an_iso_4217_code",
            "core",
            "fact_claim",
            "critical",
            "A claim of a money metric that is not a rate, and every unit of three capitals, has a currency code of ISO 4217.",
            lambda facts: [_unexpected_rows(_money_query())],
        ),
        _spec(
            "value_is_plausible_for_its_metric",
            "core",
            "fact_claim",
            "warning",
            "The magnitude lies in its metric's plausible range (money compared in US dollars, by the order of magnitude of its currency); "
            "rates per something and hypotheticals are not judged.",
            lambda facts: [_unexpected_rows(_plausible_query())],
        ),
        _claims(
            "no_claim_in_boilerplate",
            "critical",
            "No claim stands in a segment of boilerplate: a footer's number is nobody's claim.",
            """select c.claim_id, c.article_id, c.number_text, c.char_start, c.segment_kind from {batch} c
               where c.segment_kind = 'boilerplate' or exists (
                   select 1 from core.dim_segment s
                   where s.article_id = c.article_id and s.kind = 'boilerplate' and s.char_start <= c.char_start and c.char_start < s.char_end)""",
        ),
        _claims(
            "claim_id_is_unique",
            "critical",
            "No two claims have the same claim_id.",
            "select claim_id, count(*) as rows_with_it from {batch} c group by claim_id having count(*) > 1",
        ),
        _claims(
            "confidence_is_a_share",
            "critical",
            "confidence is known and lies in 0..1.",
            "select claim_id, number_text, confidence from {batch} c where confidence is null or not confidence between 0 and 1",
        ),
    ]


GROWS_UP = "((bound in ('more_than', 'at_least') and value >= 0) or (bound in ('less_than', 'at_most') and value < 0))"
GROWS_DOWN = "((bound in ('less_than', 'at_most') and value >= 0) or (bound in ('more_than', 'at_least') and value < 0))"
OPEN = "('more_than', 'less_than')"


def _link_checks() -> list[CheckSpec]:
    """Every name a claim points to exists."""
    links = [
        ("article", "dim_article", "article_id", "article_id"),
        ("article_text", "article_text", "article_id", "article_id"),
        ("subject", "dim_entity", "subject_id", "entity_id"),
        ("company", "dim_entity", "company_id", "entity_id"),
        ("speaker", "dim_entity", "speaker_id", "entity_id"),
        ("metric", "dim_metric", "metric_id", "metric_id"),
        ("reading", "dim_reading", "reading_id", "reading_id"),
    ]
    required = {"article", "article_text", "subject", "metric", "reading"}
    return [
        _claims(
            f"{what}_of_claim_exists",
            "critical",
            f"Every claim's {column}{'' if what in required else ', where it has one,'} stands in {table}.",
            f"""select c.claim_id, c.number_text, c.{column} from {{batch}} c
                where not exists (select 1 from core.{table} t where t.{key} = c.{column}){'' if what in required else f' and c.{column} is not null'}""",
        )
        for what, table, column, key in links
    ]


def _total_checks() -> list[CheckSpec]:
    """Totals against the last release."""
    return [
        _spec(
            f"{table}_does_not_collapse",
            "core",
            table,
            "critical",
            f"{table} keeps at least half of the rows of the last release, unless a reason is given.",
            lambda facts, relation=f"core.{table}": [_unexpected_rows(_collapse_query(facts.row_counts_before.get(relation, 0)))],
        )
        for table in ("dim_article", "fact_claim")
    ]


def _mart_checks() -> list[CheckSpec]:
    """The public face says what the star says."""
    return [
        _spec(
            "marts_claims_are_all_there",
            "marts",
            "claims",
            "critical",
            "marts.claims holds every claim of current article versions once, and no other.",
            lambda facts: [
                _unexpected_rows(
                    """select coalesce(c.claim_id, f.claim_id) as claim_id,
                              case when c.claim_id is null then 'missing in marts.claims' else 'not in core.fact_claim' end as problem
                       from {batch} c full join (
                           select fact.claim_id from core.fact_claim fact join core.dim_article a using (article_id) where a.is_current) f
                         on f.claim_id = c.claim_id
                       where c.claim_id is null or f.claim_id is null"""
                )
            ],
        ),
        _spec(
            "marts_claim_id_is_unique",
            "marts",
            "claims",
            "critical",
            "No two rows of marts.claims have the same claim_id.",
            lambda facts: [
                _unexpected_rows("select claim_id, count(*) as rows_with_it from {batch} c group by claim_id having count(*) > 1")
            ],
        ),
        _spec(
            "marts_claims_name_what_they_count",
            "marts",
            "claims",
            "critical",
            "Every row of marts.claims has a subject, a metric, a unit and a value_label.",
            lambda facts: [
                _unexpected_rows(
                    """select claim_id, number_text, subject, metric, unit, value_label from {batch} c
                       where subject is null or metric is null or unit is null or value_label is null"""
                )
            ],
        ),
    ]


def _money_query() -> str:
    codes = ", ".join(f"'{code}'" for code in load("currencies")["code"].unique().sort())
    return f"""select c.claim_id, c.number_text, c.value, c.unit, c.metric_id from {{batch}} c
               join core.dim_metric m on m.metric_id = c.metric_id
               where c.unit not in ({codes})
                 and (regexp_full_match(c.unit, '[A-Z]+') and length(c.unit) = 3 or m.unit_kind = 'money' and c.unit in ('count', 'people'))"""


def _plausible_query() -> str:
    magnitudes = ", ".join(f"('{code}', {rate})" for code, rate in load("currency_magnitudes").select("code", "usd_per_unit").iter_rows())
    return f"""select c.claim_id, c.number_text, c.value, c.unit, c.metric_id, m.plausible_low, m.plausible_high
               from {{batch}} c join core.dim_metric m on m.metric_id = c.metric_id
               left join (values {magnitudes}) as rate(code, usd_per_unit) on rate.code = c.unit
               where c.modality <> 'hypothetical' and c.per is null
                 and not abs(c.value::double) * coalesce(rate.usd_per_unit, 1) between m.plausible_low and m.plausible_high"""


def _collapse_query(rows_before: int) -> str:
    return f"select count(*) as rows_now, {rows_before} as rows_before from {{batch}} c having count(*) < {rows_before} * {COLLAPSE}"


def _claims(name: str, severity: Severity, description: str, query: str) -> CheckSpec:
    """A rule about fact_claim by the query of the rows that break it."""
    return _spec(name, "core", "fact_claim", severity, description, lambda facts: [_unexpected_rows(query)])


def _spec(
    name: str, schema: str, table: str, severity: Severity, description: str, build: Callable[[Facts], Sequence[Any]]
) -> CheckSpec:
    return CheckSpec(name, schema, table, severity, description, build)


def _unexpected_rows(query: str) -> Any:
    """An expectation that the query (over `{batch}`, the check's table) returns nothing."""
    import great_expectations.expectations as gxe

    return gxe.UnexpectedRowsExpectation(unexpected_rows_query=query)
