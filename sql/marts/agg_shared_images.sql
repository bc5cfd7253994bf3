-- grain: one row per (image_id): image, by its address, in 2 or more articles
with

images as (
    select distinct
        image_id,
        article_id,
        image_url
    from marts.fct_article_images
)

select
    images.image_id,
    any_value(images.image_url) as image_url,
    count(*) as article_count,
    count(*) filter (where not articles.is_wire) as wire_free_article_count,
    count(*) filter (where not articles.is_copy) as copy_free_article_count,
    count(distinct articles.outlet_id) as outlet_count,
    string_agg(distinct articles.outlet_name, '、' order by articles.outlet_name) as outlet_names,
    min(articles.published_date) as first_published_date,
    max(articles.published_date) as last_published_date
from images
inner join marts.fct_articles as articles on images.article_id = articles.article_id
group by images.image_id
having count(*) > 1
