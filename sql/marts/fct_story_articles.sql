-- grain: one row per (article_id): article of a story, one event that one or several outlets tell
with

members as (
    select * from staging.stg_story_articles
),

articles as (
    select * from marts.fct_articles
),

wire_copies as (
    select * from intermediate.int_wire_copies
),

outlets as (
    select * from marts.dim_outlets
),

originals as (
    select
        copies.article_id,
        any_value(clusters.original_article_id) as source_article_id
    from staging.stg_article_copies as copies
    inner join marts.dim_copy_clusters as clusters on copies.copy_cluster_id = clusters.copy_cluster_id
    group by copies.article_id
),

firsts as (
    select
        members.story_id,
        min(articles.published_at) as first_published_at,
        arg_min(members.article_id, (articles.published_at, members.article_id)) as first_article_id
    from members
    inner join articles on members.article_id = articles.article_id
    group by members.story_id
)

select
    members.story_id,
    members.article_id,
    articles.outlet_id,
    outlets.outlet_name,
    articles.title,
    articles.url,
    articles.published_at,
    articles.published_date,
    date_diff('minute', firsts.first_published_at, articles.published_at) as lag_minutes,
    members.article_id = firsts.first_article_id as is_first,
    members.similarity_share,
    originals.article_id is not null as is_copy,
    coalesce(articles.agency_use_kind in ('own', 'carried'), false)
    or wire_copies.article_id is not null as is_wire,
    coalesce(sources.outlet_id, articles.outlet_id) as source_outlet_id,
    coalesce(sources.outlet_name, articles.outlet_name) as source_outlet_name
from members
inner join articles on members.article_id = articles.article_id
inner join firsts on members.story_id = firsts.story_id
left join outlets on articles.outlet_id = outlets.outlet_id
left join wire_copies on members.article_id = wire_copies.article_id
left join originals on members.article_id = originals.article_id
left join articles as sources on originals.source_article_id = sources.article_id
