"""Stages marts, ops and publish: the views that readers are promised, and the copy that they open."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import dagster as dg

from assets.keys import key_of
from assets.metadata import OWNERS, VERSIONS, counts_metadata, described, sentence, table_metadata
from assets.newsroom import Newsroom
from etl import steps

VIEWS = {view.address: view for view in steps.public_views()}
COLUMNS = steps.view_columns()
EXAMPLE = "select outlet_name, article_count from marts.dim_outlets order by article_count desc"


def view_spec(view: steps.PublicView) -> dg.AssetSpec:
    """The spec of a public view, by its file and what it stands on."""
    return dg.AssetSpec(
        key_of(view.address),
        deps=[key_of(address) for address in sorted(view.stands_on)],
        group_name=view.schema,
        description=sentence(view.grain),
        kinds={"sql", "duckdb"},
        owners=OWNERS,
        tags={"schema": view.schema},
        code_version=VERSIONS[view.address],
        metadata=described(f"dateline.{view.address}", Path(str(view.path)), COLUMNS[view.address]),
    )


@dg.multi_asset(name="views", specs=[view_spec(view) for view in VIEWS.values()], can_subset=True)
def views(context: dg.AssetExecutionContext, newsroom: Newsroom) -> Iterator[dg.MaterializeResult[None]]:
    """Begin the next copy: work out each mart once, as a table of it. These tables are checked, then published.

    Where nothing has changed since the last publish, the figures are those of the published copy.
    """
    with newsroom.stage():
        if steps.is_due(newsroom.settings, newsroom.run):
            steps.prepare(newsroom.settings, newsroom.run)
        else:
            context.log.info("Nothing has changed: the published copy stands.")
            steps.show_published(newsroom.settings, newsroom.run)
        for view in VIEWS.values():
            if key_of(view.address) in context.selected_asset_keys:
                started = time.monotonic()
                metadata = table_metadata(newsroom.run, view.address)
                yield dg.MaterializeResult(
                    asset_key=key_of(view.address),
                    metadata={**metadata, "seconds": round(time.monotonic() - started, 2)},
                )


@dg.asset(
    group_name="publish",
    deps=[key_of(address) for address in VIEWS],
    kinds={"duckdb"},
    owners=OWNERS,
    check_specs=[
        dg.AssetCheckSpec(
            "drivers_since_duckdb_1_2_open_it",
            asset="published_copy",
            description="The copy is written in the storage version that every driver since DuckDB 1.2 reads.",
        ),
        dg.AssetCheckSpec(
            "it_holds_every_view_that_readers_are_promised",
            asset="published_copy",
            description="Each view of marts and ops is a table of the copy.",
        ),
    ],
    freshness_policy=dg.FreshnessPolicy.time_window(
        fail_window=timedelta(hours=26), warn_window=timedelta(hours=6)
    ),
    metadata={"example": dg.MetadataValue.md(f"```sql\n{EXAMPLE}\n```")},
)
def published_copy(
    context: dg.AssetExecutionContext, newsroom: Newsroom
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """The file that BI tools open. A critical check that fails keeps it as it was."""
    started = time.monotonic()
    with newsroom.stage():
        if steps.is_due(newsroom.settings, newsroom.run):
            steps.publish(newsroom.settings, newsroom.run)
        for line in steps.summarize(newsroom.run.warehouse).sentences:
            context.log.info(line)
        copy = steps.look_at_copy(newsroom.settings)
        yield dg.MaterializeResult(
            metadata={
                "path": dg.MetadataValue.path(newsroom.settings.published_path),
                "bytes": copy.byte_count,
                "rows_by_view": counts_metadata(copy.row_counts, "view", counted="rows"),
                "seconds": round(time.monotonic() - started, 2),
            }
        )
        yield dg.AssetCheckResult(
            check_name="drivers_since_duckdb_1_2_open_it",
            passed=copy.is_in_agreed_storage_version,
            metadata={"storage_version": copy.storage_version},
        )
        yield dg.AssetCheckResult(
            check_name="it_holds_every_view_that_readers_are_promised",
            passed=not VIEWS.keys() - copy.row_counts.keys(),
            metadata={"missing": ", ".join(sorted(VIEWS.keys() - copy.row_counts.keys())) or "none"},
        )
