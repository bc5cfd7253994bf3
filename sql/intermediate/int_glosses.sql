-- grain: one row per article, Chinese name and gloss (the Latin name in brackets behind it)
with

newest_revisions as (
    select * from intermediate.int_newest_revisions
),

glosses as (
    select
        document_id,
        unnest(glosses) as gloss
    from staging.stg_mentions
)

select
    newest_revisions.article_id,
    glosses.gloss.chinese_name,
    glosses.gloss.latin_name,
    glosses.gloss.gloss_kind,
    count(*) as gloss_count,
    max(glosses.gloss.score) as max_score
from glosses
inner join newest_revisions on glosses.document_id = newest_revisions.document_id
group by all
