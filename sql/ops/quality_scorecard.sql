-- grain: one row per (table_name, rule_name): rule in force, its last result, and since when it is so
with

results as (
    select * from staging.stg_quality_results
),

published_runs as (
    select
        run_id,
        started_at
    from staging.stg_runs
    where outcome_kind = 'published'
),

last_published as (
    select min(recorded_at) as recorded_at
    from results
    where run_id = (select arg_max(published_runs.run_id, published_runs.started_at) from published_runs)
),

turns as (
    select
        *,
        coalesce(is_passed != lag(is_passed) over rule_by_time, true) as is_turn
    from results
    window rule_by_time as (partition by table_name, rule_name order by recorded_at asc, run_id asc)
),

standing as (
    select
        *,
        max(case when is_turn then recorded_at end) over (partition by table_name, rule_name) as since_at,
        count(*) over (partition by table_name, rule_name) as result_count,
        count(*) filter (where not is_passed) over (partition by table_name, rule_name) as broken_result_count
    from turns
    qualify row_number() over (partition by table_name, rule_name order by recorded_at desc, run_id desc) = 1
)

select
    standing.table_name,
    standing.rule_name,
    standing.severity_kind,
    standing.is_passed,
    standing.since_at,
    standing.observed_value,
    standing.failed_count,
    standing.failing_keys,
    standing.run_id,
    standing.recorded_at,
    standing.result_count,
    standing.broken_result_count
from standing
cross join last_published
where last_published.recorded_at is null or standing.recorded_at >= last_published.recorded_at
