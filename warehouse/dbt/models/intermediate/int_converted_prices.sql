-- An amount and its conversion, as "RMB4,900 ($700)": two currencies of one thing side by side make an exchange rate.

with claims as (

    select * from {{ ref('claims') }}
    where not list_contains(flags, 'missing_scale') and duplicate_of is null and {{ of_changed() }}

),

units as (

    select * from {{ source('core', 'dim_unit') }}
    where unit_kind = 'money'

),

beside as (

    select
        claims.*,
        units.symbol,
        {% for column in ['unit', 'value', 'bound', 'value_label', 'low', 'high', 'low_open', 'high_open', 'char_end', 'number_text'] %}
        lag(claims.{{ column }}) over pairs as printed_{{ column }},
        {% endfor %}
    from claims
    inner join units using (unit)
    -- an article's name alone may come from two sources
    window pairs as (partition by claims.source_uri, claims.article, claims.subject order by claims.char_start)

)

select *
from beside
where list_contains(flags, 'converted_amount')
    and printed_unit <> unit
    and char_start - printed_char_end between 0 and 12
    and printed_low > 0 and low > 0
