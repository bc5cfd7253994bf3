-- grain: one row per credit of an article
with

credits as (
    select
        article_id,
        unnest(credits) as credit,
        author_keys,
        generate_subscripts(credits, 1) as position
    from intermediate.int_articles
)

select
    article_id,
    position,
    macros.short_hash(
        concat_ws(
            chr(10),
            credit.author_kind,
            coalesce(author_keys[position], macros.folded_name(credit.author_name))
        )
    ) as author_id,
    credit.author_name,
    credit.latin_name,
    credit.author_kind,
    credit.role_kind
from credits
