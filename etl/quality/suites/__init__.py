"""The quality rules: every promise about every table, one line each.

Here: what must hold, in words, and how bad it is when it does not (critical stops the publish, warning
calls a human). Not here: the words (quality/rules.py) and the running (quality/examine.py).

To review: read a rule's name as a sentence. The second word is the column that it looks at; a column that
the table does not have is explained, in SQL, below the rules of its table. share is how many rows must keep
the rule (all, if it is not said). Rows without a value are passed over. Key rules (present, unique) are
added by themselves. A summary is the suite of a large table: it examines one row per value of its key, and its
columns count what is wrong in the rows of that key.
"""

from etl.quality.suites.documents import DOCUMENT_SUITES
from etl.quality.suites.mentions import NAME_SUITES

SUITES = {suite.table_name: suite for suite in (*DOCUMENT_SUITES, *NAME_SUITES)}
