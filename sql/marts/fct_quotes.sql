-- grain: one row per (quote_id): quotation or reported statement
with

quotes as (
    select * from intermediate.int_quotes
),

articles as (
    select * from intermediate.int_articles
),

outlets as (
    select * from staging.stg_outlets
),

links as (
    select * from staging.stg_entity_links
),

entities as (
    select * from staging.stg_entities
)

select
    macros.short_hash(
        concat_ws(
            chr(10),
            quotes.article_id,
            quotes.position,
            quotes.start_offset,
            quotes.end_offset,
            quotes.quote_kind
        )
    ) as quote_id,
    quotes.article_id,
    quotes.position,
    quotes.start_offset,
    quotes.end_offset,
    quotes.quote_text,
    quotes.quote_kind,
    quotes.speaker_name,
    quotes.via,
    quotes.speaker_kind,
    links.entity_id as speaker_entity_id,
    entities.entity_name as speaker_entity_name,
    quotes.speaker_position,
    quotes.cue,
    coalesce(quotes.evidence in ('according_saying', 'citing_saying'), false) as is_source,
    quotes.confidence,
    articles.outlet_id,
    coalesce(outlets.outlet_name, articles.outlet_id) as outlet_name,
    articles.title,
    articles.url,
    articles.published_date
from quotes
inner join articles on quotes.article_id = articles.article_id
left join outlets on articles.outlet_id = outlets.outlet_id
left join links
    on
        quotes.article_id = links.article_id
        and quotes.speaker_entity_kind = links.entity_kind
        and quotes.speaker_referent = links.referent
left join entities on links.entity_id = entities.entity_id
