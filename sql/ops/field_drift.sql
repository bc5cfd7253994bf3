-- grain: one row per (outlet_id, layout_name, field_name, window_kind): field of its new pages
with

outlets as (
    select
        outlet_id,
        outlet_name
    from marts.dim_outlets
),

runs as (
    select
        run_id,
        started_at
    from staging.stg_runs
),

fills as (
    select
        recorded.*,
        runs.started_at
    from staging.stg_field_fills as recorded
    inner join runs on recorded.run_id = runs.run_id
),

field_rows as (
    select
        run_id,
        started_at,
        outlet_id,
        layout_name,
        page_count,
        unnest(fields) as field
    from fills
),

by_run as (
    select
        run_id,
        started_at,
        outlet_id,
        coalesce(layout_name, 'all') as layout_name,
        field.field_name,
        sum(page_count) as page_count,
        sum(field.filled_count) as filled_count
    from field_rows
    group by grouping sets (
        (run_id, started_at, outlet_id, layout_name, field.field_name),
        (run_id, started_at, outlet_id, field.field_name)
    )
),

runs_back as (
    select
        *,
        row_number() over back as age,
        sum(page_count) over back - page_count as newer_page_count
    from by_run
    window back as (partition by outlet_id, layout_name, field_name order by started_at desc, run_id asc)
),

run_windows as (
    select
        'run' as window_kind,
        outlet_id,
        layout_name,
        field_name,
        max(run_id) filter (where age = 1) as run_id,
        sum(page_count) filter (where newer_page_count < 3) as page_count,
        sum(filled_count) filter (where newer_page_count < 3) as filled_count,
        sum(page_count) filter (where newer_page_count >= 3) as past_page_count,
        sum(filled_count) filter (where newer_page_count >= 3) as past_filled_count
    from runs_back
    where age = 1 or newer_page_count < 1000
    group by outlet_id, layout_name, field_name
),

pages as (
    select
        page_fields.outlet_id,
        page_fields.saved_at,
        page_fields.document_id,
        'all' as layout_name,
        page_fields.fields
    from ops.page_fields
    union all
    select
        page_fields.outlet_id,
        page_fields.saved_at,
        page_fields.document_id,
        page_fields.layout_name,
        page_fields.fields
    from ops.page_fields
),

pages_back as (
    select
        *,
        row_number() over (
            partition by outlet_id, layout_name order by saved_at desc, document_id asc
        ) as age,
        count(*) over (partition by outlet_id, layout_name) // 2 as half_count
    from pages
),

windows as (
    select
        'recent' as window_kind,
        15 as most_pages
    union all
    select
        'newest' as window_kind,
        200 as most_pages
),

window_fields as (
    select
        windows.window_kind,
        pages_back.outlet_id,
        pages_back.layout_name,
        pages_back.age <= least(windows.most_pages, pages_back.half_count) as is_new,
        unnest(pages_back.fields) as field
    from pages_back
    cross join windows
    where pages_back.age <= least(windows.most_pages, pages_back.half_count) + 1000
),

page_windows as (
    select
        window_kind,
        outlet_id,
        layout_name,
        field.field_name,
        cast(null as varchar) as run_id,
        count(*) filter (where is_new) as page_count,
        count(*) filter (where is_new and field.is_filled) as filled_count,
        count(*) filter (where not is_new) as past_page_count,
        count(*) filter (where not is_new and field.is_filled) as past_filled_count
    from window_fields
    group by window_kind, outlet_id, layout_name, field.field_name
),

-- pages of a layout that the outlet's file describes, of all: so a few odd ones show among those of one run
whole_windows as (
    select
        'all' as window_kind,
        outlet_id,
        'all' as layout_name,
        'own_layout' as field_name,
        cast(null as varchar) as run_id,
        count(*) as page_count,
        count(*) filter (where layout_name != 'redesigned') as filled_count,
        0 as past_page_count,
        0 as past_filled_count
    from ops.page_fields
    where layout_name != 'rejected'
    group by outlet_id
),

every_window as (
    select * from run_windows
    union all
    select * from page_windows
    union all
    select * from whole_windows
),

last_run as (
    select max_by(run_id, started_at) as run_id
    from fills
),

shares as (
    select
        *,
        filled_count / nullif(page_count, 0) as filled_share,
        past_filled_count / nullif(past_page_count, 0) as past_filled_share,
        case
            when window_kind = 'all' then 1 - greatest(2, 0.005 * page_count) / page_count
            when page_count >= 3 and past_page_count >= 20
                then macros.floor_share(past_filled_count / past_page_count, past_page_count, page_count)
        end as floor_share
    from every_window
    where layout_name = 'all' or (field_name != 'own_layout' and layout_name != 'rejected')
)

select
    shares.outlet_id,
    outlets.outlet_name,
    shares.layout_name,
    shares.field_name,
    shares.window_kind,
    shares.run_id,
    cast(shares.page_count as bigint) as page_count,
    cast(shares.filled_count as bigint) as filled_count,
    shares.filled_share,
    cast(coalesce(shares.past_page_count, 0) as bigint) as past_page_count,
    shares.past_filled_share,
    shares.floor_share,
    case
        when shares.filled_share < shares.floor_share then 'fallen'
        when shares.run_id != last_run.run_id then 'no_page'
        when shares.filled_count + coalesce(shares.past_filled_count, 0) = 0 then 'never_filled'
        when shares.floor_share is null then 'too_few_pages'
        else 'holds'
    end as drift_kind
from shares
cross join last_run
left join outlets on shares.outlet_id = outlets.outlet_id
