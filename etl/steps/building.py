"""All steps in one run: build, and whether there is anything to do.

Here: their order. Not here: the steps themselves.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from etl.kinds import OutcomeKind
from etl.quality.examine import RuleResult, other_process
from etl.settings import Settings
from etl.steps.checking import check, prepare, publish, refresh
from etl.steps.documents import IngestCounts, ParseCounts, ingest, parse
from etl.steps.names import NameCounts, ResolveCounts, has_names_to_settle, name, resolve
from etl.steps.progress import Progress, silent
from etl.warehouse.publish import published_run_id
from etl.warehouse.runs import Run, open_run
from etl.warehouse.summary import Summary, summarize
from etl.work.pending_documents import Choice, find_pending
from etl.work.workers import FEW_DOCUMENTS


@dataclass(frozen=True, kw_only=True)
class BuildReport:
    """What a build did, and what the warehouse holds now. outcome is None where there was nothing to do."""

    run_id: str
    outcome: OutcomeKind | None
    ingested: IngestCounts
    parsed: ParseCounts
    named: NameCounts
    resolved: ResolveCounts
    results: tuple[RuleResult, ...]
    summary: Summary
    seconds: Mapping[str, float]  # by step


def is_due(settings: Settings, run: Run) -> bool:
    """Whether readers would see something else after a check and a publish than they see now."""
    last = run.warehouse.query(
        "select run_id, outcome_kind, code_version from base.runs order by started_at desc, run_id limit 1"
    )
    return last.rows() != [(published_run_id(settings), OutcomeKind.PUBLISHED, run.code_version)]


def has_work(settings: Settings, run: Run) -> bool:
    """Whether any step after the ingest has something to do."""
    if is_due(settings, run) or has_names_to_settle(settings, run):
        return True
    with find_pending(run.warehouse, Choice()) as pending:
        return pending.document_count > 0


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
        with _timed("name", seconds):
            named = name(settings, run, progress)
        with _timed("resolve", seconds):
            resolved = resolve(settings, run, progress)
        if is_due(settings, run):
            outcome = OutcomeKind.BLOCKED
            with _timed("check", seconds):
                progress("check", 0, None)
                refresh(settings, run)
                prepare(settings, run)
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
            named=named,
            resolved=resolved,
            results=results,
            summary=summarize(run.warehouse),
            seconds=seconds,
        )


@contextmanager
def _timed(step: str, seconds: dict[str, float]) -> Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        seconds[step] = time.perf_counter() - start
