"""Stage report: a page to read of what was published, and the pages of quality beside it.

Not here: what is on it (etl/report/).
"""

import time
from pathlib import Path

import dagster as dg

import assets
from assets.graph import COPY, REPORT
from assets.keys import key_of
from assets.metadata import OWNERS, described
from assets.newsroom import Newsroom
from etl import steps


@dg.asset(
    key=key_of(REPORT),
    deps=[key_of(COPY)],
    group_name="publish",
    description="The report: one HTML file, made from the published copy; `dateline report --open` opens it.",
    kinds={"html"},
    owners=OWNERS,
    metadata=described("report", Path(assets.__path__[0]) / "report.py", ()),
)
def report(newsroom: Newsroom) -> dg.MaterializeResult[None]:
    """Write the report, unless that of the standing copy is there already."""
    started = time.monotonic()
    with newsroom.stage():
        path = newsroom.settings.home / "report" / "index.html"
        if not steps.has_report(newsroom.settings):
            path = steps.write_published_report(newsroom.settings)
    return dg.MaterializeResult(
        metadata={
            "report": dg.MetadataValue.url(path.as_uri()),
            "path": dg.MetadataValue.path(path),
            "bytes": path.stat().st_size,
            "seconds": round(time.monotonic() - started, 2),
        }
    )
