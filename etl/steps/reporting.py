"""Write pages about the quality of what there is.

Here: opening what they need. Not here: the pages (etl/report/).
"""

from pathlib import Path

from etl.report.quality import write_quality_pages
from etl.settings import Settings
from etl.steps.versions import open_built
from etl.warehouse.publish import look_at_published


def write_report(settings: Settings, folder: Path | None = None) -> Path:
    """Write the pages below folder (default: report in the home), and give the first one's path.

    Raises WriterBusy, and WarehouseError without a warehouse.
    """
    with open_built(settings) as run:
        copy = look_at_published(run.warehouse, settings)
        return write_quality_pages(run.warehouse, copy, folder or settings.home / "report")
