-- grain: one row per run, outlet and layout: the pages that the run parsed
select
    run_id,
    outlet_id,
    layout_name,
    page_count,
    fields
from base.field_fills
