-- grain: one row per (outlet_id, field_name, measure_kind): field of an outlet, measured on annotated cases
with

measured as (
    select * from staging.stg_accuracy
),

by_outlet as (
    select
        coalesce(outlet_id, 'all') as outlet_id,
        field_name,
        measure_kind,
        sum(right_count) as right_count,
        sum(case_count) as case_count,
        max(measured_date) as measured_date
    from measured
    group by grouping sets ((outlet_id, field_name, measure_kind), (field_name, measure_kind))
)

select
    outlet_id,
    field_name,
    measure_kind,
    cast(case_count as bigint) as case_count,
    cast(right_count as bigint) as right_count,
    right_count / case_count as right_share,
    macros.wilson_bound(right_count, case_count, -1) as lower_share,
    macros.wilson_bound(right_count, case_count, 1) as upper_share,
    measured_date
from by_outlet
