"""Find glosses: a Chinese name followed by its Latin name in brackets, as in 约翰逊（Boris Johnson）.

Here: which brackets are glosses, and of which Chinese name. Not here: parsing what is in the brackets (latin_words.py),
the left edge of a name (edge_by_sound.py, edge_by_words.py), the entity a gloss identifies (etl.entities.glossed).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.kinds import EntityKind, GlossKind
from etl.lexicon import words
from etl.lexicon.scores import score_of
from etl.names.gloss import phonetics
from etl.names.gloss.edge_by_sound import ALONE, HAN, ON_A_START, Edge, by_sound
from etl.names.gloss.edge_by_words import by_ending, by_marks, by_span, is_only_an_ending
from etl.names.gloss.latin_words import LETTER, first_names, kind_of, kind_word, names_in
from etl.names.known.start_of_body import start_of_body
from etl.names.known.titles import is_a_title
from etl.names.tagger.span import Span
from etl.names.tagger.stretches import at_offset, between

_BRACKET = re.compile(
    rf"[（(〔\[]([^（()）〔〕\[\]\n]{{0,60}}?[{LETTER}.][^（()）〔〕\[\]\n]{{0,90}})[)）〕\]]"
)
_REVERSED = re.compile(
    rf"(?<![{LETTER}0-9 ])([A-Z][{LETTER}0-9.&'’\-]*(?: [{LETTER}0-9.&'’\-]+){{0,5}}) ?"
    r"[（(]([\u4e00-\u9fff·](?:[\u4e00-\u9fff·]| (?=·)|(?<=·) ){1,17})[)）]"
)
_BRACKETS = frozenset("（(〔[")  # what opens a bracket of either pattern
_QUOTES = {"”": "“", "」": "「", "』": "『", "》": "《", '"': '"', "’": "‘", "〉": "〈"}
NEAR = 64  # characters in front of a bracket in which every tagged name that tells an edge ends
_QUOTED_REACH = 24  # characters of the longest name in quotes (judged)
SURE_IN_QUOTES, SURE_IN_BRACKETS = score_of("edge_in_quotes"), score_of("edge_in_brackets")
_MEDIUM = words("media_words", "glossed_end")
_MEDIUM_AFTER = words("media_words", "behind_gloss")


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundGloss:
    """A gloss. Offsets are those of the Chinese name, in code points of the paragraph, end exclusive."""

    start: int
    end: int
    chinese_name: str
    latin_name: str
    gloss_kind: GlossKind
    entity_kind: EntityKind | None  # by the Latin words, else by the tagger or the sound
    score: float  # 0 to 1: how sure the left edge is


def glosses(text: str, spans: Sequence[Span]) -> list[FoundGloss]:
    """Find the glosses of a paragraph in shadow spelling, in reading order. spans: its tagged names."""
    if _BRACKETS.isdisjoint(text):
        return []
    found: list[FoundGloss] = []
    after = 0  # where the last bracket ended: no name reaches over it
    last: Edge | None = None
    for match in _BRACKET.finditer(text):
        names = names_in(match[1])
        end = _end_of_name(text, match.start())
        if end != after or end == 0:
            last = None
        if names and last is None:
            last = _edge(text, end, names, between(spans, end - NEAR, end), after)
        if last:
            found.extend(_gloss(text, last, latin, kind) for latin, kind in names)
        after = match.end()
    found.extend(_reversed_glosses(text, spans))
    return sorted(found, key=lambda gloss: (gloss.start, gloss.end, gloss.latin_name))


def _end_of_name(text: str, end: int) -> int:
    """Find the end of the name before a bracket, spaces skipped."""
    while end > 0 and text[end - 1] == " ":
        end -= 1
    return end


def _gloss(text: str, edge: Edge, latin: str, kind: GlossKind) -> FoundGloss:
    chinese = text[edge.start : edge.end]
    entity_kind = _entity_kind(edge, chinese, latin, kind)
    start = edge.start
    if entity_kind is EntityKind.ORGANISATION:
        start += start_of_body(chinese)
    return FoundGloss(
        start=start,
        end=edge.end,
        chinese_name=text[start : edge.end],
        latin_name=latin,
        gloss_kind=kind,
        entity_kind=entity_kind,
        score=round(edge.score, 3),
    )


def _entity_kind(edge: Edge, chinese: str, latin: str, kind: GlossKind) -> EntityKind | None:
    if kind is GlossKind.TICKER:
        return EntityKind.ORGANISATION
    if kind is GlossKind.ACRONYM:
        return edge.entity_kind
    if by_words := kind_of(latin):
        return by_words
    is_heard = edge.likeness >= ALONE and _is_like_a_person(latin)
    tells = "·" in chinese or latin.split(" ")[0] in first_names() or edge.entity_kind is None
    return EntityKind.PERSON if is_heard and tells else edge.entity_kind


def _is_like_a_person(latin: str) -> bool:
    """Whether a Latin name looks like a person's: two to five words, none of which names another kind."""
    words = latin.split(" ")
    return (
        2 <= len(words) <= 5 and kind_word(latin) is None and not (words[0].isupper() and len(words[0]) > 3)
    )


