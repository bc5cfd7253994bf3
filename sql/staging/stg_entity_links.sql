-- grain: one row per kind and referent that an article names, with the entity that is meant
select
    article_id,
    entity_kind,
    referent,
    entity_id,
    method_kind,
    confidence
from base.entity_links
