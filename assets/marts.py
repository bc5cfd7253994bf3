"""Stages marts, ops and publish: the views that readers are promised, and the copy that they open."""

import time
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from assets.keys import key_of
from assets.metadata import OWNERS, VERSIONS, described, sentence, table_metadata
from assets.newsroom import Newsroom, plain_errors
from etl import steps

VIEWS = {view.address: view for view in steps.public_views()}


def view_spec(view: steps.PublicView) -> dg.AssetSpec:
    """The spec of a public view, by its file and what it stands on."""
    return dg.AssetSpec(
        key_of(view.address),
        deps=[key_of(address) for address in sorted(view.stands_on)],
        group_name=view.schema,
        description=sentence(view.grain),
        skippable=True,
        kinds={"sql", "duckdb"},
        owners=OWNERS,
        tags={"schema": view.schema},
        code_version=VERSIONS[view.address],
        metadata=described(f"dateline.{view.address}", Path(str(view.path))),
    )


@dg.multi_asset(name="views", specs=[view_spec(view) for view in VIEWS.values()])
def views(newsroom: Newsroom) -> Iterator[dg.MaterializeResult[None]]:
    """Begin the next copy: work out each mart once, as a table of it. These tables are checked, then published."""
    with plain_errors():
        steps.prepare(newsroom.settings, newsroom.run)
        for view in VIEWS.values():
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
    retry_policy=dg.RetryPolicy(max_retries=2, delay=10),  # a disk that was full or away for a moment
)
def published_copy(newsroom: Newsroom) -> dg.MaterializeResult[None]:
    """The file that BI tools open. A critical check that fails keeps it as it was."""
    started = time.monotonic()
    with plain_errors():
        steps.publish(newsroom.settings, newsroom.run)
    path = newsroom.settings.published_path
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(path),
            "bytes": path.stat().st_size,
            "seconds": round(time.monotonic() - started, 2),
        }
    )
