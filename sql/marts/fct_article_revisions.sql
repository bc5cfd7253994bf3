-- grain: one row per (article_id, revision_number): saved version of an article with new content
with

compared as (
    select * from staging.stg_article_revisions
),

versions as (
    select * from intermediate.int_versions
)

select
    versions.article_id,
    coalesce(compared.revision_number, 1) as revision_number,
    versions.document_id,
    versions.header_at,
    versions.archived_at,
    coalesce(compared.revision_kind, 'first') as revision_kind,
    compared.change_class_kind,
    versions.title,
    coalesce(compared.added_character_count, 0) as added_character_count,
    coalesce(compared.removed_character_count, 0) as removed_character_count,
    coalesce(compared.changed_share, 0.0) as changed_share,
    coalesce(compared.is_repetition, false) as is_repetition,
    articles.outlet_id,
    articles.outlet_name,
    articles.url,
    articles.published_date
from versions
left join marts.fct_articles as articles on versions.article_id = articles.article_id
left join compared
    on
        versions.article_id = compared.article_id
        and versions.document_id = compared.document_id
        and versions.version_number = compared.revision_number
