"""The rules for saved versions of articles. How to read them: etl/quality/suites/__init__.py."""

from etl.kinds import ChangeClassKind, ChangeKind, RevisionKind
from etl.quality.conditions import HAS_ARTICLE
from etl.quality.rules import CRITICAL, base_suite, holds, is_at_least, is_one_of, mart_suite
from etl.warehouse.tables import ARTICLE_CHANGES, ARTICLE_REVISIONS

NUMBER_EXPECTED = (
    "this.revision_number = row_number() over (partition by this.article_id order by this.revision_number)"
)

REVISION_SUITES = (
    base_suite(ARTICLE_REVISIONS),
    base_suite(ARTICLE_CHANGES),
    mart_suite(
        "fct_article_revisions",
        holds("every_revision_has_its_article", "has_article", CRITICAL),
        holds("every_revision_has_its_document", "has_document", CRITICAL),
        holds("numbers_are_consecutive_from_1", "is_in_place", CRITICAL),
        is_one_of("kind_is_from_the_list", "revision_kind", RevisionKind, CRITICAL),
        is_one_of("class_is_from_the_list", "change_class_kind", ChangeClassKind, CRITICAL),
        holds("only_changed_words_have_a_class", "is_class_in_place", CRITICAL),
        is_at_least("share_is_not_negative", "changed_share", 0, CRITICAL),
        has_article=HAS_ARTICLE,
        has_document="this.document_id in (select document_id from marts.fct_documents)",
        is_in_place=NUMBER_EXPECTED,
        is_class_in_place="(this.change_class_kind is null) = (this.revision_kind in ('first', 'markup'))",
    ),
    mart_suite(
        "fct_article_changes",
        holds("every_change_has_its_revision", "has_revision", CRITICAL),
        is_one_of("kind_is_from_the_list", "change_kind", ChangeKind, CRITICAL),
        holds("texts_fit_the_kind", "has_its_texts", CRITICAL),
        has_revision="(this.article_id, this.revision_number) in"
        " (select (article_id, revision_number) from marts.fct_article_revisions)",
        has_its_texts="(this.old_text is null) = (this.change_kind = 'added')"
        " and (this.new_text is null) = (this.change_kind = 'removed')"
        " and (this.marked_text is not null) = (this.change_kind = 'edited')",
    ),
)
