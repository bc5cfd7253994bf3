-- grain: one row per (entity_id, other_entity_id, month): pair of 5 articles, beyond chance, and a month
with

pairs as (
    select
        entity_id,
        entity_name,
        other_entity_id,
        other_entity_name,
        is_confirmed
    from marts.agg_entity_pairs
    where article_count >= 5 and log_likelihood > 10.83  -- p < 0.001
),

-- An article that names more is a register: as in agg_entity_pairs.
registers as (
    select article_id
    from marts.fct_article_entities
    group by article_id
    having count(*) > 300
),

article_entities as (
    select
        articles.article_id,
        article_entities.entity_id,
        articles.is_wire,
        articles.is_copy,
        cast(date_trunc('month', articles.published_date) as date) as month
    from marts.fct_article_entities as article_entities
    inner join marts.fct_articles as articles on article_entities.article_id = articles.article_id
    anti join registers on article_entities.article_id = registers.article_id
    where articles.published_date is not null
),

one_sides as (
    select
        pairs.*,
        article_entities.article_id,
        article_entities.month,
        article_entities.is_wire,
        article_entities.is_copy
    from pairs
    inner join article_entities on pairs.entity_id = article_entities.entity_id
)

select
    one_sides.entity_id,
    one_sides.entity_name,
    one_sides.other_entity_id,
    one_sides.other_entity_name,
    one_sides.is_confirmed,
    one_sides.month,
    count(*) as article_count,
    count(*) filter (where not one_sides.is_wire) as wire_free_article_count,
    count(*) filter (where not one_sides.is_copy) as copy_free_article_count
from one_sides
inner join article_entities
    on
        one_sides.other_entity_id = article_entities.entity_id
        and one_sides.article_id = article_entities.article_id
group by all
