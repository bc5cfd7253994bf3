-- grain: one row per (article_id, position): paragraph or heading of an article
with

paragraphs as (
    select
        article_id,
        unnest(paragraphs) as paragraph,
        generate_subscripts(paragraphs, 1) as position
    from intermediate.int_articles
)

select
    paragraphs.article_id,
    paragraphs.position,
    paragraphs.paragraph.paragraph_kind,
    paragraphs.paragraph.text,
    articles.outlet_id,
    articles.outlet_name,
    articles.title,
    articles.url,
    articles.published_date
from paragraphs
inner join marts.fct_articles as articles on paragraphs.article_id = articles.article_id
