"""Stage revisions: saved versions of an article, each held against the one before."""

import time
from collections.abc import Iterator

import dagster as dg

from assets.keys import key_of
from assets.metadata import Metadata, base_table, table_metadata
from assets.newsroom import Newsroom, told_in_log
from etl import steps

TABLES = ("article_revisions", "article_changes")


@dg.multi_asset(
    name="revise",
    group_name="revisions",
    specs=[base_table(table, source="revisions/revise.py") for table in TABLES],
    can_subset=True,
)
def revise(context: dg.AssetExecutionContext, newsroom: Newsroom) -> Iterator[dg.MaterializeResult[None]]:
    """Compare the versions of each article that has new ones, and keep what changed."""
    started = time.monotonic()
    with newsroom.stage():
        counts = steps.revise(newsroom.settings, newsroom.run, told_in_log(context.log))
        figures: Metadata = {
            "articles_compared_in_this_run": counts.article_count,
            "versions_compared_in_this_run": counts.revision_count,
            "seconds": round(time.monotonic() - started, 2),
        }
        for table in TABLES:
            address = f"base.{table}"
            if key_of(address) in context.selected_asset_keys:
                yield dg.MaterializeResult(
                    asset_key=key_of(address), metadata=table_metadata(newsroom.run, address, figures)
                )
