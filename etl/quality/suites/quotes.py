"""The rules for quotations. How to read them: etl/quality/suites/__init__.py."""

from etl.kinds import QuoteKind, SpeakerKind
from etl.quality.conditions import HAS_ARTICLE, HAS_DOCUMENT, OUT_OF_BOUNDS, UNTRUE_OFFSETS
from etl.quality.rules import (
    CRITICAL,
    WARNING,
    base_suite,
    holds,
    is_at_least,
    is_at_most,
    is_one_of,
    mart_suite,
    mart_summary,
)
from etl.warehouse.tables import QUOTES

KINDS = ", ".join(f"'{kind}'" for kind in QuoteKind)
SPEAKERS = ", ".join(f"'{kind}'" for kind in SpeakerKind)

# Quotations with the text of their paragraph, the end of the direct one before, and the entity that they must have.
QUOTES_IN_TEXT = """
    select
        quotes.*,
        lines.text,
        entities.entity_id as known_entity_id,
        max(case when quotes.quote_kind <> 'indirect' then quotes.end_offset end) over (
            partition by quotes.article_id, quotes.position order by quotes.start_offset, quotes.end_offset
            rows between unbounded preceding and 1 preceding
        ) as marked_until
    from marts.fct_quotes as quotes
    left join marts.fct_article_paragraphs as lines
        on quotes.article_id = lines.article_id and quotes.position = lines.position
    left join marts.dim_entities as entities on quotes.speaker_entity_id = entities.entity_id
"""

QUOTE_SUITES = (
    base_suite(
        QUOTES,
        holds("every_row_has_its_article", "has_article", CRITICAL),
        holds("names_and_quotations_are_of_one_wording", "is_up_to_date", WARNING, share=0.99),
        has_article=HAS_DOCUMENT,
        is_up_to_date="(this.document_id, this.prose_hash) in (select (document_id, prose_hash) from base.mentions)",
    ),
    mart_summary(
        "fct_quotes",
        "article_id",
        holds("every_quotation_has_its_article", "has_article", CRITICAL),
        is_at_most("quotations_are_unique", "twice_count", 0, CRITICAL),
        is_at_most("offsets_match_the_text", "untrue_count", 0, CRITICAL),
        is_at_most("no_words_in_marks_overlap", "overlapping_count", 0, CRITICAL),
        is_at_most("kinds_are_from_the_lists", "odd_kind_count", 0, CRITICAL),
        is_at_most("only_a_named_speaker_has_a_kind_or_an_entity", "odd_speaker_count", 0, CRITICAL),
        is_at_most("every_speaker_with_an_id_is_an_entity", "lost_count", 0, CRITICAL),
        is_at_most("confidence_is_between_0_and_1", "out_of_bounds_count", 0, CRITICAL),
        holds("most_articles_with_quotations_name_a_speaker", "has_speaker", WARNING, share=0.8),
        rows=QUOTES_IN_TEXT,
        has_article=HAS_ARTICLE,
        twice_count="count(*) - count(distinct this.quote_id)",
        untrue_count=UNTRUE_OFFSETS.format("quote_text"),
        overlapping_count="count(*) filter"
        " (where this.quote_kind <> 'indirect' and this.start_offset < this.marked_until)",
        odd_kind_count=f"count(*) filter (where this.quote_kind not in ({KINDS})"
        f" or this.speaker_kind not in ({SPEAKERS}))",
        odd_speaker_count="count(*) filter (where this.speaker_name is null"
        " and (this.speaker_kind is not null or this.speaker_entity_id is not null))",
        lost_count="count(this.speaker_entity_id) - count(this.known_entity_id)",
        out_of_bounds_count=OUT_OF_BOUNDS.format("confidence"),
        has_speaker="count(this.speaker_name) > 0",
    ),
    mart_suite(
        "agg_speakers",
        is_one_of("speaker_kind_is_from_the_list", "speaker_kind", SpeakerKind, CRITICAL),
        is_at_most("share_is_at_most_1", "direct_share", 1, CRITICAL),
        holds("counts_are_in_order", "is_in_order", CRITICAL),
        holds("whoever_is_not_quoted_is_named", "is_told", CRITICAL),
        is_in_order="this.direct_count <= this.quote_count and this.wire_free_quote_count <= this.quote_count"
        " and this.copy_free_quote_count <= this.quote_count",
        is_told="this.is_quoted or this.named_article_count > 0",
    ),
    mart_suite(
        "agg_speaker_pairs",
        is_at_least("a_pair_is_in_two_articles", "article_count", 2, CRITICAL),
        holds("ids_are_in_order", "is_in_order", CRITICAL),
        is_in_order="this.entity_id < this.other_entity_id",
    ),
)
