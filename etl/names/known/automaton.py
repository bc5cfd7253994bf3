"""Find known names in a line with an Aho–Corasick automaton: seeds, places, and look-alikes that block a match.

Here: the automaton over all of them, leftmost longest match, and whether a name needs context. Not here: where the
names come from (seeds.py, gazetteer.py), what a tagger adds (etl.names.line.settle).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import itemgetter
from string import ascii_letters, digits

import ahocorasick

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import column, rows, words
from etl.names.known.gazetteer import gazetteer
from etl.names.known.seeds import seeds

_NOT_AFTER_A_CITY = words("place_context", "not_after_a_city")
_LATIN = frozenset(ascii_letters + digits)
_OFFICES, _BEHIND_OFFICES = words("name_context", "office"), words("name_context", "office_behind")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A known name."""

    entity_kind: EntityKind | None  # None: a look-alike, which is not a name
    method_kind: MethodKind
    is_sure: bool  # whether it is a name without supporting context


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A known name at its place in a line."""

    start: int
    end: int
    entry: Entry


def known_names(line: str) -> Iterator[Known]:
    """Yield the known names of a line in shadow spelling: leftmost longest matches, which do not overlap."""
    held = 0
    hits = ((end - length + 1, -length, entry) for end, (length, entry) in _automaton().iter(line))
    for start, minus_length, entry in sorted(hits, key=itemgetter(0, 1)):
        end = start - minus_length
        if start >= held and not is_part_of_another_word(line, start, end):
            held = end
            yield Known(start=start, end=end, entry=entry)


def is_part_of_another_word(line: str, start: int, end: int) -> bool:
    """Whether the match is part of a longer word: FBI in FBIS, 国防部 in the title 国防部长."""
    last = max(0, end - 2)
    return (
        (
            line[last : last + 2] in _role_beginnings() and _roles().match(line, last) is not None
        )  # 中国电信巨头
        or (line[end - 1] == "市" and line.startswith(_NOT_AFTER_A_CITY, end))  # 临沂市 in 临沂市民
        or (line.endswith(_OFFICES, 0, end) and line.startswith(_BEHIND_OFFICES, end))
        or (line[start] in _LATIN and line[start - 1 : start] in _LATIN)
        or (line[end - 1] in _LATIN and line[end : end + 1] in _LATIN)
    )


def entry_of(name: str) -> Entry | None:
    """Look up a name; None if it is not known."""
    return _entries().get(name)


def is_surely_known(name: str) -> bool:
    """Whether it is known for a name that needs no context."""
    entry = entry_of(name)
    return entry is not None and entry.is_sure


@cache
def country_letters() -> frozenset[str]:
    """Read the characters that abbreviate a country or region."""
    return frozenset(column("country_letters", "letter"))


@cache
def _roles() -> re.Pattern[str]:
    """Build the pattern of words that describe an organisation in front of its name."""
    return re.compile("|".join(_role_words()))


@cache
def _role_beginnings() -> frozenset[str]:
    """Read the first two characters of these words: a look-up that spares nearly all matches of the pattern."""
    return frozenset(word[:2] for word in _role_words())


def _role_words() -> list[str]:
    return [word for word in column("titles", "title", says_what="yes") if len(word) > 3]


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, entry in _entries().items():
        automaton.add_word(name, (len(name), entry))
    automaton.make_automaton()
    return automaton


@cache
def _entries() -> dict[str, Entry]:
    """Map names to entries. Sure entries take precedence, then earlier sources; bodies of countries override all."""
    entries: dict[str, Entry] = {}
    for name, entry in chain(_look_alikes(), _seeds(), _places(), _short_names()):
        if name not in entries or (entry.is_sure and not entries[name].is_sure):
            entries[name] = entry
    return entries | dict(_bodies())


def _look_alikes() -> Iterator[tuple[str, Entry]]:
    nothing = Entry(entity_kind=None, method_kind=MethodKind.PATTERN, is_sure=True)
    yield from ((word, nothing) for word in column("look_alikes", "word"))


def _bodies() -> Iterator[tuple[str, Entry]]:
    for row in rows("country_bodies"):
        yield row["body"], _organisation(MethodKind.PATTERN, is_sure=row["is_sure"] == "yes")


def _organisation(method: MethodKind, *, is_sure: bool) -> Entry:
    return Entry(entity_kind=EntityKind.ORGANISATION, method_kind=method, is_sure=is_sure)


def _seeds() -> Iterator[tuple[str, Entry]]:
    sure = seeds().names_for_matching()
    for seed in seeds().all:
        for name in (*seed.full_names, *seed.latin_names):
            is_sure = name in sure or (name.isascii() and len(name) > 2)
            yield name, Entry(entity_kind=seed.entity_kind, method_kind=MethodKind.SEED, is_sure=is_sure)


def _places() -> Iterator[tuple[str, Entry]]:
    safe = gazetteer().names_for_matching()
    for name in gazetteer().by_name:
        is_pair = set(name) <= country_letters() and safe.get(name) != "country"
        if len(name) > 1 and (not is_pair or name in gazetteer().always):  # 中欧 is mostly China and Europe
            yield (
                name,
                Entry(entity_kind=EntityKind.PLACE, method_kind=MethodKind.GAZETTEER, is_sure=name in safe),
            )


def _short_names() -> Iterator[tuple[str, Entry]]:
    for name, seed in seeds().by_short.items():
        if len(name) > 1:
            yield name, Entry(entity_kind=seed.entity_kind, method_kind=MethodKind.SEED, is_sure=False)
