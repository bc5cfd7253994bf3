"""Stage quotes: who said what in each article."""

import time
from collections.abc import Iterator

import dagster as dg

from assets.keys import key_of
from assets.metadata import Metadata, base_table, table_metadata
from assets.newsroom import Newsroom, log_left_pending, told_in_log
from etl import steps


@dg.multi_asset(name="quote", group_name="quotes", specs=[base_table("quotes", source="quotes/extract.py")])
def quote(context: dg.AssetExecutionContext, newsroom: Newsroom) -> Iterator[dg.MaterializeResult[None]]:
    """Find the quotations and reported statements of the articles whose names were read."""
    started = time.monotonic()
    with newsroom.stage():
        counts = steps.quote(newsroom.settings, newsroom.run, told_in_log(context.log))
        log_left_pending(context.log, counts)
        figures: Metadata = {
            "articles_searched_in_this_run": counts.article_count,
            "quotations_in_this_run": counts.quote_count,
            "left_pending": len(counts.left_pending),
            "seconds": round(time.monotonic() - started, 2),
        }
        yield dg.MaterializeResult(
            asset_key=key_of("base.quotes"), metadata=table_metadata(newsroom.run, "base.quotes", figures)
        )
