"""Stages marts, ops and publish: the views that readers are promised, and the copy that they open."""

import time
from collections.abc import Iterator

import dagster as dg

from assets.metadata import sentence, table_metadata
from assets.newsroom import Newsroom, plain_errors
from etl import steps

VIEWS = {view.name: view for view in steps.public_views()}


@dg.multi_asset(
    name="views",
    specs=[
        dg.AssetSpec(
            view.name,
            deps=sorted(view.stands_on),
            group_name=view.schema,
            description=sentence(view.grain),
            skippable=True,
            kinds={"sql", "duckdb"},
        )
        for view in VIEWS.values()
    ],
)
def views(newsroom: Newsroom) -> Iterator[dg.MaterializeResult[None]]:
    """Make the views of sql/, and look at each."""
    with plain_errors():
        steps.refresh(newsroom.settings, newsroom.run)
        for view in VIEWS.values():
            started = time.monotonic()
            metadata = table_metadata(newsroom.run, f"{view.schema}.{view.name}")
            yield dg.MaterializeResult(
                asset_key=view.name, metadata={**metadata, "seconds": round(time.monotonic() - started, 2)}
            )


@dg.asset(
    group_name="publish",
    deps=list(VIEWS),
    kinds={"duckdb"},
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
