"""Stage names: the mentions of articles, and the entities they resolve to."""

import time
from collections.abc import Iterator

import dagster as dg

from assets.graph import ENTITY_TABLES
from assets.keys import key_of
from assets.metadata import Metadata, base_table, table_metadata
from assets.newsroom import Newsroom, log_left_pending, told_in_log
from assets.selection import SelectionConfig, selected
from etl import steps


class RecogniseConfig(SelectionConfig):
    """Which articles to recognise names in. Default: those that are pending."""


@dg.multi_asset(
    name="recognise",
    group_name="names",
    specs=[base_table("mentions", source="names/recognise.py")],
)
def recognise(
    context: dg.AssetExecutionContext, newsroom: Newsroom, config: RecogniseConfig
) -> Iterator[dg.MaterializeResult[None]]:
    """Recognise names in the pending articles, or those that the run's config selects."""
    started = time.monotonic()
    with newsroom.stage():
        selection = selected(context, newsroom, config)
        counts = steps.recognise(newsroom.settings, newsroom.run, told_in_log(context.log), selection)
        log_left_pending(context.log, counts)
        seconds = time.monotonic() - started
        context.log.info(f"{counts.sentence} articles in {seconds:.1f} s.")
        figures: Metadata = {
            "articles_read_in_this_run": counts.named_count,
            "mentions_in_this_run": counts.mention_count,
            "not_chinese_in_this_run": counts.not_chinese_count,
            "left_pending": len(counts.left_pending),
            "articles_per_second": round(counts.named_count / seconds),
            "seconds": round(seconds, 2),
        }
        yield dg.MaterializeResult(
            asset_key=key_of("base.mentions"),
            metadata=table_metadata(newsroom.run, "base.mentions", figures),
        )


@dg.multi_asset(
    name="resolve",
    group_name="names",
    specs=[base_table(table, source="entities/resolve.py") for table in ENTITY_TABLES],
    can_subset=True,
)
def resolve(context: dg.AssetExecutionContext, newsroom: Newsroom) -> Iterator[dg.MaterializeResult[None]]:
    """Resolve all names to entities. Ids are stable; retired ids are redirected to their successors."""
    started = time.monotonic()
    with newsroom.stage():
        counts = steps.resolve(newsroom.settings, newsroom.run, told_in_log(context.log))
        figures: Metadata = {
            "rows_changed_in_this_run": counts.changed_count,
            "redirected_in_this_run": counts.redirected_count,
            "seconds": round(time.monotonic() - started, 2),
        }
        for table in ENTITY_TABLES:
            address = f"base.{table}"
            if key_of(address) in context.selected_asset_keys:
                yield dg.MaterializeResult(
                    asset_key=key_of(address), metadata=table_metadata(newsroom.run, address, figures)
                )
