-- grain: one row per (outlet_id, published_date, topic_id): outlet, day and first topic of its articles
with

topics as (
    select * from marts.fct_article_topics
    where is_primary and published_date is not null
),

articles as (
    select
        article_id,
        is_wire
    from marts.fct_articles
),

copies as (
    select distinct article_id from staging.stg_article_copies
)

select
    topics.outlet_id,
    topics.outlet_name,
    topics.published_date,
    topics.topic_id,
    topics.topic_name,
    topics.latin_name,
    count(*) as article_count,
    count(*) filter (where not articles.is_wire) as wire_free_article_count,
    count(*) filter (where copies.article_id is null) as copy_free_article_count
from topics
inner join articles on topics.article_id = articles.article_id
left join copies on topics.article_id = copies.article_id
group by all
