"""Write the report and the pages of quality results beside it.

Here: opening what they need, and where they lie. Not here: the pages (etl/report/).
"""

from datetime import date
from pathlib import Path

from etl.report.page import write_page
from etl.report.quality import write_quality_pages
from etl.settings import Settings
from etl.steps.standing import published_warehouse
from etl.steps.versions import open_built
from etl.warehouse.publish import look_at_published
from etl.warehouse.runs import WriterBusy

COPY = "dateline"  # what the published copy is called within itself


def write_report(settings: Settings, folder: Path | None = None, day: date | None = None) -> Path:
    """Write the report and the pages of quality below folder (default: report in the home); give the page to open.

    The report is of the published copy, of the weeks up to day; without a copy there are only the pages of quality.
    They are of the newest results, which no publish may have followed, or of the copy's while another build is under
    way. Raises WarehouseError if nothing was built, PanelError for a panel that cannot be used.
    """
    folder = folder or settings.home / "report"
    written = write_published_report(settings, folder, day) if settings.published_path.exists() else None
    try:
        with open_built(settings) as run:
            quality = write_quality_pages(run.warehouse, look_at_published(run.warehouse, settings), folder)
    except WriterBusy:
        if written is None:
            raise
        return written
    return written or quality


def write_published_report(settings: Settings, folder: Path | None = None, day: date | None = None) -> Path:
    """Write both from the published copy alone, which needs no lock, and give the report's path."""
    folder = folder or settings.home / "report"
    with published_warehouse(settings) as copy:
        write_quality_pages(copy, COPY, folder)
        return write_page(copy.connection, folder / "index.html", day)


def has_report(settings: Settings) -> bool:
    """Whether the report in the home is of the copy that stands."""
    path = settings.home / "report" / "index.html"
    return path.exists() and path.stat().st_mtime_ns >= settings.published_path.stat().st_mtime_ns
