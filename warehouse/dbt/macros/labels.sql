{# 4.22B, 300M, 5,000, 0.5: at most three fraction digits above a million, six below. #}
{% macro short_number(number) -%}
    case
        when abs({{ number }}) >= 1e12 then rtrim(rtrim(format('{:,.3f}', {{ number }}::double / 1e12), '0'), '.') || 'T'
        when abs({{ number }}) >= 1e9 then rtrim(rtrim(format('{:,.3f}', {{ number }}::double / 1e9), '0'), '.') || 'B'
        when abs({{ number }}) >= 1e6 then rtrim(rtrim(format('{:,.3f}', {{ number }}::double / 1e6), '0'), '.') || 'M'
        else rtrim(rtrim(format('{:,.6f}', {{ number }}::double), '0'), '.')
    end
{%- endmacro %}

{# A number in its unit: $4.22B, CNY 4,999, 6%, 3x, #5. #}
{% macro in_unit(words, unit, unit_kind, symbol) -%}
    case
        when {{ unit_kind }} = 'money' and {{ symbol }} is not null and starts_with({{ words }}, '-')
            then '-' || {{ symbol }} || substring({{ words }}, 2)
        when {{ unit_kind }} = 'money' and {{ symbol }} is not null then {{ symbol }} || {{ words }}
        when {{ unit_kind }} = 'money' then {{ unit }} || ' ' || {{ words }}
        when {{ unit }} = 'percentage_points' then {{ words }} || ' pp'
        when {{ unit }} in ('percent', 'multiple') then {{ words }} || {{ symbol }}
        when {{ unit }} = 'rank' then '#' || {{ words }}
        when {{ unit }} in ('count', 'people', 'ratio') then {{ words }}
        else {{ words }} || ' ' || {{ unit }}
    end
{%- endmacro %}

{# An interval as a reader would write it: <$300M, ≥12%, 38M–40M, ~$1B. is_approx: the text itself says about. #}
{% macro interval_label(low, high, low_open, high_open, is_approx, unit, unit_kind, symbol) -%}
    case
        when {{ low }} is null and {{ high }} is null then null
        when {{ low }} is null then case when {{ high_open }} then '<' else '≤' end
        when {{ high }} is null then case when {{ low_open }} then '>' else '≥' end
        when {{ is_approx }} then '~'
        else ''
    end || {{ in_unit(
        "(case when " ~ low ~ " < " ~ high ~ " then " ~ short_number(low) ~ " || '–' || " ~ short_number(high)
        ~ " when " ~ low ~ " is null then " ~ short_number(high) ~ " else " ~ short_number(low) ~ " end)",
        unit, unit_kind, symbol) }}
{%- endmacro %}
