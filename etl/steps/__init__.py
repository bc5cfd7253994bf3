"""The steps: load, process, save, count. The command line and Dagster call the same ones.

Here: their public interface. Not here: the steps themselves (the other modules of this room).
"""

from etl.archive.fingerprint import Listing, list_archive
from etl.archive.open import ArchiveError
from etl.quality.alerts.find import RunEnd
from etl.steps.alerting import ledger_state, tell_alerts
from etl.steps.building import STEPS, BuildReport, build, has_work
from etl.steps.checking import CHECK, CheckCounts, check, examine_all, failed_rows, is_due, prepare
from etl.steps.classifying import CLASSIFY, ClassifyCounts, classify
from etl.steps.gathering import GATHER, GatherCounts, gather
from etl.steps.ingesting import INGEST, IngestCounts, ingest
from etl.steps.parsing import PARSE, ParseCounts, parse
from etl.steps.publishing import PUBLISH, PublishBlocked, publish
from etl.steps.quoting import QUOTE, QuoteCounts, quote
from etl.steps.recognising import RECOGNISE, RecogniseCounts, recognise
from etl.steps.reporting import has_report, write_published_report
from etl.steps.resolving import RESOLVE, ResolveCounts, is_unresolved, resolve
from etl.steps.revising import REVISE, ReviseCounts, revise
from etl.steps.selecting import selection_of
from etl.steps.standing import (
    StandingResult,
    has_news,
    has_unread_files,
    known_row_counts,
    last_published_run,
    published_warehouse,
    room_for_views,
    show_published,
    standing_results,
)
from etl.steps.step import Counts, Progress, Step, silent
from etl.steps.tracing import TRACE, TraceCounts, trace
from etl.steps.versions import open_run, table_versions
from etl.warehouse.catalog import ViewColumn, view_columns
from etl.warehouse.compact import Compacted, compact
from etl.warehouse.copy_figures import CopyFigures, look_at_copy
from etl.warehouse.lineage import PublicView, column_origins, public_views
from etl.warehouse.runs import Run, WriterBusy
from etl.warehouse.summary import (
    ArchiveFigures,
    Summary,
    archive_figures,
    columns_of,
    row_count,
    sample_rows,
    summarize,
)
from etl.warehouse.tables import BASE_TABLES
from etl.warehouse.warehouse import Warehouse, WarehouseError
from etl.work.attempt import RepeatedFailure
from etl.work.queue import Selection
from etl.work.workers import WorkerError

__all__ = [
    "BASE_TABLES",
    "CHECK",
    "CLASSIFY",
    "GATHER",
    "INGEST",
    "PARSE",
    "PUBLISH",
    "QUOTE",
    "RECOGNISE",
    "RESOLVE",
    "REVISE",
    "STEPS",
    "TRACE",
    "ArchiveError",
    "ArchiveFigures",
    "BuildReport",
    "CheckCounts",
    "ClassifyCounts",
    "Compacted",
    "CopyFigures",
    "Counts",
    "GatherCounts",
    "IngestCounts",
    "Listing",
    "ParseCounts",
    "Progress",
    "PublicView",
    "PublishBlocked",
    "QuoteCounts",
    "RecogniseCounts",
    "RepeatedFailure",
    "ResolveCounts",
    "ReviseCounts",
    "Run",
    "RunEnd",
    "Selection",
    "StandingResult",
    "Step",
    "Summary",
    "TraceCounts",
    "ViewColumn",
    "Warehouse",
    "WarehouseError",
    "WorkerError",
    "WriterBusy",
    "archive_figures",
    "build",
    "check",
    "classify",
    "column_origins",
    "columns_of",
    "compact",
    "examine_all",
    "failed_rows",
    "gather",
    "has_news",
    "has_report",
    "has_unread_files",
    "has_work",
    "ingest",
    "is_due",
    "is_unresolved",
    "known_row_counts",
    "last_published_run",
    "ledger_state",
    "list_archive",
    "look_at_copy",
    "open_run",
    "parse",
    "prepare",
    "public_views",
    "publish",
    "published_warehouse",
    "quote",
    "recognise",
    "resolve",
    "revise",
    "room_for_views",
    "row_count",
    "sample_rows",
    "selection_of",
    "show_published",
    "silent",
    "standing_results",
    "summarize",
    "table_versions",
    "tell_alerts",
    "trace",
    "view_columns",
    "write_published_report",
]
