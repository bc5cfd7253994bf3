with

weeks as (
    select
        topic_name,
        latin_name,
        getvariable('day')
        - cast(floor((getvariable('day') - published_date) / 7) as integer) * 7 as week_end_date,
        sum(article_count) as article_count
    from marts.agg_topic_days
    where published_date between getvariable('day') - 55 and getvariable('day')
    group by all
)

select
    topic_name,
    latin_name,
    topic_name || ' ' || latin_name as label,
    week_end_date,
    article_count,
    sum(article_count) over (partition by topic_name) as topic_article_count,
    article_count / sum(article_count) over (partition by week_end_date) as article_share
from weeks
order by week_end_date desc, article_count desc, topic_name asc
