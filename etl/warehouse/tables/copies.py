"""Base tables of copies: signatures of articles, and which article carries the text of which.

Here: what is stored of them. Not here: how they are found (etl/copies/).
"""

from etl.warehouse.tables.documents import ARTICLE_ID, DOCUMENT_ID, PARSER_VERSION, RUN_ID
from etl.warehouse.tables.schema import Column, Table, required

COPY_SIGNATURES = Table(
    "copy_signatures",
    "one row per article, with the bands by which articles of like text are found",
    ("article_id",),
    (
        ARTICLE_ID,
        DOCUMENT_ID,
        PARSER_VERSION,
        required("copier_version", "varchar", "What made it."),
        required("placed_at", "timestamptz", "Time of publication; 1970 where it is not known."),
        Column("bands", "integer[]", "Hashes of pairs of MinHash values; none of a short text."),
        required("is_matched", "boolean", "Whether it was held against all others."),
        RUN_ID,
    ),
)

ARTICLE_COPIES = Table(
    "article_copies",
    "one row per article and one whose text it carries",
    ("article_id", "original_article_id"),
    (
        ARTICLE_ID,
        required("original_article_id", "varchar", "The article whose text it carries."),
        required("copy_cluster_id", "varchar", "Hash of the least article_id of all that copies link."),
        required("copy_kind", "varchar", "resave, update, syndicated or shared_wire."),
        required("contained_share", "double", "Of the shorter text, what stands in the longer one."),
        required("copied_share", "double", "Of the copy, what stands in the original."),
        required("similarity_share", "double", "Of all that stands in either text, what stands in both."),
        Column("lag_minutes", "bigint", "Minutes from the original to the copy; null without a clock."),
        required("evidence_kind", "varchar", "credit, dateline, phrase or text."),
        required("is_direction_sure", "boolean", "Whether it is sure which one is the original."),
        required("is_of_agency", "boolean", "Whether the original is a news agency's own article."),
        RUN_ID,
    ),
    mart="fct_article_copies",
)

COPY_TABLES = (COPY_SIGNATURES, ARTICLE_COPIES)
