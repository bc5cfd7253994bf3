"""Batches of documents worked on by several processes, and by none where there are few.

Here: the executor, how many batches are under way, and documents that kill their process. Not here: one document's
time limit and failure (attempt.py), the work itself (parse_batches.py, mention_batches.py), and what is pending
(queue.py).
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

FEW_DOCUMENTS = 64  # fewer than these are worked on before processes would have started
BATCHES_PER_WORKER = 2  # one being worked on, one waiting: bounds the memory, keeps every worker busy


class WorkerError(Exception):
    """Worker processes cannot be had at all, whatever the document."""


Given = TypeVar("Given", bound=Document)
Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class Job(Generic[Given, Result]):
    """What is done to a batch: a plain function of values that can be sent; and how it is said that a
    document's process died."""

    work: Callable[[Sequence[Given]], Result]
    leave: Callable[[LeftPending], Result]


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


def work_through(
    job: Job[Given, Result],
    batches: Iterable[Sequence[Given]],
    settings: Settings,
    *,
    isolated: bool = False,
) -> Iterator[Result]:
    """Do the job on every batch; results come in order. isolated: in other processes, however few they are."""
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
    """Submit; a pool that broke a moment ago answers with a future that says so."""
    try:
        return pool.submit(job.work, batch)
    except BrokenExecutor as error:
        future: Future[Result] = Future()
        future.set_exception(error)
        return future


def _one_by_one(job: Job[Given, Result], batch: Sequence[Given], settings: Settings) -> Iterator[Result]:
    """Find who killed the process: each document by itself, in a fresh process after every death."""
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
