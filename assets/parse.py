"""Stage parse: every document becomes an article or a rejection with its reason."""

import time
from collections.abc import Iterator

import dagster as dg

from assets.keys import key_of
from assets.metadata import Metadata, base_table, counts_metadata, table_metadata
from assets.newsroom import Newsroom, log_left_pending, told_in_log
from assets.selection import SelectionConfig, selected
from etl import steps

SOURCES = {
    "parsed_articles": "page/parse.py",
    "rejected_documents": "page/parse.py",
    "outlets": "outlets/__init__.py",
}


class ParseConfig(SelectionConfig):
    """Which documents to parse. Default: those that are pending."""


@dg.multi_asset(
    name="parse",
    group_name="parse",
    specs=[base_table(table, source=source) for table, source in SOURCES.items()],
    can_subset=True,
)
def parse(
    context: dg.AssetExecutionContext, newsroom: Newsroom, config: ParseConfig
) -> Iterator[dg.MaterializeResult[None]]:
    """Parse the pending documents, or those that the run's config selects. A rejection is a row too."""
    started = time.monotonic()
    with newsroom.stage():
        selection = selected(context, newsroom, config)
        counts = steps.parse(newsroom.settings, newsroom.run, told_in_log(context.log), selection)
        log_left_pending(context.log, counts)
        seconds = time.monotonic() - started
        context.log.info(f"{counts.sentence} in {seconds:.1f} s.")
        shared: Metadata = {
            "left_pending": len(counts.left_pending),
            "documents_per_second": round(counts.pending_count / seconds),
            "seconds": round(seconds, 2),
        }
        rejections = steps.summarize(newsroom.run.warehouse).rejections
        figures: dict[str, Metadata] = {
            "parsed_articles": {"parsed_in_this_run": counts.parsed_count},
            "rejected_documents": {
                "rejected_in_this_run": counts.rejected_count,
                "rejected_in_this_run_by_reason": counts_metadata(counts.rejections, "reason"),
                "rejected_by_reason": counts_metadata(rejections, "reason"),
            },
            "outlets": {},
        }
        for table, metadata in figures.items():
            address = f"base.{table}"
            if key_of(address) in context.selected_asset_keys:
                yield dg.MaterializeResult(
                    asset_key=key_of(address),
                    metadata=table_metadata(newsroom.run, address, {**metadata, **shared}),
                )
