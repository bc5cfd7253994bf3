"""Complete Chinese names of people that the tagger cuts short throughout an article: 赵青|山, 赵青|山 and 赵青|山.

Here: names of two characters that the same third one follows wherever they stand, before different words. Not here:
names cut at a numeral (etl/names/line/person_ends.py), names that are in full elsewhere in the article (repeat.py).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import column, words
from etl.names.known.automaton import entry_of
from etl.names.known.surnames import surnames
from etl.names.known.titles import is_behind_a_person
from etl.names.line.candidate import Found

LEAST_NEXT = 2  # different characters behind the third one: one alone is the rest of a word, 律师 (judged)
_HAN = re.compile(r"[\u4e00-\u9fff]")


def completed(lines: Sequence[str], names: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """Extend the people of each line, in shadow spelling, by the third character of their names."""
    cut = {
        line[name.start : name.end]
        for line, found in zip(lines, names, strict=True)
        for name in found
        if _may_be_cut(line[name.start : name.end], name)
    }
    whole = {text: last for text in cut if (last := _third(text, lines))}
    if not whole:
        return [list(found) for found in names]
    return [
        [_with_third(line, name, found, whole) for name in found]
        for line, found in zip(lines, names, strict=True)
    ]


def _may_be_cut(text: str, name: Found) -> bool:
    return (
        name.entity_kind is EntityKind.PERSON
        and name.method_kind is MethodKind.TAGGER
        and len(text) == 2
        and text[0] in surnames()
        and entry_of(text) is None
    )


def _third(text: str, lines: Iterable[str]) -> str:
    """Give the character that follows the text wherever it stands; empty if it is none of a name."""
    behind = [piece[:2] for line in lines for piece in line.split(text)[1:]]
    third = {piece[:1] for piece in behind}
    if len(third) != 1 or len({piece[1:] for piece in behind}) < LEAST_NEXT:
        return ""
    last = third.pop()
    is_a_word = last in _words() or any(is_behind_a_person(piece) for piece in behind)
    return last if _HAN.fullmatch(last) and not is_a_word else ""


def _with_third(line: str, name: Found, found: Iterable[Found], whole: dict[str, str]) -> Found:
    text = line[name.start : name.end]
    if text not in whole or not _may_be_cut(text, name):
        return name
    is_taken = any(one.start <= name.end < one.end for one in found)
    return name if is_taken else replace(name, end=name.end + 1)


@cache
def _words() -> frozenset[str]:
    """Read the characters that are a word of their own, or begin a verb of saying, behind a name."""
    particles = {word for word in column("particles", "word") if len(word) == 1}
    saying = {word[0] for word in words("speech_words", "saying_behind")}
    return frozenset(particles | saying | set(words("name_context", "not_a_last_character")))
