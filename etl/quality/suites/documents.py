"""The rules for files, articles, outlets and runs. How to read them: etl/quality/suites/__init__.py."""

from etl.kinds import (
    AgencyUseKind,
    AuthorKind,
    FormatKind,
    LinkKind,
    MediaKind,
    OutcomeKind,
    PageTimeKind,
    ParagraphKind,
    PublishedSourceKind,
    RejectionKind,
    RoleKind,
    ScriptKind,
)
from etl.normalize.clock import GRACE
from etl.quality.conditions import (
    DATED_BY_PAGE,
    DAY_OF_ADDRESS,
    HAS_ARTICLE,
    HOUR_READ,
    LIKE_ANOTHER,
    OWN_LAYOUT,
    PROSE_COUNT,
)
from etl.quality.rules import (
    CRITICAL,
    WARNING,
    base_suite,
    holds,
    is_at_least,
    is_at_most,
    is_one_of,
    is_present,
    is_unique,
    mart_suite,
    matches,
)
from etl.warehouse.tables import (
    ARCHIVE_FILES,
    OUTLETS,
    PARSED_ARTICLES,
    RAW_DOCUMENTS,
    REJECTED_DOCUMENTS,
    RUNS,
)
from etl.work.attempt import FEW

ABSOLUTE = r"^https?://[^/\s]+"
NOT_A_SENTENCE = r"^[^。！？，；\n]{1,40}$"
# a tag of HTML or a comment; 《<特稿>》 and 3<5 are none
MARKUP = (
    "<!--|</?(?:a|abbr|article|b|big|blockquote|br|center|cite|code|del|div|em|font|h[1-6]|i|img|ins|label|li|mark|nobr|ol|p"
    "|q|rb|rp|rt|rtc|ruby|s|script|section|small|span|strike|strong|sub|sup|table|td|tr|tt|u|ul|wbr)(?:\\s[^<>]*)?/?>"
)
NO_MARKUP = rf"^(?![\s\S]*(?:{MARKUP}))"
OF_LETTERS = r"^(?=[\s\S]*[^\W\d_])[^<>{}=\"\\]*$"
NOT_BLANK = r"\S"

HAS_DOCUMENT = "this.document_id in (select document_id from base.raw_documents)"
POSITION_EXPECTED = "this.position = row_number() over (partition by this.article_id order by this.position)"

