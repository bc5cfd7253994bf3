-- grain: one row per (story_id, outlet_id): story and an outlet that published in its days, telling it or not
with

stories as (
    select * from marts.dim_stories
),

members as (
    select * from marts.fct_story_articles
),

outlets as (
    select * from marts.dim_outlets
),

active as (
    select distinct
        outlet_id,
        published_date
    from marts.fct_articles
),

spans as (
    select
        story_id,
        min(published_date) as first_date,
        max(published_date) as last_date
    from members
    group by story_id
),

asked as (
    select distinct
        spans.story_id,
        active.outlet_id
    from spans
    inner join active
        on active.published_date between spans.first_date and spans.last_date + interval 1 day
),

told as (
    select
        story_id,
        outlet_id,
        count(*) as article_count,
        count(*) filter (where not is_copy) as copy_free_article_count,
        count(*) filter (where not is_wire) as wire_free_article_count,
        min(lag_minutes) as lag_minutes,
        arg_min(article_id, (lag_minutes, article_id)) as article_id,
        arg_min(title, (lag_minutes, article_id)) as title,
        arg_min(url, (lag_minutes, article_id)) as url,
        min(published_date) as published_date
    from members
    group by story_id, outlet_id
)

select
    stories.story_id,
    stories.story_title,
    stories.first_published_at,
    asked.outlet_id,
    outlets.outlet_name,
    told.article_count is not null as is_covered,
    coalesce(told.article_count, 0) as article_count,
    coalesce(told.copy_free_article_count, 0) as copy_free_article_count,
    coalesce(told.wire_free_article_count, 0) as wire_free_article_count,
    told.lag_minutes,
    told.article_id,
    told.title,
    told.url,
    told.published_date
from asked
inner join stories on asked.story_id = stories.story_id
left join told on asked.story_id = told.story_id and asked.outlet_id = told.outlet_id
left join outlets on asked.outlet_id = outlets.outlet_id
