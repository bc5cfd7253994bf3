-- grain: one row per (copy_cluster_id): articles that copies link, directly or through others
with

copies as (
    select * from staging.stg_article_copies
),

members as (
    select distinct
        copy_cluster_id,
        unnest([article_id, original_article_id]) as article_id
    from copies
),

articles as (
    select
        members.copy_cluster_id,
        members.article_id,
        articles.outlet_id,
        articles.published_at,
        members.article_id not in (select copies.article_id from copies) as is_source
    from members
    inner join marts.fct_articles as articles on members.article_id = articles.article_id
)

select
    copy_cluster_id,
    arg_min(article_id, (not is_source, published_at, article_id)) as original_article_id,
    count(*) as article_count,
    count(distinct outlet_id) as outlet_count,
    greatest(count(distinct outlet_id) filter (where is_source), 1) as independent_source_count,
    min(published_at) as first_published_at,
    max(published_at) as last_published_at
from articles
group by copy_cluster_id
