-- grain: one row per (article_id, position): credit of an article
select
    article_id,
    position,
    author_id,
    author_name,
    role_kind
from intermediate.int_credits
