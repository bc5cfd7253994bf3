-- grain: one row per article of a story
select
    article_id,
    story_id,
    closeness / 10000 as similarity_share
from base.story_articles
