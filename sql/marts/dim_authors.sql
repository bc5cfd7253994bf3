-- grain: one row per (author_id): credited person, agency, medium or desk
with

spellings as (
    select
        author_id,
        author_kind,
        author_name,
        count(*) as credit_count
    from intermediate.int_credits
    group by all
),

latin_spellings as (
    select
        author_id,
        latin_name,
        count(*) as credit_count
    from intermediate.int_credits
    where latin_name is not null
    group by all
),

-- The most frequent spelling names the author; of equally frequent ones the last in code point order.
names as (
    select
        author_id,
        author_kind,
        max_by(author_name, (credit_count, author_name)) as author_name
    from spellings
    group by all
),

latin_names as (
    select
        author_id,
        max_by(latin_name, (credit_count, latin_name)) as latin_name
    from latin_spellings
    group by all
),

articles as (
    select
        author_id,
        count(distinct article_id) as article_count
    from intermediate.int_credits
    group by all
)

select
    names.author_id,
    names.author_name,
    latin_names.latin_name,
    names.author_kind,
    articles.article_count
from names
inner join articles on names.author_id = articles.author_id
left join latin_names on names.author_id = latin_names.author_id
