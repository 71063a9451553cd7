-- One row an origin: a statement, however many articles repeat it.
-- Reprints count as articles, never as statements of their own.

with claims as (

    select * from {{ ref('claims') }}
    where (not_chartable_because is null or not_chartable_because = 'duplicate_article') and {{ of_changed() }}

),

printed as (

    select claim_id, article_id, decimals from {{ source('core', 'fact_claim') }}

),

rounded as (

    select
        claims.*,
        printed.article_id,
        printed.decimals,
        {{ half_step('claims.value', 'printed.decimals', 'claims.bound') }} as half
    from claims
    inner join printed using (claim_id)

)

select
    origin_id,
    company,
    subject,
    metric,
    of_metric,
    scope,
    place,
    unit,
    per,
    base,
    period,
    modality,
    modality in ('forecast', 'target') as is_outlook,
    min(period_start) as period_start,
    max(period_end) as period_end,
    min(period_kind) as period_kind,
    -- one statement has one value; `less than` and `at most` of it meet in the wider one
    min(low) as low,
    max(high) as high,
    bool_and(low_open) as low_open,
    bool_and(high_open) as high_open,
    -- a limit is meant as it stands; a figure may have been rounded by half of its last digit
    min(case when bound in ('exact', 'approx', 'range') then low::double - half else low::double end) as near_low,
    max(case when bound in ('exact', 'approx', 'range') then high::double + half else high::double end) as near_high,
    bool_and(bound in ('exact', 'approx', 'range') or low_open) as near_low_open,
    bool_and(bound in ('exact', 'approx', 'range') or high_open) as near_high_open,
    max(decimals) as decimals,
    bool_and(bound = 'approx') as is_approx,
    count(*) as claims,
    count(distinct article_id) as articles,
    max(confidence) as confidence
from rounded
group by all
