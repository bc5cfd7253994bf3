"""Find repeats: a name recognised with confidence in an article is recognised at each occurrence.

Here: the search, how often the tagger must see a name that nobody else knows, and trimming tagged names that
over-captured a character. Not here: what a name refers to (referents.py).
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter, itemgetter
from typing import TypeGuard

import ahocorasick

from etl.kinds import EntityKind, MethodKind
from etl.names.article.doubts import is_ended_place
from etl.names.known.automaton import entry_of
from etl.names.known.gazetteer import gazetteer
from etl.names.known.organisation_words import organisation_ends
from etl.names.known.surnames import foreign_characters, surnames
from etl.names.line.admission import is_admitted, is_part_of_a_unit
from etl.names.line.candidate import Found
from etl.names.line.dateline import agency_of_dateline
from etl.names.tagger.stretches import Spans

_START = attrgetter("start")
SURE_SCORE = 0.7  # score, 0 to 1, from which a name is looked for again (judged)
SEEN_SHARE = (
    0.4  # of the occurrences of a name that only the tagger knows, the part it must have seen (judged)
)
LEAST_SHARE = 0.25  # the part below which what it did see is no name either (judged)


def repeated(
    lines: Sequence[str],
    names: Sequence[Sequence[Found]],
    barred: Sequence[Spans],
    glossed: frozenset[str] = frozenset(),
) -> list[list[Found]]:
    """Add repeats to the names of each line, and trim over-captured ones.

    barred: where in each line no name stands. glossed: Latin names that the article gives of Chinese ones.
    """
    sure = _sure_names(lines, names)
    cut = [[_cut(line, name, sure) for name in found] for line, found in zip(lines, names, strict=True)]
    sure = _sure_names(lines, cut)
    if not sure:
        return cut
    automaton = ahocorasick.Automaton()
    for text, name in sure.items():
        automaton.add_word(text, (len(text), name))
    automaton.make_automaton()
    found = [
        _with_repeats(line, found, automaton, no_name)
        for line, found, no_name in zip(lines, cut, barred, strict=True)
    ]
    return _without_unseen(lines, found, _shares(lines, found, sure.keys() - glossed, sure))


def _shares(
    lines: Sequence[str], names: Sequence[Sequence[Found]], texts: Iterable[str], sure: Mapping[str, Found]
) -> dict[tuple[str, EntityKind], float]:
    """Map the names that only the tagger knows, and whose form tells nothing, to the part of them that it has seen."""
    doubtful = {text for text in texts if _needs_to_be_seen(text, sure[text])}
    seen: Counter[tuple[str, EntityKind]] = Counter()
    unseen: Counter[tuple[str, EntityKind]] = Counter()
    for line, found in zip(lines, names, strict=True) if doubtful else ():
        for name in found:
            text = line[name.start : name.end]
            if text in doubtful:
                (unseen if name.method_kind is MethodKind.REPEAT else seen)[text, name.entity_kind] += 1
    return {key: seen[key] / (seen[key] + count) for key, count in unseen.items()}


def _needs_to_be_seen(text: str, name: Found) -> bool:
    if name.method_kind is not MethodKind.TAGGER or name.entity_kind is EntityKind.PERSON:
        return False
    if entry_of(text) is not None or gazetteer().of(text):
        return False
    is_place = name.entity_kind is EntityKind.PLACE
    return not (is_ended_place(text) if is_place else text.endswith(organisation_ends()))


def _without_unseen(
    lines: Sequence[str], names: Sequence[Sequence[Found]], shares: Mapping[tuple[str, EntityKind], float]
) -> list[list[Found]]:
    """Drop repeats of what the tagger saw too seldom, and what it saw of it where that is next to nothing."""
    if not shares:
        return [list(found) for found in names]
    return [
        [
            name
            for name in found
            if shares.get((line[name.start : name.end], name.entity_kind), 1.0)
            >= (SEEN_SHARE if name.method_kind is MethodKind.REPEAT else LEAST_SHARE)
        ]
        for line, found in zip(lines, names, strict=True)
    ]


def _sure_names(lines: Sequence[str], names: Sequence[Sequence[Found]]) -> dict[str, Found]:
    """Map each text to the highest-scored name of at least SURE_SCORE."""
    sure: dict[str, Found] = {}
    for line, found in zip(lines, names, strict=True):
        for name in found:
            if name.score < SURE_SCORE:
                continue
            for text in _forms(line[name.start : name.end], name):
                if text not in sure or sure[text].score < name.score:
                    sure[text] = name
    return sure


def _forms(text: str, name: Found) -> Iterator[str]:
    """Yield the texts a name may be repeated as: in full, and a foreign person's surname."""
    if len(text) > 1:
        yield text
    if name.entity_kind is EntityKind.PERSON:
        *first, surname = text.split(" " if text.isascii() else "·")
        if first and len(surname) > 1 + text.isascii():
            yield surname


def _cut(line: str, name: Found, sure: dict[str, Found]) -> Found:
    """Trim a character that the tagger over-captured, if the shorter name is surer: 劳丽诗怼, 约苟晶."""
    text = line[name.start : name.end]
    if name.entity_kind is not EntityKind.PERSON or len(text) < 3:
        return name
    without_last, without_first = sure.get(text[:-1]), sure.get(text[1:])
    best = sure.get(text, name)  # the same name, which may be doubtful here
    if _is_surer(without_last, best):
        return replace(name, end=name.end - 1, score=without_last.score)
    if _is_surer(without_first, best) and text[0] not in surnames():
        return replace(name, start=name.start + 1, score=without_first.score)
    return name


def _is_surer(shorter: Found | None, name: Found) -> TypeGuard[Found]:
    return shorter is not None and shorter.entity_kind is name.entity_kind and shorter.score > name.score


def _with_repeats(
    line: str, found: Sequence[Found], automaton: ahocorasick.Automaton, barred: Spans
) -> list[Found]:
    names, signed = sorted(found, key=_START), agency_of_dateline(line)
    longest = max((name.end - name.start for name in found), default=0)
    hits = ((end - length + 1, -length, name) for end, (length, name) in automaton.iter(line))
    edges = {(name.start, name.end) for name in found}
    for start, minus_length, name in sorted(hits, key=itemgetter(0, 1)):
        end = start - minus_length
        if start < signed or (start, end) in edges:
            continue
        repeat = replace(name, start=start, end=end, method_kind=MethodKind.REPEAT)
        around = slice(bisect_left(names, start - longest, key=_START), bisect_left(names, end, key=_START))
        rest = [one for one in names[around] if not _is_a_piece(line, one, repeat)]
        if any(one.end > start for one in rest):
            continue
        if is_admitted(line, repeat, barred) and not is_part_of_a_unit(line, repeat):
            names[around] = sorted([*rest, repeat], key=_START)
            longest = max(longest, end - start)
    return sorted(names, key=lambda name: (name.start, -name.end))


def _is_a_piece(line: str, name: Found, longer: Found) -> bool:
    """Whether it is a fragment of the longer name: 美京 of 高美京 as the tagger found it, the city 高雄 of 周高雄."""
    is_within = longer.start <= name.start and name.end <= longer.end
    if not is_within or name.end - name.start == longer.end - longer.start:
        return False
    if name.method_kind is MethodKind.TAGGER:
        return True
    text = line[longer.start : longer.end]
    is_a_persons = (len(text) == 3 and text[0] in surnames()) or foreign_characters() >= set(text)
    return is_a_persons and longer.entity_kind is EntityKind.PERSON and name.entity_kind is EntityKind.PLACE
