"""The upstream of every asset, after transitive reduction, and of the columns of the views.

Here: the graph by addresses. Not here: the assets (the modules of their stages), the views' own graph
(etl/warehouse/lineage.py).
"""

from collections.abc import Mapping
from functools import cache

import dagster as dg

from assets.keys import key_of
from etl import steps

VIEWS = {view.address: view for view in steps.public_views()}
COLUMN_ORIGINS = steps.column_origins()
ENTITY_TABLES = ("entities", "entity_aliases", "entity_links", "entity_redirects", "resolutions")
COPY_TABLES = ("copy_signatures", "article_copies")
STORY_TABLES = ("story_readings", "story_pairs", "story_articles", "story_redirects")
ARCHIVE, COPY, REPORT = "archive", "published_copy", "report"
BASE: Mapping[str, frozenset[str]] = {
    "base.archive_files": frozenset({ARCHIVE}),
    "base.raw_documents": frozenset({ARCHIVE}),
    "base.parsed_articles": frozenset({"base.raw_documents"}),
    "base.rejected_documents": frozenset({"base.raw_documents"}),
    "base.outlets": frozenset({"base.raw_documents"}),
    "base.article_revisions": frozenset({"base.parsed_articles"}),
    "base.article_changes": frozenset({"base.parsed_articles"}),
    **{f"base.{table}": frozenset({"base.parsed_articles"}) for table in COPY_TABLES},
    "base.article_topics": frozenset({"base.parsed_articles"}),
    "base.mentions": frozenset({"base.parsed_articles"}),
    "base.quotes": frozenset({"base.mentions"}),
    **{f"base.{table}": frozenset({"base.mentions", "base.outlets"}) for table in ENTITY_TABLES},
    **{f"base.{table}": frozenset({"base.entities", "base.entity_links"}) for table in STORY_TABLES},
}


def upstream(address: str) -> list[dg.AssetKey]:
    """Give the keys of an asset's direct upstream."""
    return [key_of(each) for each in sorted(_reduced()[address])]


def column_lineage(address: str) -> dg.TableColumnLineage:
    """Give the columns of other assets that each column of a public view is computed from."""
    return dg.TableColumnLineage(
        {
            column: [
                dg.TableColumnDep(key_of(table), from_column)
                for table, from_column in origins
                if table in BASE or table in VIEWS
            ]
            for column, origins in COLUMN_ORIGINS.get(address, {}).items()
        }
    )


@cache
def _reduced() -> Mapping[str, frozenset[str]]:
    """Reduce the graph transitively: drop edges that a longer path implies."""
    graph = {**BASE, **{view.address: view.stands_on for view in VIEWS.values()}, COPY: frozenset(VIEWS)}
    return {
        address: frozenset(
            each for each in direct if not any(each in _all_above(other, graph) for other in direct - {each})
        )
        for address, direct in graph.items()
    }


def _all_above(address: str, graph: Mapping[str, frozenset[str]]) -> frozenset[str]:
    direct = graph.get(address, frozenset())
    return direct.union(*(_all_above(each, graph) for each in direct))
