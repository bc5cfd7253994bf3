-- grain: one row per quotation in the newest revision of an article
with

newest_revisions as (
    select * from intermediate.int_newest_revisions
),

-- Unnested before they are joined, as mentions are.
quotes as (
    select
        document_id,
        unnest(quotes) as quote
    from staging.stg_quotes
)

select
    newest_revisions.article_id,
    cast(quotes.quote.position as bigint) as position,
    quotes.quote.start_offset,
    quotes.quote.end_offset,
    quotes.quote.quote_text,
    quotes.quote.quote_kind,
    quotes.quote.speaker_name,
    quotes.quote.speaker_kind,
    cast(quotes.quote.speaker_position as bigint) as speaker_position,
    quotes.quote.speaker_entity_kind,
    quotes.quote.speaker_referent,
    quotes.quote.via,
    quotes.quote.cue,
    quotes.quote.evidence,
    quotes.quote.confidence
from quotes
inner join newest_revisions on quotes.document_id = newest_revisions.document_id
