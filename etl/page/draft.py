"""Draft an article: sort a page's blocks into the parts of an article, in reading order.

Here: classifying each block by its role and neighbours. Not here: deciding what is prose (body.py).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from etl.model import Credit
from etl.normalize.author import SEPARATOR, name_list
from etl.normalize.caption import FIGURE_TITLE, MEDIUM_TITLE
from etl.normalize.field_line import read_fields
from etl.normalize.stamp import Printed, find_printed, read_printed
from etl.normalize.text import clean_line
from etl.outlet import Layout, Outlet, Role
from etl.page.blocks import Block, Line, Medium, Page, Picture, Text
from etl.page.figure import Visual, describe, is_decoration, is_note, is_within
from etl.page.paragraph import Part, read_parts
from etl.page.patterns import any_of

ASIDE_SHARE = 0.3  # share of a page's text from which its style says nothing (judged)
CAPTION_ROLES = (Role.CAPTION, Role.CREDIT)
CARD_LINES = 3  # labelled lines that make a card (judged)
CARD_LABEL = re.compile(r"(?P<label>[^：:\s]{1,8})\s*[：:]\s*")


@dataclass(slots=True)
class Draft:
    """The parts of what may be an article."""

    parts: list[Part] = field(default_factory=list)
    visuals: list[Visual] = field(default_factory=list)
    related: list[tuple[str, str]] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    stamp: Printed | None = None
    section: str | None = None
    place: str | None = None
    is_compiled: bool = False  # see Byline


def draft_article(page: Page, layout: Layout, outlet: Outlet) -> Draft:
    """Sort the blocks of a page into the parts of an article, in reading order."""
    sorter = Sorter(layout, outlet, has_asides=not outlet.layouts and _has_asides(page))
    for block in page.blocks:
        if isinstance(block, Text):
            sorter.sort_text(block)
        else:
            sorter.sort_shown(block)
    return sorter.draft


def _has_asides(page: Page) -> bool:
    """Whether what is slanted, centred or small is set off: not on a page much of which is so.

    A described outlet says itself what its captions are like.
    """
    lines = [line for block in page.blocks if isinstance(block, Text) for line in block.lines]
    return sum(line.aside for line in lines) < ASIDE_SHARE * sum(line.size for line in lines)


class Sorter:
    """The state of sorting: the latest picture, and captions that precede theirs."""

    def __init__(self, layout: Layout, outlet: Outlet, *, has_asides: bool) -> None:
        self.draft = Draft()
        self._has_asides = has_asides
        self._layout = layout
        self._outlet = outlet
        self._drop = any_of(outlet.drop)
        self._waiting: list[str] = []
        self._latest: Visual | None = None
        self._previous: Block | None = None

    def sort_shown(self, block: Picture | Medium) -> None:
        """Add a picture or medium; the title of a figure or medium directly above it becomes its caption."""
        if is_decoration(block, self._outlet):
            return
        parts = self.draft.parts
        title = FIGURE_TITLE if isinstance(block, Picture) else MEDIUM_TITLE
        if parts and isinstance(self._previous, Text) and title.fullmatch(parts[-1].text):
            self._waiting.append(parts.pop().text)
        self._latest = Visual(block, captions=self._waiting)
        self._waiting = []
        self.draft.visuals.append(self._latest)
        self._previous = block

    def sort_text(self, block: Text) -> None:
        """Add a block of text: a caption or credit of the latest picture, or a part of the article by its role."""
        latest = self._latest
        if block.role in CAPTION_ROLES or is_within(block, latest, self._layout.figure_depth):
            self._caption(block)
        elif (
            latest is not None
            and self._previous is latest.block
            and is_note(block, latest.block, self._outlet, has_asides=self._has_asides)
        ):
            describe(latest, block.text, is_credit=False)
            return  # a further note may follow
        else:
            _sort(self.draft, block, self._layout, self._outlet)
            if self._layout.figure_depth == 0 and block.role is not Role.RELATED and self.draft.parts:
                self._part_from(latest)
        self._previous = block

    def _part_from(self, latest: Visual | None) -> None:
        """Close the latest figure after prose, except that a caption may still follow a player."""
        if latest is not None and (latest.captions or isinstance(latest.block, Picture)):
            self._latest = None

    def _caption(self, block: Text) -> None:
        text = block.text
        if block.role is None and self._drop and self._drop.fullmatch(text):
            return
        if self._latest is None:
            self._waiting.append(text)
        else:
            describe(self._latest, text, is_credit=block.role is Role.CREDIT)


def _sort(draft: Draft, block: Text, layout: Layout, outlet: Outlet) -> None:
    if layout.card and _is_card(block, layout):
        for line in block.lines:
            _card_line(draft, line, block, layout, outlet)
        return
    match block.role:
        case None:
            _sort_prose(draft, block, layout, outlet)
        case Role.RELATED:
            draft.related.extend(link for line in block.lines for link in line.links)
        case Role.TAGS:
            for line in block.lines:
                draft.tags.extend(
                    [text for _, text in line.links] or [clean_line(line.text)] if line.size else []
                )
        case Role.MARGIN:
            pass
        case Role.NOTES:
            draft.parts.extend(replace(part, is_note=True) for part in read_parts(block, layout))
        case Role.SECTION:
            draft.section = draft.section or block.text
        case Role.PLACE:
            draft.place = draft.place or block.text or None
        case Role.DATE:
            if not _head(draft, block.lines, outlet):
                draft.stamp = draft.stamp or find_printed(block.text)
        case Role.BYLINE:
            for line in block.lines:
                _byline(draft, line, outlet)
        case _:
            _sort_prose(draft, block, layout, outlet)


def _is_card(block: Text, layout: Layout) -> bool:
    return (
        len(block.lines) >= CARD_LINES
        and sum(_card_role(line, layout) is not None for line in block.lines) >= CARD_LINES
    )


def _card_role(line: Line, layout: Layout) -> Role | None:
    label = CARD_LABEL.match(clean_line(line.text))
    return layout.card.get(label["label"]) if label else None


def _card_line(draft: Draft, line: Line, block: Text, layout: Layout, outlet: Outlet) -> None:
    """Sort a line of a card by its label; a byline keeps the label, which says who did what."""
    role = _card_role(line, layout)
    if role is None:
        return
    lines = [line]
    if role is not Role.BYLINE:
        rest = CARD_LABEL.sub("", clean_line(line.text), count=1)
        links = line.links or [("", piece) for piece in SEPARATOR.split(rest) if piece]
        lines = [Line(parts=[rest], size=len(rest), links=links)]
    _sort(draft, Text(lines, block.tag, role, block.path), layout, outlet)


def _sort_prose(draft: Draft, block: Text, layout: Layout, outlet: Outlet) -> None:
    if not draft.parts and _fields(draft, block.lines):
        return
    is_first = layout.has_head and not draft.parts and draft.stamp is None
    if not (is_first and _head(draft, block.lines, outlet)):
        draft.parts.extend(read_parts(block, layout))


def _fields(draft: Draft, lines: Sequence[Line]) -> bool:
    """If all lines are fields (来源：… 作者：… 时间：…), take their credits and their time."""
    texts = [text for line in lines if (text := clean_line(line.text))]
    found = [fields for text in texts if (fields := read_fields(text)) is not None]
    if not found or len(found) < len(texts):
        return False
    for fields in found:
        draft.credits.extend(fields.credits)
        stamps = (read_printed(text) or find_printed(text) for text in fields.times)
        draft.stamp = draft.stamp or next((stamp for stamp in stamps if stamp is not None), None)
    return True


def _head(draft: Draft, lines: Sequence[Line], outlet: Outlet) -> bool:
    """If one line is a timestamp, take it as the page time and the rest as the byline."""
    for line in lines:
        stamp = read_printed(clean_line(line.text))
        if stamp is not None:
            draft.stamp = draft.stamp or stamp
            for other in lines:
                if other is not line:
                    _byline(draft, other, outlet)
            return True
    return False


def _byline(draft: Draft, line: Line, outlet: Outlet) -> None:
    text = clean_line(line.text)
    if not text or _fields(draft, [line]):
        return
    for reader in outlet.credits:
        found = reader(text)
        if found is not None:
            draft.credits.extend(found.credits)
            draft.place = draft.place or found.place
            draft.is_compiled = draft.is_compiled or found.is_compiled
            return
    draft.credits.extend(name_list(text, outlet.byline_role))
