-- The newest day whose seven days hold a tenth of the busiest week: a stray page of a later year is no news.
with

weeks as (
    select
        published_date,
        sum(sum(article_count)) over (
            order by published_date range between interval 6 days preceding and current row
        ) as article_count
    from marts.agg_outlet_days
    group by published_date
)

select max(published_date) as published_date
from weeks
where article_count >= (select max(busiest.article_count) / 10 from weeks as busiest)
