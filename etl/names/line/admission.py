"""The one door: whether a candidate, whoever found it, may be a name where it stands.

Every candidate of a line (tagged, known, glossed, made by a pattern, repeated) passes `is_admitted`. Here: look-alikes
and handles that cover it, longer words and units that it is part of (里根号, 麦卡锡主义), brackets that do not match,
words that reviewers call no names. Not here: which of two overlapping candidates wins (candidate.py), and evidence from
the whole archive (etl/entities/).
"""

import re
from collections.abc import Iterable
from functools import cache

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import any_word, column, rows, words
from etl.names.known.automaton import Known, is_part_of_another_word, is_surely_known
from etl.names.known.gazetteer import gazetteer
from etl.names.known.organisation_words import (
    bodies_of_many_countries,
    organisation_ends,
    organisation_terms,
)
from etl.names.line.candidate import Found
from etl.names.line.not_names import is_not_a_name
from etl.names.tagger.stretches import Spans

OPENING, CLOSING = "（([【《「『“", "）)]】》」』”"
_BRACKETS = frozenset(OPENING + CLOSING)
# a country or continent in front of a unit is still meant: 美国模式, 亚洲论坛
WIDE_PLACES = frozenset({"country", "continent", "region"})
NO_WORD = re.compile(
    "[A-Za-z0-9+/=_]{31}"
)  # code, a key, an address: longer than any word of a name (judged)
_NONE_IN_PARTICULAR, _EACH = words("name_context", "none_in_particular"), words("name_context", "each")
_WORD_BEHIND, _OF_A_PERSON = words("name_context", "word_behind"), words("name_context", "of_a_person")
_NOT_BEHIND_SHORT, _SHORT_ENDS = words("media_words", "not_behind_short"), words("media_words", "short_end")
_MARKS = frozenset('”」』"（( ')
_AFTER_MARKS = re.compile(r"(?=\S| [（(])[”」』\"]?(?: ?[（(][A-Za-z][^（()）\n]{1,40}[)）])?[”」』\"]?")
_HANDLE = re.compile(r"(?<![A-Za-z0-9.])@ ?(?P<handle>[\w·-]{2,16}(?=\s*[:：]|\s|$)|[A-Za-z0-9_]{2,})")


def look_alike_spans(known: Iterable[Known]) -> list[tuple[int, int]]:
    """List start and end of the words in a line in which a name only seems to stand: 发展中国家."""
    return [(one.start, one.end) for one in known if one.entry.entity_kind is None]


def handle_spans(line: str, known: Iterable[Known]) -> list[tuple[int, int]]:
    """List start and end of the handles in a line (@月光下的旅人：), except of those that are a known name.

    A handle in Latin letters ends where they do, another one at a colon, a space or the end of the line.
    """
    if "@" not in line:
        return []
    names = {(one.start, one.end) for one in known}
    return [span for match in _HANDLE.finditer(line) if (span := match.span("handle")) not in names]


def is_admitted(line: str, name: Found, barred: Spans) -> bool:
    """Whether the candidate may be a name. line: in shadow spelling; barred: where no name stands."""
    text = line[name.start : name.end]
    return not (
        is_not_a_name(text, name.entity_kind)
        or (barred and any(_is_barred(name, start, end) for start, end in barred.around(name.start)))
        or is_part_of_another_word(line, name.start, name.end)
        or not has_balanced_brackets(text)
        or NO_WORD.search(text)
        or _is_a_work(line, name)
        or _is_in_general(line, name)
        or _is_a_word_too(line, name)
    )


def _is_barred(name: Found, start: int, end: int) -> bool:
    """Whether the name lies where no name stands, or is a person's that begins within: 金六千 of 处罚金六千."""
    is_a_tail = name.entity_kind is EntityKind.PERSON and start < name.start < end
    return is_a_tail or (start <= name.start and name.end <= end)


def is_sometimes_a_name(look_alike: str) -> bool:
    """Whether a name may stand in a look-alike after all, if it stands elsewhere in the article: 接近日本."""
    return look_alike in _doubtful_look_alikes()


@cache
def _doubtful_look_alikes() -> frozenset[str]:
    return frozenset(column("look_alikes", "word", is_always="no"))


