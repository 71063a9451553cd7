-- The turn from selling products to earning from services, for any company: one row an aspect, period and source.
-- Undated figures stay (a margin is often told without its period); hypothetical and doubtful ones do not.

with claims as (

    select * from {{ ref('claims') }}
    where (not_chartable_because is null or not_chartable_because = 'no_period') and {{ of_changed() }}

),

aspects as (

    select * from {{ ref('aspects') }}

),

implied as (

    select * from {{ ref('implied_metrics') }}
    where {{ of_changed() }}

),

units as (

    select * from {{ source('core', 'dim_unit') }}

),

told as (

    select
        coalesce(claims.company, claims.subject) as company,
        aspects.aspect,
        claims.*,
        coalesce(claims.speaker, claims.cited_source, claims.publisher, claims.article) as source
    from claims
    inner join aspects
        on claims.metric = aspects.metric
            and (aspects.of_metric is null or claims.of_metric = aspects.of_metric)
            and (aspects.scope is null or lower(claims.scope) = aspects.scope)

),

claimed as (

    select
        company,
        aspect,
        subject,
        metric,
        of_metric,
        scope,
        place,
        period,
        min(period_start) as period_start,
        max(period_end) as period_end,
        modality,
        source,
        publisher,
        'claimed' as basis,
        unit,
        per,
        low,
        high,
        low_open,
        high_open,
        value_label,
        count(distinct source_uri || '#' || article) as articles,
        count(distinct origin_id) as origins,
        max(published_on) as last_published_on
    from told
    group by all

),

followed as (

    select
        coalesce(company, subject) as company,
        case kind when 'share' then 'services_share' when 'growth' then 'services_growth' end as aspect,
        subject,
        metric,
        of_metric,
        scope,
        place,
        period,
        period_start,
        period_end,
        case when is_outlook then 'forecast' else 'actual' end as modality,
        part_label || ' / ' || whole_label as source,
        null::varchar as publisher,
        'implied' as basis,
        unit,
        null::varchar as per,
        low::decimal(38, 6) as low,
        high::decimal(38, 6) as high,
        low_open,
        high_open,
        value_label,
        null::bigint as articles,
        null::bigint as origins,
        null::date as last_published_on
    from implied
    where of_metric = 'services_revenue' and kind in ('share', 'growth')

)

select * from claimed
union all
select * from followed
