-- grain: one row per (run_id, outlet_id, layout_name): pages parsed and what they fill
select
    run_id,
    outlet_id,
    layout_name,
    page_count,
    fields
from staging.stg_field_fills
