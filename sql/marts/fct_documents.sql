-- grain: one row per (document_id): file of the archive at one content
select
    document_id,
    content_hash,
    document_path,
    outlet_id,
    format_kind,
    byte_count,
    header_at,
    indexed_at,
    is_current,
    status_kind,
    rejection_kind,
    rejection_detail,
    article_id
from intermediate.int_documents
