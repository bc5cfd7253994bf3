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
    article_id,
    position,
    macros.short_hash(image.image_url) as image_id,
    image.image_url,
    image.alt_text,
    image.caption,
    image.credit
from images
