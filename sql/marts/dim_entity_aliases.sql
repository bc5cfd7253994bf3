-- grain: one row per (entity_id, alias, alias_kind, source_kind): name of an entity, kind of name and source
select
    entity_id,
    alias,
    alias_kind,
    source_kind,
    support_count
from staging.stg_entity_aliases
