select
    'articles' as label,
    count(*) as figure,
    count(distinct outlet_id) || ' outlets' as note
from marts.fct_articles
union all
select
    'in the week' as label,
    sum(article_count) as figure,
    count(distinct outlet_id) || ' outlets' as note
from marts.agg_outlet_days
where published_date between getvariable('day') - 6 and getvariable('day')
union all
select
    'stories' as label,
    count(*) as figure,
    count(*) filter (where peak_date between getvariable('day') - 6 and getvariable('day'))
    || ' of this week' as note
from marts.dim_stories
union all
select
    'quotations' as label,
    count(*) as figure,
    format('{:,}', count(distinct speaker_name)) || ' speakers' as note
from marts.fct_quotes
union all
select
    'rules hold' as label,
    count(*) filter (where is_passed) as figure,
    'of ' || count(*) || ' quality rules' as note
from ops.quality_scorecard
