-- grain: one row per (outlet_id, entity_id): outlet and entity it names, of those in 3 or more articles
with

-- Names in texts in Latin script are not all read.
articles as (
    select
        article_id,
        outlet_id,
        outlet_name,
        is_wire,
        is_copy,
        date_trunc('month', published_date) as month
    from marts.fct_articles
    where published_date is not null and script_kind is distinct from 'latin'
),

outlet_months as (
    select
        outlet_id,
        month,
        count(*) as article_count
    from articles
    group by all
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
        articles.outlet_id,
        any_value(articles.outlet_name) as outlet_name,
        articles.month,
        count(*) as article_count,
        count(*) filter (where not articles.is_wire) as wire_free_article_count,
        count(*) filter (where not articles.is_copy) as copy_free_article_count
    from marts.fct_article_entities as article_entities
    inner join articles on article_entities.article_id = articles.article_id
    group by article_entities.entity_id, articles.outlet_id, articles.month
),

own as (
    select
        entity_id,
        outlet_id,
        any_value(outlet_name) as outlet_name,
        sum(article_count) as article_count,
        sum(wire_free_article_count) as wire_free_article_count,
        sum(copy_free_article_count) as copy_free_article_count,
        sum(sum(article_count)) over (partition by entity_id) as all_article_count
    from counts
    group by entity_id, outlet_id
    qualify all_article_count >= 3
),

entity_months as (
    select
        entity_id,
        month,
        sum(article_count) as article_count
    from counts
    group by entity_id, month
),

-- The others' articles of a month count as much as the outlet's own: news of another time is no difference.
weights as (
    select
        outlet_months.outlet_id,
        outlet_months.month,
        outlet_months.article_count,
        months.article_count - outlet_months.article_count as other_article_count,
        outlet_months.article_count / (months.article_count - outlet_months.article_count) as weight
    from outlet_months
    inner join months on outlet_months.month = months.month
    where months.article_count > outlet_months.article_count
),

outlets as (
    select
        outlet_id,
        sum(article_count) as article_count,
        sum(other_article_count) as other_article_count
    from weights
    group by outlet_id
),

compared as (
    select
        own.entity_id,
        own.outlet_id,
        sum(coalesce(counts.article_count, 0)) as article_count,
        -- in order, for a sum of floats depends on it
        sum(
            (entity_months.article_count - coalesce(counts.article_count, 0)) * weights.weight
            order by weights.month
        ) as expected_count
    from own
    inner join entity_months on own.entity_id = entity_months.entity_id
    inner join weights on own.outlet_id = weights.outlet_id and entity_months.month = weights.month
    left join counts
        on
            own.entity_id = counts.entity_id
            and own.outlet_id = counts.outlet_id
            and entity_months.month = counts.month
    group by own.entity_id, own.outlet_id
),

shares as (
    select
        compared.entity_id,
        compared.outlet_id,
        compared.article_count,
        outlets.article_count as outlet_article_count,
        outlets.other_article_count,
        compared.article_count / outlets.article_count as article_share,
        compared.expected_count / outlets.article_count as other_article_share
    from compared
    inner join outlets on compared.outlet_id = outlets.outlet_id
),

bounds as (
    select
        *,
        macros.wilson_bound(article_count, outlet_article_count, -1) as lower_share,
        macros.wilson_bound(article_count, outlet_article_count, 1) as upper_share,
        macros.wilson_bound(other_article_share * other_article_count, other_article_count, -1)
            as other_lower_share,
        macros.wilson_bound(other_article_share * other_article_count, other_article_count, 1)
            as other_upper_share
    from shares
)

select
    own.outlet_id,
    own.outlet_name,
    own.entity_id,
    entities.entity_name,
    entities.entity_kind,
    entities.is_confirmed,
    cast(own.article_count as bigint) as article_count,
    cast(own.wire_free_article_count as bigint) as wire_free_article_count,
    cast(own.copy_free_article_count as bigint) as copy_free_article_count,
    cast(bounds.outlet_article_count as bigint) as outlet_article_count,
    bounds.article_share,
    bounds.lower_share,
    bounds.upper_share,
    bounds.other_article_share,
    bounds.other_lower_share,
    bounds.other_upper_share,
    bounds.article_share / nullif(bounds.other_article_share, 0) as share_lift,
    coalesce(bounds.lower_share > bounds.other_upper_share, false) as is_more,
    coalesce(bounds.upper_share < bounds.other_lower_share, false) as is_less
from own
inner join staging.stg_entities as entities on own.entity_id = entities.entity_id
left join bounds on own.entity_id = bounds.entity_id and own.outlet_id = bounds.outlet_id
