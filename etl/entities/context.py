"""Of what kind a name is by the words beside it, where a tagger says something else.

Here: titles before it, generic words behind it, how its Latin name looks. Known names are left as they are known.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.entities.found import Found
from etl.entities.gazetteer import gazetteer
from etl.entities.titles import kind_after, title_before
from etl.model import EntityKind, MethodKind

TOLD_SCORE, DOUBTFUL_SCORE = 0.85, 0.6
_PLACE_AFTER = re.compile(
    r"[市县镇乡村州省](?![长民委府])|地区|机场|山口|(?:[（(][^()（）]{2,40}[)）])(?:市|县|州|省|镇|地区)"
)
_LATIN_AFTER = re.compile(r"\s*[（(]\s*([^()（）,，]+)")
_OF_A_BODY = re.compile(
    r"\s*(?:[（(][^()（）]*[)）])?\s*的?(?:首席)?(?:经济学家|策略师|分析师|首席执行官|发言人|董事长|总裁|股价|财报|股票)"
)
_JOINTS = ("-", "－", "·", "‧", "—")
_SAYING_AFTER = re.compile(r"(?:说|表示|认为|指出|写道|称，|告诉|强调)")


def in_context(line: str, name: Found) -> Found:
    """The name with the kind that the line tells."""
    if name.method_kind not in (MethodKind.TAGGER, MethodKind.GLOSS):
        return name
    text = line[name.start : name.end]
    title = kind_after(title_before(line, name.start))
    match name.entity_kind:
        case EntityKind.PERSON if "·" not in text:
            if gazetteer().of(text) and not _is_latin_person(line, name.end):
                return replace(name, entity_kind=EntityKind.PLACE) if title is not EntityKind.PERSON else name
            if _PLACE_AFTER.match(line, name.end):
                return replace(name, entity_kind=EntityKind.PLACE, score=min(name.score, TOLD_SCORE))
            is_a_body = title is EntityKind.ORGANISATION or _OF_A_BODY.match(line, name.end)
            if name.method_kind is MethodKind.GLOSS and is_a_body and not _is_latin_person(line, name.end):
                return replace(name, entity_kind=EntityKind.ORGANISATION, score=TOLD_SCORE)
        case EntityKind.PLACE if not gazetteer().of(text):
            if title is EntityKind.PERSON and _SAYING_AFTER.match(line, name.end):
                return replace(name, entity_kind=EntityKind.PERSON, score=TOLD_SCORE)
    return name


def _is_latin_person(line: str, end: int) -> bool:
    """Whether two Latin words or more stand in brackets behind it."""
    match = _LATIN_AFTER.match(line, end)
    return match is not None and " " in match[1].strip()


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
