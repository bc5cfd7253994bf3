-- grain: one row per (story_id): event that two articles or more tell, of one outlet or several, within days
with

members as (
    select * from marts.fct_story_articles
),

outlets as (
    select * from marts.dim_outlets
),

days as (
    select
        story_id,
        published_date,
        count(*) as article_count
    from members
    group by story_id, published_date
),

peaks as (
    select
        story_id,
        arg_max(published_date, (article_count, -epoch(cast(published_date as timestamp)))) as peak_date
    from days
    group by story_id
),

arrivals as (
    select
        story_id,
        outlet_id,
        min(published_at) as outlet_published_at
    from members
    group by story_id, outlet_id
),

seconds as (
    select
        story_id,
        min(outlet_published_at, 2)[2] as second_outlet_published_at
    from arrivals
    group by story_id
),

names as (
    select
        story_id,
        string_agg(entity_name, ', ' order by place) filter (where place <= 5) as entity_names,
        any_value(entity_id) filter (where entity_kind = 'place' and place_in_kind = 1) as place_entity_id,
        any_value(entity_name) filter (where entity_kind = 'place' and place_in_kind = 1) as place_name,
        any_value(country_code) filter (where entity_kind = 'place' and place_in_kind = 1) as country_code
    from intermediate.int_story_entities
    group by story_id
),

stories as (
    select
        story_id,
        arg_max(title, (not is_copy, similarity_share, -lag_minutes, article_id)) as story_title,
        min(published_at) as first_published_at,
        max(published_at) as last_published_at,
        any_value(outlet_id) filter (where is_first) as first_outlet_id,
        any_value(article_id) filter (where is_first) as first_article_id,
        any_value(url) filter (where is_first) as first_url,
        count(*) as article_count,
        count(*) filter (where not is_copy) as copy_free_article_count,
        count(*) filter (where not is_wire) as wire_free_article_count,
        count(distinct outlet_id) as outlet_count,
        count(distinct source_outlet_id) as independent_source_count,
        median(lag_minutes) filter (where not is_first) as median_lag_minutes
    from members
    group by story_id
)

select
    stories.story_id,
    stories.story_title,
    stories.first_published_at,
    stories.last_published_at,
    peaks.peak_date,
    stories.first_outlet_id,
    outlets.outlet_name as first_outlet_name,
    stories.first_article_id,
    stories.first_url,
    stories.article_count,
    stories.copy_free_article_count,
    stories.wire_free_article_count,
    stories.outlet_count,
    stories.independent_source_count,
    stories.median_lag_minutes,
    date_diff('minute', stories.first_published_at, seconds.second_outlet_published_at)
        as second_outlet_lag_minutes,
    names.entity_names,
    names.place_entity_id,
    names.place_name,
    names.country_code
from stories
inner join peaks on stories.story_id = peaks.story_id
inner join seconds on stories.story_id = seconds.story_id
left join names on stories.story_id = names.story_id
left join outlets on stories.first_outlet_id = outlets.outlet_id
