"""A name found in a line, and which of several that overlap is kept.

Here: the value that the finders of names exchange, and the choice. Not here: the finders.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from etl.kinds import EntityKind, MethodKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Offsets count the code points of the line in its shadow, and so of the line itself."""

    start: int
    end: int
    entity_kind: EntityKind
    method_kind: MethodKind
    score: float  # 0 to 1: how sure it is that this is a name of this kind
    referent: str = ""  # what is meant, where the finder knows: 中国 for the 中 in 中美


def is_free(start: int, end: int, taken: Iterable[Found]) -> bool:
    """Whether nothing that is taken touches the text from start to end."""
    return all(end <= one.start or one.end <= start for one in taken)


def chosen(candidates: Iterable[Found]) -> list[Found]:
    """Of names that overlap the longest, of equally long ones the surest; in reading order."""
    taken: list[Found] = []
    for one in sorted(candidates, key=lambda one: (one.start - one.end, -one.score, one.start)):
        if is_free(one.start, one.end, taken):
            taken.append(one)
    return sorted(taken, key=lambda one: one.start)
