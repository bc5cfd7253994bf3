-- grain: one row per (article_id, position): link of an article
with

articles as (
    select * from intermediate.int_articles
),

targets as (
    select * from intermediate.int_newest_revisions
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
    targets.article_id as target_article_id
from links
left join targets on links.link.target_article_id = targets.article_id
