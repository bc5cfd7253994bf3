"""Base tables, defined once: name, grain, key, columns. DDL, frame schemas, key checks and docs derive from here.

Here: the list of them. Not here: views (sql/), and how rows get in (etl/warehouse/warehouse.py).
"""

from etl.warehouse.tables.copies import ARTICLE_COPIES, COPY_SIGNATURES, COPY_TABLES
from etl.warehouse.tables.documents import (
    ARCHIVE_FILES,
    CONTENTS,
    OUTLETS,
    PARSED_ARTICLES,
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
from etl.warehouse.tables.quality import ACCURACY, FIELD_FILLS, QUALITY_RESULTS, QUALITY_TABLES
from etl.warehouse.tables.quotes import QUOTES
from etl.warehouse.tables.revisions import ARTICLE_CHANGES, ARTICLE_REVISIONS, REVISION_TABLES
from etl.warehouse.tables.schema import Column, Table
from etl.warehouse.tables.stories import (
    STORY_ARTICLES,
    STORY_PAIRS,
    STORY_READINGS,
    STORY_REDIRECTS,
    STORY_TABLES,
)
from etl.warehouse.tables.topics import ARTICLE_TOPICS

__all__ = [
    "ACCURACY",
    "ARCHIVE_FILES",
    "ARTICLE_CHANGES",
    "ARTICLE_COPIES",
    "ARTICLE_REVISIONS",
    "ARTICLE_TOPICS",
    "BASE_TABLES",
    "CONTENTS",
    "COPY_SIGNATURES",
    "COPY_TABLES",
    "ENTITIES",
    "ENTITY_ALIASES",
    "ENTITY_LINKS",
    "ENTITY_REDIRECTS",
    "FIELD_FILLS",
    "MENTIONS",
    "NAME_TABLES",
    "OUTLETS",
    "PARSED_ARTICLES",
    "QUALITY_RESULTS",
    "QUALITY_TABLES",
    "QUOTES",
    "RAW_DOCUMENTS",
    "REJECTED_DOCUMENTS",
    "RESOLUTIONS",
    "REVISION_TABLES",
    "RUNS",
    "STORY_ARTICLES",
    "STORY_PAIRS",
    "STORY_READINGS",
    "STORY_REDIRECTS",
    "STORY_TABLES",
    "Column",
    "Table",
]

BASE_TABLES = (
    ARCHIVE_FILES,
    RAW_DOCUMENTS,
    PARSED_ARTICLES,
    REJECTED_DOCUMENTS,
    *REVISION_TABLES,
    *COPY_TABLES,
    ARTICLE_TOPICS,
    *NAME_TABLES,
    QUOTES,
    *STORY_TABLES,
    OUTLETS,
    RUNS,
    *QUALITY_TABLES,
)
