-- grain: one row per (outlet_id, month): outlet and month with exact times on its pages and stamps of saving
with

lags as (
    select
        outlet_id,
        outlet_name,
        is_wire,
        is_copy,
        cast(date_trunc('month', published_date) as date) as month,
        (epoch_us(header_at) - epoch_us(published_at)) / 60000000 as lag_minutes
    from marts.fct_articles
    where
        published_source_kind = 'page'
        and is_exact_time
        and header_at is not null
        and published_date is not null
)

select
    outlet_id,
    outlet_name,
    month,
    count(*) as article_count,
    count(*) filter (where not is_wire) as wire_free_article_count,
    count(*) filter (where not is_copy) as copy_free_article_count,
    median(lag_minutes) as median_lag_minutes,
    quantile_cont(lag_minutes, 0.1) as lower_lag_minutes,
    quantile_cont(lag_minutes, 0.9) as upper_lag_minutes,
    count(*) filter (where lag_minutes < 0) as early_article_count,
    count(*) filter (where lag_minutes > 1440) as late_article_count
from lags
group by all
