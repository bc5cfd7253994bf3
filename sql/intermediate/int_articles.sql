-- grain: one row per article, its newest revision with its lists
with

parsed_articles as (
    select * from staging.stg_parsed_articles
),

newest_revisions as (
    select * from intermediate.int_newest_revisions
),

revision_counts as (
    select
        article_id,
        count(*) as revision_count
    from staging.stg_article_revisions
    group by article_id
)

select
    parsed_articles.*,
    coalesce(revision_counts.revision_count, 1) as revision_count
from parsed_articles
inner join newest_revisions on parsed_articles.document_id = newest_revisions.document_id
left join revision_counts on parsed_articles.article_id = revision_counts.article_id
