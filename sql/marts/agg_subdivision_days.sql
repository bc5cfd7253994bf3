-- grain: one row per (subdivision_code, published_date): province and day that names it or a place in it
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

places as (
    select
        entity_id,
        country_code,
        subdivision_code,
        place_kind
    from staging.stg_entities
    where entity_kind = 'place' and subdivision_code is not null
),

-- Where the province itself is no entity, as a city of its own is none, the place that most articles name.
names as (
    select
        subdivision_code,
        arg_max(entity_id, (coalesce(place_kind = 'subdivision', false), article_count, entity_id))
            as entity_id,
        arg_max(entity_name, (coalesce(place_kind = 'subdivision', false), article_count, entity_id))
            as entity_name
    from marts.dim_entities
    where entity_kind = 'place' and subdivision_code is not null
    group by subdivision_code
),

-- An article counts once, however many places of the province it names.
named as (
    select
        article_entities.article_id,
        places.country_code,
        places.subdivision_code,
        sum(article_entities.mention_count) as mention_count,
        bool_or(places.place_kind is distinct from 'subdivision') as is_closer
    from marts.fct_article_entities as article_entities
    inner join places on article_entities.entity_id = places.entity_id
    group by article_entities.article_id, places.country_code, places.subdivision_code
)

select
    named.country_code,
    named.subdivision_code,
    names.entity_id,
    names.entity_name,
    articles.published_date,
    cast(sum(named.mention_count) as bigint) as mention_count,
    cast(coalesce(sum(named.mention_count) filter (where not articles.is_wire), 0) as bigint)
        as wire_free_mention_count,
    cast(coalesce(sum(named.mention_count) filter (where not articles.is_copy), 0) as bigint)
        as copy_free_mention_count,
    count(*) as article_count,
    count(*) filter (where not articles.is_wire) as wire_free_article_count,
    count(*) filter (where not articles.is_copy) as copy_free_article_count,
    count(*) filter (where named.is_closer) as closer_article_count
from named
inner join articles on named.article_id = articles.article_id
left join names on named.subdivision_code = names.subdivision_code
group by all
