-- grain: one row per document that was searched for names
select
    document_id,
    recogniser_version,
    naming_kind,
    mentions,
    glosses
from base.mentions
