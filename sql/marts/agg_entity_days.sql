-- grain: one row per (entity_id, published_date): entity and day on which an article names it
with

articles as (
    select
        article_id,
        published_date,
        is_wire,
        is_copy
    from marts.fct_articles
    where published_date is not null
),

article_entities as (
    select * from marts.fct_article_entities
),

entities as (
    select * from staging.stg_entities
),

counts as (
    select
        article_entities.entity_id,
        articles.published_date,
        sum(article_entities.mention_count) as mention_count,
        count(*) as article_count,
        sum(article_entities.mention_count) filter (where not articles.is_wire) as wire_free_mention_count,
        count(*) filter (where not articles.is_wire) as wire_free_article_count,
        sum(article_entities.mention_count) filter (where not articles.is_copy) as copy_free_mention_count,
        count(*) filter (where not articles.is_copy) as copy_free_article_count
    from article_entities
    inner join articles on article_entities.article_id = articles.article_id
    group by all
)

select
    counts.entity_id,
    entities.entity_kind,
    entities.is_confirmed,
    entities.entity_name,
    counts.published_date,
    cast(counts.mention_count as bigint) as mention_count,
    counts.article_count,
    cast(coalesce(counts.wire_free_mention_count, 0) as bigint) as wire_free_mention_count,
    counts.wire_free_article_count,
    cast(coalesce(counts.copy_free_mention_count, 0) as bigint) as copy_free_mention_count,
    counts.copy_free_article_count
from counts
inner join entities on counts.entity_id = entities.entity_id
