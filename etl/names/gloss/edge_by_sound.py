"""Find the left edge of a transliterated name before a bracket: the start whose text sounds most like the gloss.

Here: the edge and its score. Each start is scored by phonetic similarity plus bonuses: a tagged name, a title or
punctuation ends there, and so on. Not here: translated names (edge_by_words.py).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.kinds import EntityKind
from etl.lexicon import words
from etl.lexicon.scores import score_of
from etl.names.gloss import phonetics
from etl.names.gloss.latin_words import kind_of
from etl.names.known.titles import begins_with_a_title, end_before_title, title_before
from etl.names.tagger.span import Span

REACH = 18  # characters of the longest transliterated name (judged)
LONG = 7  # characters above which a similarity below ALONE means a clause rather than a name (judged)

HAN = re.compile(r"[\u4e00-\u9fff〇]")
NAME_CHARACTER = re.compile(r"[\u4e00-\u9fff〇·\-－–A-Za-z.]")
_JOINTS = "·-－–."
_NEVER_FIRST = frozenset(words("particles", "never_first"))
_NEVER_WITHIN = frozenset(words("particles", "never_within"))
_NOT_A_PARTICLE = words("particles", "not_a_particle")

# Least similarity, 0 to 1, of a name: anywhere; where other evidence says that one starts; of two characters at most.
# These and the bonuses below are judged: set by hand on glosses of real articles, held by tests/names/gloss_scores.csv.
ALONE, ON_A_START, SHORT = 0.6, 0.42, 0.7
SURE_BY_SOUND, SURE_BY_LIKENESS = score_of("edge_by_sound"), score_of("edge_by_likeness")
SURE_ON_A_SPAN, SURE_ON_A_START = score_of("edge_on_a_span"), score_of("edge_on_a_start")
# Bonuses and penalties added to the similarity, by what stands at a start.
ON_A_SPAN, ON_A_BOUNDARY, AFTER_A_PARTICLE = 0.14, 0.1, 0.05
AFTER_A_JOINT, ON_A_TITLE, OVER_A_TITLE, ONE_CHARACTER = -0.6, -0.5, -0.3, -0.3
ON_A_PARTICLE, INSIDE_A_SPAN = -0.15, -0.16


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """Where a glossed name begins and ends."""

    start: int
    end: int  # exclusive
    score: float  # of the start, 0 to 1
    likeness: float  # phonetic similarity to the gloss, 0 to 1
    entity_kind: EntityKind | None  # as tagged
    is_on_a_start: bool = True  # whether other evidence than the sound supports the start


def by_sound(text: str, end: int, latin: str, spans: Sequence[Span], floor: int = 0) -> Edge | None:
    """Find the edges of the transliterated name that ends at end; None if nothing there sounds like latin.

    A title behind the name is excluded if the rest sounds more like the gloss. floor: the least start.
    """
    found = _by_sound(text, end, latin, spans, floor)
    shorter = end_before_title(text, max(floor, end - REACH), end)
    without = _by_sound(text, shorter, latin, spans, floor) if shorter < end else None
    if found is None or found.start >= shorter or (without and without.likeness > found.likeness):
        return without if shorter < end else found
    return found


def _by_sound(text: str, end: int, latin: str, spans: Sequence[Span], floor: int) -> Edge | None:
    low = lowest(text, end, max(floor, end - REACH))
    likeness = _likeness(text[low:end], latin)
    starts = frozenset(span.start for span in spans if span.end <= end)
    last = next((span for span in spans if span.end == end), None)
    titled = low if kind_of(latin) else _after_the_last_title(text, low, end)
    totals = [
        (
            likeness[at - low] + _bonus(text, at, end, starts, last) + (OVER_A_TITLE if at < titled else 0.0),
            at,
        )
        for at in range(low, end)
        if _may_begin(text, at)
    ]
    if not totals:
        return None
    start = max(totals)[1]
    alike = likeness[start - low]
    is_on_a_span = last is not None and last.start == start
    is_on_a_start = is_on_a_span or _is_boundary(text, start, starts) or _is_after_a_particle(text, start)
    needed = ON_A_START if is_on_a_start else SHORT if end - start <= 2 else ALONE
    is_a_clause = end - start > LONG and alike < ALONE and not is_on_a_span and "·" not in text[start:end]
    if alike < needed or is_a_clause:
        return None
    on_a_start = SURE_ON_A_SPAN if is_on_a_span else SURE_ON_A_START if is_on_a_start else 0.0
    sure = SURE_BY_SOUND + SURE_BY_LIKENESS * min(1.0, alike) + on_a_start
    return Edge(
        start=start,
        end=end,
        score=min(1.0, sure),
        likeness=alike,
        entity_kind=last.entity_kind if last else None,
        is_on_a_start=is_on_a_start,
    )


def _may_begin(text: str, at: int) -> bool:
    """Whether a name can begin there: with a Chinese character, or with an initial (A.A.吉尔)."""
    if HAN.match(text[at]):
        return True
    return (
        text[at : at + 2].isupper()
        and text[at + 1 : at + 2] in ("·", ".")
        and text[at - 1 : at] not in ("·", ".")
    )


def _after_the_last_title(text: str, low: int, end: int) -> int:
    """Find the end of the last title that leaves two characters for the name; low if there is none."""
    for at in range(end - 2, low, -1):
        if (title := title_before(text, at)) and at - len(title) >= low:
            return at
    return low


def _likeness(window: str, latin: str) -> list[float]:
    """Compute for each start in the window the best similarity of the rest to a variant of the Latin name."""
    best = [0.0] * len(window)
    for variant, weight in _variants(latin):
        for index, alike in enumerate(phonetics.endings(window, variant)):
            best[index] = max(best[index], alike * weight)
    return best


def _variants(latin: str) -> Iterator[tuple[str, float]]:
    """Yield the parts of a Latin name that a transliteration may render, with a weight (judged; the whole is 1)."""
    words = latin.replace("-", " ").split(" ")
    yield latin, 1.0
    if len(words) > 1:
        yield words[-1], 0.98
        yield words[0], 0.9
    if len(words) > 2:
        yield " ".join(words[-2:]), 0.98
        yield f"{words[0]} {words[-1]}", 0.98


def _bonus(text: str, at: int, end: int, starts: frozenset[int], last: Span | None) -> float:
    """Sum the bonuses and penalties of a start. last: the tagged name that ends where the glossed one does."""
    bonus = 0.0
    if last is not None and last.start == at:
        bonus = ON_A_SPAN
    elif _is_boundary(text, at, starts):
        bonus = ON_A_BOUNDARY
    elif _is_after_a_particle(text, at):
        bonus = AFTER_A_PARTICLE
    elif last is not None and last.start < at:
        bonus = INSIDE_A_SPAN
    if at > 1 and text[at - 1] in _JOINTS and NAME_CHARACTER.match(text[at - 2]):
        bonus += AFTER_A_JOINT
    if begins_with_a_title(text, at, end):
        bonus += ON_A_TITLE
    if text[at] in _NEVER_FIRST:
        bonus += ON_A_PARTICLE
    return bonus + (ONE_CHARACTER if end - at == 1 else 0.0)


def _is_boundary(text: str, at: int, starts: frozenset[int]) -> bool:
    """Whether a line start, a tagged name, punctuation or a title makes it a likely start."""
    if at == 0 or at in starts:
        return True
    return not NAME_CHARACTER.match(text[at - 1]) or title_before(text, at) is not None


def _is_after_a_particle(text: str, at: int) -> bool:
    """Whether a particle precedes the start, as in 和力拓; the 由 of 自由 is not one."""
    return at > 0 and text[at - 1] in _NEVER_FIRST and text[at - 2 : at] not in _NOT_A_PARTICLE


def lowest(text: str, end: int, low: int) -> int:
    """Find the leftmost possible start: behind the previous punctuation or stop word."""
    at = end
    while at > low and NAME_CHARACTER.match(text[at - 1]) and text[at - 1] not in _NEVER_WITHIN:
        at -= 1
    while at < end and text[at] in _JOINTS:
        at += 1
    return at
