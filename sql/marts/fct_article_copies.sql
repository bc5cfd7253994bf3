-- grain: one row per (article_id, original_article_id): article and one whose text it carries
with

copies as (
    select * from staging.stg_article_copies
),

articles as (
    select * from marts.fct_articles
),

outlets as (
    select * from marts.dim_outlets
),

clusters as (
    select * from marts.dim_copy_clusters
)

select
    copies.copy_cluster_id,
    copies.article_id,
    copies.original_article_id,
    copies.copy_kind,
    copies.contained_share,
    copies.copied_share,
    copies.similarity_share,
    copies.lag_minutes,
    copies.evidence_kind,
    copies.is_direction_sure,
    clusters.independent_source_count,
    articles.outlet_id,
    outlets.outlet_name,
    articles.title,
    articles.url,
    articles.published_date,
    originals.outlet_id as original_outlet_id,
    original_outlets.outlet_name as original_outlet_name,
    originals.title as original_title,
    originals.url as original_url,
    originals.published_date as original_published_date
from copies
inner join articles on copies.article_id = articles.article_id
inner join articles as originals on copies.original_article_id = originals.article_id
left join outlets on articles.outlet_id = outlets.outlet_id
left join outlets as original_outlets on originals.outlet_id = original_outlets.outlet_id
left join clusters on copies.copy_cluster_id = clusters.copy_cluster_id
