-- grain: one row per (article_id, position): link of an article
with

articles as (
    select * from intermediate.int_articles
),

targets as (
    select * from marts.fct_articles
),

links as (
    select
        article_id,
        unnest(links) as link,
        generate_subscripts(links, 1) as position
    from articles
)

select
    links.article_id,
    links.position,
    links.link.link_url,
    links.link.anchor_text,
    links.link.link_kind,
    links.link.target_domain,
    targets.article_id as target_article_id,
    targets.title as target_title,
    targets.url as target_url,
    targets.published_date as target_published_date,
    labels.outlet_id,
    labels.outlet_name,
    labels.title,
    labels.url,
    labels.published_date
from links
left join targets on links.link.target_article_id = targets.article_id
left join marts.fct_articles as labels on links.article_id = labels.article_id
