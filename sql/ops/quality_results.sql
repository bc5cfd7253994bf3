-- grain: one row per (run_id, table_name, rule_name): rule in a run
select
    run_id,
    table_name,
    rule_name,
    severity_kind,
    is_passed,
    observed_value,
    failed_count,
    failing_keys,
    recorded_at
from staging.stg_quality_results
