-- grain: one row per (outlet_id): outlet: those with a file of their own, and those seen in articles
with

outlets as (
    select * from staging.stg_outlets
),

documents as (
    select distinct outlet_id
    from intermediate.int_documents
    where status_kind = 'parsed'
),

articles as (
    select
        outlet_id,
        count(*) as article_count,
        min(published_at) as first_published_at,
        max(published_at) as last_published_at
    from marts.fct_articles
    group by all
)

select
    coalesce(outlets.outlet_id, documents.outlet_id) as outlet_id,
    coalesce(outlets.outlet_name, documents.outlet_id) as outlet_name,
    outlets.latin_name,
    outlets.domain,
    outlets.language_code,
    outlets.timezone_name,
    coalesce(articles.article_count, 0) as article_count,
    articles.first_published_at,
    articles.last_published_at
from outlets
full outer join documents on outlets.outlet_id = documents.outlet_id
left join articles on coalesce(outlets.outlet_id, documents.outlet_id) = articles.outlet_id
