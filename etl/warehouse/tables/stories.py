"""Base tables of stories: articles as they were read for them, pairs that are alike, stories and their redirects.

Here: what is stored of them. Not here: how they are found (etl/stories/).
"""

from etl.warehouse.tables.documents import ARTICLE_ID, DOCUMENT_ID, PARSER_VERSION, RUN_ID
from etl.warehouse.tables.schema import Column, Table, required

STORY_READINGS = Table(
    "story_readings",
    "one row per article, with what it was read from for stories",
    ("article_id",),
    (
        ARTICLE_ID,
        DOCUMENT_ID,
        PARSER_VERSION,
        required("storier_version", "varchar", "What read it."),
        required("names_version", "varchar", "Hash of the names in it and the entities that they mean."),
        Column(
            "placed_at", "timestamptz", "Time of publication, by which articles meet; null where unknown."
        ),
        required(
            "takes_part", "boolean", "Whether it may belong to a story: it has a time, and is no digest."
        ),
        required("is_matched", "boolean", "Whether it was held against the others of its days."),
        RUN_ID,
    ),
)

STORY_PAIRS = Table(
    "story_pairs",
    "one row per two articles of some days that are alike",
    ("article_id", "other_article_id"),
    (
        required("article_id", "varchar", "The article with the lesser id."),
        required("other_article_id", "varchar", "The article with the greater id."),
        required("likeness", "integer", "How alike they are, in ten-thousandths."),
        RUN_ID,
    ),
)

STORY_ARTICLES = Table(
    "story_articles",
    "one row per article of a story",
    ("article_id",),
    (
        ARTICLE_ID,
        required("story_id", "varchar", "Hash of the id of the story's first article."),
        required(
            "closeness", "integer", "Average likeness to the story's other articles, in ten-thousandths."
        ),
        RUN_ID,
    ),
    mart="fct_story_articles",
)

STORY_REDIRECTS = Table(
    "story_redirects",
    "one row per story id that is no more, with the story that holds its articles",
    ("old_story_id",),
    (
        required("old_story_id", "varchar", "The id that is no more."),
        required("story_id", "varchar", "The story that holds most of its articles."),
        required("merged_at", "timestamptz", "When the id was retired."),
        RUN_ID,
    ),
    mart="dim_story_redirects",
)

STORY_TABLES = (STORY_READINGS, STORY_PAIRS, STORY_ARTICLES, STORY_REDIRECTS)
