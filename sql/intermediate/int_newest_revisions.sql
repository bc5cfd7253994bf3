-- grain: one row per article, the document that is its newest revision: a current one wherever there is one
select
    article_id,
    document_id
from intermediate.int_documents
where status_kind = 'parsed'
qualify
    row_number() over (
        partition by article_id
        order by
            is_current desc,
            header_at desc nulls last,
            last_arrived_at desc,
            document_id asc
    ) = 1
