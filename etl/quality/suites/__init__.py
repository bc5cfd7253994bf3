"""The quality rules of each table, one line each.

Here: what must hold, and its severity (a broken critical rule stops the publish, a warning does not). Not here: the
constructors of rules (quality/rules.py), running them (quality/examine.py).

To review: read a rule's name as a sentence that must be true. The second argument is the column it examines; a column
that the table lacks is derived in SQL below the rules of its table. share is the least share of rows that must comply
(default: all). Null values are skipped. Key rules (not null, unique) are added automatically. A summary is the suite of
a large table: it examines one row per value of its key, and its columns count the violations among that key's rows.
"""

from etl.quality.suites.copies import COPY_SUITES
from etl.quality.suites.documents import DOCUMENT_SUITES
from etl.quality.suites.mentions import NAME_SUITES
from etl.quality.suites.quality import QUALITY_SUITES
from etl.quality.suites.quotes import QUOTE_SUITES
from etl.quality.suites.reports import REPORT_SUITES
from etl.quality.suites.revisions import REVISION_SUITES
from etl.quality.suites.stories import STORY_SUITES
from etl.quality.suites.topics import TOPIC_SUITES

SUITES = {
    suite.table_name: suite
    for suite in (
        *DOCUMENT_SUITES,
        *REVISION_SUITES,
        *COPY_SUITES,
        *TOPIC_SUITES,
        *NAME_SUITES,
        *QUOTE_SUITES,
        *STORY_SUITES,
        *REPORT_SUITES,
        *QUALITY_SUITES,
    )
}
