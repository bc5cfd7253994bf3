"""Stage names: where articles name whom, and who or what is meant by all of these names."""

import time
from collections.abc import Iterator

import dagster as dg
from pydantic import Field

from assets.keys import key_of
from assets.metadata import Metadata, base_table, table_metadata
from assets.newsroom import Newsroom, log_left_pending, plain_errors, told_in_log
from etl import steps

ENTITY_TABLES = ("entities", "entity_aliases", "entity_links", "entity_redirects", "resolutions")


class RecogniseConfig(dg.Config):
    """Whose names to look for. As it stands: articles that today's recogniser has not read as they are."""

    outlets: list[str] = Field(
        default=[], description="Only articles of these outlets: ids as in marts.dim_outlets. Empty: all."
    )
    months: list[str] = Field(
        default=[], description="Only articles published in these months, as 2020-07. Empty: all."
    )
    again: bool = Field(
        default=False, description="Read them although today's recogniser has read them already."
    )


@dg.multi_asset(
    name="recognise",
    group_name="names",
    specs=[base_table("mentions", [key_of("base.parsed_articles")], source="names/recognise.py")],
)
def recognise(
    context: dg.AssetExecutionContext, newsroom: Newsroom, config: RecogniseConfig
) -> Iterator[dg.MaterializeResult[None]]:
    """Look for names in what is pending, or what the run's config chooses, with the tagger and all known names."""
    started = time.monotonic()
    selection = steps.Selection(
        outlets=tuple(config.outlets), months=tuple(config.months), include_done=config.again
    )
    with plain_errors():
        counts = steps.recognise(newsroom.settings, newsroom.run, told_in_log(context.log), selection)
        log_left_pending(context.log, counts)
        if not steps.has_work(newsroom.settings, newsroom.run):
            context.log.info("Nothing that readers would see has changed.")
            return
        figures: Metadata = {
            "read_in_this_run": counts.named_count,
            "mentions_in_this_run": counts.mention_count,
            "not_chinese_in_this_run": counts.not_chinese_count,
            "left_pending": len(counts.left_pending),
            "seconds": round(time.monotonic() - started, 2),
        }
        yield dg.MaterializeResult(
            asset_key=key_of("base.mentions"),
            metadata=table_metadata(newsroom.run, "base.mentions", figures),
        )


@dg.multi_asset(
    name="resolve",
    group_name="names",
    specs=[
        base_table(
            table,
            [key_of("base.mentions"), key_of("base.parsed_articles"), key_of("base.outlets")],
            source="entities/resolve.py",
        )
        for table in ENTITY_TABLES
    ],
)
def resolve(context: dg.AssetExecutionContext, newsroom: Newsroom) -> Iterator[dg.MaterializeResult[None]]:
    """Say who is meant, over all names at once. An entity keeps its id; one that was merged away leads on."""
    started = time.monotonic()
    with plain_errors():
        counts = steps.resolve(newsroom.settings, newsroom.run, told_in_log(context.log))
        if not steps.is_due(newsroom.settings, newsroom.run):
            context.log.info("Nothing that readers would see has changed.")
            return
        figures: Metadata = {
            "rows_changed_in_this_run": counts.changed_count,
            "redirected_in_this_run": counts.redirected_count,
            "seconds": round(time.monotonic() - started, 2),
        }
        for table in ENTITY_TABLES:
            yield dg.MaterializeResult(
                asset_key=key_of(f"base.{table}"),
                metadata=table_metadata(newsroom.run, f"base.{table}", figures),
            )
