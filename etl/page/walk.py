"""The one walk over a page's tree: blocks in the order a reader meets them.

Here: what the HTML says, with the roles that elements have. Not here: which block is prose, a caption or a credit in
the article (draft.py).
"""

from typing import NoReturn

from bs4.element import CData, NavigableString, Tag

from etl.kinds import RejectionKind
from etl.model import Refused
from etl.outlet import Role
from etl.page.blocks import Line, Page, Path, Picture, Text
from etl.page.player import MEDIA_KINDS, read_medium
from etl.page.roles import Roles
from etl.page.tree import build_tree

# fmt: off
BLOCK_TAGS = frozenset((
    "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "tfoot", "thead", "tr", "ul",
))
# what no reader sees as text, in any layout
HIDDEN_TAGS = frozenset((
    "script", "style", "noscript", "template", "svg", "button", "select", "option", "textarea", "input",
    "link", "meta", "title", "object", "canvas", "map", "nav",
))
# fmt: on
SHOWN_TAGS = frozenset(("img", "video", "audio", "iframe", "embed"))
BOLD, ITALIC, LINKED = 1, 2, 4
STYLES = {"b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC}
INLINE_ROLES = (None, Role.BODY)
TEXT_TYPES = (NavigableString, CData)
LAZY_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-echo")


def read_page(html: str, roles: Roles, *, node_limit: int, depth_limit: int) -> Page:
    """Build the tree and walk it once. Raises Refused past a limit."""
    if html.count("<") > node_limit:
        raise Refused(RejectionKind.TOO_MANY_NODES, f"more than {node_limit} tags")
    walker = Walker(roles, node_limit=node_limit, depth_limit=depth_limit)
    walker.walk(build_tree(html))
    walker.flush()
    return walker.page


class Walker:
    """One walk over one tree; its blocks grow as it goes. style is a sum of BOLD, ITALIC and LINKED."""

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

    def walk(self, tag: Tag, path: Path = (), style: int = 0) -> None:
        """Walk all that is below an element. Raises Refused past a limit."""
        self._depth += 1
        self._nodes += len(tag.contents)
        if self._depth > self._depth_limit or self._nodes > self._node_limit:
            self._refuse()
        for child in tag.contents:
            kind = type(child)
            if kind is Tag:
                self._element(child, path, style)  # type: ignore[arg-type]
            elif kind in TEXT_TYPES:
                self._text(child, style)  # type: ignore[arg-type]
        self._depth -= 1

    def flush(self) -> None:
        """End the block of text that is being gathered."""
        lines = self._lines
        if len(lines) > 1 or lines[0].parts:
            if any(line.size for line in lines):
                self.page.blocks.append(Text(lines, *self._block))
            self._lines = [Line()]

    def _refuse(self) -> NoReturn:
        if self._depth > self._depth_limit:
            raise Refused(RejectionKind.TOO_DEEP, f"elements nested deeper than {self._depth_limit}")
        raise Refused(RejectionKind.TOO_MANY_NODES, f"more than {self._node_limit} nodes")

    def _text(self, text: str, style: int) -> None:
        line = self._lines[-1]
        stripped = text.strip()
        if self._block[0] == "pre" and "\n" in stripped:
            first, *others = text.strip("\n").split("\n")
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

    def _element(self, tag: Tag, path: Path, style: int) -> None:
        name = tag.name
        if name == "br":
            self._lines.append(Line())
            return
        role = self._roles.of(tag)
        if name in HIDDEN_TAGS or role is Role.DROP:
            self._hidden(tag)
            return
        if self._block[1] is Role.RELATED:  # what is offered there has its own pictures, headings and times
            role = Role.RELATED if name in BLOCK_TAGS else None
            if name in SHOWN_TAGS:
                return
        style |= STYLES.get(name, 0)
        if name == "img":
            self._picture(tag, path)
        elif role in MEDIA_KINDS:
            self.flush()
            medium = read_medium(tag, role, path)
            if medium is not None:
                self.page.blocks.append(medium)
        elif name in BLOCK_TAGS or role not in INLINE_ROLES:
            self._nested_block(tag, role, path, style)
        elif name == "a":
            self._link(tag, path, style)
        else:
            if name == "td" or name == "th":
                self._lines[-1].parts.append(" ")
            self.walk(tag, path, style)

    def _hidden(self, tag: Tag) -> None:
        """What a page states for machines is not shown, and kept."""
        if tag.name == "script" and tag.get("type") == "application/ld+json":
            self.page.structured.append(tag.get_text())
        elif tag.name == "meta" and tag.get("content"):
            self.page.meta.append((str(tag.get("property") or tag.get("name")), str(tag["content"])))

    def _nested_block(self, tag: Tag, role: Role | None, path: Path, style: int) -> None:
        self.flush()
        name, outer = tag.name, self._block
        self._elements += 1
        inner = (*path, self._elements)
        if role is Role.BODY:
            self.page.bodies.append(inner)
        if name == "time" and tag.get("datetime"):
            self.page.times.append(str(tag["datetime"]))
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
        text = " ".join(tag.get_text().split())
        if text:
            self._lines[-1].links.append((href, text))

    def _picture(self, tag: Tag, path: Path) -> None:
        source = tag.get("src")
        if not isinstance(source, str) or not source or source.startswith("data:"):
            source = next((str(tag[name]) for name in LAZY_SOURCES if tag.get(name)), None)
        if source is None or tag.get("width") == "1" or tag.get("height") == "1":
            return
        alt = tag.get("alt") or tag.get("aria-label")
        self.flush()
        self.page.blocks.append(Picture(source.strip(), str(alt) if alt else None, path))
