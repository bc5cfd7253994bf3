-- grain: one row per (outlet_id, month): outlet and month of publication, with what changed afterwards
with

revisions as (
    select
        article_id,
        bool_or(change_class_kind is not null) as is_changed,
        bool_or(change_class_kind = 'headline') as is_headline,
        bool_or(change_class_kind = 'correction') as is_corrected,
        bool_or(change_class_kind in ('addition', 'cut', 'rewrite')) as is_rewritten,
        bool_or(change_class_kind = 'replaced') as is_replaced,
        count(change_class_kind) as change_count
    from marts.fct_article_revisions
    where not is_repetition
    group by article_id
),

counts as (
    select
        articles.outlet_id,
        articles.outlet_name,
        cast(date_trunc('month', articles.published_date) as date) as month,
        count(*) as article_count,
        count(*) filter (where not articles.is_wire) as wire_free_article_count,
        count(*) filter (where not articles.is_copy) as copy_free_article_count,
        count(*) filter (where articles.revision_count > 1) as resaved_article_count,
        count(*) filter (where revisions.is_changed) as changed_article_count,
        count(*) filter (where revisions.is_changed and not articles.is_wire)
            as wire_free_changed_article_count,
        count(*) filter (where revisions.is_changed and not articles.is_copy)
            as copy_free_changed_article_count,
        count(*) filter (where revisions.is_headline) as headline_article_count,
        count(*) filter (where revisions.is_corrected) as corrected_article_count,
        count(*) filter (where revisions.is_rewritten) as rewritten_article_count,
        count(*) filter (where revisions.is_replaced) as replaced_article_count,
        cast(coalesce(sum(revisions.change_count), 0) as bigint) as change_count
    from marts.fct_articles as articles
    left join revisions on articles.article_id = revisions.article_id
    where articles.published_date is not null
    group by all
)

select
    outlet_id,
    outlet_name,
    month,
    article_count,
    wire_free_article_count,
    copy_free_article_count,
    resaved_article_count,
    changed_article_count,
    wire_free_changed_article_count,
    copy_free_changed_article_count,
    headline_article_count,
    corrected_article_count,
    rewritten_article_count,
    replaced_article_count,
    change_count,
    changed_article_count / article_count as changed_article_share,
    macros.wilson_bound(changed_article_count, article_count, -1) as lower_share,
    macros.wilson_bound(changed_article_count, article_count, 1) as upper_share
from counts
