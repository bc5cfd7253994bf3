"""Steps from files to articles: ingest and parse.

Here: load, process, save, and say how many. Not here: how (etl/archive/ingest.py, etl/work/).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.archive.ingest import ingest_root
from etl.archive.open import open_root
from etl.page.parse import parse_document
from etl.settings import Settings
from etl.steps.progress import Progress, silent
from etl.warehouse.runs import Run
from etl.warehouse.tables import PARSED_ARTICLES, REJECTED_DOCUMENTS
from etl.work.parse_batches import BatchResult, parse_batches
from etl.work.pending_documents import Choice, find_pending
from etl.work.workers import LeftPending


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


def _save(run: Run, result: BatchResult) -> None:
    """One transaction: a document that changes sides leaves the other table, and its names with it."""
    if result.parsed.is_empty() and result.rejected.is_empty():
        return
    sides = (
        ("rejected_documents", result.parsed),
        ("parsed_articles", result.rejected),
        ("mentions", result.rejected),
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
