"""The rules a candidate must keep, each declared once: which table, how grave, in words, and the rows that break it.

Belongs here: the list of checks written by hand. Does not belong here: running them (`audit`), checks that follow from the contracts
(`structure`), Dagster. Great Expectations is imported only when a check is built.

Critical is what would make the warehouse lie: it blocks the release. Warning is what a careful reader would doubt: it is shown.
"""

from functools import cache

from expectations.checks import CheckSpec, Facts, Severity
from expectations.sql import has_columns, unexpected_rows
from expectations.structure import structural_checks
from transforms.vocabulary import load

COLLAPSE = 0.5
"""A table that keeps less than this share of the last release's rows has lost some, unless somebody says why."""

# fmt: off
PUBLIC_FACE = (
    "claim_id", "company", "subject", "subject_kind", "metric", "of_metric", "measured_text", "scope", "place",
    "value", "low", "high", "low_open", "high_open", "value_label", "unit", "counted", "per", "bound", "direction", "base", "basis",
    "period", "period_kind", "period_start", "period_end", "modality", "speaker", "speaker_org", "cited_source", "attribution",
    "publisher", "headline", "published_on", "published_basis", "article", "source_uri", "is_current", "duplicate_of", "origin_id",
    "number_text", "sentence", "char_start", "char_end", "confidence", "flags", "chartable", "not_chartable_because",
)
# fmt: on
"""Columns of marts.claims that analysts rely on; more may be added."""


@cache
def checks() -> tuple[CheckSpec, ...]:
    """Every check: the claims first, then totals, the public face, and what follows from the contracts."""
    return (*_claim_checks(), *_world_checks(), *_total_checks(), *_mart_checks(), *structural_checks())


def checks_of(schema: str, table: str) -> tuple[CheckSpec, ...]:
    """The checks that belong to one table."""
    return tuple(check for check in checks() if (check.schema, check.table) == (schema, table))


def _claim_checks() -> list[CheckSpec]:
    """Rules of one claim that its own row, its article's text and its article's date can show."""
    return [
        _claims(
            "number_text_stands_at_its_offsets",
            "critical",
            "The article's text is there, and between char_start and char_end it is exactly number_text.",
            """select c.claim_id, c.article_id, c.char_start, c.char_end, c.number_text,
                      substring(t.text, c.char_start + 1, c.char_end - c.char_start) as text_there
               from {rows} c left join core.article_text t using (article_id)
               where substring(t.text, c.char_start + 1, c.char_end - c.char_start) is distinct from c.number_text""",
        ),
        _claims(
            "value_lies_in_its_interval",
            "critical",
            "low <= value <= high, as far as low and high are known; a range's value_high is neither below its value nor above high.",
            """select c.claim_id, c.number_text, c.value, c.value_high, c.low, c.high, c.bound from {rows} c
               where c.low > c.value or c.value > c.high or c.low > c.high or c.value_high < c.value or c.value_high > c.high""",
        ),
        _claims(
            "bound_agrees_with_interval",
            "critical",
            "exact, approx and range know both ends, and only a range has value_high. more_than and at_least know the lower end alone, "
            "less_than and at_most the upper end alone (for a negative value the other way round: the bound speaks of the magnitude). "
            "The known end is open for more_than and less_than, closed for at_least and at_most.",
            """select claim_id, number_text, value, value_high, bound, low, high, low_open, high_open
               from (select *, bound in ('more_than', 'less_than') as opened,
                            case when bound in ('more_than', 'at_least') then value >= 0
                                 when bound in ('less_than', 'at_most') then value < 0 end as upwards,
                            not upwards as downwards
                     from {rows} c) judged
               where (bound in ('exact', 'approx', 'range') and (low is null or high is null))
                  or (bound = 'range') <> (value_high is not null)
                  or (upwards and (low is null or high is not null or low_open <> opened))
                  or (downwards and (high is null or low is not null or high_open <> opened))""",
        ),
        _claims(
            "period_starts_before_it_ends",
            "critical",
            "period_start is not after period_end.",
            "select c.claim_id, c.number_text, c.period, c.period_start, c.period_end from {rows} c where c.period_start > c.period_end",
        ),
        _claims(
            "actual_claims_lie_in_the_past",
            "warning",
            "What is told as fact does not end after the last day on which its article can have been published.",
            """select c.claim_id, c.number_text, c.period, c.period_end, c.modality, a.published_on, a.published_end
               from {rows} c join core.dim_article a using (article_id)
               where c.modality = 'actual' and c.period_end > coalesce(a.published_end, a.published_on)""",
        ),
        _claims(
            "no_claim_in_boilerplate",
            "critical",
            "No claim stands in a segment of boilerplate: a footer's number is nobody's claim.",
            """select c.claim_id, c.article_id, c.number_text, c.char_start, c.segment_kind
               from {rows} c left join core.dim_segment s
                 on s.article_id = c.article_id and s.kind = 'boilerplate' and c.char_start < s.char_end and s.char_start < c.char_end
               where c.segment_kind = 'boilerplate' or s.article_id is not null""",
        ),
        _claims(
            "confidence_is_a_share",
            "critical",
            "confidence is known and lies in 0..1.",
            "select c.claim_id, c.number_text, c.confidence from {rows} c where c.confidence is null or not c.confidence between 0 and 1",
        ),
    ]


