-- grain: one row per (article_id, entity_id): entity that an article names
select
    article_id,
    entity_id,
    count(*) as mention_count,
    bool_or(position = 0) as is_in_title,
    min(position) as first_position
from marts.fct_mentions
group by all
