-- grain: one row per outlet, field and measure that was measured on annotated cases
select
    outlet_id,
    field_name,
    measure_kind,
    right_count,
    case_count,
    measured_date
from base.accuracy
