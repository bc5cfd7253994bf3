-- grain: one row per (author_id, outlet_id, role_kind, month): author, where, in which role and when
with

credits as (
    select distinct
        article_id,
        author_id,
        role_kind
    from marts.fct_article_credits
)

select
    credits.author_id,
    authors.author_name,
    authors.author_kind,
    articles.outlet_id,
    articles.outlet_name,
    credits.role_kind,
    cast(date_trunc('month', articles.published_date) as date) as month,
    count(*) as article_count,
    count(*) filter (where not articles.is_wire) as wire_free_article_count,
    count(*) filter (where not articles.is_copy) as copy_free_article_count,
    cast(sum(articles.character_count) as bigint) as character_count,
    min(articles.published_date) as first_published_date,
    max(articles.published_date) as last_published_date
from credits
inner join marts.fct_articles as articles on credits.article_id = articles.article_id
inner join marts.dim_authors as authors on credits.author_id = authors.author_id
where articles.published_date is not null
group by all
