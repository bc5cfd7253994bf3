-- grain: one row per outlet (null: the archive, nobody came) and hour in which it was silent as it never was
with

silences as (
    select *
    from intermediate.int_silences
    where is_unheard_of
),

saved_hours as (
    select distinct date_trunc('hour', saved_at) as hour_at
    from intermediate.int_saved_documents
),

outlets as (
    select
        outlet_id,
        outlet_name
    from staging.stg_outlets
),

outlet_hours as (
    select
        silences.*,
        saved_hours.hour_at
    from silences
    inner join saved_hours
        on
            silences.last_hour_at < saved_hours.hour_at
            and (silences.next_hour_at is null or silences.next_hour_at > saved_hours.hour_at)
            and saved_hours.hour_at <= silences.last_hour_at + interval 30 days
    where silences.outlet_id is not null
),

archive_hours as (
    select
        *,
        unnest(range(
            last_hour_at + interval 1 hour,
            least(next_hour_at, last_hour_at + interval 30 days),
            interval 1 hour
        )) as hour_at
    from silences
    where outlet_id is null
),

hours as (
    select * from outlet_hours
    union all
    select * from archive_hours
)

select
    hours.outlet_id,
    outlets.outlet_name,
    hours.hour_at,
    case when hours.outlet_id is null then 'archive' else 'outlet' end as cause_kind,
    hours.last_hour_at,
    cast(hours.silent_hour_count as bigint) as silent_hour_count,
    cast(hours.longest_hour_count as bigint) as longest_hour_count
from hours
left join outlets on hours.outlet_id = outlets.outlet_id
