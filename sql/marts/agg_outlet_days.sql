-- grain: one row per (outlet_id, published_date): outlet and day on which it published
with

articles as (
    select
        outlet_id,
        outlet_name,
        published_date,
        is_wire,
        is_copy,
        case
            when published_source_kind = 'page'
                then (epoch_us(header_at) - epoch_us(published_at)) / 60000000
        end as lag_minutes
    from marts.fct_articles
    where published_date is not null
)

select
    outlet_id,
    outlet_name,
    published_date,
    count(*) as article_count,
    count(*) filter (where not is_wire) as wire_free_article_count,
    count(*) filter (where not is_copy) as copy_free_article_count,
    median(lag_minutes) as median_lag_minutes
from articles
group by all
