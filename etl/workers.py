"""Batches of documents parsed by several processes, and by none where there are few.

Here: the executor, how many batches are under way, documents that take too long or kill their process. Not
here: parsing (parse.py, handed in as a function), and what is pending or written (pending.py, steps.py).
"""

import faulthandler
import gc
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from multiprocessing import parent_process
from pathlib import Path
from types import FrameType

import polars as pl

from etl.frames import parsed_frame, rejected_frame
from etl.model import Limits, ParsedArticle, RawDocument, Rejection
from etl.processes import context
from etl.settings import Settings, SettingsError

Parse = Callable[[RawDocument, Limits], ParsedArticle | Rejection]
Batch = Sequence[RawDocument]

FEW_DOCUMENTS = 64  # fewer than these are parsed before processes would have started
BATCHES_PER_WORKER = 2  # one being parsed, one waiting: bounds the memory, keeps every worker busy
GRACE = 2.0  # times document_seconds: past it a worker that no signal reaches ends itself


class WorkerError(Exception):
    """Worker processes cannot be had at all, whatever the document."""


@dataclass(frozen=True, kw_only=True)
class LeftPending:
    """A document that no row was written for: it is reported, and tried again by the next run."""

    document_id: str
    document_path: str
    reason: str


Outcome = ParsedArticle | Rejection | LeftPending


@dataclass(frozen=True, kw_only=True)
class BatchResult:
    """What became of a batch: rows of parsed_articles, rows of rejected_documents, and what is left over."""

    parsed: pl.DataFrame
    rejected: pl.DataFrame
    left_pending: tuple[LeftPending, ...] = ()


class _TooSlow(BaseException):
    """Raised by the timer in the middle of a parse. No parser may catch it, so it is no Exception."""


def executor(settings: Settings) -> Executor:
    """Where batches run: processes of this machine. A cluster's would be returned from here as well."""
    if settings.scheduler:
        raise SettingsError(
            f"DATELINE_SCHEDULER={settings.scheduler!r}: clusters are not supported yet; unset it"
        )
    return process_pool(settings.workers)


def process_pool(count: int) -> Executor:
    """Processes that share nothing with this one and do not outlive it."""
    return ProcessPoolExecutor(count, mp_context=context(), initializer=_start_worker)


def parse_batches(
    parse: Parse, batches: Iterable[Batch], settings: Settings, *, run_id: str, isolated: bool = False
) -> Iterator[BatchResult]:
    """Parse every batch; results come in order. isolated: in processes of their own, however few they are."""
    source = iter(batches)
    first: list[Batch] = []
    while sum(map(len, first)) < FEW_DOCUMENTS and (batch := next(source, None)) is not None:
        first.append(batch)
    is_few = sum(map(len, first)) < FEW_DOCUMENTS
    work = partial(parse_batch, parse, settings.limits, settings.document_seconds, run_id)
    if is_few and not isolated and threading.current_thread() is threading.main_thread():
        yield from map(work, first)
    else:
        yield from _in_processes(work, chain(first, source), settings)


def parse_batch(parse: Parse, limits: Limits, seconds: float, run_id: str, batch: Batch) -> BatchResult:
    """What a worker does: a plain function of values that can be sent."""
    outcomes = [_outcome(parse, document, limits, seconds) for document in batch]
    try:
        return _framed(outcomes, run_id)
    except UnicodeEncodeError:  # half a character, out of some escape: find whose
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
        return _left_pending(document, f"text that cannot be stored: {error}")
    return outcome


def _outcome(parse: Parse, document: RawDocument, limits: Limits, seconds: float) -> Outcome:
    try:
        with _timer(seconds):
            return parse(document, limits)
    except _TooSlow:
        return _left_pending(document, f"took longer than {seconds:g} s")
    except Exception as error:  # an error of ours in one document must not stop the others: it is reported
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        return _left_pending(document, f"{type(error).__name__} at {where}: {error}")


def _left_pending(document: RawDocument, reason: str) -> LeftPending:
    return LeftPending(document_id=document.document_id, document_path=document.document_path, reason=reason)


@contextmanager
def _timer(seconds: float) -> Iterator[None]:
    """Raise _TooSlow when the time is over. If even that does not get through, a worker ends itself."""
    is_worker = parent_process() is not None
    before = signal.signal(signal.SIGALRM, _ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        if is_worker:
            faulthandler.dump_traceback_later(GRACE * seconds, exit=True)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        if is_worker:
            faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGALRM, before)


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise _TooSlow


def _start_worker() -> None:
    """A worker leaves Ctrl-C to its parent, and ends when its parent is gone, however that was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what is imported stays: the collector need not look through it after every few pages
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _in_processes(
    work: Callable[[Batch], BatchResult], batches: Iterator[Batch], settings: Settings
) -> Iterator[BatchResult]:
    waiting: deque[tuple[Future[BatchResult], Batch]] = deque()
    pool = executor(settings)
    try:
        while True:
            while len(waiting) < BATCHES_PER_WORKER * settings.workers:
                batch = next(batches, None)
                if batch is None:
                    break
                waiting.append((_submit(pool, work, batch), batch))
            if not waiting:
                return
            future, batch = waiting.popleft()
            if not isinstance(future.exception(), BrokenExecutor):
                yield future.result()
                continue
            pool.shutdown()
            for each, its_batch in ((future, batch), *waiting):
                if isinstance(each.exception(), BrokenExecutor):
                    yield from _one_by_one(work, its_batch, settings)
                else:
                    yield each.result()
            waiting.clear()
            pool = executor(settings)
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: Executor, work: Callable[[Batch], BatchResult], batch: Batch) -> Future[BatchResult]:
    """Submit; a pool that broke a moment ago answers with a future that says so."""
    try:
        return pool.submit(work, batch)
    except BrokenExecutor as error:
        future: Future[BatchResult] = Future()
        future.set_exception(error)
        return future


def _one_by_one(
    work: Callable[[Batch], BatchResult], batch: Batch, settings: Settings
) -> Iterator[BatchResult]:
    """Find who killed the process: each document by itself, in a fresh process after every death."""
    pool = _fresh_process(settings)
    try:
        for document in batch:
            future = _submit(pool, work, (document,))
            if not isinstance(future.exception(), BrokenExecutor):
                yield future.result()
                continue
            pool.shutdown()
            reason = "the process that parsed it died"
            yield _framed([_left_pending(document, reason)], run_id="")
            pool = _fresh_process(settings)
    finally:
        pool.shutdown(cancel_futures=True)


def _fresh_process(settings: Settings) -> Executor:
    """One process that is known to run, so that no document is blamed for a machine that starts none."""
    pool = executor(replace(settings, workers=1))
    try:
        pool.submit(os.getpid).result()
    except BrokenExecutor as error:
        pool.shutdown()
        raise WorkerError(
            "worker processes do not start, or are killed at once: is there memory left?"
        ) from error
    return pool
