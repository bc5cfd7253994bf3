-- grain: one row per document of a known outlet that is known to have been saved at some hour
select
    document_id,
    outlet_id,
    status_kind,
    indexed_at,
    coalesce(archived_at, header_at) as saved_at
from intermediate.int_documents as documents
where
    coalesce(archived_at, header_at) is not null
    and documents.outlet_id in (select known.outlet_id from staging.stg_outlets as known)
