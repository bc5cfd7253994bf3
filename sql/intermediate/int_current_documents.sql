-- grain: one row per path, its newest content: by header stamp, then by arrival
select
    document_path,
    document_id
from staging.stg_raw_documents
qualify
    row_number() over (
        partition by document_path
        order by header_at desc nulls last, last_arrived_at desc, document_id asc
    ) = 1
