"""Glosses: a Chinese name and the Latin one that stands in brackets behind it, as in 约翰逊（Boris Johnson）.

Here: which brackets are glosses, and of which Chinese name. Not here: what is in the brackets (latin_words.py), where a
name begins (edges.py), and which of two names one entity prefers (resolution).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.entities import edges, phonetics
from etl.entities.edges import Edge
from etl.entities.latin_words import LETTER, kind_of, kind_word, names_in
from etl.entities.span import Span
from etl.model import EntityKind, GlossKind

_BRACKET = re.compile(
    rf"[（(〔\[]([^（()）〔〕\[\]\n]{{0,60}}?[{LETTER}.][^（()）〔〕\[\]\n]{{0,90}})[)）〕\]]"
)
_REVERSED = re.compile(
    rf"(?<![{LETTER}0-9 ])([A-Z][{LETTER}0-9.&'’\-]*(?: [{LETTER}0-9.&'’\-]+){{0,5}}) ?"
    r"[（(]([\u4e00-\u9fff·]{2,16})[)）]"
)
_QUOTES = {"”": "“", "」": "「", "』": "『", "》": "《", '"': '"', "’": "‘", "〉": "〈"}
_QUOTED_REACH = 24
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MEDIUM = re.compile(r"(?:报|周刊|杂志|月刊|时报|晚报|邮报|新闻|评论|学人|人)$")
_MEDIUM_AFTER = re.compile(r"(?:杂志|周刊|周报|日报|报纸|报|期刊|网站|通讯社)")
_SOUNDS_SURE = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundGloss:
    """Offsets count the paragraph's code points and are those of the Chinese name, the end not included."""

    start: int
    end: int
    chinese_name: str
    latin_name: str
    gloss_kind: GlossKind
    entity_kind: EntityKind | None  # what the Latin words say; else what the tagger or the sound does
    score: float  # 0 to 1: how sure the left edge is


def glosses(text: str, spans: Sequence[Span]) -> list[FoundGloss]:
    """The glosses of one paragraph in shadow spelling, in their order. spans are the paragraph's names as tagged."""
    found: list[FoundGloss] = []
    after = 0  # where the last bracket ended: no name reaches over it
    last: Edge | None = None
    for match in _BRACKET.finditer(text):
        names = names_in(match[1])
        end = _end_of_name(text, match.start())
        if names and not (last and end == after):
            last = _edge(text, end, names, spans, after)
            last_end = end
        elif not names and end != after:
            last = None
        if names and last:
            found.extend(_gloss(text, last, last_end, latin, kind) for latin, kind in names)
        after = match.end()
    found.extend(_reversed_glosses(text, spans))
    return sorted(found, key=lambda gloss: (gloss.start, gloss.end, gloss.latin_name))


def _end_of_name(text: str, end: int) -> int:
    """Where the name before a bracket ends: spaces between them do not count."""
    while end > 0 and text[end - 1] == " ":
        end -= 1
    return end


def _gloss(text: str, edge: Edge, end: int, latin: str, kind: GlossKind) -> FoundGloss:
    end = end - 1 if text[end - 1] in _QUOTES else end
    entity_kind = EntityKind.ORGANISATION if kind is GlossKind.TICKER else kind_of(latin) or edge.entity_kind
    if (
        entity_kind is None
        and kind is GlossKind.NAME
        and edge.likeness >= _SOUNDS_SURE
        and _is_like_a_person(latin)
    ):
        entity_kind = EntityKind.PERSON
    return FoundGloss(
        start=edge.start,
        end=end,
        chinese_name=text[edge.start : end],
        latin_name=latin,
        gloss_kind=kind,
        entity_kind=entity_kind,
        score=round(edge.score, 3),
    )


def _is_like_a_person(latin: str) -> bool:
    """Two to five words and none that names something else."""
    return 2 <= len(latin.split(" ")) <= 5 and kind_word(latin) is None


def _edge(
    text: str, end: int, names: list[tuple[str, GlossKind]], spans: Sequence[Span], floor: int
) -> Edge | None:
    """Where the name before the bracket begins; None where what stands there is no name."""
    if end <= floor:
        return None
    latin, kind = names[0]
    if text[end - 1] in _QUOTES:
        return _quoted(text, end, latin, kind, spans)
    if not _HAN.match(text[end - 1]):
        return None
    if kind is GlossKind.NAME:
        by_words = kind_of(latin)
        heard = edges.by_sound(text, end, latin, spans, floor)
        if heard and (by_words is None or heard.likeness >= _SOUNDS_SURE):
            return heard
        spanned = edges.by_span(text, end, latin, spans, floor)
        return spanned or (edges.by_ending(text, end, spans, floor) if by_words else None)
    spanned = edges.by_span(text, end, latin, spans, floor)
    if spanned and (kind is GlossKind.TICKER or spanned.entity_kind is not EntityKind.PERSON):
        return spanned
    return edges.by_ending(text, end, spans, floor)


def _quoted(text: str, end: int, latin: str, kind: GlossKind, spans: Sequence[Span]) -> Edge | None:
    """A name in quotes: its edges are sure, but many a quote is a phrase or the title of a work."""
    opening = text.rfind(_QUOTES[text[end - 1]], max(0, end - 1 - _QUOTED_REACH), end - 1)
    if opening < 0 or end - 1 - (opening + 1) < 2:
        return None
    start, inner = opening + 1, text[opening + 1 : end - 1]
    if not _HAN.search(inner):
        return None
    whole = next(
        (span for span in spans if span.start in (start, opening) and span.end in (end - 1, end)), None
    )
    alike = phonetics.similarity(inner, latin)
    if text[end - 1] in "》〉":
        is_name = kind_of(latin) is EntityKind.ORGANISATION and _is_medium(text, inner, end)
    else:
        is_name = (
            whole is not None
            or kind_of(latin) is not None
            or (kind is GlossKind.NAME and alike >= _SOUNDS_SURE)
        )
    if not is_name:
        return None
    kind_of_span = whole.entity_kind if whole else None
    return Edge(start=start, score=0.95, likeness=alike, entity_kind=kind_of_span)


def _is_medium(text: str, inner: str, end: int) -> bool:
    """Whether a title in 《》 is a newspaper's or a journal's and not a book's."""
    bracket_end = max(text.find("）", end, end + 60), text.find(")", end, end + 60))
    return bool(_MEDIUM.search(inner)) or (
        bracket_end > 0 and bool(_MEDIUM_AFTER.match(text, bracket_end + 1))
    )


def _reversed_glosses(text: str, spans: Sequence[Span]) -> list[FoundGloss]:
    """The other order, 英文 first: Getty Images（盖蒂图片社）, where what is in the brackets is a name as a whole."""
    found = []
    for match in _REVERSED.finditer(text):
        names = names_in(match[1])
        whole = next(
            (span for span in spans if span.start == match.start(2) and span.end == match.end(2)), None
        )
        alike = phonetics.similarity(match[2], match[1])
        if len(names) != 1 or names[0][1] is GlossKind.TICKER or (whole is None and alike < _SOUNDS_SURE):
            continue
        edge = Edge(
            start=match.start(2), score=0.9, likeness=alike, entity_kind=whole.entity_kind if whole else None
        )
        found.append(_gloss(text, edge, match.end(2), *names[0]))
    return found
