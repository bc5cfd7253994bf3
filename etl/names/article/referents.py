"""Resolve each mention to its referent within the article: the full name of a short form, a body with its country.

Here: evidence of one article. Not here: the rest of the archive (etl.entities.resolve).
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from etl.kinds import EntityKind
from etl.lexicon import words
from etl.names.article.country_bodies import SpokenOf, behind_its_country, country_body
from etl.names.article.short_forms import (
    introduced,
    is_short_organisation,
    is_short_person,
    is_short_place,
    whole_of,
)
from etl.names.article.spoken_of import spoken_of
from etl.names.gloss.glosses import FoundGloss
from etl.names.known.organisation_words import country_bodies
from etl.names.known.seeds import seeds
from etl.names.line.candidate import Found

LEAST_GLOSS_SCORE = 0.5  # of a gloss's left edge, 0 to 1, from which its Chinese name is used (judged)
_SAME = "该国"
_JOINING = frozenset(words("name_context", "joining"))  # one character each
_AT = attrgetter("at")
_SPACE_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff·]) +(?=[\u4e00-\u9fff·])")
_IS_SHORT: dict[EntityKind, Callable[[str, str], bool]] = {
    EntityKind.PERSON: is_short_person,
    EntityKind.ORGANISATION: is_short_organisation,
    EntityKind.PLACE: is_short_place,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Named:
    """A name at its place in the article."""

    at: tuple[int, int]  # line and offset
    text: str
    entity_kind: EntityKind


def referents(
    lines: Sequence[str], names: Sequence[Sequence[Found]], glosses: Sequence[Sequence[FoundGloss]]
) -> list[list[str]]:
    """Give the referent of each name of each line, in shadow spelling; empty for a body that is nobody's."""
    named = [
        _Named(at=(number, name.start), text=_text(line, name), entity_kind=name.entity_kind)
        for number, (line, found) in enumerate(zip(lines, names, strict=True))
        for name in found
        if not name.referent
    ]
    chinese = _chinese_names(lines, glosses)
    abbreviations = {short: full for line in lines for short, full in introduced(line)}
    fulls = _fulls_by_text(named, chinese, abbreviations)
    bodies = [one for one in named if _is_country_body(one)]
    spoken = SpokenOf(spoken_of(lines, names) if bodies else ())
    for body in bodies:
        if full := behind_its_country(body.text, lines[body.at[0]], body.at, spoken):
            fulls.setdefault((body.entity_kind, body.text), []).append(replace(body, text=full))
    for found_fulls in fulls.values():
        found_fulls.sort(key=_AT)
    meant: list[list[str]] = []
    for number, (line, found) in enumerate(zip(lines, names, strict=True)):
        meant.append([])
        listing = _Listing(line, found)
        for name in found:
            text = _text(line, name)
            at = (number, name.start)
            if name.referent:
                meant[-1].append(name.referent)
                continue
            referent = _nearest(fulls.get((name.entity_kind, text), ()), at) or text
            if name.entity_kind is EntityKind.ORGANISATION:
                is_same = line.endswith(_SAME, 0, name.start)
                whole = text if is_same else whole_of(referent)
                listed = listing.beside(name) if whole in country_bodies() else ()
                referent = country_body(whole, line, at, spoken, listed=listed, is_same=is_same)
            meant[-1].append(referent)
    return meant


class _Listing:
    """The bodies without a country of a line, by where they begin and end."""

    def __init__(self, line: str, found: Sequence[Found]) -> None:
        """Note the bodies among the names of a line, which are in reading order."""
        bodies = [one for one in found if line[one.start : one.end] in country_bodies()]
        self._line = line
        self._starts = {one.start: one for one in reversed(bodies)}
        self._ends = {one.end: one for one in bodies}

    def beside(self, name: Found) -> list[str]:
        """Give the bodies that one is listed with, those behind it first: 国防部、商务部和能源部."""
        behind, before = [], []
        end, start = name.end, name.start
        while one := self._starts.get(end + 1) if self._line[end : end + 1] in _JOINING else None:
            behind.append(self._line[one.start : one.end])
            end = one.end
        while one := self._ends.get(start - 1) if self._line[start - 1 : start] in _JOINING else None:
            before.append(self._line[one.start : one.end])
            start = one.start
        return [*behind, *before]


def _is_country_body(name: _Named) -> bool:
    return name.entity_kind is EntityKind.ORGANISATION and name.text in country_bodies()


def _text(line: str, name: Found) -> str:
    """Give the name without the space in two-character names of official lists and around dots: 王 毅, 丹 · 斯诺."""
    text = line[name.start : name.end]
    return _SPACE_INSIDE.sub("", text) if " " in text else text


def _chinese_names(lines: Sequence[str], glosses: Sequence[Sequence[FoundGloss]]) -> dict[str, str]:
    """Map each gloss, case-folded, to its Chinese name."""
    return {
        gloss.latin_name.casefold(): _SPACE_INSIDE.sub("", line[gloss.start : gloss.end])
        for line, found in zip(lines, glosses, strict=True)
        for gloss in found
        if gloss.score >= LEAST_GLOSS_SCORE
    }


def _fulls_by_text(
    named: Sequence[_Named], chinese: dict[str, str], abbreviations: dict[str, str]
) -> dict[tuple[EntityKind, str], list[_Named]]:
    """Map kind and text to the longest names of the article that it may be short for."""
    fulls: dict[tuple[EntityKind, str], list[_Named]] = {}
    by_kind: dict[EntityKind, dict[str, list[_Named]]] = {}
    for name in named:
        by_kind.setdefault(name.entity_kind, {}).setdefault(name.text, []).append(name)
    for kind, texts in by_kind.items():
        is_short = _IS_SHORT[kind]
        for text in texts:
            if _is_somebody_known(kind, text):
                continue
            aliases = [text, chinese.get(text.casefold(), text), abbreviations.get(text, text)]
            longer = [
                full
                for full in texts
                if full != text
                and (full in aliases or is_short(text, full))
                and not _is_somebody_else(text, full)
            ]
            longest = [
                full for full in longer if not any(_leads_on(full, other, is_short) for other in longer)
            ]
            if longest:
                fulls[kind, text] = [one for full in longest for one in texts[full]]
    return fulls


def _is_somebody_known(kind: EntityKind, text: str) -> bool:
    """Whether the text is the full name of a seed, and so never a short form."""
    seed = seeds().of_full(text)
    return seed is not None and seed.entity_kind is kind


def _is_somebody_else(short: str, full: str) -> bool:
    """Whether both are seeds, and different ones: 中行 is not short for 中国人民银行."""
    mine, other = seeds().of_short(short), seeds().of_full(full)
    return mine is not None and other is not None and mine != other


def _leads_on(full: str, other: str, is_short: Callable[[str, str], bool]) -> bool:
    """Whether a full name is itself short for another."""
    return full != other and is_short(full, other)


def _nearest(fulls: Sequence[_Named], at: tuple[int, int]) -> str | None:
    """Choose the last one named before the place, else the first one after it. fulls: in reading order."""
    if not fulls:
        return None
    return fulls[max(0, bisect_right(fulls, at, key=_AT) - 1)].text
