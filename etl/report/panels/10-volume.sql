select
    outlet_name,
    published_date,
    article_count,
    wire_free_article_count,
    copy_free_article_count
from marts.agg_outlet_days
where published_date between getvariable('day') - 55 and getvariable('day')
order by published_date desc, article_count desc, outlet_name asc
