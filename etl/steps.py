"""The steps: load, process, save, and say how many. The command line and Dagster call the same ones.

Here: ingest, parse, refresh, check, publish, and build, which is all of them. Not here: how any of them works
(ingest.py, pending.py, workers.py, quality.py, publish.py).
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import polars as pl

from etl.archive import ArchiveError, open_root
from etl.ingest import ingest_root
from etl.lineage import PublicView, public_views
from etl.listing import Listing, list_archive
from etl.model import OutcomeKind
from etl.outlets import outlets
from etl.parse import parse_document
from etl.pending import Choice, find_pending
from etl.publish import publish as write_published_copy
from etl.publish import published_run_id
from etl.quality import RuleResult, examine, other_process, results_frame
from etl.runs import Run, open_run
from etl.settings import Settings
from etl.suites import SUITES
from etl.summary import Summary, columns_of, row_count, sample_rows, summarize
from etl.tables import BASE_TABLES, OUTLETS, PARSED_ARTICLES, QUALITY_RESULTS, REJECTED_DOCUMENTS
from etl.views import apply_views
from etl.warehouse import Warehouse, WarehouseError
from etl.workers import FEW_DOCUMENTS, BatchResult, LeftPending, parse_batches

__all__ = [
    "BASE_TABLES",
    "ArchiveError",
    "BuildReport",
    "Choice",
    "IngestCounts",
    "Listing",
    "ParseCounts",
    "Progress",
    "PublicView",
    "PublishBlocked",
    "Run",
    "Summary",
    "WarehouseError",
    "build",
    "check",
    "columns_of",
    "examine_all",
    "has_work",
    "ingest",
    "is_due",
    "list_archive",
    "open_run",
    "parse",
    "public_views",
    "publish",
    "refresh",
    "row_count",
    "sample_rows",
    "silent",
    "summarize",
]

EVERY_TABLE = tuple(SUITES)

# Told after every batch: the step, how many documents are done, and of how many (None: not known yet).
Progress = Callable[[str, int, int | None], None]


class PublishBlocked(WarehouseError):
    """A critical rule is broken: the last good copy stays."""


@dataclass(frozen=True, kw_only=True)
class IngestCounts:
    """found: files listed; read: those opened, being new or changed; new: documents that were not known."""

    found_count: int = 0
    read_count: int = 0
    new_count: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)  # by reason, of those read


@dataclass(frozen=True, kw_only=True)
class ParseCounts:
    """pending = parsed + rejected + left pending."""

    pending_count: int = 0
    parsed_count: int = 0
    rejected_count: int = 0
    rejections: Mapping[str, int] = field(default_factory=dict)  # by reason
    left_pending: tuple[LeftPending, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BuildReport:
    """What a build did, and what the warehouse holds now. outcome is None where there was nothing to do."""

    run_id: str
    outcome: OutcomeKind | None
    ingested: IngestCounts
    parsed: ParseCounts
    results: tuple[RuleResult, ...]
    summary: Summary
    seconds: Mapping[str, float]  # by step

    @property
    def broken_rules(self) -> tuple[RuleResult, ...]:
        """Critical ones first."""
        broken = [result for result in self.results if not result.is_passed]
        return tuple(sorted(broken, key=lambda result: not result.rule.is_critical))


def silent(step: str, done: int, total: int | None) -> None:
    """Progress that nobody sees."""


def ingest(settings: Settings, run: Run, progress: Progress = silent) -> IngestCounts:
    """Bring every new or changed file of the archive into raw_documents."""
    found_count = read_count = new_count = 0
    refused: Counter[str] = Counter()
    roots = [open_root(address, root_position=place) for place, address in enumerate(settings.archive)]
    for root in roots:
        for counts in ingest_root(run, root, settings.limits):
            found_count += counts.found_count
            read_count += counts.read_count
            new_count += counts.new_count
            refused += counts.refused
            progress("ingest", found_count, None)
    return IngestCounts(
        found_count=found_count, read_count=read_count, new_count=new_count, refused=dict(refused)
    )


def parse(
    settings: Settings, run: Run, progress: Progress = silent, choice: Choice | None = None
) -> ParseCounts:
    """Parse what is pending, or what is chosen; every document ends in exactly one of two tables."""
    parsed_count = rejected_count = 0
    rejections: Counter[str] = Counter()
    left_pending: list[LeftPending] = []
    with find_pending(run.warehouse, choice or Choice()) as pending:
        progress("parse", 0, pending.document_count)
        for result in parse_batches(
            parse_document, pending.batches(), settings, run_id=run.run_id, isolated=run.follows_a_kill
        ):
            _save(run, result)
            parsed_count += len(result.parsed)
            rejected_count += len(result.rejected)
            rejections.update(result.rejected["rejection_kind"])
            left_pending.extend(result.left_pending)
            progress("parse", parsed_count + rejected_count + len(left_pending), pending.document_count)
        return ParseCounts(
            pending_count=pending.document_count,
            parsed_count=parsed_count,
            rejected_count=rejected_count,
            rejections=dict(rejections),
            left_pending=tuple(left_pending),
        )


def is_due(settings: Settings, run: Run) -> bool:
    """Whether readers would see something else after a check and a publish than they see now."""
    last = run.warehouse.query(
        "select run_id, outcome_kind, code_version from base.runs order by started_at desc, run_id limit 1"
    )
    return last.rows() != [(published_run_id(settings), OutcomeKind.PUBLISHED, run.code_version)]


def has_work(settings: Settings, run: Run) -> bool:
    """Whether any step after the ingest has something to do."""
    if is_due(settings, run):
        return True
    with find_pending(run.warehouse, Choice()) as pending:
        return pending.document_count > 0


def refresh(settings: Settings, run: Run) -> int:
    """Make views and the list of outlets those of today's code; return how many views there are."""
    with run.warehouse.transaction():
        run.record()
        run.warehouse.execute("delete from base.outlets")
        run.warehouse.append(OUTLETS, _outlets_frame())
    return len(apply_views(run.warehouse.connection))


