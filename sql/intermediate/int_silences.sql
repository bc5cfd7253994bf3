-- grain: one row per outlet (null: the whole archive) and hour with a page, and the silence that follows it
with

saved_hours as (
    select distinct
        outlet_id,
        date_trunc('hour', saved_at) as hour_at
    from intermediate.int_saved_documents
),

archive_hours as (
    select
        hour_at,
        row_number() over (order by hour_at) as hour_number
    from (select distinct hour_at from saved_hours) as hours
),

last_hour as (
    select max(hour_number) as hour_number
    from archive_hours
),

outlet_silences as (
    select
        saved_hours.outlet_id,
        saved_hours.hour_at as last_hour_at,
        lead(saved_hours.hour_at) over by_hour as next_hour_at,
        coalesce(
            lead(archive_hours.hour_number) over by_hour,
            last_hour.hour_number + 1
        ) - archive_hours.hour_number - 1 as silent_hour_count
    from saved_hours
    inner join archive_hours on saved_hours.hour_at = archive_hours.hour_at
    cross join last_hour
    window by_hour as (partition by saved_hours.outlet_id order by saved_hours.hour_at)
),

archive_silences as (
    select
        cast(null as varchar) as outlet_id,
        hour_at as last_hour_at,
        lead(hour_at) over (order by hour_at) as next_hour_at,
        date_diff('hour', hour_at, lead(hour_at) over (order by hour_at)) - 1 as silent_hour_count
    from archive_hours
),

silences as (
    select * from outlet_silences
    union all
    select * from archive_silences
),

remembered as (
    select
        *,
        max(silent_hour_count) over two_months as longest_hour_count,
        coalesce(
            count(*) over two_months >= 20
            and min(last_hour_at) over two_months <= last_hour_at - interval 14 days,
            false
        ) as is_remembered
    from silences
    window two_months as (
        partition by outlet_id
        order by last_hour_at
        range between interval 60 days preceding and interval 1 hour preceding
    )
)

select
    outlet_id,
    last_hour_at,
    next_hour_at,
    silent_hour_count,
    longest_hour_count,
    is_remembered,
    coalesce(
        silent_hour_count > case when outlet_id is null then 2 else 3 end * longest_hour_count
        and is_remembered,
        false
    ) as is_unheard_of
from remembered
