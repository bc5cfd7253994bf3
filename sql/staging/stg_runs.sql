-- grain: one row per run that had something to do
select
    run_id,
    started_at,
    finished_at,
    document_count,
    parsed_count,
    rejected_count,
    code_version,
    outcome_kind
from base.runs
