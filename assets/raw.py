"""Stage raw: the archive, and the documents that were read from it."""

import time
from collections.abc import Iterator

import dagster as dg

from assets.keys import key_of
from assets.metadata import OWNERS, base_table, counts_metadata, table_metadata
from assets.newsroom import Newsroom, plain_errors, told_in_log
from etl import steps

archive = dg.AssetSpec(
    "archive",
    group_name="archive",
    description="The saved pages: the folders, packed archives or addresses in DATELINE_ARCHIVE.",
    owners=OWNERS,
)


@dg.multi_asset(
    name="ingest",
    group_name="raw",
    specs=[
        base_table(table, [archive], source="archive/ingest.py")
        for table in ("archive_files", "raw_documents")
    ],
    # the archive may be on a network, and another process may be writing for a moment
    retry_policy=dg.RetryPolicy(max_retries=2, delay=15, backoff=dg.Backoff.EXPONENTIAL),
)
def ingest(context: dg.AssetExecutionContext, newsroom: Newsroom) -> Iterator[dg.MaterializeResult[None]]:
    """Bring in every file that is new or has changed. With nothing to do in any step, the run ends here."""
    started = time.monotonic()
    with plain_errors():
        counts = steps.ingest(newsroom.settings, newsroom.run, told_in_log(context.log))
        if not steps.has_work(newsroom.settings, newsroom.run):
            context.log.info(f"Nothing new: {counts.found_count:,} files are as they were.")
            return
        yield dg.MaterializeResult(
            asset_key=key_of("base.archive_files"),
            metadata=table_metadata(newsroom.run, "base.archive_files"),
        )
        yield dg.MaterializeResult(
            asset_key=key_of("base.raw_documents"),
            metadata=table_metadata(
                newsroom.run,
                "base.raw_documents",
                {
                    "files_found": counts.found_count,
                    "files_read": counts.read_count,
                    "new_documents": counts.new_count,
                    "refused_by_reason": counts_metadata(counts.refused, "reason"),
                    "seconds": round(time.monotonic() - started, 2),
                },
            ),
        )
