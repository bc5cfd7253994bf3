select
    entity_name,
    country_name,
    subdivision_name,
    place_kind,
    latitude,
    longitude,
    sum(article_count) as article_count,
    sum(wire_free_article_count) as wire_free_article_count
from marts.agg_place_days
where
    published_date between getvariable('day') - 27 and getvariable('day')
    and place_kind in ('country', 'subdivision', 'city', 'county', 'district')
group by all
order by article_count desc, entity_name asc
limit 300
