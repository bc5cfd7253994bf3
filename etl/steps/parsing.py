"""The parse step: raw documents to articles and rejections.

Here: load, process, save, count; base.outlets. Not here: what is pending (etl/work/), parsing (etl/page/).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from etl.outlets import outlets
from etl.page.parse import parse_document
from etl.settings import Settings
from etl.steps.step import Counts, Progress, Step, silent
from etl.warehouse.runs import Run
from etl.warehouse.tables import OUTLETS, PARSED_ARTICLES, REJECTED_DOCUMENTS
from etl.warehouse.warehouse import Warehouse
from etl.work.attempt import LeftPending, stop_at_repeated_failure
from etl.work.parse_batches import BatchResult, parse_batches
from etl.work.pending_documents import find_pending
from etl.work.queue import EVERYTHING_PENDING, Selection


@dataclass(frozen=True, kw_only=True)
class ParseCounts(Counts):
    """pending = parsed + rejected + left pending."""

    pending_count: int = 0
    parsed_count: int = 0
    rejected_count: int = 0
    rejections: Mapping[str, int] = field(default_factory=dict)  # by reason

    @property
    def sentence(self) -> str:
        return f"{self.parsed_count:,} parsed, {self.rejected_count:,} rejected"


def parse(
    settings: Settings,
    run: Run,
    progress: Progress = silent,
    selection: Selection = EVERYTHING_PENDING,
) -> ParseCounts:
    """Parse what is pending, or what is selected; each document ends up in exactly one of two tables.

    Raises RepeatedFailure if the parser has a bug, WorkerError if no process can be started.
    """
    _write_outlets(run)
    parsed_count = rejected_count = 0
    rejections: Counter[str] = Counter()
    left_pending: list[LeftPending] = []
    with find_pending(run.warehouse, selection, settings.limits) as queue:
        progress("parse", 0, queue.document_count)
        results = parse_batches(
            parse_document, queue.batches(), settings, run_id=run.run_id, isolated=run.follows_a_kill
        )
        for result in stop_at_repeated_failure(results):
            _save(run, result)
            parsed_count += len(result.parsed)
            rejected_count += len(result.rejected)
            rejections.update(result.rejected["rejection_kind"])
            left_pending.extend(result.left_pending)
            progress("parse", parsed_count + rejected_count + len(left_pending), queue.document_count)
        return ParseCounts(
            pending_count=queue.document_count,
            parsed_count=parsed_count,
            rejected_count=rejected_count,
            rejections=dict(rejections),
            left_pending=tuple(left_pending),
        )


def has_documents_to_parse(settings: Settings, run: Run) -> bool:
    """Whether a document is pending, or base.outlets is stale."""
    if not _are_outlets_written(run.warehouse):
        return True
    with find_pending(run.warehouse, EVERYTHING_PENDING, settings.limits) as queue:
        return queue.document_count > 0


PARSE = Step(name="parse", doing="Parsing", is_pending=has_documents_to_parse, run=parse)


def _save(run: Run, result: BatchResult) -> None:
    """Save a batch in one transaction; a document that changes tables leaves the other, with what was read of it."""
    if result.parsed.is_empty() and result.rejected.is_empty():
        return
    sides = (
        ("rejected_documents", result.parsed),
        ("parsed_articles", result.rejected),
        ("mentions", result.rejected),
        ("quotes", result.rejected),
    )
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


def _write_outlets(run: Run) -> None:
    """Bring base.outlets in line with the code; resolver, rules and marts read it from there."""
    if _are_outlets_written(run.warehouse):
        return
    with run.warehouse.transaction():
        run.record()
        run.warehouse.execute("delete from base.outlets")
        run.warehouse.append(OUTLETS, _outlets_frame())


def _are_outlets_written(warehouse: Warehouse) -> bool:
    return warehouse.query("from base.outlets order by outlet_id").equals(_outlets_frame())


def _outlets_frame() -> pl.DataFrame:
    """Make the rows of base.outlets, sorted by outlet_id."""
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
    return pl.DataFrame(rows, schema=dict(OUTLETS.schema), orient="row").sort("outlet_id")
