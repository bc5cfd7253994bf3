"""Weigh what the whole article says for names that only the tagger found, before they are repeated.

Here: places in no gazetteer, and companies that share their name with a person of the article. Not here: evidence of
one line (etl/names/line/), of the archive (etl/entities/), how often a name must be seen to be repeated (repeat.py).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import any_word, column, words
from etl.names.known.automaton import entry_of
from etl.names.known.gazetteer import gazetteer
from etl.names.known.surnames import surnames
from etl.names.line.candidate import Found
from etl.names.line.dateline import agency_of_dateline

LEAST_ENDED = 3  # characters of a name that its own ending makes a place: 昌明镇, not 大山 (judged)
JAPANESE_LENGTHS = (4, 5)  # characters of a Japanese name in full, mostly with a surname of two
Kinds = Counter[tuple[str, EntityKind]]


def believed(lines: Sequence[str], names: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """Drop the doubtful places of each line for which nothing in the article speaks; call namesakes persons."""
    doubtful = [
        {name for name in found if _is_doubtful(line, name)} for line, found in zip(lines, names, strict=True)
    ]
    kinds = _kinds(lines, names)
    people = {text for text, kind in kinds if kind is EntityKind.PERSON}
    surnames = {text.rsplit("·", 1)[1] for text in people if "·" in text}
    families = people | surnames | {text[:2] for text in people if len(text) in JAPANESE_LENGTHS}
    proved = {
        line[name.start : name.end]
        for line, found, doubts in zip(lines, names, doubtful, strict=True)
        for ended in (_ended_places(line, found) if doubts else frozenset(),)
        for name in doubts
        if name.start in ended or _is_beside_words_of_places(line, name)
    }
    return [
        [
            _as_somebody(line, _as_namesake(line, name, surnames), families)
            for name in found
            if not doubts
            or name not in doubts
            or (line[name.start : name.end] in people and _is_own(line[name.start : name.end]))
            or _is_proved(line[name.start : name.end], kinds, proved)
        ]
        for line, found, doubts in zip(lines, names, doubtful, strict=True)
    ]


def _kinds(lines: Sequence[str], names: Sequence[Sequence[Found]]) -> Kinds:
    """Count how often the article has each text as a name of each kind."""
    return Counter(
        (line[name.start : name.end], name.entity_kind)
        for line, found in zip(lines, names, strict=True)
        for name in found
    )


def is_ended_place(text: str) -> bool:
    """Whether a name ends as names of places do, with enough in front of it: 昌明镇, 东大寺."""
    return len(text) >= LEAST_ENDED and text.endswith(_ends())


def _is_doubtful(line: str, name: Found) -> bool:
    """Whether nobody but the tagger knows the place."""
    if name.entity_kind is not EntityKind.PLACE or name.method_kind is not MethodKind.TAGGER:
        return False
    text = line[name.start : name.end]
    return entry_of(text) is None and not gazetteer().of(text)


def _is_proved(text: str, kinds: Kinds, proved: set[str]) -> bool:
    others = kinds[text, EntityKind.PERSON] + kinds[text, EntityKind.ORGANISATION]
    if kinds[text, EntityKind.PLACE] <= others:
        return False
    return (
        text in proved
        or is_ended_place(text)
        or any((text + end, EntityKind.PLACE) in kinds for end in _left_out())
    )


def _is_beside_words_of_places(line: str, name: Found) -> bool:
    """Whether words of places stand beside it, or a dateline before it."""
    return (
        name.start == agency_of_dateline(line) > 0
        or _behind().match(line, name.end) is not None
        or line.endswith(words("place_context", "before_places_only"), 0, name.start)
    )


def _ended_places(line: str, found: Iterable[Found]) -> frozenset[int]:
    """Give where the places of the line end that may hold another right behind: 成都市东门."""
    return frozenset(
        one.end
        for one in found
        if one.entity_kind is EntityKind.PLACE and is_ended_place(line[one.start : one.end])
    )


def _as_namesake(line: str, name: Found, surnames: set[str]) -> Found:
    """Call a company's short name a person's, if the article has a person of that surname: 福特."""
    text = line[name.start : name.end]
    if name.entity_kind is not EntityKind.ORGANISATION or text not in surnames:
        return name
    entry = entry_of(text)
    if (entry is not None and entry.is_sure) or line.startswith(
        words("name_context", "of_a_company"), name.end
    ):
        return name
    return replace(name, entity_kind=EntityKind.PERSON, method_kind=MethodKind.REPEAT)


def _as_somebody(line: str, name: Found, people: set[str]) -> Found:
    """Call a place a person where it says something, if the article has a person of that name: 和田 of 和田耕治.

    A Chinese name in full that nobody but the tagger takes for a place is that person everywhere.
    """
    if name.entity_kind is not EntityKind.PLACE or name.method_kind is MethodKind.COMPOUND:
        return name
    text = line[name.start : name.end]
    if text not in people:
        return name
    if (_is_own(text) and _is_doubtful(line, name)) or line.startswith(
        words("speech_words", "saying_behind"), name.end
    ):
        return replace(name, entity_kind=EntityKind.PERSON, method_kind=MethodKind.REPEAT)
    return name


def _is_own(text: str) -> bool:
    """Whether it looks like a Chinese name in full: 高铭村."""
    return len(text) == 3 and text[0] in surnames()


@cache
def _left_out() -> tuple[str, ...]:
    return column("place_ends", "end", is_left_out="yes")


@cache
def _ends() -> tuple[str, ...]:
    return column("place_ends", "end")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(
        any_word(
            (
                *words("place_context", "around"),
                *words("place_context", "noun_behind"),
                *words("place_context", "behind_places_only"),
            )
        )
    )
