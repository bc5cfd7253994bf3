"""Split a block of text into parts: paragraphs, headings, list items.

Here: line breaks, weight and form of a line. Not here: deciding what is prose (body.py).
"""

import re
from dataclasses import dataclass

from etl.kinds import ParagraphKind
from etl.normalize.heading import ends_sentence
from etl.normalize.text import clean_paragraph
from etl.outlet import Layout, Role
from etl.page.blocks import Line, Path, Text

HEADING_SIZE = 45  # characters above which a bold paragraph is emphasis, not a heading (judged)
SENTENCE_END = re.compile(r"[。；，、：:,;]\s*[”」』）)]?$")
SPEAKER = re.compile(r"^[^\s：:]{1,10}[：:].*[?？。]$")
EMPTY = re.compile(r"[\W_]*")  # dots, dashes, stars: a divider
KINDS = {Role.LEAD: ParagraphKind.LEAD, Role.HEADING: ParagraphKind.HEADING, Role.QUOTE: ParagraphKind.QUOTE}


@dataclass(slots=True)
class Part:
    """A paragraph before the body is settled."""

    text: str
    kind: ParagraphKind
    is_bold: bool
    links: list[tuple[str, str]]
    is_link: bool
    path: Path
    is_note: bool = False  # on the article or its authors: read for credits, then dropped


def read_parts(block: Text, layout: Layout) -> list[Part]:
    """Split a block into paragraphs: at empty lines, and around a bold line among others."""
    if len(block.lines) == 1:
        part = _part(block.lines, block, layout)
        return [part] if part is not None else []
    groups: list[list[Line]] = [[]]
    for line in block.lines:
        if not line.size and not line.text.strip():
            groups.append([])
        elif groups[-1] and _ends(groups[-1][-1], line, layout):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [part for group in groups if group and (part := _part(group, block, layout))]


def _ends(line: Line, following: Line, layout: Layout) -> bool:
    """Whether a line break ends a paragraph."""
    if layout.has_line_paragraphs and ends_sentence(line.text):
        return True
    bold = line if line.is_bold else following
    return layout.has_bold_headings and line.is_bold != following.is_bold and bold.size <= HEADING_SIZE


def _part(lines: list[Line], block: Text, layout: Layout) -> Part | None:
    text = clean_paragraph(lines[0].text if len(lines) == 1 else "\n".join(line.text for line in lines))
    if not text or EMPTY.fullmatch(text):
        return None
    named = _named_heading(text, layout) if layout.headings else None
    if named is not None:
        return Part(named["text"], ParagraphKind.HEADING, True, [], False, block.path)
    size = bold = linked = 0
    links: list[tuple[str, str]] = []
    for line in lines:
        size += line.size
        bold += line.bold
        linked += line.linked
        links += line.links
    is_bold = 0 < size == bold
    kind = KINDS.get(block.role, ParagraphKind.BODY) if block.role else ParagraphKind.BODY
    if kind is ParagraphKind.HEADING and text.endswith("。") and SPEAKER.match(text):  # a large answer
        kind = ParagraphKind.BODY
    if block.tag == "li" and kind is ParagraphKind.BODY:
        kind = ParagraphKind.LIST_ITEM
    elif kind is ParagraphKind.BODY and is_bold and layout.has_bold_headings and _is_heading(text):
        kind = ParagraphKind.HEADING
    return Part(text, kind, is_bold, links, 0 < size == linked, block.path)


def _named_heading(text: str, layout: Layout) -> re.Match[str] | None:
    return next((match for pattern in layout.headings if (match := re.fullmatch(pattern, text))), None)


def _is_heading(text: str) -> bool:
    return (
        len(text) <= HEADING_SIZE
        and "\n" not in text
        and not text.startswith("——")
        and not SENTENCE_END.search(text)
        and not SPEAKER.match(text)
    )
