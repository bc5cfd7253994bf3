"""The rules for mentions and entities. How to read them: etl/quality/suites/__init__.py."""

from etl.kinds import EntityKind, MethodKind, NamingKind
from etl.quality.conditions import HALF_A_PAIR, HAS_ARTICLE, HAS_DOCUMENT, OUT_OF_BOUNDS, UNTRUE_OFFSETS
from etl.quality.rules import (
    CRITICAL,
    WARNING,
    base_suite,
    base_summary,
    holds,
    is_absent,
    is_at_least,
    is_at_most,
    is_one_of,
    is_unique,
    mart_suite,
    mart_summary,
    matches,
)
from etl.warehouse.tables import (
    ENTITIES,
    ENTITY_ALIASES,
    ENTITY_LINKS,
    ENTITY_REDIRECTS,
    MENTIONS,
    RESOLUTIONS,
)

NOT_BLANK = r"\S"
COUNTRY = r"^[A-Z]{2}$"
SUBDIVISION = r"^[A-Z]{2}-[A-Z0-9]{1,3}$"
ALIAS_KINDS = ("full", "short", "latin", "variant", "traditional")
SOURCE_KINDS = ("gazetteer", "gloss", "seed", "corpus")
MOST_NAMED = 20  # people

HAS_ENTITY = "this.entity_id in (select entity_id from base.entities)"
METHODS = ", ".join(f"'{kind}'" for kind in MethodKind)

# Mentions with the text of their line, and the entity that they must have.
MENTIONS_IN_TEXT = """
    select mentions.*, lines.text, entities.entity_id as known_entity_id
    from marts.fct_mentions as mentions
    left join (
        select article_id, position, text from marts.fct_article_paragraphs
        union all select article_id, 0, title from marts.fct_articles
    ) as lines on mentions.article_id = lines.article_id and mentions.position = lines.position
    left join marts.dim_entities as entities on mentions.entity_id = entities.entity_id
"""

# Entities whose key says that they were reviewed one by one.
REVIEWED = "select entity_id from base.entities where regexp_matches(entity_key, '^(seed|iso):')"

# People among the most mentioned, mostly in articles that credit them: a byline was taken for prose.
CREDITED_PEOPLE = f"""
    select people.entity_id
    from (
        select entity_id, mention_count from marts.dim_entities where entity_kind = 'person'
        order by mention_count desc, entity_id limit {MOST_NAMED}
    ) as people
    inner join marts.fct_mentions as mentions on people.entity_id = mentions.entity_id
    left join (
        select distinct article_id, author_name from marts.fct_article_credits
    ) as credits on mentions.article_id = credits.article_id and mentions.surface = credits.author_name
    group by people.entity_id
    having count(credits.article_id) > 0.5 * count(*)
"""

# Outlets that are the most mentioned organisation of their own articles: boilerplate was taken for prose.
OUTLETS_IN_THEIR_OWN_ARTICLES = """
    select ranked.entity_id
    from (
        select articles.outlet_id, counted.entity_id
        from marts.fct_article_entities as counted
        inner join marts.fct_articles as articles on counted.article_id = articles.article_id
        inner join marts.dim_entities as entities on counted.entity_id = entities.entity_id
        where entities.entity_kind = 'organisation'
        group by articles.outlet_id, counted.entity_id
        having count(*) > 10
        qualify row_number() over (partition by articles.outlet_id order by count(*) desc, counted.entity_id) = 1
    ) as ranked
    inner join marts.dim_outlets as outlets on ranked.outlet_id = outlets.outlet_id
    inner join marts.dim_entity_aliases as aliases on ranked.entity_id = aliases.entity_id
    where aliases.alias in (outlets.outlet_name, outlets.latin_name)
"""