def _edge(
    text: str, end: int, names: list[tuple[str, GlossKind]], spans: Sequence[Span], floor: int
) -> Edge | None:
    """Find the edges of the name before the bracket; None if there is no name."""
    if end <= floor:
        return None
    latin, kind = names[0]
    if text[end - 1] in _QUOTES:
        return _quoted(text, end, latin, kind, spans)
    if not HAN.match(text[end - 1]):
        return None
    find = _named if kind is GlossKind.NAME else _abbreviated
    edge = find(text, end, latin, spans, floor)
    return None if edge is None or is_a_title(text[edge.start : edge.end]) else edge


def _named(text: str, end: int, latin: str, spans: Sequence[Span], floor: int) -> Edge | None:
    """Find the name that a full Latin name glosses: by sound, unless its words say it is translated; then as tagged."""
    kind = kind_of(latin)
    heard = by_sound(text, end, latin, spans, floor)
    if heard and (is_only_an_ending(text, heard.start, end) or is_a_title(text[heard.start : heard.end])):
        heard = None
    spanned = by_span(text, end, latin, spans, floor)
    is_sure = heard is not None and heard.likeness >= ALONE
    is_bound = heard is not None and heard.is_on_a_start
    if heard and is_sure and (kind is None or is_bound):
        return heard
    if heard and is_bound and kind is None and spanned is None and latin.split(" ")[0] in first_names():
        return heard
    if heard and kind is None and spanned and spanned.entity_kind is EntityKind.PERSON:
        return heard
    if spanned is None:
        ended = by_ending(text, end, spans, floor) if kind else None
        return ended or (by_marks(text, end, floor) if kind is EntityKind.ORGANISATION else None)
    is_a_person = kind is None and latin.split(" ")[0] in first_names() and " " in latin
    if is_a_person and spanned.entity_kind is not EntityKind.PERSON and spanned.likeness < ON_A_START:
        return None
    return spanned


def _abbreviated(text: str, end: int, latin: str, spans: Sequence[Span], floor: int) -> Edge | None:
    """Find the name that an acronym or ticker glosses: as tagged, or by its ending, for these have no sound."""
    spanned = by_span(text, end, latin, spans, floor)
    is_ticker = "." in latin
    if spanned and (is_ticker or spanned.entity_kind is not EntityKind.PERSON):
        return spanned
    return by_ending(text, end, spans, floor, is_sure=is_ticker)


def _quoted(text: str, end: int, latin: str, kind: GlossKind, spans: Sequence[Span]) -> Edge | None:
    """Find a glossed name in quotes: its edges are given; None if it seems a phrase or the title of a work."""
    last = end - 1
    opening = text.rfind(_QUOTES[text[last]], max(0, last - _QUOTED_REACH), last)
    start = opening + 1
    if opening < 0 or last - start < 2 or not HAN.search(text, start, last):
        return None
    whole = next((span for span in spans if span.start in (start, opening) and span.end in (last, end)), None)
    alike = phonetics.similarity(text[start:last], latin)
    if text[last] in "》〉":
        is_name = kind_of(latin) is EntityKind.ORGANISATION and _is_medium(text, start, last)
    else:
        is_name = (
            whole is not None or kind_of(latin) is not None or (kind is GlossKind.NAME and alike >= ALONE)
        )
    kind_of_span = whole.entity_kind if whole else None
    return (
        Edge(start=start, end=last, score=SURE_IN_QUOTES, likeness=alike, entity_kind=kind_of_span)
        if is_name
        else None
    )


def _is_medium(text: str, start: int, end: int) -> bool:
    """Whether a title in 《》 is a newspaper's or a journal's rather than a book's."""
    behind = _BRACKET.match(text, end + 1)
    is_followed = behind is not None and text.startswith(_MEDIUM_AFTER, behind.end())
    return is_followed or text.endswith(_MEDIUM, start, end)


def _reversed_glosses(text: str, spans: Sequence[Span]) -> Iterator[FoundGloss]:
    """Yield reversed glosses, Getty Images（盖蒂图片社）, where the whole bracket is the Chinese name."""
    for match in _REVERSED.finditer(text):
        names = names_in(match[1])
        start, end = match.span(2)
        whole = at_offset(spans, start)
        if whole and (whole.start, whole.end) != (start, end):
            whole = None
        alike = phonetics.similarity(match[2], match[1])
        is_name = alike >= ALONE or (whole is not None and whole.entity_kind is not EntityKind.PLACE)
        if len(names) == 1 and names[0][1] is not GlossKind.TICKER and is_name:
            kind = whole.entity_kind if whole else None
            edge = Edge(start=start, end=end, score=SURE_IN_BRACKETS, likeness=alike, entity_kind=kind)
            yield _gloss(text, edge, *names[0])