def _world_checks() -> list[CheckSpec]:
    """Rules that need facts of the world: currencies, and what a metric can be."""
    fact_claim = ("core", "fact_claim")
    return [
        CheckSpec(
            "money_has_an_iso_4217_code",
            *fact_claim,
            "critical",
            "A unit of money is a currency code of ISO 4217, and so is every unit of three capitals.",
            lambda facts: [
                unexpected_rows(
                    f"""select c.claim_id, c.number_text, c.value, c.unit, c.metric_id
                        from {{rows}} c left join core.dim_unit u on u.unit = c.unit
                        where (u.unit_kind = 'money' or length(c.unit) = 3 and c.unit = upper(c.unit))
                          and c.unit not in ({_currencies()})"""
                )
            ],
        ),
        CheckSpec(
            "metrics_of_money_are_in_money",
            *fact_claim,
            "warning",
            "A claim whose metric is an amount of money has a currency as its unit.",
            lambda facts: [
                unexpected_rows(
                    f"""select c.claim_id, c.number_text, c.value, c.unit, c.metric_id
                        from {{rows}} c join core.dim_metric m using (metric_id)
                        where m.unit_kind = 'money' and c.unit not in ({_currencies()})"""
                )
            ],
        ),
        CheckSpec(
            "value_is_plausible_for_its_metric",
            *fact_claim,
            "warning",
            "The magnitude lies in its metric's plausible range (money by the order of magnitude of its currency, in US dollars). "
            "Figures per something and hypothetical ones are not judged.",
            lambda facts: [
                unexpected_rows(
                    f"""select c.claim_id, c.number_text, c.value, c.unit, c.metric_id, m.plausible_low, m.plausible_high
                        from {{rows}} c join core.dim_metric m using (metric_id)
                        left join (values {_dollars_per_unit()}) as currency(code, dollars) on currency.code = c.unit
                        where c.modality <> 'hypothetical' and c.per is null
                          and (abs(c.value::double) * coalesce(currency.dollars, 1) < m.plausible_low
                               or abs(coalesce(c.value_high, c.value)::double) * coalesce(currency.dollars, 1) > m.plausible_high)"""
                )
            ],
        ),
    ]


def _total_checks() -> list[CheckSpec]:
    """Totals against the last release."""
    return [_collapse("dim_article"), _collapse("fact_claim")]


