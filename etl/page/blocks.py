"""Blocks: the content of a page in reading order.

Here: the types, and joining the parts of a line to text. Not here: finding blocks (walk.py), their part in an article
(draft.py).
"""

import re
from dataclasses import dataclass, field

from etl.kinds import MediaKind
from etl.normalize.text import clean_line
from etl.outlet import Role

Path = tuple[int, ...]  # the elements around a block, from the outermost in, each by its number on the page

GAP = "\x00"  # between cells of a row: a space, whatever white space of the source is around it
WIDE = "\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’…—"
INDENT = re.compile(r"\s*?(?:[\u3000\u2002\u2003]|\xa0[ \xa0]*\xa0)")
IS_WIDE = re.compile(rf"[{WIDE}]").match


def without_breaks(text: str) -> str:
    """A text in one line: a break beside a Han character goes, any other becomes a space with those around it."""
    first, *others = text.split("\n")
    if not others:
        return text
    line = first.rstrip()
    for piece in (*filter(None, map(str.strip, others[:-1])), others[-1].lstrip()):
        line += piece if IS_WIDE(line[-1:]) or IS_WIDE(piece) else f" {piece}"
    return line


@dataclass(slots=True)
class Line:
    """A line of inline text: its parts, how much of it is bold, slanted and linked, and its links."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    bold: int = 0
    italic: int = 0
    linked: int = 0
    aside: int = 0  # slanted, centred or in small print
    links: list[tuple[str, str]] = field(default_factory=list)  # (href, text)

    @property
    def text(self) -> str:
        """The line as one string; a line break of the source between Han characters is dropped."""
        text = "".join(self.parts)
        text = without_breaks(text) if "\n" in text else text
        return text.replace(GAP, " ") if GAP in text else text

    @property
    def is_indented(self) -> bool:
        """Whether the line begins with the white space that opens a paragraph."""
        return INDENT.match("".join(self.parts[:3])) is not None

    @property
    def is_bold(self) -> bool:
        return 0 < self.size == self.bold

    @property
    def is_link(self) -> bool:
        return 0 < self.size == self.linked


@dataclass(slots=True)
class Text:
    """A block of text, its nearest block element and the role that it or an element around it has."""

    lines: list[Line]
    tag: str
    role: Role | None
    path: Path

    @property
    def text(self) -> str:
        """The lines as one, cleaned."""
        return clean_line(" ".join(line.text for line in self.lines))


@dataclass(slots=True)
class Picture:
    source: str
    alt: str | None
    path: Path


@dataclass(slots=True)
class Medium:
    media_kind: MediaKind
    url: str | None
    title: str | None
    path: Path


Block = Text | Picture | Medium


@dataclass(slots=True)
class Page:
    """All blocks of a page, and what it says of itself outside of them."""

    blocks: list[Block]
    times: list[str]  # datetime attributes of time elements
    structured: list[str]  # JSON-LD, as text
    time_blocks: list[int] = field(default_factory=list)  # for each of these times, the blocks before it
    headline: str = ""  # the text of the first h1
    title: str = ""  # the text of the title element
    unread: str = ""  # text for readers without scripts, where there is no other
    meta: list[tuple[str, str]] = field(default_factory=list)  # name and content of meta elements
    bodies: list[Path] = field(default_factory=list)  # paths of elements with the role body
    articles: list[Path] = field(default_factory=list)  # paths of article elements
