-- grain: one row per person, organisation or place that articles mention
select
    entity_id,
    entity_kind,
    coalesce(is_confirmed, false) as is_confirmed,
    place_kind,
    entity_name,
    latin_name,
    country_code,
    subdivision_code,
    geonames_id,
    latitude,
    longitude
from base.entities
