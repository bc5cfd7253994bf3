"""Stages ops and publish: runs and quality results, and the copy that BI tools open."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import dagster as dg

import assets
from assets.graph import COPY, VIEWS, upstream
from assets.keys import key_of
from assets.marts import view_spec
from assets.metadata import OWNERS, counts_metadata, described, table_metadata
from assets.newsroom import Newsroom
from etl import steps

OPS = {address: view for address, view in VIEWS.items() if view.schema == "ops"}
EXAMPLE = "select outlet_name, article_count from marts.dim_outlets order by article_count desc"
BROKEN_WARNINGS = "dateline/broken_warnings"  # tag of a run
OLD_DRIVERS, ALL_VIEWS = "drivers_since_duckdb_1_2_open_it", "it_holds_every_view_that_readers_are_promised"

copy_spec = dg.AssetSpec(
    COPY,
    deps=upstream(COPY),
    group_name="publish",
    description="The file that BI tools open. A critical check that fails keeps it as it was.",
    kinds={"duckdb"},
    owners=OWNERS,
    freshness_policy=dg.FreshnessPolicy.time_window(
        fail_window=timedelta(hours=26), warn_window=timedelta(hours=6)
    ),
    metadata={
        **described("dateline", Path(assets.__path__[0]) / "publish.py", ()),
        "example": dg.MetadataValue.md(f"```sql\n{EXAMPLE}\n```"),
    },
)
copy_checks = [
    dg.AssetCheckSpec(
        OLD_DRIVERS,
        asset=COPY,
        description="The copy is written in the storage version that every driver since DuckDB 1.2 reads.",
    ),
    dg.AssetCheckSpec(
        ALL_VIEWS, asset=COPY, description="Each view of marts and ops is a table of the copy."
    ),
]


@dg.multi_asset(
    name="publish",
    specs=[*(view_spec(view) for view in OPS.values()), copy_spec],
    check_specs=copy_checks,
    can_subset=True,
)
def publish(
    context: dg.AssetExecutionContext, newsroom: Newsroom
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Put the copy in place, preparing and checking it if this run has not done so; then report the run."""
    started = time.monotonic()
    with newsroom.stage():
        is_copy_chosen = key_of(COPY) in context.selected_asset_keys
        if is_copy_chosen and newsroom.is_due():
            steps.publish(newsroom.settings, newsroom.run)
        for address in OPS:
            if key_of(address) in context.selected_asset_keys:
                yield dg.MaterializeResult(
                    asset_key=key_of(address), metadata=table_metadata(newsroom.run, address)
                )
        if is_copy_chosen or context.selected_asset_check_keys:
            copy = steps.look_at_copy(newsroom.settings)
            if is_copy_chosen:
                _tell(context, newsroom)
                yield _made(newsroom, copy, time.monotonic() - started)
            chosen = {key.name for key in context.selected_asset_check_keys}
            yield from (check for check in _look(copy) if check.check_name in chosen)


def _made(newsroom: Newsroom, copy: steps.CopyFigures, seconds: float) -> dg.MaterializeResult[None]:
    return dg.MaterializeResult(
        asset_key=COPY,
        metadata={
            "path": dg.MetadataValue.path(newsroom.settings.published_path),
            "bytes": copy.byte_count,
            "rows_by_view": counts_metadata(copy.row_counts, "view", counted="rows"),
            "seconds": round(seconds, 2),
        },
    )


def _look(copy: steps.CopyFigures) -> Iterator[dg.AssetCheckResult]:
    yield dg.AssetCheckResult(
        asset_key=COPY,
        check_name=OLD_DRIVERS,
        passed=copy.is_in_agreed_storage_version,
        metadata={"storage_version": copy.storage_version},
    )
    missing = sorted(VIEWS.keys() - copy.row_counts.keys())
    yield dg.AssetCheckResult(
        asset_key=COPY,
        check_name=ALL_VIEWS,
        passed=not missing,
        metadata={"missing": ", ".join(missing) or "none"},
    )


def _tell(context: dg.AssetExecutionContext, newsroom: Newsroom) -> None:
    """Log the summary, and tag the run if a warning is broken, which shows in the list of runs."""
    for line in steps.summarize(newsroom.run.warehouse).sentences:
        context.log.info(line)
    broken = [each for each in newsroom.standing_results().values() if not each.is_passed]
    if broken:
        context.instance.add_run_tags(context.run.run_id, {BROKEN_WARNINGS: str(len(broken))})
