-- grain: one row per (speaker_id, outlet_id, month): speaker, or somebody who is named and not quoted
with

articles as (
    select
        articles.article_id,
        articles.outlet_id,
        cast(date_trunc('month', articles.published_date) as date) as month,
        articles.is_wire,
        articles.article_id in (select copies.article_id from staging.stg_article_copies as copies) as is_copy
    from marts.fct_articles as articles
    where articles.published_date is not null
),

-- A partial quotation stands within an indirect one, so that statements are the other two.
quotes as (
    select
        quotes.article_id,
        quotes.speaker_entity_id,
        quotes.speaker_kind,
        quotes.quote_kind,
        quotes.end_offset - quotes.start_offset as character_count,
        coalesce(quotes.speaker_entity_name, quotes.speaker_name) as speaker_name,
        coalesce(
            quotes.speaker_entity_id,
            macros.short_hash(concat_ws(chr(10), quotes.speaker_kind, quotes.speaker_name))
        ) as speaker_id
    from marts.fct_quotes as quotes
    where quotes.speaker_name is not null
),

quoted as (
    select
        quotes.speaker_id,
        articles.outlet_id,
        articles.month,
        any_value(quotes.speaker_entity_id) as entity_id,
        min(quotes.speaker_name) as speaker_name,
        min(quotes.speaker_kind) as speaker_kind,
        count(*) filter (where quotes.quote_kind <> 'partial') as quote_count,
        count(*) filter (where quotes.quote_kind = 'direct') as direct_count,
        count(*) filter (where quotes.quote_kind = 'partial') as partial_count,
        sum(quotes.character_count) filter (where quotes.quote_kind <> 'partial') as character_count,
        sum(quotes.character_count) filter (where quotes.quote_kind <> 'indirect') as marked_character_count,
        count(distinct quotes.article_id) as article_count,
        count(*) filter (
            where quotes.quote_kind <> 'partial' and not articles.is_wire
        ) as wire_free_quote_count,
        count(distinct quotes.article_id) filter (where not articles.is_wire) as wire_free_article_count,
        count(*) filter (
            where quotes.quote_kind <> 'partial' and not articles.is_copy
        ) as copy_free_quote_count,
        count(distinct quotes.article_id) filter (where not articles.is_copy) as copy_free_article_count
    from quotes
    inner join articles on quotes.article_id = articles.article_id
    group by all
),

named as (
    select
        article_entities.entity_id,
        articles.outlet_id,
        articles.month,
        count(*) as named_article_count,
        count(*) filter (where not articles.is_wire) as wire_free_named_article_count,
        count(*) filter (where not articles.is_copy) as copy_free_named_article_count
    from marts.fct_article_entities as article_entities
    inner join articles on article_entities.article_id = articles.article_id
    group by all
),

together as (
    select
        quoted.* exclude (speaker_id, outlet_id, month, entity_id),
        coalesce(quoted.speaker_id, named.entity_id) as speaker_id,
        coalesce(quoted.entity_id, named.entity_id) as entity_id,
        coalesce(quoted.outlet_id, named.outlet_id) as outlet_id,
        coalesce(quoted.month, named.month) as month,
        coalesce(named.named_article_count, 0) as named_article_count,
        coalesce(named.wire_free_named_article_count, 0) as wire_free_named_article_count,
        coalesce(named.copy_free_named_article_count, 0) as copy_free_named_article_count
    from quoted
    full join named
        on
            quoted.entity_id = named.entity_id
            and quoted.outlet_id = named.outlet_id
            and quoted.month = named.month
)

select
    together.speaker_id,
    together.entity_id,
    entities.entity_name,
    coalesce(entities.entity_name, together.speaker_name) as speaker_name,
    coalesce(
        if(entities.entity_kind = 'person', 'person', null),
        if(together.entity_id is not null, 'organisation', null),
        together.speaker_kind
    ) as speaker_kind,
    together.outlet_id,
    coalesce(outlets.outlet_name, together.outlet_id) as outlet_name,
    together.month,
    together.quote_count is not null as is_quoted,
    coalesce(together.quote_count, 0) as quote_count,
    coalesce(together.direct_count, 0) as direct_count,
    coalesce(together.partial_count, 0) as partial_count,
    together.direct_count / nullif(together.quote_count, 0) as direct_share,
    cast(coalesce(together.character_count, 0) as bigint) as character_count,
    cast(coalesce(together.marked_character_count, 0) as bigint) as marked_character_count,
    coalesce(together.article_count, 0) as article_count,
    coalesce(together.wire_free_quote_count, 0) as wire_free_quote_count,
    coalesce(together.wire_free_article_count, 0) as wire_free_article_count,
    coalesce(together.copy_free_quote_count, 0) as copy_free_quote_count,
    coalesce(together.copy_free_article_count, 0) as copy_free_article_count,
    together.named_article_count,
    together.wire_free_named_article_count,
    together.copy_free_named_article_count
from together
left join staging.stg_entities as entities on together.entity_id = entities.entity_id
left join staging.stg_outlets as outlets on together.outlet_id = outlets.outlet_id
where together.quote_count is not null or entities.entity_kind in ('person', 'organisation')
