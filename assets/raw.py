"""Stage raw: the archive, and the documents that were read from it."""

import time
from collections.abc import Iterator

import dagster as dg

from assets.graph import ARCHIVE
from assets.keys import key_of
from assets.metadata import OWNERS, Metadata, base_table, counts_metadata, table, table_metadata
from assets.newsroom import Newsroom, told_in_log
from etl import steps
from etl.settings import SettingsError

archive = dg.AssetSpec(
    ARCHIVE,
    group_name="archive",
    description="The saved pages: the folders, packed archives or addresses in DATELINE_ARCHIVE.",
    owners=OWNERS,
)


def archive_metadata(run: steps.Run) -> Metadata:
    """Summarise the archive: files, bytes, and the newest stamp of each host."""
    figures = steps.archive_figures(run.warehouse)
    return {
        "files": figures.file_count,
        "bytes": figures.byte_count,
        "newest_stamp_by_host": table(figures.newest_by_host),
    }


@dg.multi_asset(
    name="ingest",
    group_name="raw",
    specs=[base_table(table, source="archive/ingest.py") for table in ("archive_files", "raw_documents")],
    can_subset=True,
    # the archive may be on a network, and another process may be writing for a moment
    retry_policy=dg.RetryPolicy(max_retries=2, delay=15, backoff=dg.Backoff.EXPONENTIAL),
)
def ingest(context: dg.AssetExecutionContext, newsroom: Newsroom) -> Iterator[dg.MaterializeResult[None]]:
    """Ingest every new or changed file."""
    started = time.monotonic()
    with newsroom.stage():
        if not newsroom.settings.archive:
            raise SettingsError(
                "DATELINE_ARCHIVE is not set: say where the saved pages are (dateline ui ARCHIVE)"
            )
        counts = steps.ingest(newsroom.settings, newsroom.run, told_in_log(context.log))
        context.log.info(f"{counts.sentence}.")
        context.log_event(dg.AssetObservation(ARCHIVE, metadata=archive_metadata(newsroom.run)))
        figures: dict[str, Metadata] = {
            "base.archive_files": {},
            "base.raw_documents": {
                "files_found": counts.found_count,
                "files_read": counts.read_count,
                "new_documents": counts.new_count,
                "refused_by_reason": counts_metadata(counts.refused, "reason"),
                "seconds": round(time.monotonic() - started, 2),
            },
        }
        for address, metadata in figures.items():
            if key_of(address) in context.selected_asset_keys:
                yield dg.MaterializeResult(
                    asset_key=key_of(address), metadata=table_metadata(newsroom.run, address, metadata)
                )
