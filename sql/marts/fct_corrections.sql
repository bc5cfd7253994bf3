-- grain: one row per (article_id, revision_number, change_number): paragraph that a correction changed
select
    changes.article_id,
    changes.revision_number,
    changes.change_number,
    articles.outlet_id,
    articles.outlet_name,
    articles.title,
    articles.url,
    articles.published_date,
    articles.is_wire,
    articles.is_copy,
    revisions.header_at,
    revisions.archived_at,
    changes.change_kind,
    changes.position,
    changes.old_text,
    changes.new_text,
    changes.marked_text
from marts.fct_article_changes as changes
inner join marts.fct_article_revisions as revisions
    on changes.article_id = revisions.article_id and changes.revision_number = revisions.revision_number
inner join marts.fct_articles as articles on changes.article_id = articles.article_id
where revisions.change_class_kind = 'correction' and not revisions.is_repetition
