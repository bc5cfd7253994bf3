"""Stage marts: the public views, as tables of the next copy."""

import time
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from assets.graph import VIEWS, upstream
from assets.keys import key_of
from assets.metadata import OWNERS, VERSIONS, described, origins_table, sentence, table_metadata
from assets.newsroom import Newsroom
from etl import steps

COLUMNS = steps.view_columns()


def view_spec(view: steps.PublicView) -> dg.AssetSpec:
    """Make the spec of a public view, from its file and its upstream."""
    return dg.AssetSpec(
        key_of(view.address),
        deps=upstream(view.address),
        group_name=view.schema,
        description=sentence(view.grain),
        kinds={"sql", "duckdb"},
        owners=OWNERS,
        tags={"schema": view.schema},
        code_version=VERSIONS[view.address],
        metadata={
            **described(f"dateline.{view.address}", Path(str(view.path)), COLUMNS[view.address]),
            "columns_from": origins_table(view.address),
        },
    )


MARTS = {address: view for address, view in VIEWS.items() if view.schema == "marts"}


@dg.multi_asset(name="views", specs=[view_spec(view) for view in MARTS.values()], can_subset=True)
def views(context: dg.AssetExecutionContext, newsroom: Newsroom) -> Iterator[dg.MaterializeResult[None]]:
    """Begin the next copy: compute each mart once, as one of its tables, which are checked and then published.

    If nothing has changed since the last publish, report the figures of the published copy.
    """
    with newsroom.stage():
        if newsroom.is_due():
            steps.prepare(newsroom.settings, newsroom.run)
        else:
            context.log.info("Nothing has changed: the published copy stands.")
            steps.show_published(newsroom.settings, newsroom.run)
        for address in MARTS:
            if key_of(address) in context.selected_asset_keys:
                started = time.monotonic()
                metadata = table_metadata(newsroom.run, address)
                yield dg.MaterializeResult(
                    asset_key=key_of(address),
                    metadata={**metadata, "seconds": round(time.monotonic() - started, 2)},
                )
