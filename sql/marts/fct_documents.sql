-- grain: one row per (document_id): file of the archive at one content
select
    documents.document_id,
    documents.content_hash,
    documents.document_path,
    documents.outlet_id,
    documents.format_kind,
    documents.byte_count,
    documents.header_at,
    documents.indexed_at,
    documents.is_current,
    documents.status_kind,
    documents.rejection_kind,
    documents.rejection_detail,
    documents.article_id,
    coalesce(outlets.outlet_name, documents.outlet_id) as outlet_name,
    articles.title,
    articles.url,
    articles.published_date
from intermediate.int_documents as documents
left join staging.stg_outlets as outlets on documents.outlet_id = outlets.outlet_id
left join marts.fct_articles as articles on documents.article_id = articles.article_id
