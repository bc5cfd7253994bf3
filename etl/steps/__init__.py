"""The steps: load, process, save, and say how many. The command line and Dagster call the same ones.

Here: the one door to them. Not here: how any of them works (documents.py, names.py, checking.py, building.py, and
what these call).
"""

from etl.archive.fingerprint import Listing, list_archive
from etl.archive.open import ArchiveError
from etl.steps.building import BuildReport, build, has_work, is_due
from etl.steps.checking import PublishBlocked, check, examine_all, publish, refresh
from etl.steps.documents import IngestCounts, ParseCounts, ingest, parse
from etl.steps.names import (
    NameCounts,
    ResolveCounts,
    has_names_to_settle,
    is_unresolved,
    name,
    resolve,
)
from etl.steps.progress import Progress, silent
from etl.warehouse.lineage import PublicView, public_views
from etl.warehouse.runs import Run, open_run
from etl.warehouse.summary import Summary, columns_of, row_count, sample_rows, summarize
from etl.warehouse.tables import BASE_TABLES
from etl.warehouse.warehouse import WarehouseError
from etl.work.pending_documents import Choice

__all__ = [
    "BASE_TABLES",
    "ArchiveError",
    "BuildReport",
    "Choice",
    "IngestCounts",
    "Listing",
    "NameCounts",
    "ParseCounts",
    "Progress",
    "PublicView",
    "PublishBlocked",
    "ResolveCounts",
    "Run",
    "Summary",
    "WarehouseError",
    "build",
    "check",
    "columns_of",
    "examine_all",
    "has_names_to_settle",
    "has_work",
    "ingest",
    "is_due",
    "is_unresolved",
    "list_archive",
    "name",
    "open_run",
    "parse",
    "public_views",
    "publish",
    "refresh",
    "resolve",
    "row_count",
    "sample_rows",
    "silent",
    "summarize",
]
