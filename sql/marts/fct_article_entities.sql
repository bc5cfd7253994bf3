-- grain: one row per (article_id, entity_id): entity that an article names
with

counts as (
    select
        article_id,
        entity_id,
        count(*) as mention_count,
        bool_or(position = 0) as is_in_title,
        min(position) as first_position
    from marts.fct_mentions
    group by all
)

select
    counts.article_id,
    counts.entity_id,
    counts.mention_count,
    counts.is_in_title,
    counts.first_position,
    entities.entity_name,
    entities.entity_kind,
    entities.is_confirmed,
    articles.outlet_id,
    articles.outlet_name,
    articles.title,
    articles.url,
    articles.published_date
from counts
left join staging.stg_entities as entities on counts.entity_id = entities.entity_id
left join marts.fct_articles as articles on counts.article_id = articles.article_id
