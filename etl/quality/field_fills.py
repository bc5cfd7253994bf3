"""Record how many pages of each run filled each field: the past that later runs are held against.

Here: the counts of runs that are not recorded yet. Not here: what a field is (sql/ops/page_fields.sql), and how far a
share may fall (sql/ops/field_drift.sql).
"""

from etl.warehouse.warehouse import Warehouse

# The articles whose newest revision an unrecorded run parsed: mostly this run, and runs that were killed before it.
_NEW = """
    insert into base.field_fills by name
    with counted as (
        select
            run_id, outlet_id, layout_name, field.field_name,
            count(*) as page_count, count(*) filter (where field.is_filled) as filled_count
        from (
            select run_id, outlet_id, layout_name, unnest(fields) as field from ops.page_fields
            where run_id not in (select run_id from base.field_fills)
        )
        group by all
    )
    select
        run_id, outlet_id, layout_name, any_value(page_count) as page_count,
        list({'field_name': field_name, 'filled_count': filled_count} order by field_name) as fields
    from counted
    group by run_id, outlet_id, layout_name
"""


def record_fills(warehouse: Warehouse) -> None:
    """Count what the pages of unrecorded runs fill, by run, outlet and layout. Idempotent."""
    with warehouse.transaction():
        warehouse.execute(_NEW)
