-- grain: one row per (entity_id): person, organisation or place that articles mention
with

entities as (
    select * from staging.stg_entities
),

articles as (
    select * from marts.fct_articles
),

counts as (
    select
        article_entities.entity_id,
        sum(article_entities.mention_count) as mention_count,
        count(*) as article_count,
        min(articles.published_at) as first_published_at,
        max(articles.published_at) as last_published_at
    from marts.fct_article_entities as article_entities
    inner join articles on article_entities.article_id = articles.article_id
    group by all
)

select
    entities.entity_id,
    entities.entity_kind,
    entities.is_confirmed,
    entities.place_kind,
    entities.entity_name,
    entities.latin_name,
    entities.country_code,
    entities.subdivision_code,
    entities.geonames_id,
    entities.latitude,
    entities.longitude,
    cast(coalesce(counts.mention_count, 0) as bigint) as mention_count,
    coalesce(counts.article_count, 0) as article_count,
    counts.first_published_at,
    counts.last_published_at
from entities
left join counts on entities.entity_id = counts.entity_id
