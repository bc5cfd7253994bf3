"""A synthetic archive: invented news in the real outlets' markup, with the truth that parsing it should find.

write_sample writes it to a folder; sample_pages yields its pages with their truth, for tests.
"""

from etl.sample.archive import pages_of, sample_pages
from etl.sample.page import PageKind, SamplePage, Truth
from etl.sample.writer import SampleCounts, SampleError, write_sample

__all__ = [
    "PageKind",
    "SampleCounts",
    "SampleError",
    "SamplePage",
    "Truth",
    "pages_of",
    "sample_pages",
    "write_sample",
]
