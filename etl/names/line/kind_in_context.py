"""Of what kind a name is by the words beside it, where a tagger says something else.

Here: titles before it, generic words behind it, how its Latin name looks. Known names are left as they are known.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import either, words
from etl.lexicon.confidences import confidence
from etl.names.known.gazetteer import gazetteer
from etl.names.known.organisations import organisation_ends
from etl.names.known.titles import kind_after, title_before
from etl.names.line.candidate import Found

TOLD_SCORE = confidence("kind_by_context")
GREAT_CITY = 500_000  # people: hardly anybody bears the name of such a city
_PERSON_ENDS = words("name_context", "person_end")
_PLACE_AFTER = re.compile(
    rf"{either('place_context', 'unit_behind')}(?!{either('place_context', 'not_unit')})"
    rf"|{either('place_context', 'noun_behind')}"
    rf"|[（(][^()（）]{{2,40}}[)）]{either('place_context', 'unit_behind_latin')}"
)
_LATIN_AFTER = re.compile(r"\s*[（(]\s*([^()（）,，]+)")
_OF_A_BODY = re.compile(
    rf"\s*(?:[（(][^()（）]*[)）])?\s*的?{either('name_context', 'chief')}?{either('name_context', 'of_a_body')}"
)
_JOINTS = ("-", "－", "·", "‧", "—")
_SAYING_AFTER = words("speech_words", "saying_behind")


def in_context(line: str, name: Found) -> Found:
    """The name with the kind that the line tells."""
    if name.method_kind not in (MethodKind.TAGGER, MethodKind.GLOSS):
        return name
    text = line[name.start : name.end]
    title = kind_after(title_before(line, name.start))
    if name.entity_kind is EntityKind.PERSON and text.endswith(organisation_ends()):
        return replace(name, entity_kind=EntityKind.ORGANISATION, score=min(name.score, TOLD_SCORE))
    match name.entity_kind:
        case EntityKind.PERSON if "·" not in text:
            is_a_body = title is EntityKind.ORGANISATION or _OF_A_BODY.match(line, name.end)
            if is_a_body and _is_one_latin_word(line, name.end):
                return replace(name, entity_kind=EntityKind.ORGANISATION, score=TOLD_SCORE)
            if title is not EntityKind.PERSON and _is_a_place(line, name):
                return replace(name, entity_kind=EntityKind.PLACE, score=min(name.score, TOLD_SCORE))
        case EntityKind.PLACE if not gazetteer().of(text):
            is_somebody = title is EntityKind.PERSON or line.endswith(_PERSON_ENDS, 0, name.start)
            if is_somebody and line.startswith(_SAYING_AFTER, name.end):
                return replace(name, entity_kind=EntityKind.PERSON, score=TOLD_SCORE)
    return name


def _is_a_place(line: str, name: Found) -> bool:
    """Whether a word behind it, its Latin name or its fame says that it is a place."""
    if _PLACE_AFTER.match(line, name.end):
        return True
    places = gazetteer().by_name.get(line[name.start : name.end], ())
    latin = _LATIN_AFTER.match(line, name.end)
    if latin is not None:
        return any(place.latin_name.casefold() == latin[1].strip().casefold() for place in places)
    return any(place.place_kind == "country" or place.population >= GREAT_CITY for place in places)


def _is_one_latin_word(line: str, end: int) -> bool:
    """Whether one Latin word stands in brackets behind it: people have two or more."""
    match = _LATIN_AFTER.match(line, end)
    return match is not None and " " not in match[1].strip()


def hyphenated(line: str, names: Sequence[Found]) -> list[Found]:
    """A person's names with a hyphen or a dot between them are one name: 鲍里斯-约翰逊."""
    joined: list[Found] = []
    for name in names:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.entity_kind is name.entity_kind is EntityKind.PERSON
            and line[last.end : name.start] in _JOINTS
        ):
            joined[-1] = replace(last, end=name.end, score=min(last.score, name.score))
        else:
            joined.append(name)
    return joined
