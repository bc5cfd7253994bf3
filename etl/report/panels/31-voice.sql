select
    outlet_name || ' · ' || entity_name as label,
    outlet_name,
    entity_name,
    entity_kind,
    article_count,
    article_share,
    lower_share,
    upper_share,
    other_article_share,
    other_lower_share,
    other_upper_share,
    dense_rank() over (order by outlet_article_count desc, outlet_id asc) as outlet_place,
    row_number() over (
        partition by outlet_id
        order by lower_share - other_upper_share desc, entity_id asc
    ) as place
from marts.agg_outlet_entities
where is_more and is_confirmed and entity_name <> outlet_name
qualify place <= 3 and outlet_place <= 8
order by outlet_place asc, place asc
