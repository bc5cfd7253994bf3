-- grain: one row per (article_id, position): credit of an article
select
    credits.article_id,
    credits.position,
    credits.author_id,
    credits.author_name,
    credits.role_kind,
    articles.outlet_id,
    articles.outlet_name,
    articles.title,
    articles.url,
    articles.published_date
from intermediate.int_credits as credits
inner join marts.fct_articles as articles on credits.article_id = articles.article_id
