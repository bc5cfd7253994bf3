"""Base tables of what is known of the data's quality.

Here: what is stored of it. Not here: the rules (etl/quality/), what readers see (sql/ops/).
"""

from etl.warehouse.tables.documents import RUN_ID
from etl.warehouse.tables.schema import Column, Table, required

QUALITY_RESULTS = Table(
    "quality_results",
    "one row per rule in a run",
    ("run_id", "table_name", "rule_name"),
    (
        RUN_ID,
        required("table_name", "varchar", "The table or view that the rule is about."),
        required("rule_name", "varchar", "What must hold."),
        required("severity_kind", "varchar", "critical stops the publish, warning calls a human."),
        required("is_passed", "boolean", "Whether it held."),
        Column("observed_value", "varchar", "What was seen."),
        Column("failed_count", "bigint", "Rows that broke it."),
        required("recorded_at", "timestamptz", "When it was checked."),
        Column("failing_keys", "varchar[]", "Keys of the first rows that broke it, where it did not hold."),
    ),
)

FIELD_FILLS = Table(
    "field_fills",
    "one row per run, outlet and layout: how many of the pages that the run parsed filled each field",
    ("run_id", "outlet_id", "layout_name"),
    (
        RUN_ID,
        required("outlet_id", "varchar", "The outlet, one that has a file of its own."),
        required("layout_name", "varchar", "The layout that read the pages."),
        required("page_count", "bigint", "Articles whose newest revision the run parsed."),
        Column(
            "fields",
            (
                Column("field_name", "varchar", "What a page states, such as a lead or a caption."),
                Column("filled_count", "bigint", "Articles that state it."),
            ),
            "The fields, in the order of ops.page_fields.",
        ),
    ),
)

ACCURACY = Table(
    "accuracy",
    "one row per set of annotated cases, outlet, field and measure (etl/quality/accuracy.csv, accuracy_stated.csv)",
    ("set_kind", "outlet_id", "field_name", "measure_kind"),
    (
        Column(
            "set_kind", "varchar", "development or blind: measured before anything of the cases was seen."
        ),
        required(
            "outlet_id", "varchar", "The outlet of the annotated articles; all where they are of several."
        ),
        required("field_name", "varchar", "What was annotated, such as the title or the people."),
        required("measure_kind", "varchar", "share (of cases), precision, recall or f1 (of items)."),
        Column(
            "right_count", "bigint", "Cases or items that came out right; null where only a figure is stated."
        ),
        required("case_count", "bigint", "Cases or items that were held against the annotation."),
        required("measured_date", "date", "Day of the measurement."),
        Column("stated_share", "double", "The figure, where right ones were not counted, such as an F1."),
    ),
)

QUALITY_TABLES = (QUALITY_RESULTS, FIELD_FILLS, ACCURACY)
