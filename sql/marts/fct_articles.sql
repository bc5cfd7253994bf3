-- grain: one row per (article_id): article (canonical address), its newest revision
with

articles as (
    select
        *,
        [paragraph.text for paragraph in paragraphs if paragraph.paragraph_kind = 'lead'] as leads,
        [paragraph.text for paragraph in paragraphs if paragraph.paragraph_kind != 'heading'] as prose
    from intermediate.int_articles
),

wire_copies as (
    select * from intermediate.int_wire_copies
),

copies as (
    select distinct article_id
    from staging.stg_article_copies
),

outlets as (
    select * from staging.stg_outlets
),

texts as (
    select
        articles.*,
        coalesce(outlets.outlet_name, articles.outlet_id) as outlet_name,
        copies.article_id is not null as is_copy,
        nullif(array_to_string(articles.leads, chr(10)), '') as lead,
        nullif(array_to_string(articles.prose, chr(10)), '') as body,
        case
            when articles.agency_use_kind = 'own' then 'own'
            when wire_copies.article_id is not null then 'carried'
            else coalesce(articles.agency_use_kind, 'none')
        end as wire_use_kind
    from articles
    left join wire_copies on articles.article_id = wire_copies.article_id
    left join copies on articles.article_id = copies.article_id
    left join outlets on articles.outlet_id = outlets.outlet_id
)

select
    article_id,
    outlet_id,
    outlet_name,
    url,
    canonical_url,
    title,
    published_at,
    published_date,
    published_source_kind,
    published_local_at,
    is_exact_time,
    header_at,
    page_at,
    page_time_kind,
    url_date,
    script_kind,
    is_generic_layout,
    layout_name,
    section_name,
    column_name,
    dateline_place,
    lead,
    body,
    coalesce(length(body), 0) as character_count,
    coalesce(len(paragraphs), 0) as paragraph_count,
    coalesce(len(images), 0) as image_count,
    coalesce(len(links), 0) as link_count,
    coalesce(len(media), 0) as media_count,
    wire_use_kind in ('own', 'carried') as is_wire,
    wire_use_kind as agency_use_kind,
    is_copy,
    revision_count,
    document_id,
    parser_version
from texts
