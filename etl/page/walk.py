"""The one walk over a page's tree: blocks in the order a reader meets them.

Here: what the HTML says, with the roles that elements have. Not here: which block is prose, a caption or a credit in
the article (draft.py).
"""

import re
from collections.abc import Sequence
from typing import NoReturn

from bs4.element import CData, NavigableString, Tag

from etl.kinds import RejectionKind
from etl.model import Refused
from etl.normalize.text import clean_line
from etl.outlet import Role
from etl.page.blocks import GAP, Line, Medium, Page, Path, Text
from etl.page.picture import PICTURE_TAGS, Pictures, image_of, picture_address
from etl.page.player import MEDIA_KINDS, is_post, read_medium
from etl.page.raised import raised_text
from etl.page.roles import Roles
from etl.page.structured import without_tags
from etl.page.tags import (
    BLOCK_TAGS,
    FIELD_TAGS,
    FRAMES,
    HIDDEN_TAGS,
    SHOWN_TAGS,
    SHOWN_WITHOUT_SCRIPTS,
    STYLES,
    begins_field,
    is_hidden,
)
from etl.page.tree import PageTag, build_tree, text_of
from etl.page.unseen import ASIDE, BOLD, ITALIC, LINKED, SIZELESS, is_unseen, with_style

LINE_ENDS = re.compile("[\\u2028\\u2029]\\s*|\\n")
UNREAD_SIZE = 50  # characters of an article where only readers without scripts look (judged)
INLINE_ROLES = (None, Role.BODY)
TEXT_TYPES = (NavigableString, CData)


def read_page(html: str, roles: Roles, *, node_limit: int, depth_limit: int) -> Page:
    """Build the tree and walk it once. Raises Refused past a limit."""
    if html.count("<") > node_limit:
        raise Refused(RejectionKind.TOO_MANY_NODES, f"more than {node_limit} tags")
    walker = Walker(roles, node_limit=node_limit, depth_limit=depth_limit)
    tree = build_tree(html)
    walker.walk(tree)
    walker.flush()
    if not any(isinstance(block, Text) for block in walker.page.blocks):
        walker.walk_unread(tree)
    return walker.page


