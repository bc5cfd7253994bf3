-- grain: one row per name found in the newest revision of an article
with

mentions as (
    select * from intermediate.int_found_mentions
)

select
    *,
    coalesce(
        max(end_offset) over (
            partition by article_id, position
            order by start_offset asc, end_offset desc
            rows between unbounded preceding and 1 preceding
        ) >= end_offset,
        false
    ) as is_nested
from mentions
