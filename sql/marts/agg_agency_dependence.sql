-- grain: one row per (outlet_id, agency_name, agency_use_kind, month): agency that an outlet uses, and how
with

articles as (
    select
        article_id,
        outlet_id,
        outlet_name,
        agency_use_kind,
        is_copy,
        cast(date_trunc('month', published_date) as date) as month,
        count(*) over (partition by outlet_id, date_trunc('month', published_date)) as outlet_article_count
    from marts.fct_articles
    where published_date is not null
),

-- A text that is carried without a credit is of the agency whose article holds it.
agencies as (
    select
        article_id,
        author_name as agency_name
    from marts.fct_article_credits
    where role_kind = 'agency'
    union
    select
        copies.article_id,
        outlets.outlet_name as agency_name
    from staging.stg_article_copies as copies
    inner join marts.fct_articles as originals on copies.original_article_id = originals.article_id
    inner join marts.dim_outlets as outlets on originals.outlet_id = outlets.outlet_id
    where
        copies.is_of_agency
        and copies.article_id not in (
            select credits.article_id from marts.fct_article_credits as credits
            where credits.role_kind = 'agency'
        )
),

translators as (
    select
        article_id,
        min(author_name) as translator_name
    from marts.fct_article_credits
    where role_kind = 'translator'
    group by article_id
)

select
    articles.outlet_id,
    articles.outlet_name,
    coalesce(agencies.agency_name, 'unnamed') as agency_name,
    articles.agency_use_kind,
    articles.month,
    count(*) as article_count,
    count(*) filter (where not articles.is_copy) as copy_free_article_count,
    count(*) / any_value(articles.outlet_article_count) as article_share,
    count(translators.article_id) as translated_article_count,
    count(distinct translators.translator_name) as translator_count,
    mode(translators.translator_name order by translators.translator_name) as translator_name
from articles
left join agencies on articles.article_id = agencies.article_id
left join translators on articles.article_id = translators.article_id
where articles.agency_use_kind <> 'none'
group by all
