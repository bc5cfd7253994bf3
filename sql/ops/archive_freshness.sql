-- grain: one row per archive: how new its newest page is, and from when on nothing new is longer than ever
with

newest as (
    select
        max(saved_at) as newest_saved_at,
        max_by(indexed_at, saved_at) as newest_indexed_at
    from intermediate.int_saved_documents
),

last_silence as (
    select
        longest_hour_count,
        is_remembered,
        last_hour_at + to_hours(cast(2 * longest_hour_count + 2 as integer)) as stale_from_at
    from intermediate.int_silences
    where outlet_id is null and next_hour_at is null
)

select
    newest.newest_saved_at,
    newest.newest_indexed_at,
    cast(last_silence.longest_hour_count as bigint) as longest_hour_count,
    case
        when last_silence.is_remembered and newest.newest_indexed_at < last_silence.stale_from_at
            then last_silence.stale_from_at
    end as stale_from_at
from newest
cross join last_silence
