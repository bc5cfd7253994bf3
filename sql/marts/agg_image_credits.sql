-- grain: one row per (outlet_id, credit): outlet and a credit of its images, in one script and case
with

images as (
    select
        images.article_id,
        images.image_id,
        articles.outlet_id,
        articles.outlet_name,
        articles.published_date,
        articles.is_wire,
        articles.is_copy,
        images.credit as printed_credit,
        macros.folded_name(images.credit) as folded_credit
    from marts.fct_article_images as images
    inner join marts.fct_articles as articles on images.article_id = articles.article_id
    where images.credit is not null
)

select
    outlet_id,
    any_value(outlet_name) as outlet_name,
    mode(printed_credit order by printed_credit) as credit,
    count(distinct image_id) as image_count,
    count(distinct image_id) filter (where not is_wire) as wire_free_image_count,
    count(distinct image_id) filter (where not is_copy) as copy_free_image_count,
    count(distinct article_id) as article_count,
    count(distinct article_id) filter (where not is_wire) as wire_free_article_count,
    count(distinct article_id) filter (where not is_copy) as copy_free_article_count,
    min(published_date) as first_published_date,
    max(published_date) as last_published_date
from images
group by outlet_id, folded_credit