class Walker:
    """One walk over one tree; its blocks grow as it goes. style is a sum of BOLD, ITALIC, LINKED and SIZELESS."""

    def __init__(self, roles: Roles, *, node_limit: int, depth_limit: int) -> None:
        self.page = Page(blocks=[], times=[], structured=[])
        self._roles = roles
        self._node_limit = node_limit
        self._depth_limit = depth_limit
        self._nodes = 0
        self._depth = 0
        self._elements = 0
        self._lines: list[Line] = [Line()]
        self._block: tuple[str, Role | None, Path] = ("div", None, ())
        self._pictures = Pictures(self.page.blocks)

    def walk(self, tag: Tag, path: Path = (), style: int = 0) -> None:
        """Walk all that is below an element. Raises Refused past a limit."""
        self._depth += 1
        self._nodes += len(tag.contents)
        if self._depth > self._depth_limit or self._nodes > self._node_limit:
            self._refuse()
        for child in tag.contents:
            kind = type(child)
            if kind is PageTag:
                self._element(child, path, style)  # type: ignore[arg-type]
            elif kind in TEXT_TYPES:
                self._text(child, style)  # type: ignore[arg-type]
        self._depth -= 1

    def walk_unread(self, tree: Tag) -> None:
        """Walk what only readers without scripts are shown, if it is as long as an article."""
        for tag in tree.find_all(["noscript", "textarea"]):
            text = clean_line(tag.get_text())
            if len(without_tags(text)) >= UNREAD_SIZE:
                self.walk(build_tree(text) if tag.name == "textarea" else tag)
                self.flush()
            else:
                self.page.unread = self.page.unread or text

    def flush(self) -> None:
        """End the block of text that is being gathered."""
        lines = self._lines
        if len(lines) > 1 or lines[0].size:
            if any(line.size for line in lines):
                self.page.blocks.append(Text(lines, *self._block))
            self._lines = [Line()]
        elif lines[0].parts:  # white space between two elements
            lines[0].parts.clear()
            lines[0].links.clear()

    def _refuse(self) -> NoReturn:
        if self._depth > self._depth_limit:
            raise Refused(RejectionKind.TOO_DEEP, f"elements nested deeper than {self._depth_limit}")
        raise Refused(RejectionKind.TOO_MANY_NODES, f"more than {self._node_limit} nodes")

    def _text(self, text: str, style: int) -> None:
        if style & SIZELESS:
            return
        line = self._lines[-1]
        stripped = text.strip()
        if "\u2028" in stripped or "\u2029" in stripped or (self._block[0] == "pre" and "\n" in stripped):
            first, *others = LINE_ENDS.split(text.strip("\n"))
            line.parts.append(first)
            line.size += len(first.strip())
            self._lines.extend(Line(parts=[other], size=len(other.strip())) for other in others)
            return
        line.parts.append(text)
        size = len(stripped)
        if size > 1 or stripped.isalnum():
            line.size += size
            if style:
                line.bold += size if style & BOLD else 0
                line.italic += size if style & ITALIC else 0
                line.linked += size if style & LINKED else 0
                line.aside += size if style & (ASIDE | ITALIC) else 0

    def _element(self, tag: Tag, path: Path, style: int) -> None:
        name = tag.name
        if name == "br":
            self._lines.append(Line())
            return
        role = self._roles.of(tag)
        if name in HIDDEN_TAGS or role is Role.DROP:
            self._hidden(tag, path)
            return
        if tag.attrs:
            if is_hidden(tag, role, self._block[1]):
                self._hidden(tag, path)
                return
            if "style" in tag.attrs or "align" in tag.attrs:
                style = with_style(tag, style)
        if self._block[1] is Role.RELATED:  # what is offered there has its own pictures, headings and times
            role = Role.RELATED if name in BLOCK_TAGS else None
            if name in SHOWN_TAGS:
                return
        if name == "blockquote" and role is Role.QUOTE and is_post(tag):
            role = Role.EMBED
        style |= STYLES.get(name, 0)
        if name == "cite" and (self._block[1] is Role.CAPTION or self._block[0] in ("figure", "figcaption")):
            role = role or Role.CREDIT
        if name in PICTURE_TAGS:
            self._picture(tag, path)
            self.walk(tag, path, style)  # only a reader without scripts is shown what an amp-img holds
        elif name == "picture":
            self._picture(image_of(tag), path, tag.find_all("source"))
        elif role in MEDIA_KINDS:
            self.flush()
            medium = read_medium(tag, role, path)
            if medium is not None:
                self.page.blocks.append(medium)
        elif name in BLOCK_TAGS or role not in INLINE_ROLES:
            self._nested_block(tag, role, path, style)
        else:
            self._inline(tag, path, style)

    def _inline(self, tag: Tag, path: Path, style: int) -> None:
        name = tag.name
        if name == "a":
            self._link(tag, path, style)
        elif name == "sup" or name == "sub":
            self._text(raised_text(tag, self._lines[-1].parts), style)
        elif name == "q":
            self._text("“", style)
            self.walk(tag, path, style)
            self._text("”", style)
        else:
            if (
                name == "td"
                or name == "th"
                or (name in FIELD_TAGS and begins_field(tag, self._lines[-1].parts))
            ):
                self._lines[-1].parts.append(GAP)
            self.walk(tag, path, style)

    def _hidden(self, tag: Tag, path: Path) -> None:
        """Keep what is stated for machines, and pictures for readers without scripts. A block parts its neighbours."""
        name = tag.name
        if name == "script":
            if tag.get("type") == "application/ld+json":
                self.page.structured.append(tag.get_text())
        elif name == "meta":
            if tag.get("content"):
                self.page.meta.append((str(tag.get("property") or tag.get("name")), str(tag["content"])))
        elif name == "noscript":
            is_still = not self._lines[-1].size and isinstance(next(reversed(self.page.blocks), None), Medium)
            for shown in () if is_still else tag.find_all(SHOWN_WITHOUT_SCRIPTS):
                if not is_unseen(shown) and shown.find_parent("picture") is None:
                    sources = shown.find_all("source") if shown.name == "picture" else ()
                    self._picture(image_of(shown), path, sources, is_twin=True)
        elif name in BLOCK_TAGS or name in FRAMES:
            self.flush()
            if name == "h1":
                self.page.headline = self.page.headline or clean_line(tag.get_text())
        elif name == "title":
            self.page.title = self.page.title or clean_line(tag.get_text())

    def _nested_block(self, tag: Tag, role: Role | None, path: Path, style: int) -> None:
        self.flush()
        name, outer = tag.name, self._block
        self._elements += 1
        inner = (*path, self._elements)
        if role is Role.BODY:
            self.page.bodies.append(inner)
        elif name == "article":
            self.page.articles.append(inner)
        if role is Role.DATE and tag.get("datetime"):
            self.page.times.append(str(tag["datetime"]))
            self.page.time_blocks.append(len(self.page.blocks))
        elif name == "h1":
            self.page.headline = self.page.headline or clean_line(tag.get_text())
        # a paragraph in a list item is still the item
        kept = outer[0] if outer[0] in ("li", "blockquote", "pre") and name not in ("li", "pre") else name
        self._block = (kept, role or outer[1], inner)
        if name == "a":
            self._link(tag, inner, style)
        else:
            self.walk(tag, inner, style)
        self.flush()
        self._block = outer

    def _link(self, tag: Tag, path: Path, style: int) -> None:
        href = tag.get("href")
        if not isinstance(href, str):
            self.walk(tag, path, style)
            return
        self.walk(tag, path, style | LINKED)
        text = clean_line(text_of(tag))
        if text:
            self._lines[-1].links.append((href, text))

    def _picture(self, tag: Tag, path: Path, sources: Sequence[Tag] = (), *, is_twin: bool = False) -> None:
        address = picture_address(tag, sources)
        if address is not None:
            self.flush()
        self._pictures.add(address, tag, path, is_for_scripts=not is_twin)
