-- grain: one row per (article_id, position): video, sound or embed of an article
with

media as (
    select
        article_id,
        unnest(media) as medium,
        generate_subscripts(media, 1) as position
    from intermediate.int_articles
)

select
    article_id,
    position,
    medium.media_kind,
    medium.media_url,
    medium.title
from media
