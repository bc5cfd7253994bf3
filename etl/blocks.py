"""A page's tree in one pass: blocks of text, pictures and media, in the order a reader meets them.

Here: what the HTML says, with the roles a layout gives to elements. Not here: which block is prose, a caption or
a credit in the article (article.py), and anything that one outlet alone does (etl/outlets/).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, Tag

from etl.model import MediaKind, Refused, RejectionKind
from etl.outlet import SELECTOR, Layout, Role

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
BOLD_TAGS = frozenset(("b", "strong"))
ITALIC_TAGS = frozenset(("i", "em"))
# what no reader sees as text, in any layout
HIDDEN_TAGS = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "link",
        "meta",
        "title",
        "object",
        "canvas",
        "map",
        "nav",
    ]
)
TEXT_TYPES = (NavigableString, CData)
TAG_ROLES: Mapping[str, Role] = {
    "h1": Role.HEADING,
    "h2": Role.HEADING,
    "h3": Role.HEADING,
    "h4": Role.HEADING,
    "h5": Role.HEADING,
    "h6": Role.HEADING,
    "blockquote": Role.QUOTE,
    "figcaption": Role.CAPTION,
    "video": Role.VIDEO,
    "audio": Role.AUDIO,
    "iframe": Role.EMBED,
    "embed": Role.EMBED,
    "time": Role.DATE,
}
# what the web at large means by a class or an attribute, whatever the outlet
COMMON_ROLES: Mapping[str, Role] = {
    "blockquote.twitter-tweet": Role.EMBED,
    "blockquote.twitter-video": Role.EMBED,
    "blockquote.instagram-media": Role.EMBED,
    "div.fb-post": Role.EMBED,
    "div.fb-video": Role.VIDEO,
    "blockquote.wp-embedded-content": Role.RELATED,
    "iframe.wp-embedded-content": Role.DROP,
    ".wp-caption-text": Role.CAPTION,
    "a[rel=tag]": Role.TAGS,
    "img.wp-smiley": Role.DROP,
    "img.emoji": Role.DROP,
    "[hidden]": Role.DROP,
}
WIDE = "\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’…—"
SOURCE_BREAKS = re.compile(r"\s*\n\s*")
SOURCE_BREAK = re.compile(r"\n")
HAN_BREAK = re.compile(rf"(?<=[{WIDE}])\n|\n(?=[{WIDE}])")
VIDEO_HOSTS = re.compile(
    r"youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|facebook\.com/(?:plugins/)?video|bilibili\.com|v\.qq\.com|youku\.com"
    r"|dailymotion\.com|av-embeds|/embed/player|/media/video|/videos?/",
    re.IGNORECASE,
)
AUDIO_HOSTS = re.compile(r"soundcloud\.com|spotify\.com|podcasts?\.|/audio/", re.IGNORECASE)
LAZY_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-echo")


@dataclass(slots=True)
class Line:
    """A line of inline text: its parts, how much of it is bold, slanted and linked, and its links."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    bold: int = 0
    italic: int = 0
    linked: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)  # (href, text)

    @property
    def text(self) -> str:
        """The line as one string. A line break of the source between Han characters is no space."""
        text = "".join(self.parts)
        if "\n" not in text:
            return text
        return SOURCE_BREAK.sub(" ", HAN_BREAK.sub("", SOURCE_BREAKS.sub("\n", text)))

    @property
    def is_bold(self) -> bool:
        return 0 < self.size == self.bold

    @property
    def is_link(self) -> bool:
        return 0 < self.size == self.linked


@dataclass(slots=True)
class Text:
    """A block of text. box numbers the nearest enclosing element with a picture in it, path all enclosing elements."""

    lines: list[Line]
    tag: str
    role: Role | None
    path: tuple[int, ...]


@dataclass(slots=True)
class Picture:
    source: str
    alt: str | None
    path: tuple[int, ...]


@dataclass(slots=True)
class Medium:
    media_kind: MediaKind
    url: str | None
    title: str | None
    path: tuple[int, ...]


Block = Text | Picture | Medium


@dataclass(slots=True)
class Page:
    """All blocks of a page, and what it says of itself outside of them."""

    blocks: list[Block]
    times: list[str]  # datetime attributes of time elements
    structured: list[str]  # JSON-LD, as text
    meta: list[tuple[str, str]] = field(default_factory=list)  # name and content of meta elements
    bodies: list[tuple[int, ...]] = field(default_factory=list)  # paths of elements with the role body


