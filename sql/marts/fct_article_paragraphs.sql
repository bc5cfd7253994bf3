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
    article_id,
    position,
    paragraph.paragraph_kind,
    paragraph.text
from paragraphs
