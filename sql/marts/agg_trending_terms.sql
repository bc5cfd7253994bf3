-- grain: one row per (term, week_date): word or phrase that 3 articles of a week repeat, more than before
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
        terms.term,
        articles.week_date,
        count(*) as article_count,
        count(*) filter (where not articles.is_wire) as wire_free_article_count,
        count(*) filter (where not articles.is_copy) as copy_free_article_count,
        count(distinct articles.outlet_id) as outlet_count
    from staging.stg_article_terms as terms
    inner join articles on terms.article_id = articles.article_id
    group by terms.term, articles.week_date
),

pasts as (
    select
        *,
        coalesce(sum(article_count) over (
            partition by term order by week_date asc
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
        sqrt(greatest(macros.log_likelihood(
            pasts.article_count,
            pasts.article_count + pasts.past_article_count,
            volumes.article_count,
            volumes.article_count + volumes.past_article_count
        ), 0)) as trend_score
    from pasts
    inner join volumes on pasts.week_date = volumes.week_date
    where pasts.article_count >= 3 and volumes.past_article_count > 0
),

rising as (
    select *
    from compared
    where article_count > expected_articles and trend_score >= 3
),

-- What mostly stands within one longer term is a piece of it.
pieces as (
    select distinct
        rising.term,
        rising.week_date
    from rising
    inner join rising as longer
        on
            rising.week_date = longer.week_date
            and length(rising.term) < length(longer.term)
            and longer.article_count >= 0.6 * rising.article_count
            and contains(longer.term, rising.term)
),

names as (
    select
        lower(aliases.alias) as term,
        arg_max(entities.entity_id, (entities.article_count, entities.entity_id)) as entity_id,
        arg_max(entities.entity_name, (entities.article_count, entities.entity_id)) as entity_name
    from marts.dim_entity_aliases as aliases
    inner join marts.dim_entities as entities on aliases.entity_id = entities.entity_id
    group by lower(aliases.alias)
)

select
    rising.term,
    rising.week_date,
    rising.article_count,
    rising.wire_free_article_count,
    rising.copy_free_article_count,
    rising.outlet_count,
    rising.archive_article_count,
    cast(rising.past_article_count as bigint) as past_article_count,
    cast(rising.past_archive_article_count as bigint) as past_archive_article_count,
    rising.expected_articles,
    rising.article_count / nullif(rising.expected_articles, 0) as trend_lift,
    rising.trend_score,
    names.entity_id,
    names.entity_name
from rising
anti join pieces on rising.term = pieces.term and rising.week_date = pieces.week_date
left join names on rising.term = names.term
