select
    if(is_passed, 'holds', severity_kind) as state,
    table_name,
    replace(rule_name, '_', ' ') as rule_name,
    severity_kind,
    failed_count,
    observed_value,
    since_at
from ops.quality_scorecard
order by is_passed asc, severity_kind asc, table_name asc, rule_name asc
