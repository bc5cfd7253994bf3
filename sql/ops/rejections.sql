-- grain: one row per document that is not an article, and why
with

raw_documents as (
    select * from staging.stg_raw_documents
),

rejected_documents as (
    select * from staging.stg_rejected_documents
)

select
    rejected_documents.document_id,
    raw_documents.document_path,
    rejected_documents.outlet_id,
    rejected_documents.rejection_kind,
    rejected_documents.rejection_detail,
    rejected_documents.parser_version,
    rejected_documents.run_id
from rejected_documents
inner join raw_documents on rejected_documents.document_id = raw_documents.document_id
