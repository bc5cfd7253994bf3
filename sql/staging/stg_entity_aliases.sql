-- grain: one row per name of an entity, kind of name and source
select
    entity_id,
    alias,
    alias_kind,
    source_kind,
    support_count
from base.entity_aliases
