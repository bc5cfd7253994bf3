-- grain: one row per paragraph that a version of an article changed
select
    article_id,
    revision_number,
    change_number,
    change_kind,
    position,
    old_text,
    new_text,
    marked_text
from base.article_changes
