"""A sample page while it is made: its HTML, and beside it what a parser ought to find in it.

Here: the page's own record, and the truth that it ends as. Not here: any outlet's markup, or where it goes.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from etl.kinds import (
    AgencyUseKind,
    AuthorKind,
    EntityKind,
    LinkKind,
    MediaKind,
    ParagraphKind,
    RejectionKind,
    RoleKind,
    ScriptKind,
)
from etl.model import Credit, Image, Link, Media, Paragraph


class Named(NamedTuple):
    """A name that a story is written with. key: who or what is meant, by the full name; no two share one."""

    surface: str
    entity_kind: EntityKind
    key: str


class TrueMention(NamedTuple):
    """Where a name stands: position 0 is the title, else the paragraph's; offsets as in a Mention."""

    position: int
    start: int
    end: int
    named: Named


NO_TITLE = "(?!长)"  # 德国外交部长 is no mention of 德国外交部


class PageKind(StrEnum):
    ARTICLE = "article"
    COPY = "copy"  # an article whose text is an agency's, and stands at another outlet too
    RESAVE = "resave"  # an article once more, its text unchanged
    EDIT = "edit"  # an article once more, its text changed
    BAD = "bad"  # not an article, or not whole


@dataclass(frozen=True, kw_only=True)
class Truth:
    """What parsing a page ought to give. White space is collapsed; the dateline stays in its paragraph."""

    url: str
    title: str
    published_at: datetime
    header_at: datetime | None
    page_at: datetime | None
    script_kind: ScriptKind
    dateline_place: str | None
    column_name: str | None
    section_name: str | None
    paragraphs: tuple[Paragraph, ...]
    credits: tuple[Credit, ...]
    images: tuple[Image, ...]
    media: tuple[Media, ...]
    links: tuple[Link, ...]
    tags: tuple[str, ...]
    agency_use_kind: AgencyUseKind
    named: tuple[Named, ...]
    dot: str  # between the parts of a foreign name, as the outlet writes it

    def mentions(self) -> tuple[TrueMention, ...]:
        """Where the names stand that the prose is written with; of two that overlap, the longer. Headings have none."""
        by_surface = {name.surface.replace("·", self.dot): name for name in self.named}
        longest_first = sorted(by_surface, key=len, reverse=True)
        pattern = re.compile("|".join(f"{re.escape(one)}{NO_TITLE}" for one in longest_first))
        texts = [(0, self.title)] + [
            (position, paragraph.text)
            for position, paragraph in enumerate(self.paragraphs, start=1)
            if paragraph.paragraph_kind is not ParagraphKind.HEADING
        ]
        return tuple(
            TrueMention(position, *match.span(), by_surface[match[0]])
            for position, text in texts
            for match in pattern.finditer(text)
        )


@dataclass(frozen=True, kw_only=True)
class SamplePage:
    """A file of the sample. truth is None where nothing certain can be said: a bad page, or one cut short."""

    path: str
    content: bytes
    kind: PageKind
    layout_name: str
    outlet_id: str
    truth: Truth | None = None
    rejection_kind: RejectionKind | None = None


def escape(text: str) -> str:
    return text.replace("&", "&amp;")


@dataclass(kw_only=True)
class Draft:
    """A page being written. Each method adds to the HTML and to the truth at once, so that the two agree."""

    published_at: datetime
    number: int  # no other article has it
    script_kind: ScriptKind = ScriptKind.HANS
    url: str = ""
    title: str = ""  # as a reader would call the article
    header_title: str = ""  # as the header has it
    header_at: datetime | None = None
    page_at: datetime | None = None
    dateline_place: str | None = None
    column_name: str | None = None
    section_name: str | None = None
    before_html: str = ""  # lines between the header and the HTML
    is_dated: bool = False  # has a 日期 line in place of the epoch
    front_matter: str | None = None
    has_header: bool = True
    html: list[str] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    agency_use_kind: AgencyUseKind = AgencyUseKind.NONE
    named: tuple[Named, ...] = ()
    dot: str = "·"

    def raw(self, html: str) -> None:
        self.html.append(html)

    def prose(
        self,
        text: str,
        before: str = "<p>",
        after: str = "</p>",
        *,
        kind: ParagraphKind = ParagraphKind.BODY,
        markup: str | None = None,
    ) -> None:
        """A paragraph that a reader reads. markup: its inside, where that is more than the text."""
        self.html.append(f"{before}{escape(text) if markup is None else markup}{after}")
        self.paragraphs.append(Paragraph(paragraph_kind=kind, text=text))

    def heading(self, text: str, before: str, after: str) -> None:
        self.prose(text, before, after, kind=ParagraphKind.HEADING)

    def signed(
        self,
        name: str,
        role: RoleKind,
        kind: AuthorKind = AuthorKind.PERSON,
        latin_name: str | None = None,
    ) -> None:
        """A credit. Its HTML is the outlet's business."""
        credit = Credit(author_name=name, role_kind=role, author_kind=kind, latin_name=latin_name or None)
        self.credits.append(credit)

    def image(
        self,
        url: str,
        *,
        html: str,
        alt: str | None = None,
        caption: str | None = None,
        credit: str | None = None,
    ) -> None:
        self.html.append(html)
        self.images.append(Image(image_url=url, alt_text=alt, caption=caption, credit=credit))

    def medium(self, kind: MediaKind, url: str | None, html: str, title: str | None = None) -> None:
        self.html.append(html)
        self.media.append(Media(media_kind=kind, media_url=url, title=title))

    def link(self, url: str, text: str, kind: LinkKind, html: str = "") -> None:
        self.html.append(html)
        self.links.append(Link(link_url=url, anchor_text=text, link_kind=kind))

    def seen_after(self, minutes: float) -> None:
        """The archive's own stamp: so many minutes after publication."""
        self.header_at = self.published_at + timedelta(minutes=round(minutes * 60) / 60)

    def text(self) -> str:
        """The whole file."""
        parts: list[str] = [self.front_matter] if self.front_matter else []
        if self.has_header:
            if not self.is_dated:
                stamp = "NaN" if self.header_at is None else str(round(self.header_at.timestamp() * 1000))
                parts.append(f"<!--{stamp}-->\n")
            parts.append(f"[{self.header_title or self.title}]({self.url})\n------\n")
        parts.append(f"{self.before_html}\n")
        parts.extend(self.html)
        parts.append("\n")
        return "".join(parts)

    def truth(self) -> Truth:
        return Truth(
            url=self.url,
            title=" ".join(self.title.split()),
            published_at=self.published_at,
            header_at=self.header_at,
            page_at=self.page_at,
            script_kind=self.script_kind,
            dateline_place=self.dateline_place,
            column_name=self.column_name,
            section_name=self.section_name,
            paragraphs=tuple(self.paragraphs),
            credits=tuple(self.credits),
            images=tuple(self.images),
            media=tuple(self.media),
            links=tuple(self.links),
            tags=tuple(self.tags),
            agency_use_kind=self.agency_use_kind,
            named=self.named,
            dot=self.dot,
        )
