-- grain: one row per (article_id, revision_number, change_number): paragraph that a version changed
select
    article_id,
    revision_number,
    change_number,
    change_kind,
    position,
    old_text,
    new_text,
    marked_text
from staging.stg_article_changes
