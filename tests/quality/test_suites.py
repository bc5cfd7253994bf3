"""Every rule, held against rows that keep it and rows that break it, through SQL and Great Expectations."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from etl.kinds import (
    EntityKind,
    MethodKind,
    NamingKind,
    RejectionKind,
)
from etl.model import Mention, NamedArticle, ParsedArticle, Rejection
from etl.quality.count import count
from etl.quality.examine import examine
from etl.quality.failed_rows import ROWS, failed_rows
from etl.quality.result import EXAMPLES
from etl.quality.rules import Rule, Suite
from etl.quality.suites import SUITES
from etl.warehouse.frames import named_frame, parsed_frame, rejected_frame
from etl.warehouse.lineage import column_origins
from etl.warehouse.tables import BASE_TABLES, QUALITY_RESULTS, RUNS, Table
from etl.warehouse.views import apply_views
from etl.warehouse.warehouse import Warehouse
from tests.articles import MOMENT, an_article

VIEW_CASES = Path(__file__).parents[1] / "views"
COUNTING = (  # reports that count articles, with twins free of wire and of copies
    "agg_outlet_hours",
    "agg_publication_lags",
    "agg_outlet_entities",
    "agg_entity_trends",
    "agg_trending_terms",
    "agg_subdivision_days",
    "agg_revision_rates",
    "agg_author_output",
    "agg_author_entities",
    "agg_image_credits",
    "agg_shared_images",
    "agg_link_domains",
    "agg_outlet_citations",
)
FILLED = (
    *("agg_coverage_gaps", "agg_entity_pair_months", "agg_agency_dependence", "agg_copy_flows"),
    "fct_corrections",
)

# (table, rule) → what breaks it. Key rules are broken by themselves.
BREAKS = {
    ("archive_files", "size_is_not_negative"): "update base.archive_files set byte_count = -1",
    ("raw_documents", "one_document_per_path_and_content"): (
        "insert into base.raw_documents select * replace ('another' as document_id) from base.raw_documents"
    ),
    ("raw_documents", "format_is_from_the_list"): "update base.raw_documents set format_kind = 'pdf'",
    ("raw_documents", "size_is_not_negative"): "update base.raw_documents set byte_count = -1",
    ("fct_documents", "no_document_is_both_parsed_and_rejected"): (
        "insert into base.rejected_documents"
        " select document_id, parser_version, run_id, outlet_id, 'empty', 'nothing' from base.parsed_articles"
    ),
    ("fct_documents", "no_document_is_left_pending"): "delete from base.rejected_documents",
    (
        "fct_documents",
        "few_documents_are_left_pending",
    ): "update marts.fct_documents set status_kind = 'pending'",
    (
        "fct_documents",
        "most_documents_are_articles",
    ): "update marts.fct_documents set status_kind = 'pending'",
    ("raw_documents", "header_stamp_is_plausible"): (
        "update base.raw_documents set header_at = '2030-01-01'"
    ),
    ("parsed_articles", "every_article_has_its_document"): "delete from base.raw_documents",
    ("parsed_articles", "script_is_from_the_list"): "update base.parsed_articles set script_kind = 'runes'",
    ("parsed_articles", "clock_is_from_the_list"): (
        "update base.parsed_articles set published_source_kind = 'sundial'"
    ),
    (
        "parsed_articles",
        "dated_articles_state_their_clock",
    ): "update base.parsed_articles set published_date = null",
    ("parsed_articles", "title_is_not_empty"): "update base.parsed_articles set title = ' '",
    ("parsed_articles", "address_is_absolute"): "update base.parsed_articles set url = '/a/1'",
    ("parsed_articles", "most_articles_are_dated"): "update base.parsed_articles set published_date = null",
    ("parsed_articles", "most_pages_of_known_outlets_state_a_date"): (
        "update base.parsed_articles set page_date = null where document_id > '3'"
    ),
    ("parsed_articles", "publication_is_not_in_the_future"): (
        "update base.parsed_articles set published_at = '2999-01-01'"
    ),
    ("parsed_articles", "few_articles_have_no_text"): "update base.parsed_articles set paragraphs = []",
    ("parsed_articles", "few_printed_hours_of_an_outlet_are_unread"): (
        "update base.parsed_articles set page_time_kind = 'day_of_unread_hour'"
    ),
    ("parsed_articles", "an_outlets_day_is_the_one_in_its_addresses"): (
        "update base.parsed_articles set is_exact_time = true, url_date = '1999-01-01'"
    ),
    ("parsed_articles", "documents_of_an_article_share_title_or_text"): (
        "update base.parsed_articles set article_id = 'one', title = document_id, paragraphs = []"
    ),
    ("rejected_documents", "every_rejection_has_its_document"): "delete from base.raw_documents",
    ("rejected_documents", "no_document_is_mojibake"): (
        "update base.rejected_documents set rejection_kind = 'mojibake'"
    ),
    ("rejected_documents", "reason_is_from_the_list"): (
        "update base.rejected_documents set rejection_kind = 'boring'"
    ),
    ("rejected_documents", "detail_is_not_empty"): "update base.rejected_documents set rejection_detail = ''",
    ("outlets", "one_outlet_per_domain"): (
        "insert into base.outlets select * replace ('another' as outlet_id) from base.outlets"
    ),
    ("outlets", "chinese_name_is_not_empty"): "update base.outlets set outlet_name = ''",
    ("runs", "outcome_is_from_the_list"): "update base.runs set outcome_kind = 'fine'",
    ("runs", "a_run_ends_after_its_start"): "update base.runs set finished_at = '1999-01-01'",
    (
        "quality_results",
        "severity_is_from_the_list",
    ): "update base.quality_results set severity_kind = 'mild'",
    ("field_fills", "every_row_has_a_page"): "update base.field_fills set page_count = 0",
    (
        "accuracy",
        "right_cases_are_part_of_all_cases",
    ): "update base.accuracy set right_count = case_count + 1",
    ("field_drift", "no_field_of_an_outlet_has_fallen"): "update ops.field_drift set drift_kind = 'fallen'",
    ("fct_documents", "every_row_has_its_document"): "update marts.fct_documents set document_id = 'lost'",
    ("fct_documents", "status_is_from_the_list"): "update marts.fct_documents set status_kind = 'lost'",
    ("fct_documents", "format_is_from_the_list"): "update marts.fct_documents set format_kind = 'pdf'",
    ("fct_documents", "reason_is_from_the_list"): "update marts.fct_documents set rejection_kind = 'boring'",
    ("fct_documents", "only_rejections_have_a_reason"): (
        "update marts.fct_documents set rejection_kind = null"
    ),
    ("fct_documents", "one_current_content_per_path"): "update marts.fct_documents set document_path = 'a'",
    ("fct_articles", "every_article_has_its_outlet"): "update marts.fct_articles set outlet_id = 'nobody'",
    ("fct_articles", "every_article_has_its_document"): "update marts.fct_articles set document_id = 'lost'",
    ("fct_articles", "one_article_per_document"): (
        "insert into marts.fct_articles select * replace ('another' as article_id) from marts.fct_articles"
    ),
    ("fct_articles", "script_is_from_the_list"): "update marts.fct_articles set script_kind = 'runes'",
    ("fct_articles", "clock_is_from_the_list"): (
        "update marts.fct_articles set published_source_kind = 'sundial'"
    ),
    ("fct_articles", "agency_use_is_from_the_list"): (
        "update marts.fct_articles set agency_use_kind = 'borrowed'"
    ),
    ("fct_articles", "page_time_is_from_the_list"): "update marts.fct_articles set page_time_kind = 'era'",
    ("fct_articles", "nothing_is_published_after_it_was_archived"): (
        "update marts.fct_articles set published_at = header_at + interval 1 hour"
    ),
    ("fct_articles", "every_article_has_a_revision"): "update marts.fct_articles set revision_count = 0",
    ("fct_articles", "title_is_not_empty"): "update marts.fct_articles set title = ''",
    ("fct_articles", "title_has_no_markup"): "update marts.fct_articles set title = '<em>港口'",
    ("fct_articles", "few_bodies_are_empty"): "update marts.fct_articles set character_count = 0",
    ("fct_articles", "few_titles_are_overlong"): ("update marts.fct_articles set title = repeat('港', 121)"),
    ("fct_articles", "nearly_all_pages_of_an_outlet_fit_a_layout"): (
        "update marts.fct_articles set is_generic_layout = true"
    ),
    ("fct_article_paragraphs", "every_paragraph_has_its_article"): "delete from marts.fct_articles",
    ("fct_article_paragraphs", "kind_is_from_the_list"): (
        "update marts.fct_article_paragraphs set paragraph_kind = 'song'"
    ),
    ("fct_article_paragraphs", "positions_are_consecutive_from_1"): (
        "update marts.fct_article_paragraphs set position = position + 1"
    ),
    ("fct_article_paragraphs", "text_is_not_empty"): "update marts.fct_article_paragraphs set text = ' '",
    ("fct_article_paragraphs", "text_has_no_markup"): (
        "update marts.fct_article_paragraphs set text = 'a<br>b'"
    ),
    ("fct_article_credits", "every_credit_has_its_article"): "delete from marts.fct_articles",
    ("fct_article_credits", "every_credit_has_its_author"): "delete from marts.dim_authors",
    (
        "fct_article_credits",
        "role_is_from_the_list",
    ): "update marts.fct_article_credits set role_kind = 'cook'",
    ("fct_article_credits", "positions_are_consecutive_from_1"): (
        "update marts.fct_article_credits set position = 0 where position = 1"
    ),
    ("fct_article_credits", "agency_credits_name_agencies"): (
        "update marts.fct_article_credits set role_kind = 'reporter'"
    ),
    ("fct_article_credits", "few_names_are_sentences"): (
        "update marts.fct_article_credits set author_name = '他说，港口明天开放。'"
    ),
    ("fct_article_images", "every_image_has_its_article"): "delete from marts.fct_articles",
    ("fct_article_images", "address_is_absolute"): "update marts.fct_article_images set image_url = 'a.jpg'",
    ("fct_article_media", "every_medium_has_its_article"): "delete from marts.fct_articles",
    ("fct_article_media", "kind_is_from_the_list"): "update marts.fct_article_media set media_kind = 'smell'",
    ("fct_article_links", "every_link_has_its_article"): "delete from marts.fct_articles",
    ("fct_article_links", "kind_is_from_the_list"): "update marts.fct_article_links set link_kind = 'chain'",
    ("fct_article_links", "address_is_absolute"): "update marts.fct_article_links set link_url = 'a.html'",
    ("fct_article_revisions", "every_revision_has_its_article"): "delete from marts.fct_articles",
    ("fct_article_revisions", "every_revision_has_its_document"): "delete from marts.fct_documents",
    ("fct_article_revisions", "numbers_are_consecutive_from_1"): (
        "update marts.fct_article_revisions set revision_number = 2"
    ),
    ("fct_article_revisions", "kind_is_from_the_list"): (
        "update marts.fct_article_revisions set revision_kind = 'whim'"
    ),
    ("fct_article_revisions", "class_is_from_the_list"): (
        "update marts.fct_article_revisions set change_class_kind = 'whim'"
    ),
    ("fct_article_revisions", "only_changed_words_have_a_class"): (
        "update marts.fct_article_revisions set revision_kind = 'text'"
    ),
    ("fct_article_revisions", "share_is_not_negative"): (
        "update marts.fct_article_revisions set changed_share = -0.5"
    ),
    ("fct_article_changes", "every_change_has_its_revision"): "delete from marts.fct_article_revisions",
    ("fct_article_changes", "kind_is_from_the_list"): (
        "update marts.fct_article_changes set change_kind = 'whim'"
    ),
    ("fct_article_changes", "texts_fit_the_kind"): "update marts.fct_article_changes set old_text = null",
    ("copy_signatures", "every_article_was_held_against_the_others"): (
        "update base.copy_signatures set is_matched = false"
    ),
    ("copy_signatures", "every_article_is_there"): "update base.copy_signatures set document_id = 'gone'",
    ("fct_article_copies", "every_copy_has_its_article"): (
        "delete from marts.fct_articles where article_id = 'article1'"
    ),
    ("fct_article_copies", "every_copy_has_its_original"): (
        "delete from marts.fct_articles where article_id = 'article0'"
    ),
    ("fct_article_copies", "no_article_copies_itself"): (
        "update marts.fct_article_copies set original_article_id = article_id"
    ),
    ("fct_article_copies", "no_two_copy_each_other"): (
        "insert into marts.fct_article_copies by name"
        " select * replace (article_id as original_article_id, original_article_id as article_id)"
        " from marts.fct_article_copies"
    ),
    ("fct_article_copies", "every_copy_has_its_cluster"): "delete from marts.dim_copy_clusters",
    ("fct_article_copies", "kind_is_from_the_list"): "update marts.fct_article_copies set copy_kind = 'whim'",
    ("fct_article_copies", "evidence_is_from_the_list"): (
        "update marts.fct_article_copies set evidence_kind = 'rumour'"
    ),
    ("fct_article_copies", "resaves_and_updates_are_of_one_outlet"): (
        "update marts.fct_article_copies set copy_kind = 'syndicated'"
    ),
    ("fct_article_copies", "half_of_the_shorter_text_is_contained"): (
        "update marts.fct_article_copies set contained_share = 0.4"
    ),
    ("fct_article_copies", "no_more_than_all_is_contained"): (
        "update marts.fct_article_copies set contained_share = 1.1"
    ),
    ("fct_article_copies", "shares_are_in_order"): "update marts.fct_article_copies set copied_share = 0.1",
    ("fct_article_copies", "only_a_named_source_comes_later"): (
        "update marts.fct_article_copies set lag_minutes = -5"
    ),
    ("fct_article_copies", "named_sources_give_a_sure_direction"): (
        "update marts.fct_article_copies set evidence_kind = 'credit', is_direction_sure = false"
    ),
    ("dim_copy_clusters", "an_article_is_in_one_cluster"): (
        "insert into marts.fct_article_copies by name"
        " select * replace ('other' as copy_cluster_id) from marts.fct_article_copies"
    ),
    ("dim_copy_clusters", "a_cluster_has_two_articles"): (
        "update marts.dim_copy_clusters set article_count = 1"
    ),
    ("dim_copy_clusters", "sources_are_outlets_of_the_cluster"): (
        "update marts.dim_copy_clusters set independent_source_count = 9"
    ),
    ("dim_copy_clusters", "the_original_is_there"): "delete from marts.fct_articles",
    ("article_topics", "every_article_is_there"): "update base.article_topics set document_id = 'lost'",
    ("article_topics", "most_articles_have_a_topic"): "update base.article_topics set topics = []",
    ("fct_article_topics", "every_topic_has_its_article"): "delete from marts.fct_articles",
    ("fct_article_topics", "topic_is_a_media_topic"): (
        "update marts.fct_article_topics set topic_id = 'politics'"
    ),
    ("fct_article_topics", "score_is_above_0"): "update marts.fct_article_topics set score = 0",
    ("fct_article_topics", "score_is_at_most_1"): "update marts.fct_article_topics set score = 1.5",
    ("fct_article_topics", "an_article_has_one_primary_topic"): (
        "update marts.fct_article_topics set is_primary = false"
    ),
    ("fct_article_topics", "the_primary_topic_is_the_most_probable"): (
        "update marts.fct_article_topics set is_primary = not is_primary"
    ),
    ("agg_topic_days", "days_are_unique"): "insert into marts.agg_topic_days from marts.agg_topic_days",
    ("agg_topic_days", "every_day_has_an_article"): "update marts.agg_topic_days set article_count = 0",
    ("agg_topic_days", "free_counts_are_parts_of_all_counts"): (
        "update marts.agg_topic_days set copy_free_article_count = article_count + 1"
    ),
    ("story_readings", "every_article_was_held_against_the_others"): (
        "update base.story_readings set is_matched = false"
    ),
    ("story_readings", "every_article_is_there"): "update base.story_readings set document_id = 'gone'",
    ("story_pairs", "the_lesser_id_stands_first"): (
        "update base.story_pairs set article_id = other_article_id, other_article_id = article_id"
    ),
    ("story_pairs", "a_pair_is_alike"): "update base.story_pairs set likeness = 0",
    ("story_pairs", "no_pair_is_more_than_alike"): "update base.story_pairs set likeness = 10001",
    ("fct_story_articles", "every_row_has_its_article"): "delete from marts.fct_articles",
    ("fct_story_articles", "every_row_has_its_story"): "delete from marts.dim_stories",
    ("fct_story_articles", "no_article_is_before_the_first"): (
        "update marts.fct_story_articles set lag_minutes = -1"
    ),
    ("fct_story_articles", "no_share_is_above_one"): (
        "update marts.fct_story_articles set similarity_share = 1.1"
    ),
    ("dim_stories", "a_story_has_two_articles"): "update marts.dim_stories set article_count = 1",
    ("dim_stories", "it_begins_once"): "update marts.fct_story_articles set is_first = false",
    ("dim_stories", "sources_are_no_more_than_articles"): (
        "update marts.dim_stories set independent_source_count = 9"
    ),
    ("dim_stories", "nearly_all_end_within_weeks"): (
        "update marts.dim_stories set last_published_at = last_published_at + interval 30 days"
    ),
    ("dim_story_redirects", "every_redirect_leads_to_a_story"): "delete from marts.dim_stories",
    ("dim_story_redirects", "no_living_story_is_redirected"): (
        "update marts.dim_story_redirects set old_story_id = story_id"
    ),
    ("agg_story_coverage", "every_row_has_its_story"): "delete from marts.dim_stories",
    ("agg_story_coverage", "who_told_it_has_an_article"): (
        "update marts.agg_story_coverage set article_count = 0"
    ),
    ("fct_article_tags", "every_tag_has_its_article"): "delete from marts.fct_articles",
    ("dim_outlets", "name_is_not_empty"): "update marts.dim_outlets set outlet_name = ''",
    ("dim_outlets", "count_is_not_negative"): "update marts.dim_outlets set article_count = -1",
    ("dim_authors", "names_are_of_letters_without_markup"): (
        "update marts.dim_authors set author_name = '<a href='"
    ),
    ("dim_authors", "kind_is_from_the_list"): "update marts.dim_authors set author_kind = 'ghost'",
    ("dim_authors", "few_names_are_sentences"): "update marts.dim_authors set author_name = '港口，明天'",
    ("mentions", "every_row_has_its_article"): "delete from base.parsed_articles",
    ("mentions", "kind_is_from_the_list"): "update base.mentions set naming_kind = 'guessed'",
    ("mentions", "articles_without_chinese_have_no_mentions"): (
        "update base.parsed_articles set script_kind = 'latin'"
    ),
    ("mentions", "few_articles_have_no_mentions"): "update base.mentions set mentions = []",
    ("entities", "one_entity_per_kind_and_key"): (
        "insert into base.entities select * replace ('another' as entity_id) from base.entities"
    ),
    ("entities", "kind_is_from_the_list"): "update base.entities set entity_kind = 'ghost'",
    ("entities", "name_is_not_empty"): "update base.entities set entity_name = ''",
    ("entities", "country_code_is_alpha_2"): "update base.entities set country_code = 'China'",
    ("entities", "subdivision_code_is_iso_3166_2"): "update base.entities set subdivision_code = 'Hainan'",
    ("entities", "no_name_has_half_a_pair_of_brackets"): "update base.entities set entity_name = '“海棠'",
    ("entities", "coordinates_are_in_range"): "update base.entities set latitude = 190",
    ("entities", "coordinates_come_in_pairs"): "update base.entities set longitude = null",
    ("entity_aliases", "every_alias_has_its_entity"): "delete from base.entities",
    ("entity_aliases", "aliases_are_unique"): "insert into base.entity_aliases from base.entity_aliases",
    ("entity_aliases", "kinds_are_from_the_lists"): "update base.entity_aliases set alias_kind = 'odd'",
    ("entity_aliases", "support_is_not_negative"): "update base.entity_aliases set support_count = -1",
    ("entity_aliases", "no_alias_has_half_a_pair_of_brackets"): (
        "update base.entity_aliases set alias = '海棠（临江'"
    ),
    ("entity_links", "one_link_per_referent"): ("insert into base.entity_links from base.entity_links"),
    ("entity_links", "every_link_has_its_entity"): "delete from base.entities",
    ("entity_links", "confidence_is_between_0_and_1"): "update base.entity_links set confidence = 2",
    ("entity_redirects", "every_redirect_leads_to_an_entity"): "delete from base.entities",
    ("entity_redirects", "no_current_entity_is_redirected"): (
        "update base.entity_redirects set old_entity_id = 'place'"
    ),
    ("resolutions", "most_mentions_are_linked"): "delete from marts.fct_mentions",
    ("fct_mentions", "every_mention_has_its_article"): "delete from marts.fct_articles",
    ("fct_mentions", "mentions_are_unique"): "insert into marts.fct_mentions from marts.fct_mentions",
    (
        "fct_mentions",
        "offsets_match_the_text",
    ): "update marts.fct_mentions set start_offset = start_offset + 1",
    ("fct_mentions", "every_mention_has_its_entity"): "delete from marts.dim_entities",
    (
        "fct_mentions",
        "no_mention_has_half_a_pair_of_brackets",
    ): "update marts.fct_mentions set surface = '临江）有限公司'",
    ("fct_mentions", "method_is_from_the_list"): "update marts.fct_mentions set method_kind = 'guess'",
    ("fct_mentions", "confidence_is_between_0_and_1"): "update marts.fct_mentions set confidence = null",
    ("quotes", "every_row_has_its_article"): "update base.quotes set document_id = 'gone'",
    ("quotes", "names_and_quotations_are_of_one_wording"): "update base.quotes set prose_hash = 'another'",
    ("fct_quotes", "every_quotation_has_its_article"): "delete from marts.fct_articles",
    ("fct_quotes", "quotations_are_unique"): "insert into marts.fct_quotes from marts.fct_quotes",
    ("fct_quotes", "offsets_match_the_text"): "update marts.fct_quotes set start_offset = start_offset + 1",
    ("fct_quotes", "no_words_in_marks_overlap"): (
        "update marts.fct_quotes set quote_kind = 'partial', start_offset = 0, end_offset = start_offset + 4"
    ),
    ("fct_quotes", "kinds_are_from_the_lists"): "update marts.fct_quotes set quote_kind = 'sung'",
    ("fct_quotes", "only_a_named_speaker_has_a_kind_or_an_entity"): (
        "update marts.fct_quotes set speaker_name = null"
    ),
    ("fct_quotes", "every_speaker_with_an_id_is_an_entity"): "delete from marts.dim_entities",
    ("fct_quotes", "confidence_is_between_0_and_1"): "update marts.fct_quotes set confidence = 1.5",
    ("fct_quotes", "most_articles_with_quotations_name_a_speaker"): (
        "update marts.fct_quotes set speaker_name = null"
    ),
    (
        "agg_speakers",
        "speaker_kind_is_from_the_list",
    ): "update marts.agg_speakers set speaker_kind = 'parrot'",
    ("agg_speakers", "share_is_at_most_1"): "update marts.agg_speakers set direct_share = 2",
    ("agg_speakers", "counts_are_in_order"): "update marts.agg_speakers set direct_count = quote_count + 1",
    ("agg_speakers", "whoever_is_not_quoted_is_named"): (
        "update marts.agg_speakers set is_quoted = false, named_article_count = 0"
    ),
    (
        "agg_speaker_pairs",
        "a_pair_is_in_two_articles",
    ): "update marts.agg_speaker_pairs set article_count = 1",
    ("agg_speaker_pairs", "ids_are_in_order"): (
        "update marts.agg_speaker_pairs set entity_id = other_entity_id, other_entity_id = entity_id"
    ),
    ("fct_article_entities", "every_row_has_its_article"): "delete from marts.fct_articles",
    ("fct_article_entities", "entities_are_unique"): (
        "insert into marts.fct_article_entities from marts.fct_article_entities"
    ),
    ("fct_article_entities", "title_mentions_have_first_position_0"): (
        "update marts.fct_article_entities set is_in_title = not is_in_title"
    ),
    ("dim_entities", "every_entity_has_a_mention"): "update marts.dim_entities set mention_count = 0",
    ("dim_entities", "every_entity_has_an_article"): "update marts.dim_entities set article_count = 0",
    ("dim_entities", "most_places_in_several_articles_have_a_code"): (
        "update marts.dim_entities set country_code = null, subdivision_code = null, geonames_id = null"
    ),
    ("dim_entities", "reviewed_entities_are_confirmed"): "update marts.dim_entities set is_confirmed = false",
    ("dim_entities", "only_places_have_a_kind_of_place"): "update marts.dim_entities set place_kind = 'sea'",
    ("dim_entities", "no_credited_author_is_among_the_top_20_people"): (
        "update marts.fct_article_credits set author_name = '李远'"
    ),
    ("dim_entities", "no_outlet_is_the_top_entity_of_its_own_articles"): (
        "update marts.dim_outlets set outlet_name = '港务局'"
    ),
    ("dim_entity_aliases", "every_alias_has_its_entity"): "delete from marts.dim_entities",
    ("dim_entity_aliases", "no_alias_is_empty"): "update marts.dim_entity_aliases set alias = ' '",
    ("dim_entity_redirects", "every_redirect_leads_to_an_entity"): "delete from marts.dim_entities",
    (
        "agg_entity_days",
        "days_are_unique",
    ): "insert into marts.agg_entity_days from marts.agg_entity_days",
    (
        "agg_entity_days",
        "every_day_has_an_article",
    ): "update marts.agg_entity_days set article_count = 0",
    ("agg_entity_days", "wire_free_counts_are_parts_of_all_counts"): (
        "update marts.agg_entity_days set wire_free_mention_count = mention_count + 1"
    ),
    (
        "agg_entity_pairs",
        "pairs_are_unique",
    ): "insert into marts.agg_entity_pairs from marts.agg_entity_pairs",
    (
        "agg_entity_pairs",
        "pair_ids_are_ordered",
    ): "update marts.agg_entity_pairs set other_entity_id = ''",
    (
        "agg_entity_pairs",
        "every_pair_is_in_two_articles",
    ): "update marts.agg_entity_pairs set article_count = 1",
    ("agg_entity_pairs", "lift_is_not_negative"): "update marts.agg_entity_pairs set article_lift = -1",
    ("agg_place_days", "days_are_unique"): "insert into marts.agg_place_days from marts.agg_place_days",
    ("agg_place_days", "every_place_has_coordinates"): "update marts.agg_place_days set latitude = null",
    ("agg_outlet_days", "every_day_has_an_article"): (
        "update marts.agg_outlet_days set article_count = 0, wire_free_article_count = 0"
    ),
    ("agg_outlet_days", "wire_free_count_is_part_of_article_count"): (
        "update marts.agg_outlet_days set wire_free_article_count = article_count + 1"
    ),
    **{
        (name, rule): f"update marts.{name} set {change}"
        for name in COUNTING
        for rule, change in (
            ("every_row_has_its_articles", "article_count = 0"),
            ("twins_are_parts_of_the_count", "copy_free_article_count = article_count + 1"),
        )
    },
    ("agg_outlet_hours", "hours_are_of_a_day"): "update marts.agg_outlet_hours set hour = 24",
    ("agg_outlet_entities", "shares_lie_in_their_intervals"): (
        "update marts.agg_outlet_entities set article_share = 0, lower_share = 0.5"
    ),
    (
        "agg_trending_terms",
        "a_term_is_more_than_expected",
    ): "update marts.agg_trending_terms set trend_score = 2.9",
    ("agg_coverage_gaps", "a_gap_is_where_three_were_expected"): (
        "update marts.agg_coverage_gaps set expected_articles = 2.9"
    ),
    ("agg_coverage_gaps", "a_gap_is_told_by_three_others"): (
        "update marts.agg_coverage_gaps set other_outlet_count = 2"
    ),
    ("agg_entity_pair_months", "months_are_unique"): (
        "insert into marts.agg_entity_pair_months from marts.agg_entity_pair_months"
    ),
    ("agg_entity_pair_months", "twins_are_parts_of_the_count"): (
        "update marts.agg_entity_pair_months set wire_free_article_count = article_count + 1"
    ),
    ("agg_agency_dependence", "use_is_from_the_list"): (
        "update marts.agg_agency_dependence set agency_use_kind = 'stolen'"
    ),
    (
        "agg_agency_dependence",
        "share_is_at_most_1",
    ): "update marts.agg_agency_dependence set article_share = 2",
    ("agg_copy_flows", "kind_is_from_the_list"): "update marts.agg_copy_flows set copy_kind = 'stolen'",
    ("agg_copy_flows", "a_flow_is_between_two_outlets"): (
        "update marts.agg_copy_flows set outlet_id = original_outlet_id"
    ),
    ("agg_revision_rates", "changed_articles_are_among_the_saved_again"): (
        "update marts.agg_revision_rates set changed_article_count = resaved_article_count + 1"
    ),
    ("fct_corrections", "every_correction_has_its_article"): (
        "update marts.fct_corrections set article_id = 'nobody'"
    ),
    ("agg_author_output", "role_is_from_the_list"): "update marts.agg_author_output set role_kind = 'poet'",
    ("agg_link_domains", "kind_is_from_the_list"): "update marts.agg_link_domains set link_kind = 'dead'",
}


@pytest.fixture
def warehouse(good_warehouse: Warehouse) -> Iterator[Warehouse]:
    """The good warehouse; whatever a test breaks is mended after it."""
    good_warehouse.connection.begin()
    yield good_warehouse
    good_warehouse.connection.rollback()


@pytest.fixture(scope="module")
def good_warehouse() -> Iterator[Warehouse]:
    """Twelve good articles and a rejection; every public view is a table here, so that it can be broken too."""
    with Warehouse(duckdb.connect()) as warehouse:
        connection = warehouse.connection
        connection.execute("create schema base")
        for table in BASE_TABLES:
            connection.register("rows", _rows(table).to_arrow())
            connection.execute(f"create table base.{table.name} as from rows")
            connection.unregister("rows")
        views = [view for view in apply_views(connection) if view.is_public]
        for view in views:
            connection.execute(f"create temp table {view.name} as from {view.address}")
        for schema in ("marts", "ops"):
            connection.execute(f"drop schema {schema} cascade")
            connection.execute(f"create schema {schema}")
        for view in views:
            connection.execute(f"create table {view.address} as from temp.{view.name}")
        _fill_from_examples(connection)
        yield warehouse


def _fill_from_examples(connection: duckdb.DuckDBPyConnection) -> None:
    """Twelve alike articles leave reports empty: these take the rows of their example in tests/views."""
    for name in (*COUNTING, *FILLED):
        expected = min((VIEW_CASES / name).glob("*/expect.csv"))
        if connection.execute(f"select count(*) from marts.{name}").fetchone() == (0,):
            connection.execute(
                f"insert into marts.{name} by name from read_csv('{expected}', all_varchar = true)"
            )
    connection.execute("update marts.fct_corrections set article_id = 'article0'")


def _rows(table: Table) -> pl.DataFrame:
    run = ("run", MOMENT, MOMENT, ARTICLES + 1, ARTICLES, 1, "code", "published", None)
    result = ("run", "outlets", "outlet_id_is_unique", "critical", True, "0 of 1 rows", 0, MOMENT, None)
    outlet = ("harbour_post", "海港邮报", "Harbour Post", "harbourpost.example", "zh-Hans", "UTC")
    match table.name:
        case "parsed_articles":
            return parsed_frame([_article(number) for number in range(ARTICLES)], run_id="run")
        case "rejected_documents":
            return rejected_frame([_REJECTION], run_id="run")
        case "raw_documents":
            rows: list[tuple[object, ...]] = [_raw_row(number) for number in range(ARTICLES + 1)]
        case "archive_files":
            rows = [
                ("/archive", f"harbour_post/{number}.md", 100, 1, f"{number}", None, None)
                for number in range(10)
            ]
        case "mentions":
            articles = [_named(number) for number in range(ARTICLES)]
            return named_frame(articles, [None] * ARTICLES, recogniser_version="r1", run_id="run")
        case "article_revisions":
            rows = [("article0", 1, "0", "first", None, 0, 0, 0.0, False, "hash", "run")]
        case "article_changes":
            rows = [("article0", 1, 1, "edited", 1, "港口关闭", "港口开放", "港口[-关闭-]{+开放+}", "run")]
        case "copy_signatures":
            rows = [
                (f"article{number}", f"{number}", "v1", "1", MOMENT, [number], True, "run")
                for number in range(ARTICLES)
            ]
        case "article_copies":
            shares = (0.9, 0.8, 0.7)
            rows = [("article1", "article0", "cluster", "update", *shares, 5, "text", True, False, "run")]
        case "article_topics":
            told = [
                {"topic_id": topic_id, "topic_name": "经济", "latin_name": "economy", "score": score}
                for topic_id, score in (("medtop:04000000", 0.7), ("medtop:11000000", 0.2))
            ]
            rows = [
                (f"article{number}", f"{number}", "v1", "1", told, ["港口"], "run")
                for number in range(ARTICLES)
            ]
        case "entity_links":
            rows = [
                (f"article{number}", kind, name, kind, "run", "full", 1.0)
                for number in range(ARTICLES)
                for _, kind, name in NAMES
            ]
        case "entities":
            rows = [
                (
                    *(kind, "v1", "run", kind, name, None, "CN", "CN-HI", 1, 19.2, 109.4),
                    *(f"seed:{kind}" if kind == "person" else f"name:{name}", True, None, 1),
                )
                for _, kind, name in NAMES
            ]
        case "entity_aliases":
            rows = [(kind, name, "full", "corpus", "run", ARTICLES) for _, kind, name in NAMES]
        case "entity_redirects":
            rows = [("gone", "person", MOMENT, "run")]
        case "quotes":
            told = [
                _quote(0, "白沙", "direct", "person", "李远"),
                _quote(3, "港务局", "indirect", *NAMES[1][1:]),
            ]
            rows = [(f"{number}", "1.r1", None, "run", told) for number in range(ARTICLES)]
        case "field_fills":
            fields = [{"field_name": "lead", "filled_count": ARTICLES}]
            rows = [("run", "harbour_post", "story", ARTICLES, fields)]
        case "story_readings":
            rows = [
                (f"article{number}", f"{number}", "v1", "v1", "n1", MOMENT, True, True, "run")
                for number in range(ARTICLES)
            ]
        case "story_pairs":
            rows = [("article0", "article1", 9000, "run")]
        case "story_articles":
            rows = [(f"article{number}", "story", 9000, "run") for number in range(2)]
        case "story_redirects":
            rows = [("gone", "story", MOMENT, "run")]
        case "accuracy":
            rows = [("development", "harbour_post", "title", "share", 11, 12, MOMENT.date(), None)]
        case "resolutions":
            rows = [("entities", "v1", "f1", "run")]
        case name:
            rows = [{OUTLETS_NAME: outlet, RUNS.name: run, QUALITY_RESULTS.name: result}[name]]
    return pl.DataFrame(rows, schema=dict(table.schema), orient="row")


ARTICLES = 12
NAMES = (
    (0, "place", "白沙"),
    (3, "organisation", "港务局"),
    (7, "person", "李远"),
)  # in the second paragraph
OUTLETS_NAME = "outlets"
_REJECTION = Rejection(
    document_id=f"{ARTICLES}",
    parser_version="v1",
    outlet_id="harbour_post",
    rejection_kind=RejectionKind.NO_CONTENT,
    rejection_detail="a header and nothing below it",
)


def _quote(start: int, text: str, kind: str, entity_kind: str, name: str) -> dict[str, object]:
    return {
        "position": 2,
        "start_offset": start,
        "end_offset": start + len(text),
        "quote_text": text,
        "quote_kind": kind,
        "speaker_name": name,
        "speaker_kind": entity_kind,
        "speaker_position": 2,
        "speaker_entity_kind": entity_kind,
        "speaker_referent": name,
        "confidence": 0.9,
    }


def _raw_row(number: int) -> tuple[object, ...]:
    path = f"harbour_post/{number}.md"
    url = f"https://harbourpost.example/{number}"
    head = (f"{number}", f"hash{number}", path, "/archive", "harbour_post", None, url, "harbourpost.example")
    return (*head, "header", "utf-8", 100, MOMENT, MOMENT, None, None, True, "run")


def _article(number: int) -> ParsedArticle:
    url = f"https://harbourpost.example/{number}"
    return an_article(document_id=f"{number}", article_id=f"article{number}", url=url, canonical_url=url)


def _named(number: int) -> NamedArticle:
    mentions = [
        Mention(
            position=2,
            start_offset=start,
            end_offset=start + len(name),
            surface=name,
            entity_kind=EntityKind(kind),
            method_kind=MethodKind.TAGGER,
            score=0.9,
            referent=name,
        )
        for start, kind, name in NAMES
    ]
    return NamedArticle(document_id=f"{number}", naming_kind=NamingKind.READ, mentions=tuple(mentions))


def _break(suite: Suite, rule: Rule) -> str:
    address = f"{suite.schema_name}.{suite.table_name}"
    if rule.rule_name.endswith("_is_present") and rule.columns[0] in suite.key:
        return f"update {address} set {rule.columns[0]} = null"
    if rule.columns == suite.key and "Unique" in rule.expectation:
        return f"insert into {address} from {address}"
    key = suite.table_name, rule.rule_name
    assert key in BREAKS, f"say in BREAKS (tests/quality/test_suites.py) what breaks {'.'.join(key)}"
    return BREAKS[key]


EVERY_RULE = [
    pytest.param(suite, rule, id=f"{suite.table_name}-{rule.rule_name}")
    for suite in SUITES.values()
    for rule in suite.rules
]


def test_good_rows_keep_every_rule(warehouse: Warehouse) -> None:
    for suite in SUITES.values():
        found, counted = examine(warehouse, suite), count(warehouse, suite)
        assert [result.rule.rule_name for result in found if not result.is_passed] == []
        assert [result.row_count for result in counted] == [result.row_count for result in found]
        assert [result.failed_count for result in counted] == [result.failed_count for result in found]


@pytest.mark.parametrize(("suite", "rule"), EVERY_RULE)
def test_a_row_that_breaks_a_rule_is_found(warehouse: Warehouse, suite: Suite, rule: Rule) -> None:
    warehouse.execute(_break(suite, rule))
    (found,) = examine(warehouse, suite.only([rule.rule_name]))
    assert not found.is_passed
    (counted,) = count(warehouse, suite.only([rule.rule_name]))
    assert (counted.row_count, counted.failed_count) == (found.row_count, found.failed_count)
    assert {*counted.examples} <= {*found.examples} or len(found.examples) == EXAMPLES
    rows = failed_rows(warehouse, suite, rule)
    assert rows.height == min(found.failed_count, ROWS)
    assert {*suite.key, *rule.columns} <= set(rows.columns)


def test_every_base_table_has_a_suite() -> None:
    missing = {table.name for table in BASE_TABLES} - set(SUITES)
    assert not missing, f"say the suites of {', '.join(sorted(missing))} in etl/quality/suites/"


def test_every_mart_has_a_suite(warehouse: Warehouse) -> None:
    marts = warehouse.query("select table_name from duckdb_tables() where schema_name = 'marts'")
    missing = set(marts["table_name"]) - set(SUITES)
    assert not missing, f"say the suites of {', '.join(sorted(missing))} in etl/quality/suites/"


@pytest.mark.parametrize("table", [each for each in BASE_TABLES if each.mart], ids=lambda table: table.name)
def test_the_mart_that_shows_a_table_stands_on_it(table: Table) -> None:
    origins = {origin for column in column_origins()[f"marts.{table.mart}"].values() for origin in column}
    assert f"base.{table.name}" in {address for address, _ in origins}


def test_what_a_mart_shows_of_a_table_under_the_same_rule_is_told_as_one() -> None:
    """A rule of a table is broken in a mart, too, where the mart has that column of the table."""
    marts = {view: columns for view, columns in column_origins().items() if view.startswith("marts.")}
    twice = {
        (table, view.removeprefix("marts."))
        for table in BASE_TABLES
        for view, columns in marts.items()
        for rule in SUITES[table.name].rules
        for other in SUITES[view.removeprefix("marts.")].rules
        if rule.rule_name == other.rule_name
        and (f"base.{table.name}", rule.columns[0]) in columns.get(other.columns[0], ())
    }
    assert len(twice) >= 10
    assert {(table.name, mart) for table, mart in twice if table.mart != mart} == set()


def test_every_break_is_of_a_rule_that_exists() -> None:
    rules = {(name, rule.rule_name) for name, suite in SUITES.items() for rule in suite.rules}
    assert set(BREAKS) <= rules
