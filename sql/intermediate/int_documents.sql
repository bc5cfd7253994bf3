-- grain: one row per file of the archive at one content, with what the parser decided
with

raw_documents as (
    select * from staging.stg_raw_documents
),

current_documents as (
    select * from intermediate.int_current_documents
),

parsed_articles as (
    select * from staging.stg_parsed_articles
),

rejected_documents as (
    select * from staging.stg_rejected_documents
)

select
    raw_documents.document_id,
    raw_documents.content_hash,
    raw_documents.document_path,
    coalesce(parsed_articles.outlet_id, rejected_documents.outlet_id) as outlet_id,
    raw_documents.format_kind,
    raw_documents.byte_count,
    raw_documents.header_at,
    raw_documents.indexed_at,
    raw_documents.archived_at,
    raw_documents.arrived_at,
    raw_documents.last_arrived_at,
    raw_documents.returned_at,
    current_documents.document_id is not null as is_current,
    case
        when parsed_articles.document_id is not null then 'parsed'
        when rejected_documents.document_id is not null then 'rejected'
        else 'pending'
    end as status_kind,
    rejected_documents.rejection_kind,
    rejected_documents.rejection_detail,
    parsed_articles.article_id
from raw_documents
left join current_documents on raw_documents.document_id = current_documents.document_id
left join parsed_articles on raw_documents.document_id = parsed_articles.document_id
left join rejected_documents on raw_documents.document_id = rejected_documents.document_id
