"""Stage stories: which articles tell of one event."""

import time
from collections.abc import Iterator

import dagster as dg

from assets.graph import STORY_TABLES
from assets.keys import key_of
from assets.metadata import Metadata, base_table, table_metadata
from assets.newsroom import Newsroom, told_in_log
from etl import steps


@dg.multi_asset(
    name="gather",
    group_name="stories",
    specs=[base_table(table, source="stories/likeness.py") for table in STORY_TABLES],
    can_subset=True,
)
def gather(context: dg.AssetExecutionContext, newsroom: Newsroom) -> Iterator[dg.MaterializeResult[None]]:
    """Hold each article with a new text or names against those of its days, and gather stories."""
    started = time.monotonic()
    with newsroom.stage():
        counts = steps.gather(newsroom.settings, newsroom.run, told_in_log(context.log))
        figures: Metadata = {
            "articles_gathered_in_this_run": counts.article_count,
            "stories_new_or_changed": counts.story_count,
            "seconds": round(time.monotonic() - started, 2),
        }
        for table in STORY_TABLES:
            address = f"base.{table}"
            if key_of(address) in context.selected_asset_keys:
                yield dg.MaterializeResult(
                    asset_key=key_of(address), metadata=table_metadata(newsroom.run, address, figures)
                )
