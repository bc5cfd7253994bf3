"""The rules for topics. How to read them: etl/quality/suites/__init__.py."""

from etl.quality.conditions import HAS_ARTICLE
from etl.quality.rules import (
    CRITICAL,
    WARNING,
    base_suite,
    holds,
    is_at_least,
    is_at_most,
    is_unique,
    mart_suite,
    matches,
)
from etl.warehouse.tables import ARTICLE_TOPICS

TOPIC_SUITES = (
    base_suite(
        ARTICLE_TOPICS,
        holds("every_article_is_there", "has_article", CRITICAL),
        holds("most_articles_have_a_topic", "is_told", WARNING, share=0.7),
        has_article="this.document_id in (select document_id from intermediate.int_newest_revisions)",
        is_told="case when this.document_id in (select document_id from base.parsed_articles"
        " where script_kind <> 'latin') then len(this.topics) > 0 end",
    ),
    mart_suite(
        "fct_article_topics",
        holds("every_topic_has_its_article", "has_article", CRITICAL),
        matches("topic_is_a_media_topic", "topic_id", "^medtop:[0-9]{8}$", CRITICAL),
        is_at_least("score_is_above_0", "score", 0.01, CRITICAL),
        is_at_most("score_is_at_most_1", "score", 1, CRITICAL),
        holds("an_article_has_one_primary_topic", "has_one_primary", CRITICAL),
        holds("the_primary_topic_is_the_most_probable", "is_in_order", CRITICAL),
        has_article=HAS_ARTICLE,
        has_one_primary="this.article_id in (select article_id from marts.fct_article_topics"
        " where is_primary group by article_id having count(*) = 1)",
        is_in_order="this.is_primary or this.score <= (select max(other.score) from"
        " marts.fct_article_topics as other where other.is_primary and other.article_id = this.article_id)",
    ),
    mart_suite(
        "agg_topic_days",
        is_unique("days_are_unique", ("outlet_id", "published_date", "topic_id"), CRITICAL),
        is_at_least("every_day_has_an_article", "article_count", 1, CRITICAL),
        holds("free_counts_are_parts_of_all_counts", "is_count_plausible", CRITICAL),
        is_count_plausible="this.wire_free_article_count between 0 and this.article_count"
        " and this.copy_free_article_count between 0 and this.article_count",
    ),
)