DOCUMENT_SUITES = (
    base_suite(
        ARCHIVE_FILES,
        is_at_least("size_is_not_negative", "byte_count", 0, CRITICAL),
    ),
    base_suite(
        RAW_DOCUMENTS,
        is_unique("one_document_per_path_and_content", ("document_path", "content_hash"), CRITICAL),
        is_one_of("format_is_from_the_list", "format_kind", FormatKind, CRITICAL),
        is_at_least("size_is_not_negative", "byte_count", 0, CRITICAL),
        holds("header_stamp_is_plausible", "is_header_plausible", WARNING, share=0.99),
        is_header_plausible="this.header_at between '1995-01-01' and this.indexed_at + interval 1 day",
    ),
    base_suite(
        PARSED_ARTICLES,
        holds("every_article_has_its_document", "has_document", CRITICAL),
        is_one_of("script_is_from_the_list", "script_kind", ScriptKind, CRITICAL),
        is_one_of("clock_is_from_the_list", "published_source_kind", PublishedSourceKind, CRITICAL),
        holds("dated_articles_state_their_clock", "is_clock_named", CRITICAL),
        matches("title_is_not_empty", "title", NOT_BLANK, WARNING),
        matches("address_is_absolute", "url", ABSOLUTE, WARNING, share=0.99),
        is_present("most_articles_are_dated", "published_date", WARNING, share=0.95),
        holds("most_pages_of_known_outlets_state_a_date", "is_dated_by_page", WARNING, share=0.7),
        holds("few_printed_hours_of_an_outlet_are_unread", "is_hour_read", WARNING),
        holds("an_outlets_day_is_the_one_in_its_addresses", "is_day_of_address", WARNING),
        holds("documents_of_an_article_share_title_or_text", "is_like_another", WARNING, share=0.95),
        holds("publication_is_not_in_the_future", "is_published_in_the_past", WARNING, share=0.999),
        is_at_least("few_articles_have_no_text", "prose_count", 1, WARNING, share=0.95),
        has_document=HAS_DOCUMENT,
        is_clock_named="(this.published_date is null) = (this.published_source_kind is null)",
        is_dated_by_page=DATED_BY_PAGE,
        is_hour_read=HOUR_READ,
        is_day_of_address=DAY_OF_ADDRESS,
        is_like_another=LIKE_ANOTHER,
        is_published_in_the_past="this.published_at < current_timestamp + interval 1 day",
        prose_count=PROSE_COUNT,
    ),
    base_suite(
        REJECTED_DOCUMENTS,
        holds("every_rejection_has_its_document", "has_document", CRITICAL),
        is_one_of("reason_is_from_the_list", "rejection_kind", RejectionKind, CRITICAL),
        matches("detail_is_not_empty", "rejection_detail", NOT_BLANK, CRITICAL),
        holds("no_document_is_mojibake", "is_readable", WARNING),
        has_document=HAS_DOCUMENT,
        is_readable=f"this.rejection_kind <> '{RejectionKind.MOJIBAKE}'",
    ),
    base_suite(
        OUTLETS,
        is_unique("one_outlet_per_domain", ("domain",), CRITICAL),
        matches("chinese_name_is_not_empty", "outlet_name", NOT_BLANK, WARNING),
    ),
    base_suite(
        RUNS,
        is_one_of("outcome_is_from_the_list", "outcome_kind", OutcomeKind, CRITICAL),
        holds("a_run_ends_after_its_start", "is_in_order", WARNING),
        is_in_order="this.finished_at >= this.started_at",
    ),
    mart_suite(
        "fct_documents",
        holds("every_row_has_its_document", "has_document", CRITICAL),
        is_at_most("no_document_is_both_parsed_and_rejected", "outcome_count", 1, CRITICAL),
        is_at_least("no_document_is_left_pending", "outcome_count", 1, WARNING),
        holds("few_documents_are_left_pending", "is_settled_or_one_of_few", CRITICAL, share=0.98),
        holds("most_documents_are_articles", "is_article", WARNING, share=0.9),
        is_one_of("status_is_from_the_list", "status_kind", ("parsed", "rejected", "pending"), CRITICAL),
        is_one_of("format_is_from_the_list", "format_kind", FormatKind, CRITICAL),
        is_one_of("reason_is_from_the_list", "rejection_kind", RejectionKind, CRITICAL),
        holds("only_rejections_have_a_reason", "is_reason_in_place", CRITICAL),
        is_unique("one_current_content_per_path", ("current_path",), CRITICAL),
        has_document=HAS_DOCUMENT,
        is_reason_in_place="case this.status_kind"
        " when 'parsed' then this.article_id is not null and this.rejection_kind is null"
        " when 'rejected' then this.article_id is null and this.rejection_kind is not null end",
        current_path="case when this.is_current then this.document_path end",
        outcome_count="cast(this.document_id in (select document_id from base.parsed_articles) as integer)"
        " + cast(this.document_id in (select document_id from base.rejected_documents) as integer)",
        is_settled_or_one_of_few="this.status_kind <> 'pending'"
        f" or count(*) filter (where this.status_kind = 'pending') over () <= {FEW}",
        is_article="this.status_kind = 'parsed'",
    ),
    mart_suite(
        "fct_articles",
        holds("every_article_has_its_outlet", "has_outlet", CRITICAL),
        holds("every_article_has_its_document", "has_document", CRITICAL),
        is_unique("one_article_per_document", ("document_id",), CRITICAL),
        is_one_of("script_is_from_the_list", "script_kind", ScriptKind, CRITICAL),
        is_one_of("clock_is_from_the_list", "published_source_kind", PublishedSourceKind, CRITICAL),
        is_one_of("agency_use_is_from_the_list", "agency_use_kind", AgencyUseKind, CRITICAL),
        is_at_least("every_article_has_a_revision", "revision_count", 1, CRITICAL),
        is_one_of("page_time_is_from_the_list", "page_time_kind", PageTimeKind, CRITICAL),
        holds("nothing_is_published_after_it_was_archived", "is_published_first", CRITICAL),
        matches("title_is_not_empty", "title", NOT_BLANK, WARNING),
        matches("title_has_no_markup", "title", NO_MARKUP, WARNING),
        is_at_least("few_bodies_are_empty", "character_count", 1, WARNING, share=0.95),
        is_at_most("few_titles_are_overlong", "title_length", 120, WARNING, share=0.99),
        holds("nearly_all_pages_of_an_outlet_fit_a_layout", "has_own_layout", WARNING),
        has_outlet="this.outlet_id in (select outlet_id from marts.dim_outlets)",
        is_published_first=f"this.published_at <= this.header_at + interval {GRACE.seconds // 60} minute",
        has_document="this.document_id in"
        " (select document_id from marts.fct_documents where status_kind = 'parsed')",
        title_length="length(this.title)",
        has_own_layout=OWN_LAYOUT,
    ),
    mart_suite(
        "fct_article_paragraphs",
        holds("every_paragraph_has_its_article", "has_article", CRITICAL),
        is_one_of("kind_is_from_the_list", "paragraph_kind", ParagraphKind, CRITICAL),
        holds("positions_are_consecutive_from_1", "is_in_place", CRITICAL),
        is_at_least("text_is_not_empty", "text_length", 1, WARNING),
        holds("text_has_no_markup", "has_no_markup", WARNING, share=0.999),
        has_article=HAS_ARTICLE,
        is_in_place=POSITION_EXPECTED,
        text_length="length(trim(this.text))",
        has_no_markup="not regexp_matches(this.text, '</?(?:div|p|span|a|img|script|br)\\b')",
    ),
    mart_suite(
        "fct_article_credits",
        holds("every_credit_has_its_article", "has_article", CRITICAL),
        holds("every_credit_has_its_author", "has_author", CRITICAL),
        is_one_of("role_is_from_the_list", "role_kind", RoleKind, CRITICAL),
        holds("positions_are_consecutive_from_1", "is_in_place", CRITICAL),
        holds("agency_credits_name_agencies", "is_kind_right", WARNING),
        matches("few_names_are_sentences", "author_name", NOT_A_SENTENCE, WARNING, share=0.99),
        has_article=HAS_ARTICLE,
        has_author="this.author_id in (select author_id from marts.dim_authors)",
        is_in_place=POSITION_EXPECTED,
        is_kind_right="case when this.role_kind in ('reporter', 'columnist', 'agency', 'source')"
        " then (this.role_kind = 'agency') ="
        " (this.author_id in (select author_id from marts.dim_authors where author_kind = 'agency')) end",
    ),
    mart_suite(
        "fct_article_images",
        holds("every_image_has_its_article", "has_article", CRITICAL),
        matches("address_is_absolute", "image_url", ABSOLUTE, WARNING, share=0.99),
        has_article=HAS_ARTICLE,
    ),
    mart_suite(
        "fct_article_media",
        holds("every_medium_has_its_article", "has_article", CRITICAL),
        is_one_of("kind_is_from_the_list", "media_kind", MediaKind, CRITICAL),
        has_article=HAS_ARTICLE,
    ),
    mart_suite(
        "fct_article_links",
        holds("every_link_has_its_article", "has_article", CRITICAL),
        is_one_of("kind_is_from_the_list", "link_kind", LinkKind, CRITICAL),
        holds("address_is_absolute", "is_absolute", WARNING, share=0.99),
        has_article=HAS_ARTICLE,
        is_absolute=r"regexp_matches(this.link_url, '^[a-z]+:')",
    ),
    mart_suite(
        "fct_article_tags",
        holds("every_tag_has_its_article", "has_article", CRITICAL),
        has_article=HAS_ARTICLE,
    ),
    mart_suite(
        "dim_outlets",
        matches("name_is_not_empty", "outlet_name", NOT_BLANK, WARNING),
        is_at_least("count_is_not_negative", "article_count", 0, CRITICAL),
    ),
    mart_suite(
        "dim_authors",
        is_one_of("kind_is_from_the_list", "author_kind", AuthorKind, CRITICAL),
        matches("few_names_are_sentences", "author_name", NOT_A_SENTENCE, WARNING, share=0.99),
        matches("names_are_of_letters_without_markup", "author_name", OF_LETTERS, WARNING),
    ),
    mart_suite("dim_dates"),
    mart_suite(
        "agg_outlet_days",
        is_at_least("every_day_has_an_article", "article_count", 1, CRITICAL),
        holds("wire_free_count_is_part_of_article_count", "is_wire_free_plausible", CRITICAL),
        is_wire_free_plausible="this.wire_free_article_count between 0 and this.article_count",
    ),
)
