-- grain: one row per two entities that two or more articles name together, the smaller id first
with

places as (
    select distinct
        article_id,
        entity_id,
        position
    from marts.fct_mentions
),

-- How many articles and paragraphs name each, and how many name any.
entities as (
    select
        entity_id,
        count(distinct article_id) as article_count,
        count(*) as paragraph_count
    from places
    group by all
),

paragraphs as (
    select distinct
        article_id,
        position
    from places
),

totals as (
    select
        count(distinct article_id) as article_count,
        count(*) as paragraph_count
    from paragraphs
),

-- One article alone says nothing of a pair; so whoever is in one alone is in no pair.
candidates as (
    select
        places.article_id,
        places.entity_id,
        list(places.position) as positions
    from places
    inner join entities on places.entity_id = entities.entity_id
    where entities.article_count > 1
    group by all
),

pairs as (
    select
        one.entity_id,
        other.entity_id as other_entity_id,
        count(*) as article_count,
        sum(len(list_intersect(one.positions, other.positions))) as paragraph_count
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
    pairs.other_entity_id,
    other_name.entity_name as other_entity_name,
    pairs.article_count,
    cast(pairs.paragraph_count as bigint) as paragraph_count,
    pairs.article_count * totals.article_count / (one.article_count * other.article_count) as article_lift,
    pairs.paragraph_count * totals.paragraph_count
    / (one.paragraph_count * other.paragraph_count) as paragraph_lift
from pairs
inner join entities as one on pairs.entity_id = one.entity_id
inner join entities as other on pairs.other_entity_id = other.entity_id
inner join staging.stg_entities as one_name on pairs.entity_id = one_name.entity_id
inner join staging.stg_entities as other_name on pairs.other_entity_id = other_name.entity_id
cross join totals
