-- grain: one row per (entity_id, published_date): place with coordinates and day on which an article names it
with

days as (
    select * from marts.agg_entity_days
),

places as (
    select * from staging.stg_entities
    where entity_kind = 'place' and latitude is not null and longitude is not null
),

countries as (
    select
        country_code,
        min(entity_name) as country_name
    from staging.stg_entities
    where place_kind = 'country' and country_code is not null
    group by country_code
),

subdivisions as (
    select
        subdivision_code,
        min(entity_name) as subdivision_name
    from staging.stg_entities
    where place_kind = 'subdivision' and subdivision_code is not null
    group by subdivision_code
)

select
    days.entity_id,
    days.is_confirmed,
    days.entity_name,
    places.place_kind,
    places.country_code,
    places.subdivision_code,
    places.geonames_id,
    places.latitude,
    places.longitude,
    days.published_date,
    days.mention_count,
    days.article_count,
    days.wire_free_mention_count,
    days.wire_free_article_count,
    days.copy_free_mention_count,
    days.copy_free_article_count,
    countries.country_name,
    subdivisions.subdivision_name
from days
inner join places on days.entity_id = places.entity_id
left join countries on places.country_code = countries.country_code
left join subdivisions on places.subdivision_code = subdivisions.subdivision_code
