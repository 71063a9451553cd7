-- What is known of one metric of one subject in one period, by modality: the interval its statements agree on.

{% set grain = ['company', 'subject', 'metric', 'of_metric', 'scope', 'place', 'unit', 'per', 'base', 'period', 'modality'] %}

with agreed as (

    {{ agreed_statements(grain) }}

),

told as (

    select
        {{ grain | join(', ') }},
        count(*) as claims,
        count(distinct source_uri || '#' || article) as articles,
        count(distinct publisher) as publishers,
        min(published_on) as first_published_on,
        max(published_on) as last_published_on
    from {{ ref('claims') }}
    where (not_chartable_because is null or not_chartable_because = 'duplicate_article') and {{ of_changed() }}
    group by all

),

units as (

    select * from {{ source('core', 'dim_unit') }}

)

select
    md5(concat_ws('|', {% for column in grain %}coalesce(agreed.{{ column }}, ''){{ ', ' if not loop.last }}{% endfor %})) as timeline_id,
    {% for column in grain %}
    agreed.{{ column }},
    {% endfor %}
    agreed.period_kind,
    agreed.period_start,
    agreed.period_end,
    agreed.low,
    agreed.high,
    agreed.low_open,
    agreed.high_open,
    {{ interval_label('agreed.low', 'agreed.high', 'agreed.low_open', 'agreed.high_open', 'agreed.is_approx', 'agreed.unit', 'units.unit_kind', 'units.symbol') }}
        || coalesce('/' || agreed.per, '') as value_label,
    agreed.lowest,
    agreed.highest,
    told.claims,
    told.articles,
    told.publishers,
    agreed.origins,
    agreed.spread,
    agreed.agreement,
    told.first_published_on,
    told.last_published_on
from agreed
inner join told
    on {% for column in grain %}agreed.{{ column }} is not distinct from told.{{ column }}{{ ' and ' if not loop.last }}{% endfor %}

left join units on agreed.unit = units.unit
