"""Work on one document: do it within a time limit, and say what became of it where that fails.

Here: attempt and its timers, LeftPending, and stopping when documents go on failing in one way. Not here: batches and
processes (workers.py), and the work itself (parse_batches.py, mention_batches.py).
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

GRACE = 2.0  # times the alarm's seconds: past it a worker that no signal reaches ends itself
FEW = 5  # documents that may fail in one way before it is a failure of ours: law 10 of the design

Timer = Callable[[], AbstractContextManager[None]]


class TooSlow(BaseException):
    """Raised by a timer in the middle of the work. No work may catch it, so it is no Exception."""


class RepeatedFailure(Exception):
    """More than FEW documents failed in one way: a failure of ours. The message ends with the first one's trace."""


class Document(Protocol):
    """What batches are made of: anything that can be sent, and can be named in a report."""

    @property
    def document_id(self) -> str: ...
    @property
    def document_path(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class LeftPending:
    """A document that no row was written for: it is reported, and tried again by the next run."""

    document_id: str
    document_path: str
    reason: str
    failure: str = ""  # exception type and place, where an exception was raised
    trace: str = ""


class Leaving(Protocol):
    """What became of a batch, as far as this module asks."""

    @property
    def left_pending(self) -> tuple[LeftPending, ...]: ...


Result = TypeVar("Result")
Left = TypeVar("Left", bound=Leaving)


@dataclass(frozen=True)
class Alarm:
    """A timer for the main thread of a process: after so many seconds the work is ended by a signal.

    Raises ValueError in any other thread, where no signal arrives: pass `untimed` there.
    """

    seconds: float

    def __call__(self) -> AbstractContextManager[None]:
        return self._set()

    @contextmanager
    def _set(self) -> Iterator[None]:
        """If even the signal does not get through, a worker ends itself."""
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
    """A timer that never ends the work: for threads, whose scheduler watches the time."""
    return nullcontext()


def attempt(document: Document, act: Callable[[], Result], timer: Timer = untimed) -> Result | LeftPending:
    """Act until the timer ends it; say why the document is left pending where that fails."""
    try:
        with timer():
            return _guarded(document, act)
    except TooSlow as error:
        return left_pending(document, str(error))


def left_pending(document: Document, reason: str) -> LeftPending:
    return LeftPending(document_id=document.document_id, document_path=document.document_path, reason=reason)


def stop_at_repeated_failure(results: Iterable[Left]) -> Iterator[Left]:
    """Pass results on. Raises RepeatedFailure once more than FEW documents failed at one place with one exception."""
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
    except Exception as error:  # reported; stop_at_repeated_failure tells a bug of ours from an odd document
        place = traceback.extract_tb(error.__traceback__)[-1]
        failure = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
        return LeftPending(
            document_id=document.document_id,
            document_path=document.document_path,
            reason=f"{failure}: {error}",
            failure=failure,
            trace="".join(traceback.format_exception(error)),
        )
