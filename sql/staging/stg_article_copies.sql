-- grain: one row per article and one whose text it carries
select
    article_id,
    original_article_id,
    copy_cluster_id,
    copy_kind,
    contained_share,
    copied_share,
    similarity_share,
    lag_minutes,
    evidence_kind,
    is_direction_sure,
    is_of_agency
from base.article_copies
