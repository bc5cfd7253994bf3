-- grain: one row per (article_id, position): image in an article
with

images as (
    select
        article_id,
        unnest(images) as image,
        generate_subscripts(images, 1) as position
    from intermediate.int_articles
)

select
    images.article_id,
    images.position,
    macros.short_hash(images.image.image_url) as image_id,
    images.image.image_url,
    images.image.alt_text,
    images.image.caption,
    images.image.credit,
    articles.outlet_id,
    articles.outlet_name,
    articles.title,
    articles.url,
    articles.published_date
from images
inner join marts.fct_articles as articles on images.article_id = articles.article_id
