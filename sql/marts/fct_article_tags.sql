-- grain: one row per (article_id, tag_name): tag of an article
with

tags as (
    select
        article_id,
        unnest(list_distinct(tags)) as tag_name
    from intermediate.int_articles
)

select
    tags.article_id,
    tags.tag_name,
    articles.outlet_id,
    articles.outlet_name,
    articles.title,
    articles.url,
    articles.published_date
from tags
inner join marts.fct_articles as articles on tags.article_id = articles.article_id
