-- grain: one row per article, kind, referent and surface: what resolving is asked about
with

mentions as (
    select * from intermediate.int_mentions
),

articles as (
    select * from intermediate.int_articles
),

outlets as (
    select * from staging.stg_outlets
),

-- Scores as decimals, whose sum does not depend on the order.
names as (
    select
        article_id,
        entity_kind,
        referent,
        surface,
        count(*) as mention_count,
        max(score) as max_score,
        avg(cast(score as decimal(4, 3))) as mean_score,
        list_sort(list(distinct method_kind)) as method_kinds,
        bool_or(position = 0) as is_in_title
    from mentions
    group by all
)

select
    names.article_id,
    articles.outlet_id,
    outlets.outlet_name,
    articles.published_date,
    names.entity_kind,
    names.referent,
    names.surface,
    names.mention_count,
    names.max_score,
    names.mean_score,
    names.method_kinds,
    names.is_in_title
from names
inner join articles on names.article_id = articles.article_id
left join outlets on articles.outlet_id = outlets.outlet_id
