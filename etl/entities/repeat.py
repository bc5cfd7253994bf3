"""A name that stands once for sure in an article is one wherever the article says it again.

Here: looking for it again. Not here: what it means.
"""

from collections.abc import Sequence

import ahocorasick

from etl.entities.found import Found, is_free
from etl.model import EntityKind, MethodKind

SURE_SCORE = 0.7
SHORTEST = {EntityKind.PERSON: 2, EntityKind.ORGANISATION: 2, EntityKind.PLACE: 2}


def repeated(lines: Sequence[str], names: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """The names of each line, with those that another place of the article tells."""
    sure = _sure_names(lines, names)
    if not sure:
        return [list(found) for found in names]
    automaton = ahocorasick.Automaton()
    for text, name in sure.items():
        automaton.add_word(text, (len(text), name))
    automaton.make_automaton()
    return [_with_repeats(line, found, automaton) for line, found in zip(lines, names, strict=True)]


def _sure_names(lines: Sequence[str], names: Sequence[Sequence[Found]]) -> dict[str, Found]:
    """By text, the surest of the names that are sure enough."""
    sure: dict[str, Found] = {}
    for line, found in zip(lines, names, strict=True):
        for name in found:
            text = line[name.start : name.end]
            is_long = len(text) >= SHORTEST[name.entity_kind]
            if is_long and name.score >= SURE_SCORE and (text not in sure or sure[text].score < name.score):
                sure[text] = name
    return sure


def _with_repeats(line: str, found: Sequence[Found], automaton: ahocorasick.Automaton) -> list[Found]:
    names = list(found)
    hits = sorted(
        ((end - length + 1, -length, name) for end, (length, name) in automaton.iter(line)),
        key=lambda hit: hit[:2],
    )
    for start, minus_length, name in hits:
        end = start - minus_length
        if is_free(start, end, names):
            names.append(
                Found(
                    start=start,
                    end=end,
                    entity_kind=name.entity_kind,
                    method_kind=MethodKind.REPEAT,
                    score=name.score,
                )
            )
    return sorted(names, key=lambda name: (name.start, -name.end))
