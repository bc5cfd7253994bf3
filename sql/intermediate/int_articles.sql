-- grain: one row per article, its newest revision with its lists
with

parsed_articles as (
    select * from staging.stg_parsed_articles
),

newest_revisions as (
    select * from intermediate.int_newest_revisions
)

select parsed_articles.*
from parsed_articles
inner join newest_revisions on parsed_articles.document_id = newest_revisions.document_id
