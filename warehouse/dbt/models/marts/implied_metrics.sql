{# a new conversion may make an old one look odd: exchange rates, few as they are, are all written anew #}
{{ config(pre_hook=["{{ forget_changed(also=\"kind = 'exchange_rate'\") }}"]) }}

-- What follows from claims, beside what was claimed, and whether the two are consistent.
-- The interval is computed on printed figures and carries their bounds; what they may have been rounded from only decides consistency.

with quotients as (

    select *, md5(concat_ws('|', kind, coalesce(company, ''), subject, part_metric, whole_metric, coalesce(scope, ''), coalesce(place, ''),
        coalesce(per, ''), coalesce(base, ''), part_period, whole_period, is_outlook, part_label, whole_label)) as implied_id
    from {{ ref('int_quotients') }}
    -- less than a part over less than a whole is at least nothing: that follows from nobody's claim
    where {{ of_changed() }} and not (high is null and coalesce(low, 0) <= 0)

),

-- claimed growth rates become multiples: up 12% is 1.12 times
claimed as (

    select
        * replace (
            {% for column in ['low', 'high', 'near_low', 'near_high'] %}
            case when metric = 'growth_rate' then 1 + {{ column }} / 100 else {{ column }} end as {{ column }}{{ ',' if not loop.last }}
            {% endfor %}
        )
    from {{ ref('int_measures') }}
    where period is not null and unit in ('percent', 'multiple') and {{ of_changed() }}

),

-- an inner join on equal keys first: with its conditions of choice in an outer join, DuckDB compares all with all
held_against as (

    select
        quotients.implied_id,
        claimed.value_label as claimed_label,
        claimed.low as claimed_low,
        claimed.high as claimed_high,
        claimed.low_open as claimed_low_open,
        claimed.high_open as claimed_high_open,
        claimed.metric as claimed_as,
        claimed.origins as claimed_origins,
        {{ overlap(
            'quotients.near_low', 'quotients.near_high', 'quotients.near_low_open', 'quotients.near_high_open',
            'claimed.near_low', 'claimed.near_high', 'claimed.near_low_open', 'claimed.near_high_open') }} as consistent
    from quotients
    inner join claimed
        on quotients.subject = claimed.subject
            and quotients.period = claimed.period
            and quotients.company is not distinct from claimed.company
            and quotients.place is not distinct from claimed.place
            and quotients.of_metric is not distinct from claimed.of_metric
    where (quotients.metric = claimed.metric or quotients.also_claimed_as = claimed.metric)
        and (claimed.base is null or quotients.base is null or quotients.base = claimed.base
            or (quotients.base = 'year_on_year' and claimed.base in ('previous', 'since')))
        and (claimed.scope is null or quotients.scope is not distinct from claimed.scope)
    -- beside one implied value stands one claimed one: of the same modality, scope and metric before others
    qualify row_number() over (
        partition by quotients.implied_id
        order by
            quotients.is_outlook = claimed.is_outlook desc nulls last,
            quotients.scope is not distinct from claimed.scope desc,
            quotients.metric = claimed.metric desc,
            claimed.origins desc,
            claimed.value_label
    ) = 1

),

compared as (

    select *
    from quotients
    left join held_against using (implied_id)

),

from_measures as (

    select
        implied_id,
        kind,
        company,
        subject,
        metric,
        of_metric,
        scope,
        place,
        base,
        unit,
        period,
        period_start,
        period_end,
        is_outlook,
        part_metric,
        part_period,
        part_label,
        whole_metric,
        whole_period,
        whole_label,
        inputs_agree,
        low,
        high,
        low_open,
        high_open,
        {{ interval_label('round(low, 2)', 'round(high, 2)', 'low_open', 'high_open', 'false', 'unit', "'plain'", "null::varchar") }} as value_label,
        claimed_as,
        claimed_low,
        claimed_high,
        claimed_low_open,
        claimed_high_open,
        claimed_label,
        claimed_origins,
        consistent
    from compared

),

rates as (

    select
        *,
        printed_low::double / high::double as low_rate,
        printed_high::double / low::double as high_rate,
        median(printed_value::double / value::double) over same_pair as usual_rate,
        count(*) over same_pair as pairs
    from {{ ref('int_converted_prices') }}
    window same_pair as (partition by unit, printed_unit, year(published_on))

),

from_prices as (

    select
        md5('exchange_rate|' || claim_id) as implied_id,
        'exchange_rate' as kind,
        company,
        subject,
        metric,
        null::varchar as of_metric,
        scope,
        place,
        null::varchar as base,
        printed_unit || ' per ' || unit as unit,
        coalesce(period, published_on::varchar) as period,
        coalesce(period_start, published_on) as period_start,
        coalesce(period_end, published_on) as period_end,
        false as is_outlook,
        metric as part_metric,
        period as part_period,
        printed_value_label as part_label,
        metric as whole_metric,
        period as whole_period,
        value_label as whole_label,
        true as inputs_agree,
        low_rate as low,
        high_rate as high,
        coalesce(printed_low_open or high_open, false) as low_open,
        coalesce(printed_high_open or low_open, false) as high_open,
        round(low_rate, 4)::varchar || ' ' || printed_unit || ' per ' || unit as value_label,
        null::varchar as claimed_as,
        null::double as claimed_low,
        null::double as claimed_high,
        null::boolean as claimed_low_open,
        null::boolean as claimed_high_open,
        null::varchar as claimed_label,
        null::bigint as claimed_origins,
        -- nobody claims a rate; other conversions of the two currencies in that year are what it can be held against
        case when pairs > 1 then abs(low_rate / usual_rate - 1) < 0.15 end as consistent
    from rates

)

select * from from_measures
union all
select * from from_prices
