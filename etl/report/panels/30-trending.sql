select
    entity_name,
    entity_kind,
    week_date,
    article_count,
    round(expected_articles, 1) as expected_articles,
    outlet_count,
    trend_score
from marts.agg_entity_trends
where
    is_confirmed
    and outlet_count > 1
    and week_date = cast(date_trunc('week', getvariable('day') - 6) as date)
    and trend_score > 0
order by trend_score desc, entity_name asc
limit 20
