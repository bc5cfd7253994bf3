"""Split a block of text into parts: paragraphs, headings, list items.

Here: line breaks, weight and form of a line. Not here: deciding what is prose (body.py).
"""

import re
from dataclasses import dataclass

from etl.kinds import ParagraphKind
from etl.normalize.text import clean_line
from etl.outlet import Layout, Role
from etl.page.blocks import Line, Path, Text, without_breaks

WRAP_SIZE = 15  # characters from which a line may go on in the next one (judged)
LINE_END = re.compile(r"(?:[。！？!?…；：:;]|(?<=[A-Za-z\d)])\.)[”’」』）)\"]*\s*$")
COMMA = re.compile(r"[，,、]\s*$")
HEADING_SIZE = 45  # characters above which a bold paragraph is emphasis, not a heading (judged)
SENTENCE_END = re.compile(r"[。；，、：:,;]\s*[”」』）)]?$")
TRAILS_OFF = re.compile(r"[，：；].*…[”」』）)]?$")  # a sentence, unlike a heading such as 但是……
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
    block: Text | None = None  # the block that it is one paragraph of several of


def read_parts(block: Text, layout: Layout) -> list[Part]:
    """Split a block into paragraphs, of one line each but for lines that are wrapped inside of a sentence."""
    if len(block.lines) == 1:
        part = _part(block.lines, block, layout)
        return [part] if part is not None else []
    if block.role is Role.HEADING:
        groups = [block.lines]
    else:
        groups = _grouped([line if line.size or line.text.strip() else None for line in block.lines], layout)
    parts = [part for group in groups if (part := _part(group, block, layout))]
    for part in parts if len(parts) > 1 else ():
        part.block = block
    return parts


def _grouped(lines: list[Line | None], layout: Layout) -> list[list[Line]]:
    """Group lines to paragraphs, from the last one up; an empty line is None."""
    groups: list[list[Line]] = []
    is_sentence = False  # whether the line below is the end of a sentence, or goes on to it
    below: Line | None = None
    for line in reversed(lines):
        if line is None:
            below, is_sentence = None, False
            continue
        is_ended = LINE_END.search(line.text) is not None
        if below is not None and is_sentence and not is_ended and _goes_on(line, below, layout):
            groups[-1].insert(0, line)
        else:
            groups.append([line])
            is_sentence = is_ended
        below = line
    return groups[::-1]


def _goes_on(line: Line, below: Line, layout: Layout) -> bool:
    """Whether a line that ends no sentence goes on in the one below it."""
    if (
        (line.size < WRAP_SIZE and not COMMA.search(line.text))
        or below.is_indented
        or (below.is_link and not line.is_link)
    ):
        return False
    bold = line if line.is_bold else below
    return not (layout.has_bold_headings and line.is_bold != below.is_bold and bold.size <= HEADING_SIZE)


def _part(lines: list[Line], block: Text, layout: Layout) -> Part | None:
    text = clean_line(
        lines[0].text if len(lines) == 1 else without_breaks("\n".join(line.text for line in lines))
    )
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
        and not text.startswith("——")
        and not SENTENCE_END.search(text)
        and not TRAILS_OFF.search(text)
        and not SPEAKER.match(text)
    )
