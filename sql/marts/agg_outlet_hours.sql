-- grain: one row per (outlet_id, weekday, hour): day and hour by the outlet's own clock, of exact times only
with

articles as (
    select
        outlet_id,
        outlet_name,
        is_wire,
        is_copy,
        cast(isodow(published_local_at) as integer) as weekday,
        cast(hour(published_local_at) as integer) as hour
    from marts.fct_articles
    where is_exact_time and published_local_at is not null
),

counts as (
    select
        outlet_id,
        outlet_name,
        weekday,
        hour,
        count(*) as article_count,
        count(*) filter (where not is_wire) as wire_free_article_count,
        count(*) filter (where not is_copy) as copy_free_article_count
    from articles
    group by all
)

select
    outlet_id,
    outlet_name,
    weekday,
    hour,
    article_count,
    wire_free_article_count,
    copy_free_article_count,
    article_count / sum(article_count) over (partition by outlet_id) as article_share
from counts
