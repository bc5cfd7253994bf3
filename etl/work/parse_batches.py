"""Turn batches of raw documents into rows: articles in one frame, rejections in another.

Here: what a worker does with a batch, document by document. Not here: parsing one (etl/page/parse.py), processes
(workers.py), which documents are pending (pending_documents.py).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import polars as pl

from etl.model import Limits, ParsedArticle, RawDocument, Rejection
from etl.settings import Settings
from etl.warehouse.frames import parsed_frame, rejected_frame
from etl.work.attempt import Alarm, LeftPending, Timer, attempt, left_pending
from etl.work.workers import Job, work_through

Parse = Callable[[RawDocument, Limits], ParsedArticle | Rejection]
Outcome = ParsedArticle | Rejection | LeftPending
Batch = Sequence[RawDocument]


@dataclass(frozen=True, kw_only=True)
class BatchResult:
    """The outcome of a batch."""

    parsed: pl.DataFrame  # rows of base.parsed_articles
    rejected: pl.DataFrame  # rows of base.rejected_documents
    left_pending: tuple[LeftPending, ...] = ()


def parse_batches(
    parse: Parse, batches: Iterable[Batch], settings: Settings, *, run_id: str, isolated: bool = False
) -> Iterator[BatchResult]:
    """Parse every batch; results come in order. isolated: always in other processes."""
    job = Job(
        work=partial(parse_batch, parse, settings.limits, Alarm(settings.document_seconds), run_id),
        leave=lambda left: _framed([left], run_id),
    )
    return work_through(job, batches, settings, isolated=isolated)


def parse_batch(parse: Parse, limits: Limits, timer: Timer, run_id: str, batch: Batch) -> BatchResult:
    """Parse a batch: a plain function of picklable values, which any executor can run."""
    outcomes = [attempt(document, partial(parse, document, limits), timer) for document in batch]
    try:
        return _framed(outcomes, run_id)
    except UnicodeEncodeError:  # a lone surrogate from some escape: find the document
        pairs = zip(batch, outcomes, strict=True)
        return _framed([_storable(document, outcome, run_id) for document, outcome in pairs], run_id)


def _framed(outcomes: Sequence[Outcome], run_id: str) -> BatchResult:
    return BatchResult(
        parsed=parsed_frame([each for each in outcomes if isinstance(each, ParsedArticle)], run_id=run_id),
        rejected=rejected_frame([each for each in outcomes if isinstance(each, Rejection)], run_id=run_id),
        left_pending=tuple(each for each in outcomes if isinstance(each, LeftPending)),
    )


def _storable(document: RawDocument, outcome: Outcome, run_id: str) -> Outcome:
    try:
        _framed([outcome], run_id)
    except UnicodeEncodeError as error:
        return left_pending(document, f"text that cannot be stored: {error}")
    return outcome
