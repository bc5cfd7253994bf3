-- grain: one row per (entity_id, published_date): place with coordinates and day on which an article names it
with

days as (
    select * from marts.agg_entity_days
),

places as (
    select * from staging.stg_entities
    where entity_kind = 'place' and latitude is not null and longitude is not null
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
    days.wire_free_article_count
from days
inner join places on days.entity_id = places.entity_id
