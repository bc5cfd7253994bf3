"""A name in a sentence, as a tagger reports it. Here: the value. Not here: the tagger (tagger.py)."""

from dataclasses import dataclass

from etl.kinds import EntityKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A tagged name. Offsets are code points of the sentence, end exclusive."""

    start: int
    end: int
    entity_kind: EntityKind
    score: float  # 0 to 1: the lowest probability among its tags
