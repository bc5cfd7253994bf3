"""The rules for what is known of quality itself. How to read them: etl/quality/suites/__init__.py."""

from etl.kinds import SeverityKind
from etl.quality.rules import CRITICAL, WARNING, base_suite, holds, is_at_least, is_one_of, ops_suite
from etl.warehouse.tables import ACCURACY, FIELD_FILLS, QUALITY_RESULTS

QUALITY_SUITES = (
    base_suite(
        QUALITY_RESULTS,
        is_one_of("severity_is_from_the_list", "severity_kind", SeverityKind, CRITICAL),
    ),
    base_suite(
        FIELD_FILLS,
        is_at_least("every_row_has_a_page", "page_count", 1, CRITICAL),
    ),
    base_suite(
        ACCURACY,
        holds("right_cases_are_part_of_all_cases", "is_part", CRITICAL),
        is_part="this.right_count between 0 and this.case_count and this.case_count > 0",
    ),
    ops_suite(
        "field_drift",
        holds("no_field_of_an_outlet_has_fallen", "is_at_its_floor", WARNING),
        is_at_its_floor="this.drift_kind <> 'fallen'",
    ),
)
