"""The quote step: articles and their names to quotations.

Here: load, process, save, count. Not here: what is pending (etl/work/quote_batches.py), finding (etl/quotes/).
"""

from dataclasses import dataclass

from etl.settings import Settings
from etl.steps.step import Counts, Progress, Step, silent
from etl.warehouse.runs import Run
from etl.warehouse.tables import QUOTES
from etl.work.attempt import LeftPending, stop_at_repeated_failure
from etl.work.quote_batches import QuotedBatch, find_unquoted, quote_batches


@dataclass(frozen=True, kw_only=True)
class QuoteCounts(Counts):
    """pending = quoted + left pending."""

    pending_count: int = 0
    article_count: int = 0
    quote_count: int = 0

    @property
    def sentence(self) -> str:
        if not self.article_count:
            return ""
        return f"{self.quote_count:,} quotations found in {self.article_count:,}"


def quote(settings: Settings, run: Run, progress: Progress = silent) -> QuoteCounts:
    """Find the quotations of the articles that are pending; idempotent, a transaction a batch.

    Raises RepeatedFailure if the code has a bug, WorkerError if no process can be started.
    """
    article_count = quote_count = 0
    left_pending: list[LeftPending] = []
    with find_unquoted(run.warehouse) as queue:
        progress("quote", 0, queue.document_count)
        results = quote_batches(queue.batches(), settings, run_id=run.run_id, isolated=run.follows_a_kill)
        for batch in stop_at_repeated_failure(results):
            _save(run, batch)
            article_count += len(batch.quoted)
            quote_count += sum(batch.quoted["quotes"].list.len())
            left_pending.extend(batch.left_pending)
            progress("quote", article_count + len(left_pending), queue.document_count)
        return QuoteCounts(
            pending_count=queue.document_count,
            article_count=article_count,
            quote_count=quote_count,
            left_pending=tuple(left_pending),
        )


def is_unquoted(_settings: Settings, run: Run) -> bool:
    """Whether an article is pending."""
    with find_unquoted(run.warehouse) as queue:
        return queue.document_count > 0


QUOTE = Step(name="quote", doing="Finding quotations", is_pending=is_unquoted, run=quote)


def _save(run: Run, batch: QuotedBatch) -> None:
    if batch.quoted.is_empty():
        return
    with run.warehouse.transaction():
        run.record()
        run.warehouse.replace(QUOTES, batch.quoted)