@dataclass(frozen=True)
class Roles:
    """A layout's selectors, compiled for one look-up per element."""

    by_tag: Mapping[str, Role]
    by_mark: Mapping[str, tuple[tuple[str | None, Role], ...]]  # class, #id or Prefix* → (tag, role)
    by_attribute: tuple[tuple[str, str | None, str | None, Role], ...]  # attribute, value, tag, role
    prefixes: tuple[str, ...]

    def of(self, tag: Tag) -> Role | None:
        """The role that an element has by its own name, classes and attributes; the layout's words win."""
        attributes = tag.attrs
        if attributes:
            classes = attributes.get("class")
            for mark in str(classes).split() if classes else ():
                for element, role in self.by_mark.get(mark, ()):
                    if element is None or element == tag.name:
                        return role
                for prefix in self.prefixes:
                    if mark.startswith(prefix):
                        for element, role in self.by_mark[prefix + "*"]:
                            if element is None or element == tag.name:
                                return role
            if "id" in attributes:
                for element, role in self.by_mark.get(f"#{attributes['id']}", ()):
                    if element is None or element == tag.name:
                        return role
            for name, value, element, role in self.by_attribute:
                if name in attributes and (element is None or element == tag.name):
                    found = attributes[name]
                    if value is None or value == found or value in str(found).split():
                        return role
        return self.by_tag.get(tag.name)


def compile_roles(layout: Layout) -> Roles:
    """A layout's roles over the common ones over the meaning of tags."""
    by_tag: dict[str, Role] = dict(TAG_ROLES)
    by_mark: dict[str, list[tuple[str | None, Role]]] = {}
    by_attribute: list[tuple[str, str | None, str | None, Role]] = []
    for selector, role in (*layout.roles.items(), *COMMON_ROLES.items()):
        match = SELECTOR.fullmatch(selector)
        if match is None:
            raise ValueError(f"layout {layout.name}: {selector!r} is not a selector")
        if match["attribute"]:
            by_attribute.append((match["attribute"], match["value"], match["tag"], role))
        elif match["name"]:
            mark = ("#" if match["mark"] == "#" else "") + match["name"] + (match["prefix"] or "")
            by_mark.setdefault(mark, []).append((match["tag"], role))
        else:
            by_tag[match["tag"]] = role
    prefixes = tuple(mark[:-1] for mark in by_mark if mark.endswith("*"))
    return Roles(
        by_tag, {mark: tuple(found) for mark, found in by_mark.items()}, tuple(by_attribute), prefixes
    )


class Walker:
    """One walk over one tree; its blocks grow as it goes."""

    def __init__(self, roles: Roles, *, node_limit: int, depth_limit: int) -> None:
        self.page = Page(blocks=[], times=[], structured=[])
        self._roles = roles
        self._node_limit = node_limit
        self._depth_limit = depth_limit
        self._nodes = 0
        self._depth = 0
        self._elements = 0
        self._lines: list[Line] = [Line()]
        self._block: tuple[str, Role | None, tuple[int, ...]] = ("div", None, ())

    def walk(
        self,
        tag: Tag,
        path: tuple[int, ...] = (),
        *,
        bold: bool = False,
        italic: bool = False,
        linked: bool = False,
    ) -> None:
        """Walk all that is below an element. Raises Refused past a limit."""
        self._depth += 1
        if self._depth > self._depth_limit or self._nodes > self._node_limit:
            self._refuse()
        for child in tag.contents:
            self._nodes += 1
            kind = type(child)
            if kind is Tag:
                self._element(child, path, bold, italic, linked)  # type: ignore[arg-type]
            elif kind in TEXT_TYPES:
                self._text(str(child), bold, italic, linked)
        self._depth -= 1

    def flush(self) -> None:
        """End the block of text that is being gathered."""
        lines = self._lines
        if len(lines) > 1 or lines[0].parts:
            if any(line.size for line in lines):
                tag, role, path = self._block
                self.page.blocks.append(Text(lines, tag, role, path))
            self._lines = [Line()]

    def _refuse(self) -> NoReturn:
        if self._depth > self._depth_limit:
            raise Refused(RejectionKind.TOO_DEEP, f"elements nested deeper than {self._depth_limit}")
        raise Refused(RejectionKind.TOO_MANY_NODES, f"more than {self._node_limit} nodes")

    def _text(self, text: str, bold: bool, italic: bool, linked: bool) -> None:
        stripped = text.strip()
        line = self._lines[-1]
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
            if bold:
                line.bold += size
            if italic:
                line.italic += size
            if linked:
                line.linked += size

    def _element(self, tag: Tag, path: tuple[int, ...], bold: bool, italic: bool, linked: bool) -> None:
        name = tag.name
        if name == "br":
            self._lines.append(Line())
            return
        role = self._roles.of(tag)
        if name in HIDDEN_TAGS or role is Role.DROP:
            if name == "script" and tag.get("type") == "application/ld+json":
                self.page.structured.append(tag.get_text())
            elif name == "meta" and tag.get("content"):
                self.page.meta.append((str(tag.get("property") or tag.get("name")), str(tag["content"])))
            return
        if self._block[1] is Role.RELATED:  # what is offered there has its own pictures, headings and times
            role = Role.RELATED if name in BLOCK_TAGS else None
            if name == "img" or TAG_ROLES.get(name) in MEDIUM_ROLES:
                return
        if name == "img":
            self._picture(tag, path)
        elif role is not None and role in MEDIUM_ROLES:
            self._medium(tag, role, path)
        elif name in BLOCK_TAGS or role not in (None, Role.BODY):
            if name == "time" and tag.get("datetime"):
                self.page.times.append(str(tag["datetime"]))
            self._nested_block(
                tag, name, role, path, bold or name in BOLD_TAGS, italic or name in ITALIC_TAGS, linked
            )
        elif name == "a":
            self._link(tag, path, bold, italic)
        else:
            if name == "td" or name == "th":
                self._lines[-1].parts.append(" ")
            self.walk(
                tag, path, bold=bold or name in BOLD_TAGS, italic=italic or name in ITALIC_TAGS, linked=linked
            )

    def _nested_block(
        self,
        tag: Tag,
        name: str,
        role: Role | None,
        path: tuple[int, ...],
        bold: bool,
        italic: bool,
        linked: bool,
    ) -> None:
        self.flush()
        outer = self._block
        self._elements += 1
        inner = (*path, self._elements)
        if role is Role.BODY:
            self.page.bodies.append(inner)
        # a paragraph in a list item is still the item
        kept = outer[0] if outer[0] in ("li", "blockquote", "pre") and name not in ("li", "pre") else name
        self._block = (kept, role or outer[1], inner)
        if name == "a":
            self._link(tag, inner, bold, italic)
        else:
            self.walk(tag, inner, bold=bold, italic=italic, linked=linked)
        self.flush()
        self._block = outer

    def _link(self, tag: Tag, path: tuple[int, ...], bold: bool, italic: bool) -> None:
        href = tag.get("href")
        self.walk(tag, path, bold=bold, italic=italic, linked=href is not None)
        if isinstance(href, str):
            text = " ".join(tag.get_text().split())
            if text:
                self._lines[-1].links.append((href, text))

    def _picture(self, tag: Tag, path: tuple[int, ...]) -> None:
        source = tag.get("src")
        if not isinstance(source, str) or not source or source.startswith("data:"):
            source = next((str(tag[name]) for name in LAZY_SOURCES if tag.get(name)), None)
        if source is None or tag.get("width") == "1" or tag.get("height") == "1":
            return
        alt = tag.get("alt") or tag.get("aria-label")
        self.flush()
        self.page.blocks.append(Picture(source.strip(), str(alt) if alt else None, path))

    def _medium(self, tag: Tag, role: Role, path: tuple[int, ...]) -> None:
        self.flush()
        url, title = _address_and_title(tag)
        kind = MEDIA_KINDS[role]
        if kind is MediaKind.EMBED and url and tag.name != "blockquote":
            if VIDEO_HOSTS.search(url):
                kind = MediaKind.VIDEO
            elif AUDIO_HOSTS.search(url):
                kind = MediaKind.AUDIO
        if url or title or role is not Role.EMBED:
            self.page.blocks.append(Medium(kind, url, title, path))


