-- grain: one row per document that is not an article
select
    document_id,
    parser_version,
    run_id,
    outlet_id,
    rejection_kind,
    rejection_detail
from base.rejected_documents
