"""Correct the tagger's spans: trim over-captured edges, split merged names, drop what is not a name.

Here: generic terms for organisations. Each function takes one name and yields the corrected ones: none, one or several.
Not here: people (person_spans.py), places (place_spans.py), names in Latin letters (latin_spans.py), evidence from
other names of the line (settle.py).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import column, either, words
from etl.names.known.automaton import country_letters, entry_of
from etl.names.known.gazetteer import country_before
from etl.names.known.organisation_words import (
    generic_organisation,
    is_known_organisation,
    organisation_ends,
)
from etl.names.known.start_of_body import is_unnamed_behind_a_place, start_of_body
from etl.names.line.candidate import Found
from etl.names.line.latin_spans import is_in_latin_letters, latin_corrected
from etl.names.line.not_names import is_not_a_name
from etl.names.line.person_spans import person_corrected
from etl.names.line.place_spans import is_all_places, place_corrected

_EDGE = re.compile(r"^[\s·\-—《》“”\"'「」『』（）()#@，、：:]+|[\s·\-—《》“”\"'「」『』（(#@，、：:]+$")
_JOINING = words("name_context", "joining")
_LATIN_BEFORE = re.compile(r"[A-Za-z.' ]+ (?=[\u4e00-\u9fff])")  # a person named in front of an organisation
_MEASURE = re.compile(f"{either('name_context', 'count')}+{either('name_context', 'measure')}")
_COMPLETING = words("name_context", "completing")  # a last character that taggers miss
_OFFICES, _BEHIND_OFFICES = (
    words("name_context", "tagged_office"),
    words("name_context", "tagged_office_behind"),
)
_MIDDLE_DOT = "·"
_GOVERNMENT = "政府"  # of a leader: the mention counts as the leader's


def corrected(line: str, name: Found) -> Iterator[Found]:
    """Yield the names that a tagged name should have been."""
    name = _bare(line, name)
    text = line[name.start : name.end]
    if len(text) < 2 or is_not_a_name(text, name.entity_kind):
        return
    if is_in_latin_letters(text):
        for latin in latin_corrected(text, name):
            yield from _corrected(line, latin)
    else:
        yield from _corrected(line, name)


def _corrected(line: str, name: Found) -> Iterator[Found]:
    text = line[name.start : name.end]
    match name.entity_kind:
        case EntityKind.PERSON:
            yield from person_corrected(line, text, name)
        case EntityKind.PLACE:
            yield from place_corrected(line, text, name)
        case EntityKind.ORGANISATION if is_all_places(text) and not is_known_organisation(text):
            yield from place_corrected(line, text, replace(name, entity_kind=EntityKind.PLACE))
        case EntityKind.ORGANISATION:
            yield from _organisation(line, text, name)


def _bare(line: str, name: Found) -> Found:
    """Strip punctuation from the edges of a name."""
    start, end = name.start, name.end
    if line[start].isalnum() and line[end - 1].isalnum():  # the common case: a copy is expensive
        return name
    for match in _EDGE.finditer(line[start:end]):
        if match.start() == 0:
            start = name.start + match.end()
        else:
            end = name.start + match.start()
    return replace(name, start=start, end=max(start, end))


def _organisation(line: str, text: str, name: Found) -> Iterator[Found]:
    if (
        len(text) > 2 and set(text) <= country_letters() and not is_known_organisation(text)
    ):  # 中韩台: countries, one by one
        return
    if line.startswith(_MIDDLE_DOT, name.end):  # a part of a person's name: 哈伊拉提别克·木合塔尔汗
        return
    if text.endswith(_JOINING):
        name, text = replace(name, end=name.end - 1), text[:-1]
    if is_known_organisation(text):
        yield replace(name, method_kind=MethodKind.SEED)
        return
    if line.startswith(_COMPLETING, name.end) and line[name.start : name.end + 1].endswith(
        organisation_ends()
    ):
        name = replace(name, end=name.end + 1)
        text = line[name.start : name.end]
    if ")" in text and "(" not in text:
        return
    if (match := _LATIN_BEFORE.match(text)) and text[match.end() :] not in organisation_ends():
        name, text = replace(name, start=name.start + match.end()), text[match.end() :]
    if (match := _sentence_before().match(text)) and text.endswith(organisation_ends()):
        name, text = replace(name, start=name.start + match.end()), text[match.end() :]
    if match := _MEASURE.match(text):
        name, text = replace(name, start=name.start + match.end()), text[match.end() :]
    if start := start_of_body(text):
        name, text = replace(name, start=name.start + start), text[start:]
    rest = text.removeprefix(country_before(text))
    if not rest or _is_generic(rest) or (text[0] in country_letters() and _is_generic(text[1:])):
        leader = entry_of(text.removesuffix(_GOVERNMENT))
        if leader is not None and leader.entity_kind is EntityKind.PERSON:
            yield replace(name, end=name.end - len(_GOVERNMENT), entity_kind=EntityKind.PERSON)
        return
    if line.startswith(_BEHIND_OFFICES, name.end) and text.endswith(_OFFICES):
        return
    if is_unnamed_behind_a_place(text):
        return
    yield name


def _is_generic(text: str) -> bool:
    return bool(generic_organisation().fullmatch(text)) or is_not_a_name(text, EntityKind.ORGANISATION)


@cache
def _sentence_before() -> re.Pattern[str]:
    """Build the pattern of a clause, up to its verb, that the tagger took for the start of a name."""
    return re.compile(f".*(?:{'|'.join(column('verbs_within', 'word'))})(?=.{{4}})")
