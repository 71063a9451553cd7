-- What follows from two measures: a share or margin of one period, growth between two.
-- part / whole is this / last for growth. Only non-negative parts and positive wholes are divided.

with measures as (

    select * from {{ ref('int_measures') }}
    where period is not null and of_metric is null and base is null and {{ of_changed() }}

),

ratios as (

    select * from {{ ref('ratios') }}

),

shares as (

    select
        ratios.kind,
        ratios.claimed_metric as metric,
        ratios.also_claimed_as,
        ratios.claimed_of_metric as of_metric,
        null::varchar as base,
        'percent' as unit,
        part,
        whole
    from measures as part
    inner join ratios on part.metric = ratios.part_metric
    inner join measures as whole
        on ratios.whole_metric = whole.metric
            and part.subject = whole.subject
            and part.company is not distinct from whole.company
            and part.place is not distinct from whole.place
            and part.unit = whole.unit
            and part.per is not distinct from whole.per
            and part.period = whole.period
    where (whole.scope is null or part.scope is not distinct from whole.scope)
        and part.low >= 0 and whole.high > 0
    -- fact over fact, outlook over outlook; one over the other only where nothing else is known
    qualify row_number() over (
        partition by part, ratios.part_metric
        order by part.is_outlook = whole.is_outlook desc, part.scope is not distinct from whole.scope desc, whole.is_outlook
    ) = 1

),

steps (base, period_kind, step) as (

    values
    ('year_on_year', 'year', interval 1 year),
    ('year_on_year', 'fiscal_year', interval 1 year),
    ('year_on_year', 'half', interval 1 year),
    ('year_on_year', 'quarter', interval 1 year),
    ('year_on_year', 'month', interval 1 year),
    ('year_on_year', 'range', interval 1 year),
    ('previous', 'half', interval 6 month),
    ('quarter_on_quarter', 'quarter', interval 3 month),
    ('month_on_month', 'month', interval 1 month)

),

growing as (

    select measures.*, steps.base as step_base,
        (measures.period_start - steps.step)::date as last_start,
        (measures.period_end + interval 1 day - steps.step - interval 1 day)::date as last_end
    from measures
    inner join steps using (period_kind)
    where measures.unit_kind in ('money', 'count', 'people', 'physical')
        and measures.low >= 0
        and measures.metric not in ('change', 'price_change', 'headcount_change', 'subscriber_net_additions', 'other')

),

growths as (

    select
        'growth' as kind,
        'growth_multiple' as metric,
        'growth_rate' as also_claimed_as,
        part.metric as of_metric,
        part.step_base as base,
        'multiple' as unit,
        part,
        last as whole
    from growing as part
    inner join measures as last
        on part.subject = last.subject
            and part.metric = last.metric
            and part.company is not distinct from last.company
            and part.scope is not distinct from last.scope
            and part.place is not distinct from last.place
            and part.unit = last.unit
            and part.per is not distinct from last.per
            and part.last_start = last.period_start
            and part.last_end = last.period_end
    where last.high > 0 or last.low > 0
    qualify row_number() over (partition by part order by last.is_outlook) = 1

)

{% for quotients in ['shares', 'growths'] %}
select
    kind,
    part.company as company,
    part.subject as subject,
    metric,
    also_claimed_as,
    of_metric,
    part.scope as scope,
    part.place as place,
    part.per as per,
    base,
    unit,
    part.period as period,
    part.period_start as period_start,
    part.period_end as period_end,
    part.is_outlook or whole.is_outlook as is_outlook,
    part.metric as part_metric,
    part.period as part_period,
    part.value_label as part_label,
    whole.metric as whole_metric,
    whole.period as whole_period,
    whole.value_label as whole_label,
    part.agreement <> 'contradicts' and whole.agreement <> 'contradicts' as inputs_agree,
    {{ quotient('part', 'whole', "case when unit = 'percent' then 100 else 1 end") }},
    {{ quotient('part', 'whole', "case when unit = 'percent' then 100 else 1 end", prefix='near_', near='near_') }}
from {{ quotients }}
{{ 'union all' if not loop.last }}
{% endfor %}