def has_balanced_brackets(text: str) -> bool:
    """Whether each bracket and quotation mark of a text that has an opposite is closed by it, in order."""
    if _BRACKETS.isdisjoint(text):  # nearly always
        return True
    expected: list[str] = []
    for character in text:
        if character in OPENING:
            expected.append(CLOSING[OPENING.index(character)])
        elif character in CLOSING and (not expected or expected.pop() != character):
            return False
    return not expected


def is_part_of_a_unit(line: str, name: Found) -> bool:
    """Whether a word behind the name makes it part of what is named otherwise: 马格尼茨基法案, 双城论坛."""
    ends = [
        end
        for end in _ends(line, name.end)
        if line[end : end + 1] in _unit_beginnings() and _any_unit().match(line, end)
    ]
    if not ends:  # nearly always, and the kind is expensive
        return False
    pattern = _units().get(_kind_before_a_unit(line, name))
    return pattern is not None and any(pattern.match(line, end) for end in ends)


def _ends(line: str, end: int) -> tuple[int, ...]:
    """Give the end of a name, and that of the quotation mark and the Latin name behind it: “尼米兹”号."""
    if line[end : end + 1] not in _MARKS:
        return (end,)
    match = _AFTER_MARKS.match(line, end)
    return (end, match.end()) if match else (end,)


def _is_a_work(line: str, name: Found) -> bool:
    """Whether title marks enclose a person's name, or the name that it is a part of: 《花木兰》, 《马丁·伊登》."""
    if name.entity_kind is not EntityKind.PERSON:
        return False
    before, behind = line[name.start - 1 : name.start], line[name.end : name.end + 1]
    is_opened, is_closed = before in ("《", "〈"), behind in ("》", "〉")
    return (is_opened and (is_closed or behind == "·")) or (is_closed and before in ("·", " "))


def _is_in_general(line: str, name: Found) -> bool:
    """Whether a word in front says that no body in particular is meant: 各大央行, 各证交所."""
    text = line[name.start : name.end]
    if text in bodies_of_many_countries():
        return line.endswith(_NONE_IN_PARTICULAR, 0, name.start)
    is_kind = text in organisation_terms() and not is_surely_known(text)
    return is_kind and line.endswith(_EACH, 0, name.start)


def _is_a_word_too(line: str, name: Found) -> bool:
    """Whether what stands behind makes a body's name the plain word that it is too: 中国人权状况, 世界报告."""
    if name.entity_kind is not EntityKind.ORGANISATION or name.method_kind is MethodKind.TAGGER:
        return False
    text = line[name.start : name.end]
    if text in _plain_words():
        return line.startswith(_WORD_BEHIND, name.end)
    if line.startswith(_NOT_BEHIND_SHORT, name.end):
        return text.endswith(_SHORT_ENDS) and not is_surely_known(text)
    is_of_a_person = line.startswith(_OF_A_PERSON, name.end)
    return is_of_a_person and not text.endswith(organisation_ends())


@cache
def _plain_words() -> frozenset[str]:
    return frozenset(column("unsafe_seed_names", "name"))


def _kind_before_a_unit(line: str, name: Found) -> str:
    if name.entity_kind is not EntityKind.PLACE:
        return name.entity_kind.value
    places = gazetteer().of(line[name.start : name.end])
    return "country" if any(place.place_kind in WIDE_PLACES for place in places) else "place"


@cache
def _unit_beginnings() -> frozenset[str]:
    """Read the first characters of these words: a look-up that spares nearly all matches of the pattern."""
    return frozenset(unit[0] for unit in column("longer_units", "unit"))


@cache
def _any_unit() -> re.Pattern[str]:
    return re.compile(any_word(column("longer_units", "unit")))


@cache
def _units() -> dict[str, re.Pattern[str]]:
    """Build, for each kind of name, the pattern of the units that it may begin."""
    units: dict[str, list[str]] = {}
    for row in rows("longer_units"):
        pattern = re.escape(row["unit"]) + (f"(?![{row['not_before']}])" if row["not_before"] else "")
        for kind in row["behind"].split("|"):
            units.setdefault(kind, []).append(pattern)
    return {kind: re.compile("|".join(patterns)) for kind, patterns in units.items()}
