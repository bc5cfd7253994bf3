-- grain: one row per retired story id, with the story that holds its articles
select
    old_story_id,
    story_id,
    merged_at
from base.story_redirects
