-- grain: one row per saved version of an article of which several contents were saved
select
    article_id,
    revision_number,
    document_id,
    revision_kind,
    change_class_kind,
    added_character_count,
    removed_character_count,
    changed_share,
    is_repetition
from base.article_revisions
