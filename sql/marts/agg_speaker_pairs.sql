-- grain: one row per (entity_id, other_entity_id): pair of speakers whom 2 or more articles both quote
with

articles as (
    select
        articles.article_id,
        articles.is_wire,
        articles.article_id in (select copies.article_id from staging.stg_article_copies as copies) as is_copy
    from marts.fct_articles as articles
),

speakers as (
    select distinct
        article_id,
        speaker_entity_id as entity_id
    from marts.fct_quotes
    where speaker_entity_id is not null
),

counts as (
    select
        entity_id,
        count(*) as article_count
    from speakers
    group by entity_id
    having count(*) > 1
),

candidates as (
    select
        speakers.article_id,
        speakers.entity_id,
        articles.is_wire,
        articles.is_copy
    from speakers
    inner join counts on speakers.entity_id = counts.entity_id
    inner join articles on speakers.article_id = articles.article_id
),

totals as (
    select count(distinct article_id) as article_count from speakers
),

pairs as (
    select
        one.entity_id,
        other.entity_id as other_entity_id,
        count(*) as article_count,
        count(*) filter (where not one.is_wire) as wire_free_article_count,
        count(*) filter (where not one.is_copy) as copy_free_article_count
    from candidates as one
    inner join candidates as other
        on
            one.article_id = other.article_id
            and one.entity_id < other.entity_id
    group by all
    having count(*) > 1
)

select
    pairs.entity_id,
    one_name.entity_name,
    one_name.entity_kind,
    pairs.other_entity_id,
    other_name.entity_name as other_entity_name,
    other_name.entity_kind as other_entity_kind,
    pairs.article_count,
    pairs.wire_free_article_count,
    pairs.copy_free_article_count,
    pairs.article_count * totals.article_count / (one.article_count * other.article_count) as article_lift
from pairs
inner join counts as one on pairs.entity_id = one.entity_id
inner join counts as other on pairs.other_entity_id = other.entity_id
inner join staging.stg_entities as one_name on pairs.entity_id = one_name.entity_id
inner join staging.stg_entities as other_name on pairs.other_entity_id = other_name.entity_id
cross join totals
