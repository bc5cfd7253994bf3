-- grain: one row per (outlet_id, entity_id, month): outlet silent on what 3 articles were to name
with

-- Names in texts in Latin script are not all read.
articles as (
    select
        article_id,
        outlet_id,
        outlet_name,
        is_wire,
        is_copy,
        cast(date_trunc('month', published_date) as date) as month
    from marts.fct_articles
    where published_date is not null and script_kind is distinct from 'latin'
),

outlet_months as (
    select
        outlet_id,
        any_value(outlet_name) as outlet_name,
        month,
        count(*) as article_count
    from articles
    group by outlet_id, month
),

months as (
    select
        month,
        sum(article_count) as article_count
    from outlet_months
    group by month
),

counts as (
    select
        article_entities.entity_id,
        articles.month,
        count(*) as article_count,
        count(*) filter (where not articles.is_wire) as wire_free_article_count,
        count(*) filter (where not articles.is_copy) as copy_free_article_count,
        count(distinct articles.outlet_id) as outlet_count,
        list(distinct articles.outlet_id) as outlet_ids
    from marts.fct_article_entities as article_entities
    inner join articles on article_entities.article_id = articles.article_id
    group by article_entities.entity_id, articles.month
),

-- What one outlet alone tells, however often, is no gap of the others.
gaps as (
    select
        outlet_months.outlet_id,
        outlet_months.outlet_name,
        counts.entity_id,
        counts.month,
        outlet_months.article_count as outlet_article_count,
        counts.article_count as other_article_count,
        counts.wire_free_article_count as wire_free_other_article_count,
        counts.copy_free_article_count as copy_free_other_article_count,
        counts.outlet_count as other_outlet_count,
        counts.article_count * outlet_months.article_count
        / (months.article_count - outlet_months.article_count) as expected_articles
    from counts
    inner join months on counts.month = months.month
    inner join outlet_months on counts.month = outlet_months.month
    where
        counts.outlet_count >= 3
        and months.article_count > outlet_months.article_count
        and counts.article_count * outlet_months.article_count
        >= 3 * (months.article_count - outlet_months.article_count)
        and not list_contains(counts.outlet_ids, outlet_months.outlet_id)
)

select
    gaps.outlet_id,
    gaps.outlet_name,
    gaps.entity_id,
    entities.entity_name,
    entities.entity_kind,
    entities.is_confirmed,
    gaps.month,
    gaps.outlet_article_count,
    gaps.expected_articles,
    gaps.other_article_count,
    gaps.wire_free_other_article_count,
    gaps.copy_free_other_article_count,
    gaps.other_outlet_count
from gaps
inner join staging.stg_entities as entities on gaps.entity_id = entities.entity_id