NAME_SUITES = (
    base_suite(
        MENTIONS,
        holds("every_row_has_its_article", "has_article", CRITICAL),
        is_one_of("kind_is_from_the_list", "naming_kind", NamingKind, CRITICAL),
        holds("articles_without_chinese_have_no_mentions", "is_left_alone", CRITICAL),
        is_at_least("few_articles_have_no_mentions", "found_count", 1, WARNING, share=0.9),
        has_article=HAS_DOCUMENT,
        is_left_alone="coalesce(len(this.mentions), 0) = 0 or (this.naming_kind = 'read' and"
        " this.document_id not in (select document_id from base.parsed_articles where script_kind = 'latin'))",
        found_count="case when this.naming_kind = 'read' then coalesce(len(this.mentions), 0) end",
    ),
    base_suite(
        ENTITIES,
        is_unique("one_entity_per_kind_and_key", ("entity_kind", "entity_key"), CRITICAL),
        is_one_of("kind_is_from_the_list", "entity_kind", EntityKind, CRITICAL),
        matches("name_is_not_empty", "entity_name", NOT_BLANK, CRITICAL),
        holds("no_name_has_half_a_pair_of_brackets", "is_whole", CRITICAL),
        matches("country_code_is_alpha_2", "country_code", COUNTRY, CRITICAL),
        matches("subdivision_code_is_iso_3166_2", "subdivision_code", SUBDIVISION, CRITICAL),
        holds("coordinates_are_in_range", "is_on_earth", CRITICAL),
        holds("coordinates_come_in_pairs", "is_pair", CRITICAL),
        is_whole=f"not ({HALF_A_PAIR.format('entity_name')})",
        is_on_earth="this.latitude between -90 and 90 and this.longitude between -180 and 180",
        is_pair="(this.latitude is null) = (this.longitude is null)",
    ),
    base_summary(
        ENTITY_ALIASES,
        "entity_id",
        holds("every_alias_has_its_entity", "has_entity", CRITICAL),
        is_at_most("aliases_are_unique", "twice_count", 0, CRITICAL),
        is_at_most("kinds_are_from_the_lists", "odd_kind_count", 0, CRITICAL),
        is_at_most("support_is_not_negative", "negative_count", 0, CRITICAL),
        is_at_most("no_alias_has_half_a_pair_of_brackets", "halved_count", 0, CRITICAL),
        has_entity=HAS_ENTITY,
        twice_count="count(*) - count(distinct (this.alias, this.alias_kind, this.source_kind))",
        odd_kind_count=f"count(*) filter (where this.alias_kind not in {ALIAS_KINDS}"
        f" or this.source_kind not in {SOURCE_KINDS})",
        negative_count="count(*) filter (where this.support_count < 0)",
        halved_count=f"count(*) filter (where {HALF_A_PAIR.format('alias')})",
    ),
    base_summary(
        ENTITY_LINKS,
        "article_id",
        is_at_most("one_link_per_referent", "twice_count", 0, CRITICAL),
        is_at_most("every_link_has_its_entity", "lost_count", 0, CRITICAL),
        is_at_most("confidence_is_between_0_and_1", "out_of_bounds_count", 0, CRITICAL),
        rows="select links.*, entities.entity_id as known_entity_id from base.entity_links as links"
        " left join base.entities as entities on links.entity_id = entities.entity_id",
        twice_count="count(*) - count(distinct (this.entity_kind, this.referent))",
        lost_count="count(*) - count(this.known_entity_id)",
        out_of_bounds_count=OUT_OF_BOUNDS.format("confidence"),
    ),
    base_suite(
        ENTITY_REDIRECTS,
        holds("every_redirect_leads_to_an_entity", "has_entity", CRITICAL),
        holds("no_current_entity_is_redirected", "is_gone", CRITICAL),
        has_entity=HAS_ENTITY,
        is_gone="this.old_entity_id not in (select entity_id from base.entities)",
    ),
    base_suite(
        RESOLUTIONS,
        holds("most_mentions_are_linked", "is_mostly_linked", WARNING),
        is_mostly_linked="(select count(*) from marts.fct_mentions)"
        " >= 0.8 * (select coalesce(sum(len(found.mentions)), 0) from base.mentions as found"
        " semi join intermediate.int_newest_revisions as newest on found.document_id = newest.document_id)",
    ),
    mart_summary(
        "fct_mentions",
        "article_id",
        holds("every_mention_has_its_article", "has_article", CRITICAL),
        is_at_most("mentions_are_unique", "twice_count", 0, CRITICAL),
        is_at_most("offsets_match_the_text", "untrue_count", 0, CRITICAL),
        is_at_most("every_mention_has_its_entity", "lost_count", 0, CRITICAL),
        is_at_most("no_mention_has_half_a_pair_of_brackets", "halved_count", 0, CRITICAL),
        is_at_most("method_is_from_the_list", "odd_method_count", 0, CRITICAL),
        is_at_most("confidence_is_between_0_and_1", "out_of_bounds_count", 0, CRITICAL),
        rows=MENTIONS_IN_TEXT,
        has_article=HAS_ARTICLE,
        twice_count="count(*) - count(distinct this.mention_id)",
        untrue_count=UNTRUE_OFFSETS.format("surface"),
        lost_count="count(*) - count(this.known_entity_id)",
        halved_count=f"count(*) filter (where {HALF_A_PAIR.format('surface')})",
        odd_method_count=f"count(*) filter (where this.method_kind not in ({METHODS}))",
        out_of_bounds_count=OUT_OF_BOUNDS.format("confidence"),
    ),
    mart_summary(
        "fct_article_entities",
        "article_id",
        holds("every_row_has_its_article", "has_article", CRITICAL),
        is_at_most("entities_are_unique", "twice_count", 0, CRITICAL),
        is_at_most("title_mentions_have_first_position_0", "misplaced_count", 0, CRITICAL),
        has_article=HAS_ARTICLE,
        twice_count="count(*) - count(distinct this.entity_id)",
        misplaced_count="count(*) filter (where this.is_in_title <> (this.first_position = 0))",
    ),
    mart_suite(
        "dim_entities",
        is_at_least("every_entity_has_a_mention", "mention_count", 1, CRITICAL),
        is_at_least("every_entity_has_an_article", "article_count", 1, CRITICAL),
        holds("most_places_in_several_articles_have_a_code", "has_code", WARNING, share=0.8),
        holds("reviewed_entities_are_confirmed", "is_confirmed_if_reviewed", CRITICAL),
        holds("only_places_have_a_kind_of_place", "has_fitting_kind", CRITICAL),
        is_absent("no_credited_author_is_among_the_top_20_people", "credited_name", WARNING),
        is_absent("no_outlet_is_the_top_entity_of_its_own_articles", "own_name", WARNING),
        has_code="case when this.entity_kind = 'place' and this.article_count > 2 then"
        " coalesce(this.country_code, this.subdivision_code, cast(this.geonames_id as varchar)) is not null end",
        is_confirmed_if_reviewed=f"this.is_confirmed or this.entity_id not in ({REVIEWED})",
        has_fitting_kind="this.place_kind is null or this.entity_kind = 'place'",
        credited_name=f"case when this.entity_id in ({CREDITED_PEOPLE}) then this.entity_name end",
        own_name=f"case when this.entity_id in ({OUTLETS_IN_THEIR_OWN_ARTICLES}) then this.entity_name end",
    ),
    mart_summary(
        "dim_entity_aliases",
        "entity_id",
        holds("every_alias_has_its_entity", "has_entity", CRITICAL),
        is_at_most("no_alias_is_empty", "blank_count", 0, WARNING),
        has_entity="this.entity_id in (select entity_id from marts.dim_entities)",
        blank_count="count(*) filter (where trim(this.alias) = '')",
    ),
    mart_suite(
        "dim_entity_redirects",
        holds("every_redirect_leads_to_an_entity", "has_entity", CRITICAL),
        has_entity="this.entity_id in (select entity_id from marts.dim_entities)",
    ),
    mart_summary(
        "agg_entity_days",
        "entity_id",
        is_at_most("days_are_unique", "twice_count", 0, CRITICAL),
        is_at_least("every_day_has_an_article", "least_count", 1, CRITICAL),
        is_at_most("wire_free_counts_are_parts_of_all_counts", "odd_count", 0, CRITICAL),
        twice_count="count(*) - count(distinct this.published_date)",
        least_count="min(this.article_count)",
        odd_count="count(*) filter (where not (this.wire_free_article_count between 0 and this.article_count"
        " and this.wire_free_mention_count between 0 and this.mention_count))",
    ),
    mart_summary(
        "agg_entity_pairs",
        "entity_id",
        is_at_most("pairs_are_unique", "twice_count", 0, CRITICAL),
        is_at_most("pair_ids_are_ordered", "misplaced_count", 0, CRITICAL),
        is_at_least("every_pair_is_in_two_articles", "least_count", 2, CRITICAL),
        is_at_most("lift_is_not_negative", "negative_count", 0, CRITICAL),
        twice_count="count(*) - count(distinct this.other_entity_id)",
        misplaced_count="count(*) filter (where this.entity_id >= this.other_entity_id)",
        least_count="min(this.article_count)",
        negative_count="count(*) filter (where this.article_lift <= 0 or this.paragraph_lift < 0)",
    ),
    mart_summary(
        "agg_place_days",
        "entity_id",
        is_at_most("days_are_unique", "twice_count", 0, CRITICAL),
        is_at_most("every_place_has_coordinates", "lost_count", 0, CRITICAL),
        twice_count="count(*) - count(distinct this.published_date)",
        lost_count="count(*) filter (where not coalesce("
        "this.latitude between -90 and 90 and this.longitude between -180 and 180, false))",
    ),
)
