"""Base tables, defined once: name, grain, key, columns. DDL, frame schemas, key checks and docs derive from here.

Here: the list of them. Not here: views (sql/), and how rows get in (etl/warehouse/warehouse.py).
"""

from etl.warehouse.tables.documents import (
    ARCHIVE_FILES,
    CONTENTS,
    OUTLETS,
    PARSED_ARTICLES,
    QUALITY_RESULTS,
    RAW_DOCUMENTS,
    REJECTED_DOCUMENTS,
    RUNS,
)
from etl.warehouse.tables.mentions import (
    ENTITIES,
    ENTITY_ALIASES,
    ENTITY_LINKS,
    ENTITY_REDIRECTS,
    MENTIONS,
    NAME_TABLES,
    RESOLUTIONS,
)
from etl.warehouse.tables.schema import Column, Table

__all__ = [
    "ARCHIVE_FILES",
    "BASE_TABLES",
    "CONTENTS",
    "ENTITIES",
    "ENTITY_ALIASES",
    "ENTITY_LINKS",
    "ENTITY_REDIRECTS",
    "MENTIONS",
    "NAME_TABLES",
    "OUTLETS",
    "PARSED_ARTICLES",
    "QUALITY_RESULTS",
    "RAW_DOCUMENTS",
    "REJECTED_DOCUMENTS",
    "RESOLUTIONS",
    "RUNS",
    "Column",
    "Table",
]

BASE_TABLES = (
    ARCHIVE_FILES,
    RAW_DOCUMENTS,
    PARSED_ARTICLES,
    REJECTED_DOCUMENTS,
    *NAME_TABLES,
    OUTLETS,
    RUNS,
    QUALITY_RESULTS,
)
