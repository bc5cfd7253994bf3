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
    media.article_id,
    media.position,
    media.medium.media_kind,
    media.medium.media_url,
    media.medium.title,
    articles.outlet_id,
    articles.outlet_name,
    articles.title as article_title,
    articles.url,
    articles.published_date
from media
inner join marts.fct_articles as articles on media.article_id = articles.article_id
