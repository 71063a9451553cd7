{# 4.22B, 300M, 5,000, 0.5: three fraction digits from a million on, six below. The sign is the caller's. #}
{% macro short_number(number) -%}
    {% set size = "abs(" ~ number ~ ")::double" -%}
    rtrim(rtrim(format('{:,.6f}', case
        when {{ size }} >= 1e12 then round({{ size }} / 1e12, 3)
        when {{ size }} >= 1e9 then round({{ size }} / 1e9, 3)
        when {{ size }} >= 1e6 then round({{ size }} / 1e6, 3)
        else {{ size }}
    end), '0'), '.') || case
        when {{ size }} >= 1e12 then 'T'
        when {{ size }} >= 1e9 then 'B'
        when {{ size }} >= 1e6 then 'M'
        else ''
    end
{%- endmacro %}

{#
    An interval as a reader would write it: <$300M, ≥12%, 38M–40M, ~$1B, CNY 4,999, >3x, #1, top 5. is_approx: the text itself says about.
    Written so that each end is formatted once: a label a row is the dearest thing in `claims`.
#}
{% macro interval_label(low, high, low_open, high_open, is_approx, unit, unit_kind, symbol) -%}
    {% set shown = "coalesce(" ~ low ~ ", " ~ high ~ ")" -%}
    case
        when {{ unit }} = 'rank' and {{ low }} is null then case when {{ high_open }} then 'above #' else 'top ' end
        when {{ low }} is null then case when {{ high_open }} then '<' else '≤' end
        when {{ high }} is null then case when {{ low_open }} then '>' else '≥' end
        when {{ is_approx }} then '~'
        else ''
    end
    || case when {{ shown }} < 0 then '-' else '' end
    || case
        when {{ unit_kind }} = 'money' then coalesce({{ symbol }}, {{ unit }} || ' ')
        when {{ unit }} = 'rank' and {{ low }} is not null then '#'
        else ''
    end
    || {{ short_number(shown) }}
    || case when {{ low }} < {{ high }} then '–' || case when {{ high }} < 0 then '-' else '' end || {{ short_number(high) }} else '' end
    || case
        when {{ unit_kind }} = 'money' or {{ unit }} in ('rank', 'count', 'people', 'ratio') then ''
        when {{ unit }} = 'percent' then '%'
        when {{ unit }} = 'percentage_points' then ' pp'
        when {{ unit }} = 'multiple' then 'x'
        else ' ' || {{ unit }}
    end
{%- endmacro %}
