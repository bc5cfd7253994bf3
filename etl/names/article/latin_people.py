"""Say of a Latin word that stands alone whether it is a person: one whose full name the article gives.

Here: Prendergast and Erlend behind Erlend Prendergast, whatever the tagger took the word for. Not here: surnames that
nobody has seen yet (repeat.py), whom they mean (referents.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.kinds import EntityKind, MethodKind
from etl.names.gloss.latin_words import kind_word
from etl.names.known.automaton import entry_of
from etl.names.line.candidate import Found
from etl.names.line.latin_spans import is_in_latin_letters

SURE_SCORE = 0.7  # score, 0 to 1, from which a full name speaks for its parts (judged)
SHORTEST = 3  # letters of a part of a name (judged)


def with_latin_people(lines: Sequence[str], names: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """Call the parts of the people's Latin full names persons, as surely as the full names are."""
    scores: dict[str, float] = {}
    for line, found in zip(lines, names, strict=True):
        for name in found:
            for part in _parts(line[name.start : name.end], name):
                scores[part] = max(scores.get(part, 0.0), name.score)
    if not scores:
        return [list(found) for found in names]
    return [
        [_as_person(line[name.start : name.end], name, scores) for name in found]
        for line, found in zip(lines, names, strict=True)
    ]


def _parts(text: str, name: Found) -> Iterator[str]:
    """Yield the first and the last word of a person's name in Latin letters."""
    if name.entity_kind is not EntityKind.PERSON or name.score < SURE_SCORE:
        return
    if " " in text and is_in_latin_letters(text) and kind_word(text) is None:
        words = text.split(" ")
        yield from (word for word in (words[0], words[-1]) if len(word) >= SHORTEST)


def _as_person(text: str, name: Found, scores: dict[str, float]) -> Found:
    if name.method_kind is not MethodKind.TAGGER or name.entity_kind is EntityKind.PLACE:
        return name
    score = scores.get(text)
    if score is None or entry_of(text) is not None:
        return name
    return replace(
        name, entity_kind=EntityKind.PERSON, method_kind=MethodKind.REPEAT, score=max(score, name.score)
    )
