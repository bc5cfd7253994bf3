"""The rules for stories. How to read them: etl/quality/suites/__init__.py."""

from etl.quality.conditions import HAS_ARTICLE
from etl.quality.rules import CRITICAL, WARNING, base_suite, holds, is_at_least, is_at_most, mart_suite
from etl.warehouse.tables import STORY_ARTICLES, STORY_PAIRS, STORY_READINGS, STORY_REDIRECTS

HAS_STORY = "this.story_id in (select story_id from marts.dim_stories)"

STORY_SUITES = (
    base_suite(
        STORY_READINGS,
        holds("every_article_was_held_against_the_others", "is_matched", CRITICAL),
        holds("every_article_is_there", "has_article", CRITICAL),
        has_article="this.document_id in (select document_id from intermediate.int_newest_revisions)",
    ),
    base_suite(
        STORY_PAIRS,
        holds("the_lesser_id_stands_first", "is_in_order", CRITICAL),
        is_at_least("a_pair_is_alike", "likeness", 1, CRITICAL),
        is_at_most("no_pair_is_more_than_alike", "likeness", 10_000, CRITICAL),
        is_in_order="this.article_id < this.other_article_id",
    ),
    base_suite(STORY_ARTICLES),
    base_suite(STORY_REDIRECTS),
    mart_suite(
        "fct_story_articles",
        holds("every_row_has_its_article", "has_article", CRITICAL),
        holds("every_row_has_its_story", "has_story", CRITICAL),
        is_at_least("no_article_is_before_the_first", "lag_minutes", 0, CRITICAL),
        is_at_most("no_share_is_above_one", "similarity_share", 1, CRITICAL),
        has_article=HAS_ARTICLE,
        has_story=HAS_STORY,
    ),
    mart_suite(
        "dim_stories",
        is_at_least("a_story_has_two_articles", "article_count", 2, CRITICAL),
        holds("it_begins_once", "has_one_first", CRITICAL),
        holds("sources_are_no_more_than_articles", "is_count_plausible", WARNING),
        holds("nearly_all_end_within_weeks", "is_short", WARNING, share=0.99),
        has_one_first="this.story_id in (select story_id from marts.fct_story_articles where is_first"
        " group by story_id having count(*) = 1)",
        is_count_plausible="this.independent_source_count between 1 and this.article_count",
        is_short="this.last_published_at <= this.first_published_at + interval 21 days",
    ),
    mart_suite(
        "dim_story_redirects",
        holds("every_redirect_leads_to_a_story", "has_story", CRITICAL),
        holds("no_living_story_is_redirected", "is_retired", CRITICAL),
        has_story=HAS_STORY,
        is_retired="this.old_story_id not in (select story_id from marts.dim_stories)",
    ),
    mart_suite(
        "agg_story_coverage",
        holds("every_row_has_its_story", "has_story", CRITICAL),
        holds("who_told_it_has_an_article", "is_counted", CRITICAL),
        has_story=HAS_STORY,
        is_counted="this.is_covered = (this.article_count > 0)",
    ),
)
