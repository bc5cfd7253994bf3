"""Where a Chinese name begins whose end is known: the name that stands before a bracket.

Here: the left edge, and how sure it is. What speaks for a start: that the rest sounds like the Latin name, that a
tagger starts a name there, that a title or a mark ends there. Not here: what is in the brackets.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from etl import lexicon
from etl.entities import phonetics
from etl.entities.span import Span
from etl.model import EntityKind

REACH = 18  # characters that a transliterated name may have
LONGEST_TITLE = 8
LONG_REACH = 26  # characters that an organisation's name may have

_NAME_CHARACTER = re.compile(r"[\u4e00-\u9fff〇·\-－—–A-Za-z.]")
_HAN = re.compile(r"[\u4e00-\u9fff〇]")
_JOINTS = "·-－—–."
_NEVER_WITHIN = frozenset("的了是被把们这那说他她它你我您就都也但且又还没吗呢吧啊")
_SOUNDS_RIGHT = 0.6  # from here on the sound alone decides
_SOUNDS_POSSIBLE = 0.42  # from here on it does where a name starts anyway

ON_A_SPAN, ON_A_BOUNDARY = 0.22, 0.1
AFTER_A_JOINT, ON_A_TITLE, ONE_CHARACTER, INSIDE_A_SPAN = -0.6, -0.5, -0.3, -0.08


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    start: int
    score: float  # 0 to 1: how sure the start is
    likeness: float  # how much the name sounds like the Latin one
    entity_kind: EntityKind | None  # what the tagger says of a span that ends where the name does


@cache
def _titles() -> dict[str, str]:
    """Words that stand right before a name, and what kind of name follows."""
    return {row["title"]: row["entity_kind"] for row in lexicon.rows("titles")}


@cache
def _begins_with_a_title() -> re.Pattern[str]:
    return re.compile("前?副?(?:" + "|".join(lexicon.column("titles", "title")) + ")")


@cache
def _organisation_ending() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(lexicon.column("organisation_endings", "ending")) + ")$")


def title_before(text: str, end: int) -> str | None:
    """The title that ends there; the longest, where one is part of another."""
    titles = _titles()
    lengths = range(min(LONGEST_TITLE, end), 1, -1)
    return next((word for length in lengths if (word := text[end - length : end]) in titles), None)


def kind_after(title: str | None) -> EntityKind | None:
    """What kind of name follows a title; None where any may."""
    kind = _titles()[title] if title else ""
    return EntityKind(kind) if kind else None


def by_sound(text: str, end: int, latin: str, spans: Sequence[Span], floor: int = 0) -> Edge | None:
    """The left edge of a transliterated name that ends at end; None where nothing before end sounds like it."""
    low = _lowest(text, end, max(floor, end - REACH))
    window = text[low:end]
    likeness = _likeness(window, latin)
    starts = {span.start: span for span in spans if span.start < end and span.end <= end}
    last = next((span for span in spans if span.end == end), None)
    best: tuple[float, int] | None = None
    for index, character in enumerate(window):
        if not _HAN.match(character):
            continue
        at = low + index
        total = likeness[index] + _bonus(text, at, end, low, starts, last)
        if best is None or total > best[0]:
            best = (total, at)
    if best is None:
        return None
    start = best[1]
    alike = likeness[start - low]
    is_bound = last is not None and last.start == start
    is_bounded = is_bound or _is_boundary(text, start, starts)
    if alike < (_SOUNDS_POSSIBLE if is_bounded else _SOUNDS_RIGHT):
        return None
    sure = 0.55 + 0.3 * min(1.0, alike) + (0.15 if is_bound else 0.08 if is_bounded else 0.0)
    return Edge(
        start=start, score=min(1.0, sure), likeness=alike, entity_kind=last.entity_kind if last else None
    )


def _likeness(window: str, latin: str) -> list[float]:
    """For each start in the window, how much the rest sounds like the Latin name, or like its last or first word."""
    words = latin.replace("-", " ").split(" ")
    variants = {latin: 1.0}
    if len(words) > 1:
        variants |= {words[0]: 0.9, words[-1]: 0.98}
    if len(words) > 2:
        variants |= {" ".join(words[-2:]): 0.98, f"{words[0]} {words[-1]}": 0.98}
    best = [0.0] * len(window)
    for variant, weight in variants.items():
        for index, alike in enumerate(phonetics.endings(window, variant)):
            best[index] = max(best[index], alike * weight)
    return best


def _bonus(text: str, at: int, end: int, low: int, starts: dict[int, Span], last: Span | None) -> float:
    """What else speaks for or against a start."""
    bonus = 0.0
    if last is not None and last.start == at:
        bonus = ON_A_SPAN
    elif _is_boundary(text, at, starts):
        bonus = ON_A_BOUNDARY
    elif last is not None and last.start < at:
        bonus = INSIDE_A_SPAN
    if at > 0 and text[at - 1] in _JOINTS and (at - 1 > low or text[at - 1] == "·"):
        bonus += AFTER_A_JOINT
    title = _begins_with_a_title().match(text, at, end)
    if title and title.end() < end:
        bonus += ON_A_TITLE
    return bonus + (ONE_CHARACTER if end - at == 1 else 0.0)


def _is_boundary(text: str, at: int, starts: dict[int, Span]) -> bool:
    """Whether a name may begin there for other reasons than its sound."""
    return (
        at == 0
        or at in starts
        or not _NAME_CHARACTER.match(text[at - 1])
        or title_before(text, at) is not None
    )


def _lowest(text: str, end: int, low: int) -> int:
    """How far left a name may reach: to a mark, or to a word that no name holds."""
    at = end
    while at > low and _NAME_CHARACTER.match(text[at - 1]) and text[at - 1] not in _NEVER_WITHIN:
        at -= 1
    while at < end and text[at] in _JOINTS:
        at += 1
    return at


def by_span(text: str, end: int, latin: str, spans: Sequence[Span], floor: int = 0) -> Edge | None:
    """The left edge of an organisation or place that a tagger sees end at end, with the names it is made of."""
    found = next((span for span in spans if span.end == end and span.start >= floor), None)
    if found is None:
        return None
    start, kind = found.start, found.entity_kind
    for span in sorted(spans, key=lambda span: -span.end):
        is_adjacent = span.end == start and span.start >= max(floor, end - LONG_REACH)
        if (
            is_adjacent
            and span.entity_kind is not EntityKind.PERSON
            and _belongs(text[span.start : start], latin, text[start:end])
        ):
            start = span.start
    alike = phonetics.similarity(text[start:end], latin)
    return Edge(start=start, score=0.75 + 0.15 * found.score, likeness=alike, entity_kind=kind)


def _belongs(before: str, latin: str, name: str) -> bool:
    """Whether a name right before another is part of it: 中国 of CFETS, not 美国 of Fox News."""
    return phonetics.similarity(name, latin) < _SOUNDS_RIGHT or phonetics.similarity(
        before + name, latin
    ) > phonetics.similarity(name, latin)


def by_ending(text: str, end: int, spans: Sequence[Span], floor: int = 0) -> Edge | None:
    """The left edge of an organisation that only its last word gives away: back to where a name or a clause starts."""
    low = _lowest(text, end, max(floor, end - LONG_REACH))
    if end - low < 4 or not _organisation_ending().search(text, low, end):
        return None
    starts = sorted(span.start for span in spans if low <= span.start < end - 2)
    start = starts[0] if starts else low
    return Edge(start=start, score=0.5 if starts else 0.4, likeness=0.0, entity_kind=EntityKind.ORGANISATION)
