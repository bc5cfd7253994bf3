"""Correct the tagger's spans of places: adjacent places in one span, words around them, ends of the next word.

Here: one span in its line. Not here: what is common to spans of all kinds (correct_tagger.py), ambiguous places that no
tagger found (doubtful_places.py), what the rest of the article says (etl/names/article/doubts.py).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import column, either, words
from etl.names.known.automaton import Known, country_letters, entry_of, is_surely_known
from etl.names.known.gazetteer import GREAT_CITY, gazetteer
from etl.names.known.place_pieces import pieces_of
from etl.names.line.candidate import Found
from etl.names.line.not_names import is_not_a_name
from etl.names.tagger.stretches import at_offset, between

_AROUND_PLACE = re.compile(f"{either('place_context', 'around')}$")
_NOT_A_PLACE = words("place_context", "not_a_place")
_BEFORE, _BEHIND = words("place_context", "before"), words("place_context", "behind")
_NOT_AFTER_A_CITY = words("place_context", "not_after_a_city")
_FACILITIES = words("place_context", "facility")
_GOING = words("place_context", "going")
_ACROSS = frozenset(words("place_context", "across_its_end"))
_OF_COUNTRIES = words("place_context", "no_country_ends")
_PLACE_ENDS = column("place_ends", "end", is_last="yes")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LOCAL_OFFICES = words("place_context", "local_office")
_NEVER_FIRST = frozenset(words("place_context", "never_first"))
_TOWN_ENDS = column("place_ends", "end", is_left_out="yes")
_HOLDING = tuple(end for end in _TOWN_ENDS if len(end) == 1)
WIDE = frozenset({"country", "continent", "region"})
LEAST_TOWN = 2  # characters of what is left of a town's name that lacks its first: 榄镇
LONGEST_PAIR = 2  # countries by one character each that a tagged place may be: 中印, not 奥马哈 (judged)


def place_corrected(line: str, text: str, name: Found) -> Iterator[Found]:
    """Yield the places that a span should have been: one, several or none. text: what the span covers."""
    places = gazetteer()
    if len(text) > 3 and text[-1] == text[-2] and text.endswith(_PLACE_ENDS):  # 中西区 in 中西区区议会
        name, text = replace(name, end=name.end - 1), text[:-1]
    if extra := _across(line, text, name.end):
        name, text = replace(name, end=name.end - extra), text[:-extra]
    if text in places.by_name and entry_of(text) is not None:
        yield name
        return
    shorter = _AROUND_PLACE.sub("", text)
    if set(shorter) <= country_letters() and entry_of(text) is None:  # 中印: countries by one character each
        is_beside = line.endswith(_BEFORE, 0, name.start) or line.startswith(_BEHIND, name.end)
        if text in places.by_name and (len(text) > LONGEST_PAIR or is_beside):  # 在台中, 奥马哈
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


def with_its_start(line: str, name: Found, known: Sequence[Known], tagged: Sequence[Found]) -> Found:
    """Extend a tagged place to the start of the known one that it cuts, or to the place that holds it.

    居特斯洛 before 特斯洛县; 求 between 阿坝县 and 吉玛乡; a local office too: 后 before 湖派出所. known, tagged: the
    names of the line in order, which do not overlap.
    """
    text = line[name.start : name.end]
    if _lacks_its_first(text, name) and _is_a_first(line, name.start - 1, known, tagged):
        return replace(name, start=name.start - 1)
    if name.entity_kind is not EntityKind.PLACE or name.method_kind is not MethodKind.TAGGER:
        return name
    if not text.endswith(_PLACE_ENDS) or gazetteer().of(text):
        return name
    one = at_offset(known, name.start)
    is_a_place = one is not None and one.entry.entity_kind is EntityKind.PLACE
    is_cut = one is not None and one.start < name.start and one.end <= name.end
    if one and is_a_place and is_cut and not between(tagged, one.start, name.start):
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


def _lacks_its_first(text: str, name: Found) -> bool:
    """Whether one character is all that a tagged place or local office has for a name: 榄镇, 湖派出所, 民镇派出所."""
    match name.entity_kind:
        case EntityKind.ORGANISATION if text.endswith(_LOCAL_OFFICES):
            text = text.removesuffix(next(end for end in _LOCAL_OFFICES if text.endswith(end)))
            is_cut = len(text) == 1 or (len(text) == LEAST_TOWN and text.endswith(_HOLDING))
        case EntityKind.PLACE:
            is_cut = len(text) == LEAST_TOWN and text.endswith(_HOLDING)
        case _:
            is_cut = False
    return is_cut and name.method_kind is MethodKind.TAGGER and not gazetteer().of(text)


def _is_a_first(line: str, at: int, *names: Sequence[Known] | Sequence[Found]) -> bool:
    """Whether a name may begin with the character there: it stands behind punctuation or another name."""
    if at < 0 or not _HAN.fullmatch(line[at]) or line[at] in _NEVER_FIRST:
        return False
    if any(at_offset(found, at) for found in names):
        return False
    return at == 0 or not line[at - 1].isalnum() or any(at_offset(found, at - 1) for found in names)


def _across(line: str, text: str, end: int) -> int:
    """Count the characters at the end of a known place's name that belong to the next word: 新疆省 in 新疆省会.

    So does an end that no country, region or continent has: 香港区, in 香港区国家安全法.
    """
    is_across = (
        line[end - 1 : end + 1] in _ACROSS
        or text[-2:] in _ACROSS
        or (len(text) > 2 and text.endswith(_HOLDING) and line.startswith(_NOT_AFTER_A_CITY, end))
    )
    is_wide = _is_wide(text[:-1]) and text.endswith(_OF_COUNTRIES)
    return int(is_wide or (is_across and bool(gazetteer().of(text[:-1]))))


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
