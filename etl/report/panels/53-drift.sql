select
    outlet_name,
    replace(field_name, '_', ' ') as field_name,
    sum(page_count) as page_count,
    sum(filled_count) / sum(page_count) as filled_share,
    sum(past_filled_share * past_page_count) / nullif(sum(past_page_count), 0) as past_filled_share,
    if(bool_or(drift_kind = 'fallen'), 'fallen', 'holds') as state
from ops.field_drift
where window_kind = 'newest' and page_count > 0
group by all
order by state asc, outlet_name asc, field_name asc
