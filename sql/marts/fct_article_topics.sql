-- grain: one row per (article_id, topic_id): topic of an article
with

topics as (
    select * from staging.stg_article_topics
),

articles as (
    select * from marts.fct_articles
),

outlets as (
    select * from marts.dim_outlets
)

select
    topics.article_id,
    topics.topic_id,
    topics.topic_name,
    topics.latin_name,
    topics.place = 1 as is_primary,
    topics.score,
    articles.outlet_id,
    outlets.outlet_name,
    articles.title,
    articles.url,
    articles.published_date
from topics
inner join articles on topics.article_id = articles.article_id
left join outlets on articles.outlet_id = outlets.outlet_id
