-- grain: one row per (document_id): page of a known outlet, newest of its article or rejected, and its fields
with

articles as (
    select * from marts.fct_articles
    where fct_articles.outlet_id in (select known.outlet_id from staging.stg_outlets as known)
),

documents as (
    select * from staging.stg_raw_documents
),

parsed_articles as (
    select * from staging.stg_parsed_articles
),

credits as (
    select distinct article_id from marts.fct_article_credits
),

images as (
    select
        article_id,
        bool_or(caption is not null) as has_caption,
        bool_and(caption is not null) as has_every_caption,
        bool_or(credit is not null) as has_credit
    from marts.fct_article_images
    group by article_id
),

related_links as (
    select distinct article_id from marts.fct_article_links
    where link_kind = 'related'
),

tags as (
    select distinct article_id from marts.fct_article_tags
),

rejected_documents as (
    select
        documents.document_id,
        documents.outlet_id,
        coalesce(documents.archived_at, documents.header_at, documents.indexed_at) as saved_at,
        rejected.run_id
    from intermediate.int_documents as documents
    inner join staging.stg_rejected_documents as rejected on documents.document_id = rejected.document_id
    where
        documents.is_current
        and documents.outlet_id in (select known.outlet_id from staging.stg_outlets as known)
)

select
    articles.document_id,
    articles.article_id,
    articles.outlet_id,
    articles.layout_name,
    coalesce(documents.archived_at, articles.header_at, articles.published_at, documents.indexed_at)
        as saved_at,
    parsed_articles.run_id,
    [
        { 'field_name': 'own_layout', 'is_filled': not articles.is_generic_layout },
        { 'field_name': 'text', 'is_filled': articles.character_count > 0 },
        { 'field_name': 'page_time', 'is_filled': articles.page_time_kind is not null },
        { 'field_name': 'lead', 'is_filled': articles.lead is not null },
        { 'field_name': 'credit', 'is_filled': credits.article_id is not null },
        { 'field_name': 'image', 'is_filled': articles.image_count > 0 },
        { 'field_name': 'caption', 'is_filled': coalesce(images.has_caption, false) },
        { 'field_name': 'every_caption', 'is_filled': coalesce(images.has_every_caption, true) },
        { 'field_name': 'picture_credit', 'is_filled': coalesce(images.has_credit, false) },
        { 'field_name': 'section', 'is_filled': articles.section_name is not null },
        { 'field_name': 'media', 'is_filled': articles.media_count > 0 },
        { 'field_name': 'related_link', 'is_filled': related_links.article_id is not null },
        { 'field_name': 'tag', 'is_filled': tags.article_id is not null },
        { 'field_name': 'dateline', 'is_filled': articles.dateline_place is not null }
    ] as fields
from articles
inner join documents on articles.document_id = documents.document_id
inner join parsed_articles on articles.document_id = parsed_articles.document_id
left join credits on articles.article_id = credits.article_id
left join images on articles.article_id = images.article_id
left join related_links on articles.article_id = related_links.article_id
left join tags on articles.article_id = tags.article_id
union all
select
    document_id,
    cast(null as varchar) as article_id,
    outlet_id,
    'rejected' as layout_name,
    saved_at,
    run_id,
    [{ 'field_name': 'text', 'is_filled': false }] as fields
from rejected_documents
