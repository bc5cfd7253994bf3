-- grain: one row per (mention_id): mention: a name at its place in the text, with the entity it means
with

mentions as (
    select * from intermediate.int_mentions
),

links as (
    select * from staging.stg_entity_links
),

weights as (
    select * from macros.mention_calibration()
)

select
    macros.short_hash(
        concat_ws(
            chr(10), mentions.article_id, mentions.position, mentions.start_offset, mentions.end_offset
        )
    ) as mention_id,
    mentions.article_id,
    links.entity_id,
    mentions.position,
    mentions.start_offset,
    mentions.end_offset,
    mentions.surface,
    mentions.method_kind,
    mentions.is_nested,
    round(
        1 / (
            1 + exp(
                -weights.constant
                - weights.link_weight * macros.log_odds(links.confidence, 0.01)
                - weights.score_weight * macros.log_odds(mentions.score, 0.02)
                - weights.length_weight * ln(length(mentions.surface))
            )
        ),
        3
    ) as confidence,
    links.method_kind as link_method_kind,
    links.confidence as link_confidence,
    entities.entity_name,
    articles.outlet_id,
    articles.outlet_name,
    articles.title,
    articles.url,
    articles.published_date
from mentions
inner join links
    on
        mentions.article_id = links.article_id
        and mentions.entity_kind = links.entity_kind
        and mentions.referent = links.referent
inner join weights
    on
        mentions.entity_kind = weights.entity_kind
        and mentions.method_kind = weights.method_kind
left join staging.stg_entities as entities on links.entity_id = entities.entity_id
left join marts.fct_articles as articles on mentions.article_id = articles.article_id
