select
    pairs.entity_name,
    pairs.other_entity_name,
    one.entity_kind as entity_name_kind,
    other.entity_kind as other_entity_name_kind,
    pairs.article_count,
    round(pairs.article_lift, 1) as article_lift,
    round(pairs.log_likelihood, 0) as log_likelihood
from marts.agg_entity_pairs as pairs
inner join marts.dim_entities as one on pairs.entity_id = one.entity_id
inner join marts.dim_entities as other on pairs.other_entity_id = other.entity_id
where
    pairs.is_confirmed
    and pairs.log_likelihood > 0
    and one.entity_kind <> 'place'
    and other.entity_kind <> 'place'
order by pairs.log_likelihood desc, pairs.entity_name asc, pairs.other_entity_name asc
limit 150
