"""Names that are known beforehand, found by going through a line once: seeds, places, and words that only look so.

Here: one automaton over all of them, the longest match from the left, and how sure each is without any context. Not
here: where they come from (etl.entities.seeds, etl.entities.gazetteer), what a tagger adds (etl.entities.line).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick

from etl.entities.gazetteer import gazetteer
from etl.entities.seeds import seeds
from etl.lexicon import column
from etl.model import EntityKind, MethodKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What is known of a name. is_sure: it needs no context to be believed."""

    entity_kind: EntityKind | None  # None: it only looks like a name
    method_kind: MethodKind
    is_sure: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A known name where it stands in a line."""

    start: int
    end: int
    entry: Entry


def known_names(line: str) -> Iterator[Known]:
    """The known names of a line in its shadow, none overlapping another."""
    held = 0
    hits = ((end - length + 1, -length, entry) for end, (length, entry) in _automaton().iter(line))
    for start, minus_length, entry in sorted(hits, key=lambda hit: hit[:2]):
        end = start - minus_length
        if start >= held and not _is_part_of_another_word(line, start, end):
            held = end
            yield Known(start=start, end=end, entry=entry)


def _is_part_of_another_word(line: str, start: int, end: int) -> bool:
    """FBI in FBIS, and 国防部 in 国防部长: somebody's title is no body's name."""
    return (
        (line[end - 1] in "部局院署厅" and line[end : end + 1] == "长")
        or (_is_latin(line[start]) and _is_latin(line[start - 1 : start]))
        or (_is_latin(line[end - 1]) and _is_latin(line[end : end + 1]))
    )


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def entry_of(name: str) -> Entry | None:
    """What is known of exactly this name."""
    return _entries().get(name)


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, entry in _entries().items():
        automaton.add_word(name, (len(name), entry))
    automaton.make_automaton()
    return automaton


@cache
def _entries() -> dict[str, Entry]:
    """By name; a word that only looks so goes before a seed, a seed before a place, a full name before a short one."""
    entries: dict[str, Entry] = {}
    nothing = Entry(entity_kind=None, method_kind=MethodKind.PATTERN, is_sure=True)
    entries.update(dict.fromkeys(column("look_alikes", "word"), nothing))
    sure = seeds().names_for_matching()
    for name, seed in seeds().by_full.items():
        entries.setdefault(
            name, Entry(entity_kind=seed.entity_kind, method_kind=MethodKind.SEED, is_sure=name in sure)
        )
    for name, seed in _latin_names_of_seeds():
        entries.setdefault(name, Entry(entity_kind=seed, method_kind=MethodKind.SEED, is_sure=len(name) > 2))
    safe = gazetteer().names_for_matching()
    for name in gazetteer().by_name:
        place = Entry(entity_kind=EntityKind.PLACE, method_kind=MethodKind.GAZETTEER, is_sure=name in safe)
        if len(name) > 1:
            entries.setdefault(name, place)
    for name, seed in seeds().by_short.items():
        if len(name) > 1:
            entries.setdefault(
                name, Entry(entity_kind=seed.entity_kind, method_kind=MethodKind.SEED, is_sure=False)
            )
    return entries


def _latin_names_of_seeds() -> Iterator[tuple[str, EntityKind]]:
    for seed in seeds().all:
        for name in seed.latin_names:
            yield name, seed.entity_kind
