-- grain: one row per (date): day, from the first to the last day on which an article was published
with

span as (
    select
        min(published_date) as first_date,
        max(published_date) as last_date
    from marts.fct_articles
),

days as (
    select cast(unnest(generate_series(first_date, last_date, interval 1 day)) as date) as date
    from span
)

select
    date,
    cast(isoyear(date) as integer) as iso_year,
    cast(week(date) as integer) as iso_week,
    cast(month(date) as integer) as month,
    cast(year(date) as integer) as year,
    cast(isodow(date) as integer) as weekday
from days
