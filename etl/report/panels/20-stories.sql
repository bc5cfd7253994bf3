with

stories as (
    select
        story_id,
        first_url,
        outlet_count,
        independent_source_count,
        article_count,
        row_number() over (order by outlet_count desc, article_count desc, story_id asc) as place
    from marts.dim_stories
    where peak_date between getvariable('day') - 6 and getvariable('day')
    qualify place <= 12
)

select
    stories.place,
    coverage.story_title,
    stories.first_url,
    coverage.outlet_name,
    coverage.is_covered,
    if(coverage.is_covered, 'told', 'not told') as coverage_kind,
    coverage.article_count,
    round(coverage.lag_minutes / 60, 1) as lag_hours,
    stories.article_count as story_article_count,
    stories.outlet_count,
    stories.independent_source_count,
    sum(coverage.article_count) over (partition by coverage.outlet_id) as outlet_article_count,
    string_agg(if(coverage.is_covered, coverage.outlet_name, null), '、' order by coverage.outlet_name)
        over (partition by coverage.story_id) as told_by,
    string_agg(if(coverage.is_covered, null, coverage.outlet_name), '、' order by coverage.outlet_name)
        over (partition by coverage.story_id) as not_told_by
from marts.agg_story_coverage as coverage
inner join stories on coverage.story_id = stories.story_id
order by stories.place asc, coverage.outlet_name asc
