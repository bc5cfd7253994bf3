-- grain: one row per (article_id, revision_number, change_number): paragraph that a version changed
select
    changes.article_id,
    changes.revision_number,
    changes.change_number,
    changes.change_kind,
    changes.position,
    changes.old_text,
    changes.new_text,
    changes.marked_text,
    articles.outlet_id,
    articles.outlet_name,
    articles.title,
    articles.url,
    articles.published_date
from staging.stg_article_changes as changes
left join marts.fct_articles as articles on changes.article_id = articles.article_id
