select
    replace(field_name, '_', ' ') || if(measure_kind = 'share', '', ' (' || measure_kind || ')') as label,
    field_name,
    measure_kind,
    set_kind,
    case_count,
    right_count,
    right_share,
    lower_share,
    upper_share,
    measured_date
from ops.accuracy
where outlet_id = 'all'
order by right_share asc, label asc, set_kind asc
