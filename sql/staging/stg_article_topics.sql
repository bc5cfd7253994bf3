-- grain: one row per article and topic of it, the primary one at place 1
with

told as (
    select
        article_id,
        unnest(topics) as topic,
        generate_subscripts(topics, 1) as place
    from base.article_topics
)

select
    article_id,
    topic.topic_id,
    topic.topic_name,
    topic.latin_name,
    topic.score,
    place
from told
