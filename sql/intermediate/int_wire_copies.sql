-- grain: one row per article of which half or more stands in an article that a news agency wrote itself
select distinct article_id
from staging.stg_article_copies
where is_of_agency and copy_kind in ('syndicated', 'shared_wire') and copied_share >= 0.5
