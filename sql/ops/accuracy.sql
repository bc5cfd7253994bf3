-- grain: one row per (set_kind, outlet_id, field_name, measure_kind): field of an outlet, as measured
with

measured as (
    select * replace (case when stated_share is null then right_count end as right_count)
    from staging.stg_accuracy
),

of_one_outlet as (
    select
        set_kind,
        outlet_id,
        field_name,
        measure_kind,
        right_count,
        case_count,
        stated_share,
        measured_date
    from measured
    where outlet_id != 'all'
),

of_all as (
    select
        set_kind,
        'all' as outlet_id,
        field_name,
        measure_kind,
        sum(right_count) as right_count,
        sum(case_count) as case_count,
        max(stated_share) as stated_share,
        max(measured_date) as measured_date
    from measured
    group by set_kind, field_name, measure_kind
),

figures as (
    select * from of_one_outlet
    union all
    select * from of_all
)

select
    set_kind,
    outlet_id,
    field_name,
    measure_kind,
    cast(case_count as bigint) as case_count,
    cast(right_count as bigint) as right_count,
    coalesce(right_count / case_count, stated_share) as right_share,
    macros.wilson_bound(right_count, case_count, -1) as lower_share,
    macros.wilson_bound(right_count, case_count, 1) as upper_share,
    measured_date
from figures
