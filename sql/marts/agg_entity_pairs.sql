-- grain: one row per (entity_id, other_entity_id): pair of entities co-mentioned in 2 or more articles
with

-- An article that names more is a register (of prisoners, of companies): co-mention in it means nothing.
named as (
    select article_id
    from marts.fct_article_entities
    group by article_id
    having count(*) <= 300
),

articles as (
    select
        articles.article_id,
        articles.is_wire,
        articles.is_copy,
        row_number() over (order by articles.article_id) as article_number
    from marts.fct_articles as articles
    inner join named on articles.article_id = named.article_id
),

places as (
    select distinct
        articles.article_number,
        mentions.entity_id,
        mentions.position
    from marts.fct_mentions as mentions
    inner join articles on mentions.article_id = articles.article_id
),

-- How many articles and paragraphs name each, and how many name any. Numbers go in the order of the ids.
entities as (
    select
        entity_id,
        row_number() over (order by entity_id) as entity_number,
        count(distinct article_number) as article_count,
        count(*) as paragraph_count
    from places
    group by entity_id
),

paragraphs as (
    select distinct
        article_number,
        position
    from places
),

totals as (
    select
        count(distinct article_number) as article_count,
        count(*) as paragraph_count
    from paragraphs
),

-- A pair needs two articles, so an entity named in one article only is in no pair.
candidates as (
    select
        places.article_number,
        places.position,
        entities.entity_number
    from places
    inner join entities on places.entity_id = entities.entity_id
    where entities.article_count > 1
),

candidate_articles as (
    select distinct
        candidates.article_number,
        candidates.entity_number,
        articles.is_wire,
        articles.is_copy
    from candidates
    inner join articles on candidates.article_number = articles.article_number
),

pairs as (
    select
        one.entity_number,
        other.entity_number as other_entity_number,
        count(*) as article_count,
        count(*) filter (where not one.is_wire) as wire_free_article_count,
        count(*) filter (where not one.is_copy) as copy_free_article_count
    from candidate_articles as one
    inner join candidate_articles as other
        on
            one.article_number = other.article_number
            and one.entity_number < other.entity_number
    group by all
    having count(*) > 1
),

paragraph_pairs as (
    select
        one.entity_number,
        other.entity_number as other_entity_number,
        count(*) as paragraph_count
    from candidates as one
    inner join candidates as other
        on
            one.article_number = other.article_number
            and one.position = other.position
            and one.entity_number < other.entity_number
    group by all
)

select
    one.entity_id,
    one_name.entity_name,
    other.entity_id as other_entity_id,
    other_name.entity_name as other_entity_name,
    one_name.is_confirmed and other_name.is_confirmed as is_confirmed,
    pairs.article_count,
    pairs.wire_free_article_count,
    pairs.copy_free_article_count,
    coalesce(paragraph_pairs.paragraph_count, 0) as paragraph_count,
    pairs.article_count * totals.article_count / (one.article_count * other.article_count) as article_lift,
    coalesce(paragraph_pairs.paragraph_count, 0) * totals.paragraph_count
    / (one.paragraph_count * other.paragraph_count) as paragraph_lift,
    sign(pairs.article_count * totals.article_count - one.article_count * other.article_count)
    * macros.log_likelihood(
        pairs.article_count, one.article_count, other.article_count, totals.article_count
    ) as log_likelihood
from pairs
left join paragraph_pairs
    on
        pairs.entity_number = paragraph_pairs.entity_number
        and pairs.other_entity_number = paragraph_pairs.other_entity_number
inner join entities as one on pairs.entity_number = one.entity_number
inner join entities as other on pairs.other_entity_number = other.entity_number
inner join staging.stg_entities as one_name on one.entity_id = one_name.entity_id
inner join staging.stg_entities as other_name on other.entity_id = other_name.entity_id
cross join totals
