"""Look up what stands where in a line without a look at every name: a line may be a whole book.

Here: stretches of a line in order, which of them cover an offset, whether a stretch is free. Not here: the names that
they hold (etl/names/line/candidate.py).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter, itemgetter
from typing import Protocol, TypeVar


class Stretch(Protocol):
    """What begins and ends in a line; offsets are code points, the end is exclusive."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Stretch)
_START, _END = attrgetter("start"), attrgetter("end")


class Taken:
    """The characters of a line that something takes."""

    def __init__(self, length: int, spans: Iterable[tuple[int, int]] = ()) -> None:
        """Take nothing but the spans of a line of a length."""
        self._marks = bytearray(length)
        for start, end in spans:
            self.take(start, end)

    def take(self, start: int, end: int) -> None:
        """Take the characters from start to end."""
        self._marks[start:end] = b"\1" * (end - start)

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing takes a character from start to end."""
        return self._marks.find(1, start, end) < 0


class Spans:
    """Stretches that may overlap, by where they are."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        """Order the stretches, each its start and end."""
        self._spans = sorted(spans)
        self._longest = max((end - start for start, end in self._spans), default=0)

    def __len__(self) -> int:
        """Count the stretches."""
        return len(self._spans)

    def around(self, offset: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches that cover the character at an offset."""
        for at in range(bisect_right(self._spans, offset, key=itemgetter(0)) - 1, -1, -1):
            start, end = self._spans[at]
            if start + self._longest <= offset:
                return
            if end > offset:
                yield start, end


def at_offset(stretches: Sequence[S], offset: int) -> S | None:
    """Give the one that covers the character at an offset, of stretches in order that do not overlap."""
    at = bisect_right(stretches, offset, key=_START) - 1
    return stretches[at] if at >= 0 and offset < stretches[at].end else None


def between(stretches: Sequence[S], start: int, end: int) -> Sequence[S]:
    """Give those that have a character from start to end, of stretches in order that do not overlap."""
    return stretches[bisect_right(stretches, start, key=_END) : bisect_left(stretches, end, key=_START)]
