"""Base tables of revisions: the saved versions of an article beside each other.

Here: what is stored of them. Not here: how they are found (etl/revisions/).
"""

from etl.warehouse.tables.documents import ARTICLE_ID, DOCUMENT_ID, RUN_ID
from etl.warehouse.tables.schema import Column, Table, required

REVISION_NUMBER = required("revision_number", "bigint", "Place among the article's versions, from 1.")

ARTICLE_REVISIONS = Table(
    "article_revisions",
    "one row per saved version of an article of which several contents were saved",
    ("article_id", "revision_number"),
    (
        ARTICLE_ID,
        REVISION_NUMBER,
        DOCUMENT_ID,
        required("revision_kind", "varchar", "first, markup, text, title or both."),
        Column(
            "change_class_kind",
            "varchar",
            "typo, addition, cut, headline, correction, rewrite or replaced; null where no word changed.",
        ),
        required("added_character_count", "bigint", "Characters put in, without white space."),
        required("removed_character_count", "bigint", "Characters taken out, without white space."),
        required("changed_share", "double", "Characters put in and taken out, of those of both texts."),
        Column(
            "is_repetition",
            "boolean",
            "Whether only text that stands in both versions was put in or taken out.",
        ),
        required("versions_hash", "varchar", "Hash of all versions that these rows were made from."),
        RUN_ID,
    ),
    mart="fct_article_revisions",
)

ARTICLE_CHANGES = Table(
    "article_changes",
    "one row per paragraph that a version changed",
    ("article_id", "revision_number", "change_number"),
    (
        ARTICLE_ID,
        REVISION_NUMBER,
        required("change_number", "bigint", "Place among the version's changes, from 1."),
        required("change_kind", "varchar", "added, removed, edited or moved."),
        required(
            "position", "bigint", "Place of the paragraph, from 1; of a removed one in the version before."
        ),
        Column("old_text", "varchar", "The paragraph before."),
        Column("new_text", "varchar", "The paragraph now."),
        Column(
            "marked_text", "varchar", "An edited paragraph with [-what was taken out-]{+what was put in+}."
        ),
        RUN_ID,
    ),
    mart="fct_article_changes",
)

REVISION_TABLES = (ARTICLE_REVISIONS, ARTICLE_CHANGES)
