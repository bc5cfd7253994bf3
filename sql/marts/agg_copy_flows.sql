-- grain: one row per (original_outlet_id, outlet_id, copy_kind): outlet, and another that carries its texts
with

copies as (
    select
        copies.*,
        articles.is_wire,
        case when articles.is_exact_time and originals.is_exact_time then copies.lag_minutes end
            as exact_lag_minutes
    from marts.fct_article_copies as copies
    inner join marts.fct_articles as articles on copies.article_id = articles.article_id
    inner join marts.fct_articles as originals on copies.original_article_id = originals.article_id
    where copies.outlet_id <> copies.original_outlet_id
)

select
    original_outlet_id,
    original_outlet_name,
    outlet_id,
    outlet_name,
    copy_kind,
    count(distinct article_id) as article_count,
    count(distinct article_id) filter (where not is_wire) as wire_free_article_count,
    count(distinct original_article_id) as original_article_count,
    count(distinct article_id) filter (where is_direction_sure) as sure_article_count,
    count(distinct article_id) filter (where exact_lag_minutes is not null) as exact_article_count,
    median(exact_lag_minutes) as median_lag_minutes,
    quantile_cont(exact_lag_minutes, 0.1) as lower_lag_minutes,
    quantile_cont(exact_lag_minutes, 0.9) as upper_lag_minutes,
    median(copied_share) as median_copied_share,
    min(published_date) as first_published_date,
    max(published_date) as last_published_date
from copies
group by all
