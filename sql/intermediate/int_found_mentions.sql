-- grain: one row per name found in the newest revision of an article, as it was found
with

newest_revisions as (
    select * from intermediate.int_newest_revisions
),

-- Unnested before they are joined: the other way round DuckDB takes twenty times as long.
mentions as (
    select
        document_id,
        unnest(mentions) as mention
    from staging.stg_mentions
)

select
    newest_revisions.article_id,
    cast(mentions.mention.position as bigint) as position,
    mentions.mention.start_offset,
    mentions.mention.end_offset,
    mentions.mention.surface,
    mentions.mention.entity_kind,
    mentions.mention.method_kind,
    mentions.mention.score,
    mentions.mention.referent
from mentions
inner join newest_revisions on mentions.document_id = newest_revisions.document_id
