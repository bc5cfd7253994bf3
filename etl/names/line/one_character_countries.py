"""Find countries abbreviated to one character, by their neighbours: 中美, 英方, 访华, 驻港.

Here: runs of such characters, and one next to a word that requires a country. The words are
etl/lexicon/country_letters.csv and country_neighbours.csv. Not here: look-alikes (look_alikes.csv, see
etl.names.known.automaton).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from etl.kinds import EntityKind, MethodKind
from etl.lexicon import column, rows
from etl.lexicon.scores import score_of
from etl.names.line.candidate import Found

MACAO = "澳门"  # next to Hong Kong or Taiwan, 澳 is not Australia
NOTHING: frozenset[str] = frozenset()
PAIR_SCORE, NEIGHBOUR_SCORE = score_of("country_in_a_pair"), score_of("country_beside_a_word")


def compounds(
    text: str, countries: Mapping[str, str], is_taken: Callable[[int, int], bool]
) -> Iterable[Found]:
    """Yield one name per character that abbreviates a country; countries maps it to the name (中 → 中国)."""
    starts = {**_pairs(text, countries, is_taken), **_neighbours(text, countries, is_taken)}
    for start, score in sorted(starts.items()):
        yield Found(
            start=start,
            end=start + 1,
            entity_kind=EntityKind.PLACE,
            method_kind=MethodKind.COMPOUND,
            score=score,
            referent=MACAO if text[start - 1 : start + 1] in ("港澳", "台澳") else countries[text[start]],
        )


def _pairs(text: str, countries: Mapping[str, str], is_taken: Callable[[int, int], bool]) -> dict[int, float]:
    found: dict[int, float] = {}
    for match in _run().finditer(text):
        for first, last in _free_runs(match.start(), match.end(), is_taken):
            start, end = _unguarded(text, first, last)
            letters = text[start:end]
            if end - start < 2 or len(set(letters)) < end - start or not set(letters) <= countries.keys():
                continue
            if not _often().intersection(letters):
                continue
            found.update(dict.fromkeys(range(start, end), PAIR_SCORE))
    return found


def _unguarded(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out characters at the edges of a run that belong to words outside of it: 23日美中, 其中非常, 以美方."""
    before = text[:start].rstrip(" ")[-1:] if text[start - 1 : start] == " " else text[start - 1 : start]
    if start and before in _guards()[text[start]]:
        start += 1
    if end > start and text[start] in _only_behind():
        start += 1
    if end - start > 1 and _is_part_of_a_word(text, end - 1):
        end -= 1
    return start, end


def _is_part_of_a_word(text: str, at: int) -> bool:
    """Whether the last character of a run belongs to the word behind it, or is 以 behind what it does not follow."""
    letter = text[at]
    if text[at + 1 : at + 2] in _guards_behind()[letter]:
        return True
    return letter in _only_behind() and text[at - 1] in _guards()[letter]


def _free_runs(start: int, end: int, is_taken: Callable[[int, int], bool]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a run that no other name takes."""
    first = start
    for at in range(start, end + 1):
        if at == end or is_taken(at, at + 1):
            if at > first:
                yield first, at
            first = at + 1


def _neighbours(
    text: str, countries: Mapping[str, str], is_taken: Callable[[int, int], bool]
) -> dict[int, float]:
    found: dict[int, float] = {}
    left, right = _words_beside()
    for match in _letter().finditer(text):
        at, letter = match.start(), match.group()
        is_beside = (
            text.endswith(left.get(letter, ()), 0, at)
            and text[at + 1 : at + 2] not in _guards_behind().get(letter, NOTHING)
        ) or (
            text.startswith(right.get(letter, ()), at + 1)
            and text[at - 1 : at] not in _guards().get(letter, NOTHING)
        )
        if is_beside and letter in countries and not is_taken(at, at + 1):
            found[at] = NEIGHBOUR_SCORE
    return found


@cache
def _guards() -> dict[str, frozenset[str]]:
    """Map each character that occurs in pairs to the characters that must not precede it."""
    return {
        row["letter"]: frozenset(row["guard"]) for row in rows("country_letters") if row["in_pairs"] != "no"
    }


@cache
def _guards_behind() -> dict[str, frozenset[str]]:
    """Map each character that occurs in pairs to the characters that must not follow it."""
    return {
        row["letter"]: frozenset(row["guard_behind"])
        for row in rows("country_letters")
        if row["in_pairs"] != "no"
    }


@cache
def _only_behind() -> frozenset[str]:
    """Read the characters that begin no pair: 以 is mostly a word there."""
    return frozenset(column("country_letters", "letter", in_pairs="behind"))


@cache
def _often() -> frozenset[str]:
    """Read the characters of which a pair must contain at least one."""
    return frozenset(column("country_letters", "letter", is_often="yes"))


@cache
def _run() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_guards())}]{{2,4}}")


@cache
def _letter() -> re.Pattern[str]:
    left, right = _words_beside()
    return re.compile(f"[{''.join(sorted(left.keys() | right.keys()))}]")


@cache
def _words_beside() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Map each character to the words that may stand on its left, and on its right."""
    left: dict[str, tuple[str, ...]] = {}
    right: dict[str, tuple[str, ...]] = {}
    for row in rows("country_neighbours"):
        side, word = (left, row["left"]) if row["left"] else (right, row["right"])
        for letter in row["letters"]:
            side[letter] = (*side.get(letter, ()), word)
    return left, right
