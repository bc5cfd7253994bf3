"""Stage copies: which articles carry the text of another."""

import time
from collections.abc import Iterator

import dagster as dg

from assets.graph import COPY_TABLES
from assets.keys import key_of
from assets.metadata import Metadata, base_table, table_metadata
from assets.newsroom import Newsroom, told_in_log
from etl import steps


@dg.multi_asset(
    name="trace",
    group_name="copies",
    specs=[base_table(table, source="copies/judge.py") for table in COPY_TABLES],
    can_subset=True,
)
def trace(context: dg.AssetExecutionContext, newsroom: Newsroom) -> Iterator[dg.MaterializeResult[None]]:
    """Hold each article with a new text against those of its time, and keep who carries whose."""
    started = time.monotonic()
    with newsroom.stage():
        counts = steps.trace(newsroom.settings, newsroom.run, told_in_log(context.log))
        figures: Metadata = {
            "articles_traced_in_this_run": counts.article_count,
            "copies_of_these": counts.copy_count,
            "seconds": round(time.monotonic() - started, 2),
        }
        for table in COPY_TABLES:
            address = f"base.{table}"
            if key_of(address) in context.selected_asset_keys:
                yield dg.MaterializeResult(
                    asset_key=key_of(address), metadata=table_metadata(newsroom.run, address, figures)
                )
