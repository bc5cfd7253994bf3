"""What the process does once that workers are forked from, so that none of them does it again.

Here: importing the parser, and what it otherwise works out on first use. Not here: anything that starts threads
(polars, duckdb): a fork after that may hang.
"""

from etl.normalize.script import script_kind
from etl.outlets import outlets
from etl.page import generic
from etl.page.parse import parse_document

__all__ = ["parse_document"]

generic.generic_layout()
script_kind("中文")
outlets()
