-- grain: one row per article, kind and referent, with the entity that it means
select
    article_id,
    entity_kind,
    referent,
    entity_id,
    method_kind,
    confidence
from base.entity_links
