-- grain: one row per entity that is no more, with the one that has its names now
select
    old_entity_id,
    entity_id,
    merged_at
from base.entity_redirects
