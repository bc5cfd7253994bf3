select
    outlet_name,
    if(is_stale, 'stale', 'fresh') as state,
    newest_published_at,
    newest_saved_at,
    silent_hour_count,
    longest_hour_count
from ops.freshness
where newest_saved_at is not null
order by is_stale desc, silent_hour_count desc nulls last, outlet_name asc