def _collapse(table: str) -> CheckSpec:
    def build(facts: Facts) -> list:
        before = int(facts.row_counts_before.get(f"core.{table}", 0))
        return [
            unexpected_rows(f"select count(*) as rows_now, {before} as rows_before from {{rows}} c having count(*) < {before} * {COLLAPSE}")
        ]

    description = f"{table} keeps at least half of the rows of the last release, unless a reason is given."
    return CheckSpec(f"{table}_does_not_collapse", "core", table, "critical", description, build)


def _mart_checks() -> list[CheckSpec]:
    """The public face says what the star says."""
    return [
        CheckSpec(
            "marts_claims_is_the_public_face",
            "marts",
            "claims",
            "critical",
            "marts.claims has every column that analysts were promised; more may be added.",
            lambda facts: [has_columns(PUBLIC_FACE, others_too=True)],
        ),
        _marts(
            "claims",
            "marts_claims_are_all_there",
            "marts.claims holds every claim of current article versions, and no other.",
            """select coalesce(c.claim_id, f.claim_id) as claim_id,
                      case when c.claim_id is null then 'missing in marts.claims' else 'not a claim of a current article' end as problem
               from {rows} c full join (
                   select fact.claim_id from core.fact_claim fact join core.dim_article a using (article_id)
                   where a.is_current and fact.segment_kind <> 'boilerplate') f on f.claim_id = c.claim_id
               where c.claim_id is null or f.claim_id is null""",
        ),
        _marts(
            "claims",
            "marts_claim_id_is_unique",
            "No two rows of marts.claims have the same claim_id.",
            "select claim_id, count(*) as rows_with_it from {rows} c group by claim_id having count(*) > 1",
        ),
        _marts(
            "claims",
            "marts_claims_say_what_they_count",
            "Every row of marts.claims has a subject, a metric, a unit and a value_label.",
            """select c.claim_id, c.number_text, c.subject, c.metric, c.unit, c.value_label from {rows} c
               where c.subject is null or c.metric is null or c.unit is null or c.value_label is null""",
        ),
        _marts(
            "metric_timeline",
            "metric_timeline_counts_each_claim_once",
            "The claims of metric_timeline are those of marts.claims that can be charted (reprints among them), each counted once.",
            """select sum(t.claims) as claims_in_timeline,
                      (select count(*) from marts.claims c
                       where c.not_chartable_because is null or c.not_chartable_because = 'duplicate_article') as claims_to_count
               from {rows} t having coalesce(claims_in_timeline, 0) <> claims_to_count""",
        ),
        _marts(
            "metric_timeline",
            "metric_timeline_is_in_order",
            "low <= high and lowest <= highest; there are as many claims as articles and origins, or more, and at least one of each.",
            """select t.timeline_id, t.low, t.high, t.lowest, t.highest, t.claims, t.articles, t.origins from {rows} t
               where t.low > t.high or t.lowest > t.highest or t.articles > t.claims or t.origins > t.claims
                  or least(t.articles, t.origins) < 1""",
        ),
    ]


def _claims(name: str, severity: Severity, description: str, query: str) -> CheckSpec:
    """A rule of core.fact_claim by the query of the rows that break it."""
    return CheckSpec(name, "core", "fact_claim", severity, description, lambda facts: [unexpected_rows(query)])


def _marts(table: str, name: str, description: str, query: str) -> CheckSpec:
    """A critical rule of a mart by the query of the rows that break it."""
    return CheckSpec(name, "marts", table, "critical", description, lambda facts: [unexpected_rows(query)])


def _currencies() -> str:
    """The codes of ISO 4217 as SQL literals."""
    return ", ".join(f"'{code}'" for code in load("currencies")["code"].unique().sort())


def _dollars_per_unit() -> str:
    """(code, US dollars a unit) as SQL rows; orders of magnitude, never a conversion."""
    magnitudes = load("currency_magnitudes").select("code", "usd_per_unit").rows()
    return ", ".join(f"('{code}', {dollars}::double)" for code, dollars in magnitudes)
