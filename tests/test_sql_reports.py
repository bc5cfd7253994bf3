"""What readers are promised of facts and reports: names beside ids, counts free of wire and of copies.

Both are rules over the catalogue, with the exceptions and why each is one.
"""

import pytest

from etl.warehouse.catalog import view_columns

SHOWN = {
    address: {column.name for column in columns}
    for address, columns in view_columns().items()
    if address.startswith(("marts.fct_", "marts.agg_"))
}
REPORTS = {address: names for address, names in SHOWN.items() if address.startswith("marts.agg_")}

# Ids that are shown by another column than the one of their name.
TOLD_BY = {
    "image_id": ("image_url",),
    "story_id": ("story_title",),
    "cited_outlet_id": ("cited_name",),
    "cited_entity_id": ("cited_name",),
}
# Ids of things without a name, and those that cannot have one.
NAMELESS = {
    "document_id": "a file: fct_documents has its path",
    "quote_id": "a row of its own",
    "mention_id": "a row of its own",
    "copy_cluster_id": "a group of articles, whose original is beside it",
    "geonames_id": "a number of GeoNames, beside entity_name",
}
# Nor is the name of a thing beside its id in the view that the name is computed from.
MADE_OF = {("marts.fct_story_articles", "story_id"): "dim_stories is made of it; agg_story_coverage has both"}
# The title of an article, where `title` is that of something else in it.
OTHER_TITLE = {"marts.fct_article_media": "article_title"}

ARCHIVE = "of the archive or the outlet as a whole: what shares and expectations are of"
PART = "a part of a count that has both"
OUTLETS = "outlets, of which one is not more or less by copies"
WITHOUT_TWINS = {
    ("marts.agg_agency_dependence", "article_count"): "wire is what it counts: free of copies alone",
    ("marts.agg_agency_dependence", "translated_article_count"): PART,
    ("marts.agg_agency_dependence", "translator_count"): "people",
    ("marts.agg_author_entities", "author_article_count"): ARCHIVE,
    ("marts.agg_author_output", "character_count"): "the length of what article_count counts",
    ("marts.agg_copy_flows", "article_count"): "copies are what it counts: free of wire alone",
    ("marts.agg_copy_flows", "exact_article_count"): PART,
    ("marts.agg_copy_flows", "original_article_count"): "the other side of the same copies",
    ("marts.agg_copy_flows", "sure_article_count"): PART,
    ("marts.agg_coverage_gaps", "other_outlet_count"): OUTLETS,
    ("marts.agg_coverage_gaps", "outlet_article_count"): ARCHIVE,
    (
        "marts.agg_entity_pairs",
        "paragraph_count",
    ): "evidence for the pair beside article_count, which has both",
    ("marts.agg_entity_trends", "archive_article_count"): ARCHIVE,
    ("marts.agg_entity_trends", "outlet_count"): OUTLETS,
    ("marts.agg_entity_trends", "past_archive_article_count"): ARCHIVE,
    ("marts.agg_entity_trends", "past_article_count"): "what the score is made of",
    ("marts.agg_outlet_citations", "copy_article_count"): PART,
    ("marts.agg_outlet_citations", "credit_article_count"): PART,
    ("marts.agg_outlet_citations", "link_article_count"): PART,
    ("marts.agg_outlet_citations", "prose_article_count"): PART,
    ("marts.agg_outlet_entities", "outlet_article_count"): ARCHIVE,
    ("marts.agg_publication_lags", "early_article_count"): PART,
    ("marts.agg_publication_lags", "late_article_count"): PART,
    ("marts.agg_revision_rates", "change_count"): "changes of what changed_article_count counts",
    ("marts.agg_revision_rates", "corrected_article_count"): PART,
    ("marts.agg_revision_rates", "headline_article_count"): PART,
    ("marts.agg_revision_rates", "replaced_article_count"): PART,
    ("marts.agg_revision_rates", "resaved_article_count"): PART,
    ("marts.agg_revision_rates", "rewritten_article_count"): PART,
    ("marts.agg_shared_images", "outlet_count"): OUTLETS,
    ("marts.agg_speakers", "character_count"): "the length of what quote_count counts",
    ("marts.agg_speakers", "direct_count"): PART,
    ("marts.agg_speakers", "marked_character_count"): "the length of what quote_count counts",
    ("marts.agg_speakers", "partial_count"): "stands within what quote_count counts",
    ("marts.agg_subdivision_days", "closer_article_count"): PART,
    ("marts.agg_trending_terms", "archive_article_count"): ARCHIVE,
    ("marts.agg_trending_terms", "outlet_count"): OUTLETS,
    ("marts.agg_trending_terms", "past_archive_article_count"): ARCHIVE,
    ("marts.agg_trending_terms", "past_article_count"): "what the score is made of",
}


def _labels(address: str, name: str) -> tuple[str, ...]:
    """The columns that show what an id is of."""
    kind = name.removesuffix("_id")
    if name in TOLD_BY:
        return TOLD_BY[name]
    if kind.endswith("article"):
        before = kind.removesuffix("article")
        title = OTHER_TITLE.get(address, "title") if not before else f"{before}title"
        return (title, f"{before}url", f"{before}published_date")
    return (f"{kind}_name",)


@pytest.mark.parametrize("address", SHOWN)
def test_what_an_id_is_of_stands_beside_it(address: str) -> None:
    ids = {name for name in SHOWN[address] if name.endswith("_id")} - NAMELESS.keys()
    missing = {
        label
        for name in ids
        if (address, name) not in MADE_OF
        for label in _labels(address, name)
        if label not in SHOWN[address]
    }
    assert not missing, f"{address}: show {', '.join(sorted(missing))} beside its id"


def _without_twins() -> set[tuple[str, str]]:
    return {
        (address, name)
        for address, names in REPORTS.items()
        for name in names
        if name.endswith("_count")
        and not name.startswith(("wire_free_", "copy_free_"))
        and not {f"wire_free_{name}", f"copy_free_{name}"} <= names
    }


def test_every_count_has_a_twin_free_of_wire_and_one_free_of_copies() -> None:
    assert _without_twins() == WITHOUT_TWINS.keys()


def test_a_twin_stands_beside_its_count() -> None:
    alone = {
        (address, name)
        for address, names in REPORTS.items()
        for name in names
        if name.startswith(("wire_free_", "copy_free_"))
        and name.removeprefix("wire_free_").removeprefix("copy_free_") not in names
    }
    assert alone == set()


def test_each_report_says_when_it_counts_by_the_outlets_own_day_or_not_at_all() -> None:
    clocks = {(address, name) for address, names in REPORTS.items() for name in names if name.endswith("_at")}
    assert clocks == {("marts.agg_story_coverage", "first_published_at")}


def test_no_exception_is_left_of_what_is_gone() -> None:
    ids = {name for names in SHOWN.values() for name in names}
    assert NAMELESS.keys() | TOLD_BY.keys() <= ids
    assert MADE_OF.keys() <= {(address, name) for address, names in SHOWN.items() for name in names}
