"""Correct the tagger's spans of places: adjacent places in one span, words around them, ends of the next word.

Here: one span in its line. Not here: what is common to spans of all kinds (correct_tagger.py), ambiguous places that no
tagger found (doubtful_places.py), what the rest of the article says (etl/names/article/doubts.py).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import column, either, words
from etl.names.known.automaton import Known, country_letters, entry_of, is_surely_known
from etl.names.known.gazetteer import GREAT_CITY, LASTING, gazetteer
from etl.names.line.candidate import Found, is_free
from etl.names.line.not_names import is_not_a_name

_AROUND_PLACE = re.compile(f"{either('place_context', 'around')}$")
_NOT_A_PLACE = words("place_context", "not_a_place")
_BEFORE = words("place_context", "before")
_FACILITIES = words("place_context", "facility")
_GOING = words("place_context", "going")
_ACROSS = frozenset(words("place_context", "across_its_end"))
_OF_COUNTRIES = words("place_context", "no_country_ends")
_PLACE_ENDS = column("place_ends", "end", is_last="yes")
_NEVER_FIRST = frozenset(words("place_context", "never_first"))
_TOWN_ENDS = column("place_ends", "end", is_left_out="yes")
_HOLDING = tuple(end for end in _TOWN_ENDS if len(end) == 1)
WIDE = frozenset({"country", "continent", "region"})
LONGEST_PLACE = 12  # characters of a gazetteer name that is looked for in a span (judged)


def place_corrected(line: str, text: str, name: Found) -> Iterator[Found]:
    """Yield the places that a span should have been: one, several or none. text: what the span covers."""
    places = gazetteer()
    if len(text) > 3 and text[-1] == text[-2] and text.endswith(_PLACE_ENDS):  # 中西区 in 中西区区议会
        name, text = replace(name, end=name.end - 1), text[:-1]
    if text in places.by_name and entry_of(text) is not None:
        yield name
        return
    if extra := _across(line, text, name.end):
        name, text = replace(name, end=name.end - extra), text[:-extra]
    shorter = _AROUND_PLACE.sub("", text)
    if set(shorter) <= country_letters() and entry_of(text) is None:  # 中印: countries by one character each
        if text in places.by_name and line.endswith(_BEFORE, 0, name.start):  # 在台中
            yield name
        return
    if shorter not in places.by_name and places.of(text):
        yield name
        return
    if not shorter or (text.startswith(_GOING) and is_not_a_name(text[1:], EntityKind.PLACE)):  # 来寺庙
        return
    if len(shorter) > 1:
        name, text = replace(name, end=name.start + len(shorter)), shorter
    yield from _split(text, name)


def is_all_places(text: str) -> bool:
    """Whether a text is two places or more, and the last one surely one: 辽宁省凌源市, not 台湾大厂."""
    pieces, end = pieces_of(text)
    return len(pieces) > 1 and end == len(text) and pieces[-1][1] - pieces[-1][0] > 2


def with_its_start(line: str, name: Found, known: Iterable[Known], tagged: Iterable[Found]) -> Found:
    """Extend a tagged place to the start of the known one that it cuts, or to the place that holds it.

    居特斯洛 before 特斯洛县; 求 between 阿坝县 and 吉玛乡.
    """
    text = line[name.start : name.end]
    if name.entity_kind is not EntityKind.PLACE or name.method_kind is not MethodKind.TAGGER:
        return name
    if not text.endswith(_PLACE_ENDS) or gazetteer().of(text):
        return name
    for one in known:
        is_cut = one.start < name.start < one.end <= name.end
        if is_cut and is_free(one.start, name.start, tagged) and one.entry.entity_kind is EntityKind.PLACE:
            return replace(name, start=one.start)
    before = name.start - 1
    is_between = before > 1 and line[before].isalpha() and line[before] not in _NEVER_FIRST
    if (
        is_between
        and not line[before].isascii()
        and text.endswith(_TOWN_ENDS)
        and line.endswith(_HOLDING, 0, before)
    ):
        return replace(name, start=before)
    return name


def _across(line: str, text: str, end: int) -> int:
    """Count the characters at the end of a known place's name that belong to the next word: 新疆省 in 新疆省会.

    So does an end that no country, region or continent has: 香港区, in 香港区国家安全法.
    """
    if (_is_wide(text[:-1]) and text.endswith(_OF_COUNTRIES)) or (
        (line[end - 1 : end + 1] in _ACROSS or text[-2:] in _ACROSS) and gazetteer().of(text[:-1])
    ):
        return 1
    return 0


def _split(text: str, name: Found) -> Iterator[Found]:
    """Yield the places of the gazetteer that a span begins with, and what is one behind them."""
    pieces, end = pieces_of(text)
    if not pieces and (start := _start_of_place(text)):
        pieces, end = [(start, len(text))], len(text)
    rest = text[end:]
    is_ended = len(rest) > 1 and rest.endswith(_PLACE_ENDS)
    if pieces and rest and _is_one(text[slice(*pieces[-1])], rest):
        pieces[-1] = (pieces[-1][0], len(text))
        rest = ""
    for first, last in pieces:
        yield replace(name, start=name.start + first, end=name.start + last)
    if not rest or rest.endswith(_NOT_A_PLACE) or is_not_a_name(rest, EntityKind.PLACE):
        return
    if not pieces or is_ended:
        yield replace(name, start=name.start + end)


def _is_one(first: str, rest: str) -> bool:
    """Whether the two are one place's name: 武安镇 is not 武安, nor 松山湖高新区 松山."""
    if rest in _FACILITIES:
        return not is_surely_known(first)
    if rest in _PLACE_ENDS:
        return not _is_country(first)
    return len(rest) > 1 and rest.endswith(_PLACE_ENDS) and not _may_hold(first)


def _may_hold(text: str) -> bool:
    """Whether another place may be named right behind it as one within it: a country, a great city, 内湖镇."""
    return text.endswith(_TOWN_ENDS) or any(
        place.place_kind not in ("city", "county") or place.population >= GREAT_CITY
        for place in gazetteer().of(text)
    )


def _is_wide(text: str) -> bool:
    return any(place.place_kind in WIDE for place in gazetteer().of(text))


def _is_country(text: str) -> bool:
    return any(place.place_kind == "country" for place in gazetteer().of(text))


def _start_of_place(text: str) -> int:
    """Find the start of an unambiguous place that the text ends with (国沙特阿拉伯); 0 if there is none."""
    for start in range(1, len(text) - 2):
        entry = entry_of(text[start:])
        if entry is not None and entry.entity_kind is EntityKind.PLACE and entry.is_sure:
            return start
    return 0


@lru_cache(LASTING)
def pieces_of(text: str) -> tuple[list[tuple[int, int]], int]:
    """Split leading gazetteer places: start and end of each, and the end of the last."""
    places = gazetteer()
    pieces: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        ends = range(min(len(text), at + LONGEST_PLACE), at + 1, -1)
        end = next((end for end in ends if text[at:end] in places.by_name or places.of(text[at:end])), at)
        if end == at:
            break
        pieces.append((at, end))
        at = end
    return pieces, at
