"""Warm up the fork server: import the parser and fill its caches once, before workers are forked.

Not here: anything that starts threads (polars, duckdb), because a fork after that may hang.
"""

from etl.normalize.script import script_kind
from etl.outlets import outlets
from etl.page import generic
from etl.page.parse import parse_document

__all__ = ["parse_document"]

generic.generic_layout()
script_kind("中文")
outlets()
