"""The rules for the views that count, and for corrections. How to read them: etl/quality/suites/__init__.py."""

from etl.kinds import AgencyUseKind, CopyKind, LinkKind, RoleKind
from etl.quality.conditions import HAS_ARTICLE
from etl.quality.rules import (
    CRITICAL,
    Rule,
    Suite,
    holds,
    is_at_least,
    is_at_most,
    is_one_of,
    mart_suite,
    mart_summary,
)

TWINS = (
    "this.wire_free_article_count between 0 and this.article_count"
    " and this.copy_free_article_count between 0 and this.article_count"
)


def _counting(name: str, *rules: Rule, least: int = 1, **derived: str) -> Suite:
    """Make the suite of a mart that counts articles, with twins free of wire and of copies."""
    return mart_suite(
        name,
        is_at_least("every_row_has_its_articles", "article_count", least, CRITICAL),
        holds("twins_are_parts_of_the_count", "is_twin_plausible", CRITICAL),
        *rules,
        is_twin_plausible=TWINS,
        **derived,
    )


REPORT_SUITES = (
    _counting(
        "agg_outlet_hours",
        holds("hours_are_of_a_day", "is_hour", CRITICAL),
        is_hour="this.hour between 0 and 23 and this.weekday between 1 and 7",
    ),
    _counting("agg_publication_lags"),
    _counting(
        "agg_outlet_entities",
        holds("shares_lie_in_their_intervals", "is_inside", CRITICAL),
        is_inside="this.article_share between this.lower_share - 1e-9 and this.upper_share + 1e-9"
        " and not (this.is_more and this.is_less)",
    ),
    mart_suite(
        "agg_coverage_gaps",
        is_at_least("a_gap_is_where_three_were_expected", "expected_articles", 3, CRITICAL),
        is_at_least("a_gap_is_told_by_three_others", "other_outlet_count", 3, CRITICAL),
    ),
    _counting("agg_entity_trends", least=3),
    _counting(
        "agg_trending_terms",
        holds("a_term_is_more_than_expected", "is_rising", CRITICAL),
        least=3,
        is_rising="this.article_count > this.expected_articles and this.trend_score >= 3",
    ),
    mart_summary(
        "agg_entity_pair_months",
        "entity_id",
        is_at_most("months_are_unique", "twice_count", 0, CRITICAL),
        is_at_most("twins_are_parts_of_the_count", "odd_count", 0, CRITICAL),
        twice_count="count(*) - count(distinct (this.other_entity_id, this.month))",
        odd_count=f"count(*) filter (where not ({TWINS}))",
    ),
    _counting("agg_subdivision_days"),
    mart_suite(
        "agg_agency_dependence",
        is_one_of("use_is_from_the_list", "agency_use_kind", AgencyUseKind, CRITICAL),
        is_at_most("share_is_at_most_1", "article_share", 1, CRITICAL),
    ),
    mart_suite(
        "agg_copy_flows",
        is_one_of("kind_is_from_the_list", "copy_kind", CopyKind, CRITICAL),
        holds("a_flow_is_between_two_outlets", "is_of_two", CRITICAL),
        is_of_two="this.outlet_id <> this.original_outlet_id",
    ),
    _counting(
        "agg_revision_rates",
        holds("changed_articles_are_among_the_saved_again", "is_in_order", CRITICAL),
        is_in_order="this.changed_article_count <= this.resaved_article_count"
        " and this.resaved_article_count <= this.article_count",
    ),
    mart_suite(
        "fct_corrections",
        holds("every_correction_has_its_article", "has_article", CRITICAL),
        has_article=HAS_ARTICLE,
    ),
    _counting(
        "agg_author_output",
        is_one_of("role_is_from_the_list", "role_kind", RoleKind, CRITICAL),
    ),
    _counting("agg_author_entities", least=2),
    _counting("agg_image_credits"),
    _counting("agg_shared_images", least=2),
    _counting("agg_link_domains", is_one_of("kind_is_from_the_list", "link_kind", LinkKind, CRITICAL)),
    _counting("agg_outlet_citations"),
)
