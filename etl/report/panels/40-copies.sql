select
    original_outlet_name || ' → ' || outlet_name as flow,
    original_outlet_name,
    outlet_name,
    copy_kind,
    article_count,
    sure_article_count,
    median_lag_minutes,
    median_copied_share
from marts.agg_copy_flows
order by article_count desc, original_outlet_name asc, outlet_name asc, copy_kind asc
limit 25
