-- grain: one row per (outlet_id): known outlet with documents, and how new the newest of it is
with

outlets as (
    select
        outlet_id,
        outlet_name
    from staging.stg_outlets
),

documents as (
    select
        outlet_id,
        max(coalesce(archived_at, header_at)) as newest_saved_at,
        max(indexed_at) as newest_indexed_at,
        count(*) as document_count
    from intermediate.int_documents
    group by outlet_id
),

articles as (
    select
        outlet_id,
        max(published_at) as newest_published_at
    from intermediate.int_articles
    group by outlet_id
),

silences as (
    select * from intermediate.int_silences
    where next_hour_at is null and outlet_id is not null
)

select
    documents.outlet_id,
    outlets.outlet_name,
    articles.newest_published_at,
    documents.newest_saved_at,
    documents.newest_indexed_at,
    date_diff('minute', articles.newest_published_at, documents.newest_saved_at) as lag_minutes,
    date_diff('minute', documents.newest_saved_at, max(documents.newest_saved_at) over ())
        as behind_archive_minutes,
    cast(silences.silent_hour_count as bigint) as silent_hour_count,
    cast(silences.longest_hour_count as bigint) as longest_hour_count,
    coalesce(silences.is_unheard_of, false) as is_stale
from documents
inner join outlets on documents.outlet_id = outlets.outlet_id
left join articles on documents.outlet_id = articles.outlet_id
left join silences on documents.outlet_id = silences.outlet_id
