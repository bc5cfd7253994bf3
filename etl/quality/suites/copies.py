"""The rules for copies. How to read them: etl/quality/suites/__init__.py."""

from etl.kinds import CopyEvidenceKind, CopyKind
from etl.quality.conditions import HAS_ARTICLE, HAS_ORIGINAL
from etl.quality.rules import (
    CRITICAL,
    WARNING,
    base_suite,
    holds,
    is_at_least,
    is_at_most,
    is_one_of,
    mart_suite,
)
from etl.warehouse.tables import ARTICLE_COPIES, COPY_SIGNATURES

MEMBERS = (
    "select article_id, copy_cluster_id from marts.fct_article_copies"
    " union all select original_article_id, copy_cluster_id from marts.fct_article_copies"
)

COPY_SUITES = (
    base_suite(
        COPY_SIGNATURES,
        holds("every_article_was_held_against_the_others", "is_matched", CRITICAL),
        holds("every_article_is_there", "has_article", CRITICAL),
        has_article="this.document_id in (select document_id from intermediate.int_newest_revisions)",
    ),
    base_suite(ARTICLE_COPIES),
    mart_suite(
        "fct_article_copies",
        holds("every_copy_has_its_article", "has_article", CRITICAL),
        holds("every_copy_has_its_original", "has_original", CRITICAL),
        holds("no_article_copies_itself", "is_of_another", CRITICAL),
        holds("no_two_copy_each_other", "is_one_way", CRITICAL),
        holds("every_copy_has_its_cluster", "has_cluster", CRITICAL),
        is_one_of("kind_is_from_the_list", "copy_kind", CopyKind, CRITICAL),
        is_one_of("evidence_is_from_the_list", "evidence_kind", CopyEvidenceKind, CRITICAL),
        holds("resaves_and_updates_are_of_one_outlet", "is_kind_in_place", CRITICAL),
        is_at_least("half_of_the_shorter_text_is_contained", "contained_share", 0.5, CRITICAL),
        is_at_most("no_more_than_all_is_contained", "contained_share", 1, CRITICAL),
        holds("shares_are_in_order", "is_in_order", CRITICAL),
        holds("only_a_named_source_comes_later", "is_lag_plausible", CRITICAL),
        holds("named_sources_give_a_sure_direction", "is_sure_where_named", WARNING, share=0.9),
        has_article=HAS_ARTICLE,
        has_original=HAS_ORIGINAL,
        is_of_another="this.article_id <> this.original_article_id",
        is_one_way="(this.original_article_id, this.article_id) not in"
        " (select (article_id, original_article_id) from marts.fct_article_copies)",
        has_cluster="this.copy_cluster_id in (select copy_cluster_id from marts.dim_copy_clusters)",
        is_kind_in_place="(this.copy_kind in ('resave', 'update')) = (this.outlet_id = this.original_outlet_id)",
        is_in_order="this.similarity_share <= this.copied_share and this.copied_share <= this.contained_share",
        is_lag_plausible="coalesce(this.lag_minutes, 0) >= 0 or this.evidence_kind <> 'text'",
        is_sure_where_named="case when this.evidence_kind <> 'text' then this.is_direction_sure end",
    ),
    mart_suite(
        "dim_copy_clusters",
        holds("an_article_is_in_one_cluster", "is_apart", CRITICAL),
        is_at_least("a_cluster_has_two_articles", "article_count", 2, CRITICAL),
        holds("sources_are_outlets_of_the_cluster", "is_count_plausible", CRITICAL),
        holds("the_original_is_there", "has_original", CRITICAL),
        is_apart=f"this.copy_cluster_id not in (select unnest(list(copy_cluster_id)) from ({MEMBERS})"
        " group by article_id having count(distinct copy_cluster_id) > 1)",
        is_count_plausible="this.independent_source_count between 1 and this.outlet_count",
        has_original=HAS_ORIGINAL,
    ),
)
