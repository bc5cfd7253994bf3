"""Process one document within a time limit, and report why it is left pending if that fails.

Here: attempt and its timers, LeftPending, and stopping the run when documents keep failing in the same way. Not here:
batches and processes (workers.py), the work itself (parse_batches.py, mention_batches.py).
"""

import faulthandler
import signal
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path
from types import FrameType
from typing import Protocol, TypeVar

GRACE = 2.0  # times the alarm's seconds after which a worker that no signal reaches exits (judged)
FEW = 5  # documents that may fail with one exception at one place before it counts as a bug of ours (judged)

Timer = Callable[[], AbstractContextManager[None]]


class TooSlow(BaseException):
    """Raised by a timer. Derived from BaseException so that the work cannot catch it by accident."""


class RepeatedFailure(Exception):
    """More than FEW documents failed alike, which is a bug of ours. The message ends with the last one's trace."""


class Document(Protocol):
    """An item of a batch: picklable, and identifiable in a report."""

    @property
    def document_id(self) -> str: ...
    @property
    def document_path(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class LeftPending:
    """A document for which no row was written; the next run retries it."""

    document_id: str
    document_path: str
    reason: str
    failure: str = ""  # exception type and place, where an exception was raised
    trace: str = ""


class Leaving(Protocol):
    """The outcome of a batch, as far as this module needs it."""

    @property
    def left_pending(self) -> tuple[LeftPending, ...]: ...


Result = TypeVar("Result")
Left = TypeVar("Left", bound=Leaving)


@dataclass(frozen=True)
class Alarm:
    """A timer for the main thread of a process: raises TooSlow in the work after so many seconds, by a signal.

    Raises ValueError in any other thread, which signals do not reach: pass `untimed` there.
    """

    seconds: float

    def __call__(self) -> AbstractContextManager[None]:
        return self._set()

    @contextmanager
    def _set(self) -> Iterator[None]:
        """Set the signal, and in a worker a watchdog that exits if the signal does not get through."""
        is_worker = parent_process() is not None
        before = signal.signal(signal.SIGALRM, self._ring)
        try:
            signal.setitimer(signal.ITIMER_REAL, self.seconds)
            if is_worker:
                faulthandler.dump_traceback_later(GRACE * self.seconds, exit=True)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            if is_worker:
                faulthandler.cancel_dump_traceback_later()
            signal.signal(signal.SIGALRM, before)

    def _ring(self, _signal: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"took longer than {self.seconds:g} s")


def untimed() -> AbstractContextManager[None]:
    """A timer that never fires: for threads, whose scheduler enforces time limits."""
    return nullcontext()


def attempt(document: Document, act: Callable[[], Result], timer: Timer = untimed) -> Result | LeftPending:
    """Run act under the timer; give its result, or LeftPending with the reason if it fails or is too slow."""
    try:
        with timer():
            return _guarded(document, act)
    except TooSlow as error:
        return left_pending(document, str(error))


def left_pending(document: Document, reason: str) -> LeftPending:
    """Report a document as left pending."""
    return LeftPending(document_id=document.document_id, document_path=document.document_path, reason=reason)


def stop_at_repeated_failure(results: Iterable[Left]) -> Iterator[Left]:
    """Pass results on. Raises RepeatedFailure when more than FEW documents failed with one exception at one place."""
    counts: Counter[str] = Counter()
    for result in results:
        yield result
        for left in result.left_pending:
            counts[left.failure] += bool(left.failure)
            if counts[left.failure] > FEW:
                raise RepeatedFailure(
                    f"{counts[left.failure]} documents failed with {left.failure}, which is no fault of theirs:"
                    " the run ends, they stay pending, and the published copy stays as it is."
                    f" The last of them: {left.document_path}\n{left.trace}"
                )


def _guarded(document: Document, act: Callable[[], Result]) -> Result | LeftPending:
    try:
        return act()
    except Exception as error:  # reported, and counted by stop_at_repeated_failure
        place = traceback.extract_tb(error.__traceback__)[-1]
        failure = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
        return LeftPending(
            document_id=document.document_id,
            document_path=document.document_path,
            reason=f"{failure}: {error}",
            failure=failure,
            trace="".join(traceback.format_exception(error)),
        )
