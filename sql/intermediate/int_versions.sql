-- grain: one row per content saved of an article, numbered from the oldest: by header stamp, then arrival
with

parsed_documents as (
    select * from intermediate.int_documents
    where status_kind = 'parsed'
),

contents as (
    select *
    from parsed_documents
    qualify
        row_number() over (
            partition by article_id, content_hash
            order by is_current desc, header_at desc nulls last, arrived_at desc, document_id asc
        ) = 1
)

select
    contents.article_id,
    contents.document_id,
    contents.header_at,
    contents.archived_at,
    parsed_articles.title,
    parsed_articles.prose_hash,
    row_number() over (
        partition by contents.article_id
        order by
            contents.is_current asc,
            contents.header_at asc nulls first,
            contents.arrived_at asc,
            contents.document_id desc
    ) as version_number
from contents
inner join staging.stg_parsed_articles as parsed_articles
    on contents.document_id = parsed_articles.document_id
