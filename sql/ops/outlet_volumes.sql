-- grain: one row per (outlet_id, saved_date): day (UTC) on which pages of it were saved
with

outlets as (
    select
        outlet_id,
        outlet_name
    from staging.stg_outlets
),

days as (
    select
        outlet_id,
        cast(timezone('UTC', saved_at) as date) as saved_date,
        count(*) as document_count,
        count(*) filter (where status_kind = 'parsed') as parsed_count,
        count(*) filter (where status_kind = 'rejected') as rejected_count
    from intermediate.int_saved_documents
    group by all
),

remembered as (
    select
        *,
        cast(round(median(document_count) over four_weeks) as bigint) as usual_document_count,
        count(*) over four_weeks as remembered_day_count,
        max(saved_date) over () as last_date
    from days
    window four_weeks as (
        partition by outlet_id
        order by saved_date
        range between interval 28 days preceding and interval 1 day preceding
    )
)

select
    remembered.outlet_id,
    outlets.outlet_name,
    remembered.saved_date,
    remembered.document_count,
    remembered.parsed_count,
    remembered.rejected_count,
    remembered.usual_document_count,
    case
        when remembered.saved_date = remembered.last_date then 'unfinished'
        when remembered.remembered_day_count < 7 then 'too_few_days'
        when 4 * remembered.document_count < remembered.usual_document_count then 'low'
        when remembered.document_count > 4 * remembered.usual_document_count + 4 then 'high'
        else 'usual'
    end as volume_kind
from remembered
inner join outlets on remembered.outlet_id = outlets.outlet_id
