-- grain: one row per article and word or phrase that it repeats
select
    article_id,
    unnest(terms) as term
from base.article_topics
