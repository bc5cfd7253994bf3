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
            order by
                is_current desc,
                header_at desc nulls last,
                last_arrived_at desc,
                document_id asc
        ) = 1
),

-- a path that went back to a content has that version twice
arrivals as (
    select
        article_id,
        document_id,
        header_at,
        archived_at,
        arrived_at,
        is_current and returned_at is null as is_last
    from contents
    union all
    select
        article_id,
        document_id,
        header_at,
        case when archived_at is not null then returned_at end as archived_at,
        returned_at as arrived_at,
        is_current as is_last
    from contents
    where returned_at is not null
),

placed as (
    select
        *,
        row_number() over (
            partition by article_id
            order by is_last asc, header_at asc nulls first, arrived_at asc, document_id desc
        ) as place
    from arrivals
),

versions as (
    select *
    from placed
    qualify document_id is distinct from lag(document_id) over (partition by article_id order by place asc)
)

select
    versions.article_id,
    versions.document_id,
    versions.header_at,
    versions.archived_at,
    parsed_articles.title,
    parsed_articles.prose_hash,
    row_number() over (partition by versions.article_id order by versions.place asc) as version_number
from versions
inner join staging.stg_parsed_articles as parsed_articles
    on versions.document_id = parsed_articles.document_id
