"""Run a job on batches of documents in worker processes, or in this process if there are few documents.

Here: the executor, backpressure, isolating documents that kill their process. Not here: one document's time limit and
failure (attempt.py), the work itself (parse_batches.py, mention_batches.py), what is pending (queue.py).
"""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from multiprocessing import parent_process
from typing import Generic, TypeVar

from etl.settings import Settings, SettingsError
from etl.work.attempt import Document, LeftPending, left_pending
from etl.work.forkserver import context

FEW_DOCUMENTS = 64  # fewer are done before processes would have started (measured)
BATCHES_PER_WORKER = 2  # one in progress, one waiting: bounds memory and keeps every worker busy


class WorkerError(Exception):
    """Worker processes cannot be started at all."""


Given = TypeVar("Given", bound=Document)
Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class Job(Generic[Given, Result]):
    """What is done to a batch."""

    work: Callable[[Sequence[Given]], Result]  # a plain function of picklable values
    leave: Callable[[LeftPending], Result]  # the result for a document whose process died


def executor(settings: Settings) -> Executor:
    """Create the executor of batches: processes of this machine. Raises SettingsError for a cluster's address."""
    if settings.scheduler:
        raise SettingsError(
            f"DATELINE_SCHEDULER={settings.scheduler!r}: clusters are not supported yet; unset it"
        )
    return process_pool(settings.workers)


def process_pool(count: int) -> Executor:
    """Create a pool of processes that share nothing with this one and do not outlive it."""
    return ProcessPoolExecutor(count, mp_context=context(), initializer=_start_worker)


def work_through(
    job: Job[Given, Result],
    batches: Iterable[Sequence[Given]],
    settings: Settings,
    *,
    isolated: bool = False,
) -> Iterator[Result]:
    """Run the job on every batch; results come in order. isolated: always in other processes.

    Raises WorkerError if no process can be started.
    """
    source = iter(batches)
    first: list[Sequence[Given]] = []
    while sum(map(len, first)) < FEW_DOCUMENTS and (batch := next(source, None)) is not None:
        first.append(batch)
    is_few = sum(map(len, first)) < FEW_DOCUMENTS
    if is_few and not isolated and threading.current_thread() is threading.main_thread():
        yield from map(job.work, first)
    else:
        yield from _in_processes(job, chain(first, source), settings)


def _start_worker() -> None:
    """Ignore Ctrl-C, which the parent handles, and exit when the parent is gone, however it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # exclude imports from garbage collection
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _in_processes(
    job: Job[Given, Result], batches: Iterator[Sequence[Given]], settings: Settings
) -> Iterator[Result]:
    waiting: deque[tuple[Future[Result], Sequence[Given]]] = deque()
    pool = executor(settings)
    try:
        while True:
            while len(waiting) < BATCHES_PER_WORKER * settings.workers:
                batch = next(batches, None)
                if batch is None:
                    break
                waiting.append((_submit(pool, job, batch), batch))
            if not waiting:
                return
            future, batch = waiting.popleft()
            if not isinstance(future.exception(), BrokenExecutor):
                yield future.result()
                continue
            pool.shutdown()
            for each, its_batch in ((future, batch), *waiting):
                if isinstance(each.exception(), BrokenExecutor):
                    yield from _one_by_one(job, its_batch, settings)
                else:
                    yield each.result()
            waiting.clear()
            pool = executor(settings)
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: Executor, job: Job[Given, Result], batch: Sequence[Given]) -> Future[Result]:
    """Submit a batch; if the pool is broken, give a future with that exception."""
    try:
        return pool.submit(job.work, batch)
    except BrokenExecutor as error:
        future: Future[Result] = Future()
        future.set_exception(error)
        return future


def _one_by_one(job: Job[Given, Result], batch: Sequence[Given], settings: Settings) -> Iterator[Result]:
    """Isolate the document that killed the process: one at a time, with a fresh process after every death."""
    pool = _fresh_process(settings)
    try:
        for document in batch:
            future = _submit(pool, job, (document,))
            if not isinstance(future.exception(), BrokenExecutor):
                yield future.result()
                continue
            pool.shutdown()
            yield job.leave(left_pending(document, "the process that read it died"))
            pool = _fresh_process(settings)
    finally:
        pool.shutdown(cancel_futures=True)


def _fresh_process(settings: Settings) -> Executor:
    """Start one process and see that it runs, so that no document is blamed if the machine starts none."""
    pool = executor(replace(settings, workers=1))
    try:
        pool.submit(os.getpid).result()
    except BrokenExecutor as error:
        pool.shutdown()
        raise WorkerError(
            "worker processes do not start, or are killed at once: is there memory left?"
        ) from error
    return pool
