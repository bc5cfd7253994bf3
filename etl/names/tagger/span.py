"""A name in a sentence, as a tagger reports it. Here: the value. Not here: who finds it, and how."""

from dataclasses import dataclass

from etl.kinds import EntityKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Offsets count the sentence's code points, the end not included."""

    start: int
    end: int
    entity_kind: EntityKind
    score: float  # 0 to 1: how sure the tagger is of the least sure of its tags
