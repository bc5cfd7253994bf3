-- grain: one row per (author_id, entity_id): person who writes, and entity in 2 or more of its articles
with

authors as (
    select
        author_id,
        author_name
    from marts.dim_authors
    where author_kind = 'person'
),

-- Who writes a text chooses what it names; who translates, edits or proofreads it does not.
credits as (
    select distinct
        credits.article_id,
        credits.author_id
    from marts.fct_article_credits as credits
    inner join authors on credits.author_id = authors.author_id
    where credits.role_kind in ('reporter', 'columnist')
),

signed as (
    select distinct article_id
    from credits
),

author_counts as (
    select
        author_id,
        count(*) as article_count
    from credits
    group by author_id
),

totals as (
    select count(*) as article_count
    from signed
),

article_entities as (
    select
        article_entities.article_id,
        article_entities.entity_id
    from marts.fct_article_entities as article_entities
    semi join signed on article_entities.article_id = signed.article_id
),

entity_counts as (
    select
        entity_id,
        count(*) as article_count
    from article_entities
    group by entity_id
    having count(*) > 1
),

counts as (
    select
        credits.author_id,
        article_entities.entity_id,
        count(*) as article_count,
        count(*) filter (where not articles.is_wire) as wire_free_article_count,
        count(*) filter (where not articles.is_copy) as copy_free_article_count
    from credits
    inner join article_entities on credits.article_id = article_entities.article_id
    inner join marts.fct_articles as articles on credits.article_id = articles.article_id
    group by credits.author_id, article_entities.entity_id
    having count(*) > 1
),

-- A byline within the text names its author.
own_names as (
    select distinct
        authors.author_id,
        aliases.entity_id
    from authors
    inner join marts.dim_entity_aliases as aliases on authors.author_name = aliases.alias
)

select
    counts.author_id,
    authors.author_name,
    counts.entity_id,
    entities.entity_name,
    entities.entity_kind,
    entities.is_confirmed,
    counts.article_count,
    counts.wire_free_article_count,
    counts.copy_free_article_count,
    author_counts.article_count as author_article_count,
    counts.article_count / author_counts.article_count as article_share,
    counts.article_count * totals.article_count / (author_counts.article_count * entity_counts.article_count)
        as article_lift,
    sign(
        counts.article_count * totals.article_count
        - author_counts.article_count * entity_counts.article_count
    )
    * macros.log_likelihood(
        counts.article_count, author_counts.article_count, entity_counts.article_count, totals.article_count
    ) as log_likelihood
from counts
inner join authors on counts.author_id = authors.author_id
anti join own_names on counts.author_id = own_names.author_id and counts.entity_id = own_names.entity_id
inner join author_counts on counts.author_id = author_counts.author_id
inner join entity_counts on counts.entity_id = entity_counts.entity_id
inner join staging.stg_entities as entities on counts.entity_id = entities.entity_id
cross join totals
