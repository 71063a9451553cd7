{# Half the width of what a printed number may have been rounded from: half of its last digit; "about 5,000" is vaguer than its digits. #}
{% macro half_step(value, decimals, bound) -%}
    greatest(
        0.5 * pow(10, -{{ decimals }}),
        case when {{ bound }} = 'approx' and {{ value }} = trunc({{ value }}) and {{ value }} <> 0
            then least(
                0.5 * pow(10, length(regexp_extract(abs({{ value }})::decimal(38, 0)::varchar, '0+$'))),
                0.1 * abs({{ value }})::double
            )
            else 0
        end
    )
{%- endmacro %}

{# Whether two intervals share a value; null ends are open to infinity. #}
{% macro overlap(low_a, high_a, low_open_a, high_open_a, low_b, high_b, low_open_b, high_open_b) -%}
    (
        ({{ low_a }} is null or {{ high_b }} is null or {{ low_a }} < {{ high_b }}
            or ({{ low_a }} = {{ high_b }} and not {{ low_open_a }} and not {{ high_open_b }}))
        and ({{ low_b }} is null or {{ high_a }} is null or {{ low_b }} < {{ high_a }}
            or ({{ low_b }} = {{ high_a }} and not {{ low_open_b }} and not {{ high_open_a }}))
    )
{%- endmacro %}

{#
    What statements about one thing agree on, one row a combination of `grain`, from int_statements.
    low, high: the values all printed intervals allow; where rounded figures agree but not to the digit ($16B, $16.3B), the finest one;
    null where they contradict each other. near_*: the same of what the figures may have been rounded from.
    best_*: the agreed interval, else that of the statement most articles make.
#}
{% macro agreed_statements(grain) -%}
    with grouped as (
        select
            {{ grain | join(', ') }},
            min(period_start) as period_start,
            max(period_end) as period_end,
            min(period_kind) as period_kind,
            count(*) as origins,
            max({'at': low, 'open': low_open}) filter (low is not null) as greatest_low,
            min({'at': high, 'closed': not high_open}) filter (high is not null) as least_high,
            max({'at': near_low, 'open': near_low_open}) filter (near_low is not null) as greatest_near_low,
            min({'at': near_high, 'closed': not near_high_open}) filter (near_high is not null) as least_near_high,
            min(coalesce(low, high)) as lowest,
            max(coalesce(high, low)) as highest,
            max(greatest(abs(coalesce(low, high)), abs(coalesce(high, low)))) as largest,
            max({'decimals': decimals, 'articles': articles, 'origin': origin_id, 'low': low, 'high': high, 'low_open': low_open,
                'high_open': high_open, 'near_low': near_low, 'near_high': near_high, 'near_low_open': near_low_open,
                'near_high_open': near_high_open}) as finest,
            max({'articles': articles, 'decimals': decimals, 'origin': origin_id, 'low': low, 'high': high, 'low_open': low_open,
                'high_open': high_open, 'near_low': near_low, 'near_high': near_high, 'near_low_open': near_low_open,
                'near_high_open': near_high_open}) as foremost,
            bool_and(is_approx) as is_approx
        from {{ ref('int_statements') }}
        where {{ of_changed() }}
        group by {{ grain | join(', ') }}
    ),

    judged as (
        select
            *,
            coalesce(greatest_low.at < least_high.at
                or (greatest_low.at = least_high.at and not greatest_low.open and least_high.closed), true) as share_a_value,
            coalesce(greatest_near_low.at < least_near_high.at
                or (greatest_near_low.at = least_near_high.at and not greatest_near_low.open and least_near_high.closed), true) as are_near
        from grouped
    ),

    chosen as (
        select
            * exclude (finest, foremost),
            case when share_a_value
                then {'low': greatest_low.at, 'high': least_high.at, 'low_open': coalesce(greatest_low.open, false),
                    'high_open': not coalesce(least_high.closed, true), 'near_low': greatest_near_low.at, 'near_high': least_near_high.at,
                    'near_low_open': coalesce(greatest_near_low.open, false), 'near_high_open': not coalesce(least_near_high.closed, true)}
                when are_near
                then {'low': finest.low, 'high': finest.high, 'low_open': finest.low_open, 'high_open': finest.high_open,
                    'near_low': finest.near_low, 'near_high': finest.near_high, 'near_low_open': finest.near_low_open,
                    'near_high_open': finest.near_high_open}
            end as agreed,
            {'low': foremost.low, 'high': foremost.high, 'low_open': foremost.low_open, 'high_open': foremost.high_open,
                'near_low': foremost.near_low, 'near_high': foremost.near_high, 'near_low_open': foremost.near_low_open,
                'near_high_open': foremost.near_high_open} as foremost
        from judged
    )

    select
        {{ grain | join(', ') }},
        period_start,
        period_end,
        period_kind,
        origins,
        agreed.low as low,
        agreed.high as high,
        agreed.low_open as low_open,
        agreed.high_open as high_open,
        coalesce(agreed, foremost) as best,
        lowest,
        highest,
        case when origins > 1 then coalesce((highest - lowest)::double / nullif(largest, 0), 0) end as spread,
        case when origins = 1 then 'single' when agreed is not null then 'agrees' else 'contradicts' end as agreement,
        is_approx
    from chosen
{%- endmacro %}

{# Measures whose value can lie below zero: an upper limit alone says nothing of a lower one. #}
{% macro may_be_negative(metric) -%}
    {{ metric }} in ('profit', 'net_profit', 'operating_profit', 'ebitda', 'profit_margin', 'gross_margin', 'ebitda_margin', 'growth_rate',
        'change', 'price_change', 'headcount_change', 'subscriber_net_additions', 'interest_rate', 'interest_rate_change', 'gdp_growth',
        'inflation', 'other')
{%- endmacro %}

{#
    Interval division of positive quantities, [a, b] / [c, d] = [a / d, b / c], as four columns with a prefix. An end that nothing
    bounds is null; a divisor that may be zero leaves the quotient without a ceiling.
#}
{% macro quotient(part, whole, times, prefix='', near='') -%}
    {% set a, b, c, d = part ~ '.' ~ near ~ 'low', part ~ '.' ~ near ~ 'high', whole ~ '.' ~ near ~ 'low', whole ~ '.' ~ near ~ 'high' -%}
    case when {{ a }} = 0 or {{ d }} is null then 0 else {{ a }} / {{ d }} * {{ times }} end as {{ prefix }}low,
    case when {{ c }} > 0 then {{ b }} / {{ c }} * {{ times }} end as {{ prefix }}high,
    case when {{ a }} = 0 then {{ part }}.{{ near }}low_open when {{ d }} is null then true
        else {{ part }}.{{ near }}low_open or {{ whole }}.{{ near }}high_open end as {{ prefix }}low_open,
    coalesce({{ c }} > 0 and {{ b }} is not null and ({{ part }}.{{ near }}high_open or {{ whole }}.{{ near }}low_open), false) as {{ prefix }}high_open
{%- endmacro %}
