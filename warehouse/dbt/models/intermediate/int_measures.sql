-- One row a measure of one period, fact and outlook apart: what `implied_metrics` divides.
-- Without agreement, the statement that most articles make stands for the rest (`agreement` says so).

{% set grain = ['company', 'subject', 'metric', 'of_metric', 'scope', 'place', 'unit', 'per', 'base', 'period', 'is_outlook'] %}

with agreed as (

    {{ agreed_statements(grain) }}

),

units as (

    select * from {{ source('core', 'dim_unit') }}

)

select
    {% for column in grain %}
    agreed.{{ column }},
    {% endfor %}
    agreed.period_start,
    agreed.period_end,
    agreed.period_kind,
    agreed.origins,
    agreed.agreement,
    -- a measure that cannot be negative is at least zero, whatever the text leaves open
    {% set floored = "agreed.best.low is null and agreed.best.high > 0 and not " ~ may_be_negative('agreed.metric') %}
    case when {{ floored }} then 0 else agreed.best.low::double end as low,
    agreed.best.high::double as high,
    agreed.best.low_open as low_open,
    agreed.best.high_open as high_open,
    case when {{ floored }} then 0 else agreed.best.near_low end as near_low,
    agreed.best.near_high as near_high,
    agreed.best.near_low_open as near_low_open,
    agreed.best.near_high_open as near_high_open,
    units.unit_kind,
    units.symbol,
    {{ interval_label('agreed.best.low', 'agreed.best.high', 'agreed.best.low_open', 'agreed.best.high_open', 'agreed.is_approx', 'agreed.unit', 'units.unit_kind', 'units.symbol') }} as value_label
from agreed
left join units on agreed.unit = units.unit
