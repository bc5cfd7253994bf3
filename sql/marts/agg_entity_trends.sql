-- grain: one row per (entity_id, week_date): entity and week, by its Monday, with 3 or more articles
with

articles as (
    select
        article_id,
        outlet_id,
        is_wire,
        is_copy,
        cast(date_trunc('week', published_date) as date) as week_date
    from marts.fct_articles
    where published_date is not null
),

weeks as (
    select
        week_date,
        count(*) as article_count
    from articles
    group by week_date
),

volumes as (
    select
        week_date,
        article_count,
        sum(article_count) over (
            order by week_date asc
            range between interval 56 days preceding and interval 7 days preceding
        ) as past_article_count
    from weeks
),

counts as (
    select
        article_entities.entity_id,
        articles.week_date,
        count(*) as article_count,
        count(*) filter (where not articles.is_wire) as wire_free_article_count,
        count(*) filter (where not articles.is_copy) as copy_free_article_count,
        count(distinct articles.outlet_id) as outlet_count
    from marts.fct_article_entities as article_entities
    inner join articles on article_entities.article_id = articles.article_id
    group by article_entities.entity_id, articles.week_date
),

pasts as (
    select
        *,
        coalesce(sum(article_count) over (
            partition by entity_id order by week_date asc
            range between interval 56 days preceding and interval 7 days preceding
        ), 0) as past_article_count
    from counts
),

compared as (
    select
        pasts.*,
        volumes.article_count as archive_article_count,
        volumes.past_article_count as past_archive_article_count,
        volumes.article_count * pasts.past_article_count / volumes.past_article_count
            as expected_articles,
        macros.log_likelihood(
            pasts.article_count,
            pasts.article_count + pasts.past_article_count,
            volumes.article_count,
            volumes.article_count + volumes.past_article_count
        ) as log_likelihood
    from pasts
    inner join volumes on pasts.week_date = volumes.week_date
    where pasts.article_count >= 3 and volumes.past_article_count > 0
)

select
    compared.entity_id,
    entities.entity_name,
    entities.entity_kind,
    entities.is_confirmed,
    compared.week_date,
    compared.article_count,
    compared.wire_free_article_count,
    compared.copy_free_article_count,
    compared.outlet_count,
    compared.archive_article_count,
    cast(compared.past_article_count as bigint) as past_article_count,
    cast(compared.past_archive_article_count as bigint) as past_archive_article_count,
    compared.expected_articles,
    compared.article_count / nullif(compared.expected_articles, 0) as trend_lift,
    sign(compared.article_count - compared.expected_articles)
    * sqrt(greatest(compared.log_likelihood, 0))
        as trend_score
from compared
inner join staging.stg_entities as entities on compared.entity_id = entities.entity_id
