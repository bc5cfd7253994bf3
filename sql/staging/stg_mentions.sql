-- grain: one row per document whose names were looked for
select
    document_id,
    recogniser_version,
    naming_kind,
    mentions,
    glosses
from base.mentions
