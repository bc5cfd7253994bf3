"""Override the tagger's entity kind from neighbouring words.

Here: titles in front, generic words behind, the form of the gloss, and what is surely a person after all. Known names
keep their kind. Not here: trimming spans (correct_tagger.py).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import either, words
from etl.lexicon.scores import score_of
from etl.names.gloss.latin_words import first_names, kind_word
from etl.names.known.automaton import entry_of
from etl.names.known.gazetteer import gazetteer
from etl.names.known.organisation_words import organisation_ends
from etl.names.known.surnames import surnames
from etl.names.known.titles import kind_after, title_before
from etl.names.line.candidate import Found

CONTEXT_SCORE = score_of("kind_by_context")
GREAT_CITY = 500_000  # people of a city from which on its name is rarely a person's (judged)
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
_JOINT = re.compile(r"[-·.]")
_REGNAL = words("name_context", "regnal_number")
_TIBETAN = frozenset(words("name_context", "tibetan"))
_TIBETAN_NAME = re.compile(f"{either('name_context', 'tibetan')}{{2}}")
_OF_A_COMPANY = words("name_context", "of_a_company")
_SAYING_AFTER = words("speech_words", "saying_behind")


def retyped_by_context(line: str, name: Found) -> Found:
    """Give the name the entity kind that its context indicates; known names are unchanged."""
    if name.method_kind not in (MethodKind.TAGGER, MethodKind.GLOSS):
        return name
    text = line[name.start : name.end]
    if text in _TIBETAN and (whole := _TIBETAN_NAME.match(line, name.start)):  # 洛桑丹增 is no Lausanne
        return replace(name, end=whole.end(), entity_kind=EntityKind.PERSON, score=CONTEXT_SCORE)
    title = kind_after(title_before(line, name.start))
    if name.entity_kind is EntityKind.PERSON and text.endswith(organisation_ends()):
        return replace(name, entity_kind=EntityKind.ORGANISATION, score=min(name.score, CONTEXT_SCORE))
    is_doubted = title is name.entity_kind is EntityKind.PERSON and name.score < CONTEXT_SCORE
    if is_doubted and _is_in_full(text) and line[name.end : name.end + 1] not in _JOINTS:
        return replace(name, score=CONTEXT_SCORE)
    match name.entity_kind:
        case EntityKind.PERSON if "·" not in text:
            is_a_body = title is EntityKind.ORGANISATION or _OF_A_BODY.match(line, name.end)
            if is_a_body and _is_latin_like_a_body(line, name.end, title):
                return replace(name, entity_kind=EntityKind.ORGANISATION, score=CONTEXT_SCORE)
            if title is not EntityKind.PERSON and _is_a_place(line, name):
                return replace(name, entity_kind=EntityKind.PLACE, score=min(name.score, CONTEXT_SCORE))
        case EntityKind.ORGANISATION if text.isascii() and title is not EntityKind.ORGANISATION:
            if _is_a_latin_person(line, text, name.end, title):
                return replace(name, entity_kind=EntityKind.PERSON, score=min(name.score, CONTEXT_SCORE))
        case EntityKind.PLACE if not gazetteer().of(text):
            is_somebody = title is EntityKind.PERSON or line.endswith(_PERSON_ENDS, 0, name.start)
            is_in_full = "·" in text or "-" in text or (len(text) == 3 and text[0] in surnames())
            if (title is EntityKind.PERSON and is_in_full) or (  # 处长高铭村
                is_somebody and line.startswith(_SAYING_AFTER, name.end)
            ):
                return replace(name, entity_kind=EntityKind.PERSON, score=CONTEXT_SCORE)
    return name


def _is_a_latin_person(line: str, text: str, end: int, title: EntityKind | None) -> bool:
    """Whether what the tagger calls a body is written as a person: Jennie, Augusto Pinochet behind a title."""
    first, *others = text.split(" ")
    if first not in first_names() or entry_of(text) is not None or kind_word(text) is not None:
        return False
    if line.startswith(_OF_A_COMPANY, end):
        return False
    is_said = title is EntityKind.PERSON or line.startswith(_SAYING_AFTER, end)
    return is_said if others else text.istitle()


def _is_in_full(text: str) -> bool:
    """Whether it is written as a foreign name in full: 尼尔-托马斯, 玛琳娜.勒庞, 阿卜杜拉二世."""
    if text.endswith(_REGNAL):
        return True
    parts = _JOINT.split(text)
    return len(parts) > 1 and all(len(part) > 1 and not part.isascii() for part in parts)


def _is_a_place(line: str, name: Found) -> bool:
    """Whether a word behind it, its gloss or its population indicates a place."""
    if _PLACE_AFTER.match(line, name.end):
        return True
    places = gazetteer().by_name.get(line[name.start : name.end], ())
    latin = _LATIN_AFTER.match(line, name.end)
    if latin is not None:
        return any(place.latin_name.casefold() == latin[1].strip().casefold() for place in places)
    return any(place.place_kind == "country" or place.population >= GREAT_CITY for place in places)


def _is_latin_like_a_body(line: str, end: int, title: EntityKind | None) -> bool:
    """Whether its gloss is one Latin word, or, behind a title of bodies, begins with none of people's first names."""
    match = _LATIN_AFTER.match(line, end)
    if match is None:
        return False
    first, *others = match[1].split()
    return not others or (title is EntityKind.ORGANISATION and first not in first_names())


def hyphenated(line: str, names: Sequence[Found]) -> list[Found]:
    """Merge people's names joined by a hyphen or dot: 鲍里斯-约翰逊."""
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
