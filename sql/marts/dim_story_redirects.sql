-- grain: one row per (old_story_id): retired story id, with the story that holds its articles
select
    old_story_id,
    story_id,
    merged_at
from staging.stg_story_redirects
