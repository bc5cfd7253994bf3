"""Candidate names in a line, and the choice among overlapping ones.

Here: the value that finders exchange, and longest match. Not here: the finders, and their order (settle.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from etl.kinds import EntityKind, MethodKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A candidate. Offsets are code points of the line (its shadow has the same length), end exclusive."""

    start: int
    end: int
    entity_kind: EntityKind
    method_kind: MethodKind
    score: float  # 0 to 1: orders candidates, and is a figure of confidence
    referent: str = ""  # the full name, where the finder knows it: 中国 for 中 in 中美


def is_free(start: int, end: int, taken: Iterable[Found]) -> bool:
    """Whether no taken name overlaps the text from start to end."""
    return all(end <= one.start or one.end <= start for one in taken)


def chosen(candidates: Iterable[Found]) -> list[Found]:
    """Keep of overlapping candidates the longest, of equally long ones the highest-scored; in reading order."""
    taken: list[Found] = []
    for one in sorted(candidates, key=lambda one: (one.start - one.end, -one.score, one.start)):
        if is_free(one.start, one.end, taken):
            taken.append(one)
    return sorted(taken, key=lambda one: one.start)


def is_nested(name: Found, names: Iterable[Found]) -> bool:
    """Whether the name lies within a longer one of the line."""
    return any(
        one.start <= name.start and name.end <= one.end and one.end - one.start > name.end - name.start
        for one in names
    )
