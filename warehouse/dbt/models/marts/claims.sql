-- The analysts' wide table: one row a claim, names instead of ids.
-- Current article versions only; numbers of boilerplate are nobody's claim.

with facts as (

    select * from {{ source('core', 'fact_claim') }}
    where segment_kind <> 'boilerplate'
        {% if catches_up() %}
        and subject_id in (select entity_id from core.dim_entity inner join core.changed_subject on name = subject)
        {% endif %}

),

articles as (

    select * from {{ source('core', 'dim_article') }}
    where is_current

),

entities as (

    select entity_id, name, kind from {{ source('core', 'dim_entity') }}

),

publishers as (

    select * from {{ source('core', 'dim_publisher') }}

),

units as (

    select * from {{ source('core', 'dim_unit') }}

),

named as (

    select
        facts.*,
        company.name as company,
        subject.name as subject,
        subject.kind as subject_kind,
        place.name as place,
        speaker.name as speaker,
        speaker.kind as speaker_kind,
        speaker_org.name as speaker_org,
        cited_source.name as cited_source,
        publishers.name as publisher,
        articles.headline,
        articles.published_on,
        articles.published_basis,
        articles.name as article,
        articles.source_uri,
        articles.is_current,
        articles.duplicate_of,
        units.unit_kind,
        units.symbol
    from facts
    inner join articles using (article_id)
    inner join entities as subject on facts.subject_id = subject.entity_id
    left join entities as company on facts.company_id = company.entity_id
    left join entities as place on facts.place_id = place.entity_id
    left join entities as speaker on facts.speaker_id = speaker.entity_id
    left join entities as speaker_org on facts.speaker_org_id = speaker_org.entity_id
    left join entities as cited_source on facts.cited_source_id = cited_source.entity_id
    left join publishers using (publisher_id)
    left join units using (unit)

),

judged as (

    select
        *,
        -- A statement is one figure about one thing from one mouth. Who relays it, and whether as "about", makes no second statement;
        -- figures nobody is quoted for come from the company itself.
        md5(concat_ws('|',
            subject_id, metric_id, coalesce(of_metric_id, ''), coalesce(lower(scope), ''), coalesce(place_id, ''), unit, coalesce(per, ''),
            coalesce(base, ''), coalesce(period, 'of ' || year(published_on)::varchar, ''), modality, value, coalesce(value_high::varchar, ''),
            case bound when 'approx' then 'exact' when 'at_least' then 'more_than' when 'at_most' then 'less_than' else bound end,
            coalesce(speaker_org_id, case when speaker_kind = 'organisation' then speaker_id end, cited_source_id, company_id, subject_id)
        )) as origin_id,
        case
            when modality = 'hypothetical' then 'hypothetical'
            when list_contains(flags, 'missing_scale') then 'missing_scale'
            when list_contains(flags, 'implausible') or list_contains(flags, 'contradictory_rate') then 'implausible'
            when metric_id = 'other' then 'no_metric'
            when period is null then 'no_period'
            when duplicate_of is not null then 'duplicate_article'
        end as not_chartable_because,
        {{ interval_label('low', 'high', 'low_open', 'high_open', "bound = 'approx'", 'unit', 'unit_kind', 'symbol') }}
            || coalesce('/' || per, '') as value_label
    from named

)

select
    claim_id,
    company,
    subject,
    subject_kind,
    metric_id as metric,
    of_metric_id as of_metric,
    measured_text,
    scope,
    place,
    value,
    low,
    high,
    low_open,
    high_open,
    value_label,
    unit,
    counted,
    per,
    bound,
    direction,
    base,
    basis,
    period,
    period_kind,
    period_start,
    period_end,
    modality,
    speaker,
    speaker_org,
    cited_source,
    attribution,
    publisher,
    headline,
    published_on,
    published_basis,
    article,
    source_uri,
    is_current,
    duplicate_of,
    origin_id,
    number_text,
    sentence,
    char_start,
    char_end,
    confidence,
    flags,
    not_chartable_because is null as chartable,
    not_chartable_because
from judged
