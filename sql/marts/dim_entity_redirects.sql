-- grain: one row per (old_entity_id): retired entity id, with the entity that replaces it
select
    old_entity_id,
    entity_id,
    merged_at
from staging.stg_entity_redirects