MEDIUM_ROLES = frozenset((Role.VIDEO, Role.AUDIO, Role.EMBED))
MEDIA_KINDS = {Role.VIDEO: MediaKind.VIDEO, Role.AUDIO: MediaKind.AUDIO, Role.EMBED: MediaKind.EMBED}


def _address_and_title(tag: Tag) -> tuple[str | None, str | None]:
    """Where a medium is and what it is called: attributes, JSON in an attribute, a source element, the last link."""
    title = tag.get("title") or tag.get("aria-label")
    url = tag.get("src") or tag.get("data-src") or tag.get("data-href")
    playable = tag.get("data-playable")
    if isinstance(playable, str):
        found = _playable(playable)
        url, title = url or found[0], title or found[1]
    inner = tag.get("data-iframe")
    if not url and isinstance(inner, str):
        match = re.search(r"src=[\"']([^\"']+)", inner)
        url = match[1] if match else None
    if not url:
        source = tag.find(["source", "iframe", "video", "audio"])
        if isinstance(source, Tag):
            url = source.get("src")
    if not url:
        links = [link["href"] for link in tag.find_all("a", href=True)]
        url = links[-1] if links else None
    return (str(url) if url else None), (str(title) if title else None)


def _playable(text: str) -> tuple[str | None, str | None]:
    """Address and title in a player's JSON attribute; an attribute that is no JSON says nothing."""
    try:
        told = json.loads(text)
    except ValueError:
        return None, None
    found: dict[str, str] = {}
    pending = [told]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            for name, inner in value.items():
                if isinstance(inner, str):
                    found.setdefault(name, inner)
                else:
                    pending.append(inner)
        elif isinstance(value, list):
            pending.extend(value)
    return found.get("externalEmbedUrl") or found.get("embedUrl") or found.get("href"), found.get("title")


def read_page(html: str, roles: Roles, *, node_limit: int, depth_limit: int) -> Page:
    """Build the tree and walk it once. Raises Refused past a limit."""
    if html.count("<") > node_limit:
        raise Refused(RejectionKind.TOO_MANY_NODES, f"more than {node_limit} tags")
    # the lists that classes become otherwise cost a tenth of the tree
    soup = BeautifulSoup(html, "lxml", multi_valued_attributes=None)
    walker = Walker(roles, node_limit=node_limit, depth_limit=depth_limit)
    walker.walk(soup)
    walker.flush()
    return walker.page
