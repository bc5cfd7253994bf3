-- grain: one row per entity that half of a story's articles name, by how much it tells the story apart
with

members as (
    select * from staging.stg_story_articles
),

named as (
    select distinct
        article_id,
        entity_id
    from staging.stg_entity_links
),

archive as (
    select count(distinct article_id) as article_count from named
),

archive_counts as (
    select
        entity_id,
        count(*) as article_count
    from named
    group by entity_id
),

sizes as (
    select
        story_id,
        count(*) as article_count
    from members
    group by story_id
),

counts as (
    select
        members.story_id,
        named.entity_id,
        count(*) as article_count
    from members
    inner join named on members.article_id = named.article_id
    group by members.story_id, named.entity_id
),

weighed as (
    select
        counts.story_id,
        counts.entity_id,
        counts.article_count / sizes.article_count as article_share,
        ln(archive.article_count / archive_counts.article_count) as rarity
    from counts
    inner join sizes on counts.story_id = sizes.story_id
    inner join archive_counts on counts.entity_id = archive_counts.entity_id
    cross join archive
)

select
    weighed.story_id,
    weighed.entity_id,
    entities.entity_kind,
    entities.entity_name,
    entities.country_code,
    row_number() over (
        partition by weighed.story_id
        order by weighed.article_share * weighed.rarity desc, weighed.entity_id
    ) as place,
    row_number() over (
        partition by weighed.story_id, entities.entity_kind
        order by weighed.article_share * weighed.rarity desc, weighed.entity_id
    ) as place_in_kind
from weighed
inner join staging.stg_entities as entities on weighed.entity_id = entities.entity_id
where weighed.article_share >= 0.5
