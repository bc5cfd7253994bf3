-- grain: one row per file of the archive at one content
select
    document_id,
    content_hash,
    document_path,
    root_name,
    format_kind,
    byte_count,
    header_at,
    indexed_at,
    archived_at,
    returned_at,
    coalesce(archived_at, indexed_at) as arrived_at,
    coalesce(returned_at, archived_at, indexed_at) as last_arrived_at,
    run_id
from base.raw_documents
