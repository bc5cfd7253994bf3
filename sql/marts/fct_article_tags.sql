-- grain: one row per (article_id, tag_name): tag of an article
select
    article_id,
    unnest(list_distinct(tags)) as tag_name
from intermediate.int_articles
