-- grain: one row per set of annotated cases, outlet, field and measure that was measured on them
select
    set_kind,
    outlet_id,
    field_name,
    measure_kind,
    right_count,
    case_count,
    stated_share,
    measured_date
from base.accuracy
