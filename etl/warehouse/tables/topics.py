"""The base table of topics: what each article is about, and the terms that it repeats.

Here: what is stored of it. Not here: how it is found (etl/topics/).
"""

from etl.warehouse.tables.documents import ARTICLE_ID, DOCUMENT_ID, PARSER_VERSION, RUN_ID
from etl.warehouse.tables.schema import Column, Table, required

TOPIC_LIST = (
    Column("topic_id", "varchar", "Code among the IPTC Media Topics: medtop: and eight digits."),
    Column("topic_name", "varchar", "Its Chinese name."),
    Column("latin_name", "varchar", "Its English name."),
    Column("score", "double", "The probability that it is the first topic, 0 to 1."),
)

ARTICLE_TOPICS = Table(
    "article_topics",
    "one row per article that was classified, with its topics and terms",
    ("article_id",),
    (
        ARTICLE_ID,
        DOCUMENT_ID,
        PARSER_VERSION,
        required("classifier_version", "varchar", "What classified: its version, hash of weights and names."),
        Column(
            "topics", TOPIC_LIST, "The most probable topic first; none where no topic is probable enough."
        ),
        Column("terms", "varchar[]", "Words and phrases that title and text repeat, in simplified script."),
        RUN_ID,
    ),
    mart="fct_article_topics",
)