def check(
    settings: Settings, run: Run, tables: Sequence[str] = EVERY_TABLE, process: Executor | None = None
) -> tuple[RuleResult, ...]:
    """Hold tables against their suites, keep the results; a broken critical rule ends the run as blocked."""
    results = tuple(result for table in tables for result in examine(run.warehouse, SUITES[table], process))
    frame = results_frame(results, run_id=run.run_id, recorded_at=datetime.now(UTC))
    with run.warehouse.transaction():
        run.record()
        run.warehouse.replace(QUALITY_RESULTS, frame)
    if any(result.blocks for result in results):
        run.finish(OutcomeKind.BLOCKED)
    return results


def examine_all(settings: Settings) -> tuple[RuleResult, ...]:
    """Hold every table against its suite as a run would, without a run: no row is written."""
    if not settings.warehouse_path.exists():
        raise WarehouseError(
            f"{settings.warehouse_path} is not there: build a warehouse first (dateline build)"
        )
    with open_run(settings) as run:
        apply_views(run.warehouse.connection)
        return tuple(result for suite in SUITES.values() for result in examine(run.warehouse, suite))


def publish(settings: Settings, run: Run) -> None:
    """Give readers a new copy, if this run checked every table and no critical rule is broken."""
    _refuse_unchecked(run.warehouse, run.run_id)
    run.finish(OutcomeKind.PUBLISHED)  # before the copy is made, for the copy says it too
    try:
        write_published_copy(run.warehouse, settings)
    except BaseException:
        run.finish(OutcomeKind.INTERRUPTED)
        raise


def build(settings: Settings, progress: Progress = silent) -> BuildReport:
    """All steps in one run. With nothing new, nothing is written, checked or published."""
    seconds: dict[str, float] = {}
    results: tuple[RuleResult, ...] = ()
    outcome = None
    with open_run(settings) as run, ExitStack() as stack:
        with _timed("ingest", seconds):
            ingested = ingest(settings, run, progress)
        is_long = ingested.new_count >= FEW_DOCUMENTS
        process = stack.enter_context(other_process()) if is_long else None
        with _timed("parse", seconds):
            parsed = parse(settings, run, progress)
        if is_due(settings, run):
            outcome = OutcomeKind.BLOCKED
            with _timed("check", seconds):
                progress("check", 0, None)
                refresh(settings, run)
                results = check(settings, run, process=process)
            stack.close()  # the checking process, and its memory
            if not any(result.blocks for result in results):
                with _timed("publish", seconds):
                    progress("publish", 0, None)
                    publish(settings, run)
                outcome = OutcomeKind.PUBLISHED
        return BuildReport(
            run_id=run.run_id,
            outcome=outcome,
            ingested=ingested,
            parsed=parsed,
            results=results,
            summary=summarize(run.warehouse),
            seconds=seconds,
        )


def _save(run: Run, result: BatchResult) -> None:
    """One transaction: a document that changes sides leaves the other table."""
    if result.parsed.is_empty() and result.rejected.is_empty():
        return
    sides = (("rejected_documents", result.parsed), ("parsed_articles", result.rejected))
    with run.warehouse.transaction():
        run.record(parsed=len(result.parsed), rejected=len(result.rejected))
        for other_table, frame in sides:
            if not frame.is_empty():
                run.warehouse.execute(
                    f"delete from base.{other_table} where document_id in (select unnest(?))",
                    [frame["document_id"].to_list()],
                )
        run.warehouse.replace(PARSED_ARTICLES, result.parsed)
        run.warehouse.replace(REJECTED_DOCUMENTS, result.rejected)


def _outlets_frame() -> pl.DataFrame:
    rows = [
        (
            outlet.outlet_id,
            outlet.outlet_name,
            outlet.latin_name,
            outlet.domains[0],
            outlet.language_code,
            outlet.timezone_name,
        )
        for outlet in outlets().values()
    ]
    return pl.DataFrame(rows, schema=dict(OUTLETS.schema), orient="row")


def _refuse_unchecked(warehouse: Warehouse, run_id: str) -> None:
    results = warehouse.query(
        "select table_name, rule_name, severity_kind = 'critical' and not is_passed as blocks"
        " from base.quality_results where run_id = ?",
        [run_id],
    )
    if unchecked := sorted(set(SUITES) - set(results["table_name"])):
        raise PublishBlocked(f"not published: this run has not checked {', '.join(unchecked)}")
    broken = results.filter("blocks").select(pl.format("{}.{}", "table_name", "rule_name")).to_series()
    if not broken.is_empty():
        raise PublishBlocked(f"not published: critical rules are broken: {', '.join(broken.sort())}")


@contextmanager
def _timed(step: str, seconds: dict[str, float]) -> Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        seconds[step] = time.perf_counter() - start
