-- grain: one row per name of an entity, by the kind of name and where it is known from
select
    entity_id,
    alias,
    alias_kind,
    source_kind,
    support_count
from staging.stg_entity_aliases
