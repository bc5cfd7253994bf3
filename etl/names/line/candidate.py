"""Candidate names in a line, and the choice among overlapping ones.

Here: the value that finders exchange, and longest match. Not here: the finders, and their order (settle.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from etl.kinds import EntityKind, MethodKind
from etl.names.tagger.stretches import Taken


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A candidate. Offsets are code points of the line (its shadow has the same length), end exclusive."""

    start: int
    end: int
    entity_kind: EntityKind
    method_kind: MethodKind
    score: float  # 0 to 1: orders candidates, and is a figure of confidence
    referent: str = ""  # the full name, where the finder knows it: 中国 for 中 in 中美


def chosen(candidates: Iterable[Found]) -> list[Found]:
    """Keep of overlapping candidates the longest, of equally long ones the highest-scored; in reading order."""
    ordered = sorted(candidates, key=lambda one: (one.start - one.end, -one.score, one.start))
    taken = Taken(max((one.end for one in ordered), default=0))
    kept: list[Found] = []
    for one in ordered:
        if taken.is_free(one.start, one.end):
            taken.take(one.start, one.end)
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def without_nested(names: Iterable[Found]) -> list[Found]:
    """Leave out the names that lie within a longer one of the line; in reading order."""
    kept: list[Found] = []
    reach = 0  # where the names so far end
    for name in sorted(names, key=lambda one: (one.start, -one.end)):
        is_same = bool(kept) and (name.start, name.end) == (kept[-1].start, kept[-1].end)
        if name.end > reach or is_same:
            kept.append(name)
        reach = max(reach, name.end)
    return kept
