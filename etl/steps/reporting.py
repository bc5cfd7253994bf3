"""Write pages about the quality of what there is.

Here: opening what they need. Not here: the pages (etl/report/).
"""

from pathlib import Path

from etl.report.quality import write_quality_pages
from etl.settings import Settings
from etl.steps.versions import open_run
from etl.warehouse.publish import STANDING, look_at_published
from etl.warehouse.warehouse import WarehouseError


def write_report(settings: Settings, folder: Path | None = None) -> Path:
    """Write the pages below folder (default: report in the home), and give the first one's path.

    Raises WriterBusy, and WarehouseError without a warehouse.
    """
    if not settings.warehouse_path.exists():
        raise WarehouseError(
            f"{settings.warehouse_path} is not there: build a warehouse first (dateline build)"
        )
    with open_run(settings) as run:
        copy = STANDING if settings.published_path.exists() else None
        if copy:
            look_at_published(run.warehouse, settings)
        return write_quality_pages(run.warehouse, copy, folder or settings.home / "report")
