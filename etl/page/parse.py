"""Parse a RawDocument to a ParsedArticle or a Rejection. Pure: no file, clock, environment or database.

Here: the stages from bytes to article, in order. Not here: the stages themselves (the other modules of this room), what
is specific to one outlet (etl/outlets/).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from etl.code_version import parser_version, rejecting_version
from etl.kinds import FormatKind, RejectionKind
from etl.lexicon import words
from etl.model import (
    DEFAULT_LIMITS,
    Header,
    Image,
    Limits,
    Media,
    ParsedArticle,
    RawDocument,
    Refused,
    Rejection,
)
from etl.normalize.clock import Published, Stamp, choose_published, find_day, read_stamp
from etl.normalize.script import script_kind
from etl.normalize.text import unescape
from etl.normalize.url import article_id_of, canonical_url, url_host
from etl.outlet import Layout, Outlet
from etl.outlets import outlet_of
from etl.page.agency import agency_use
from etl.page.blocks import Page
from etl.page.body import Body, settle_body
from etl.page.credit import settle_credits, with_columnists
from etl.page.draft import Draft, draft_article
from etl.page.encoding import decode
from etl.page.figure import images_of, media_of
from etl.page.frame import frame_captions
from etl.page.generic import generic_layout, keep_article
from etl.page.header import read_header
from etl.page.redesign import REACH, redesigned_layout
from etl.page.roles import Roles, compile_roles
from etl.page.structured import Structured, read_structured
from etl.page.title import Title, read_address, read_path_day, read_title
from etl.page.walk import read_page

WRAPPER = re.compile(r"\s*<div>\s*\n(?P<inside>.*)\n\s*</div>\s*", re.DOTALL)
# tags that lost the space behind their name; unrepaired, they swallow what follows them
FUSED = re.compile(r"<(div|img|span|p|a|section|figure)(class|src|id|style|href|alt)=")
ZONED = re.compile(r"\d\s*(?:Z|GMT|UTC|[+-]\d\d:?\d\d)\s*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reading:
    """The content of a page, before header, address and path are added."""

    layout_name: str
    is_generic: bool
    draft: Draft
    structured: Structured
    title: Title
    body: Body
    images: tuple[Image, ...]
    media: tuple[Media, ...]
    stamp: Stamp | None


def parse_document(document: RawDocument, limits: Limits = DEFAULT_LIMITS) -> ParsedArticle | Rejection:
    """Parse one document. Its content never raises: an unparsable document is a Rejection with its reason."""
    outlet: Outlet | None = None
    try:
        if document.content is None:
            raise ValueError(f"{document.document_path}: its content was not read")
        text, _ = decode(document.content)
        header, html = read_header(text)
        folder, _, _ = document.document_path.rpartition("/")
        outlet = outlet_of(url_host(header.url) if header.url else None, header.source_name, folder or None)
        return _article(document, header, outlet, _read(header, html, outlet, limits))
    except Refused as refusal:
        version = parser_version(outlet.outlet_id if outlet else "unknown")
        return Rejection(
            document_id=document.document_id,
            parser_version=rejecting_version(version, refusal.kind, limits),
            outlet_id=outlet.outlet_id if outlet else None,
            rejection_kind=refusal.kind,
            rejection_detail=refusal.detail,
        )


@cache
def _generic() -> tuple[Layout, Roles]:
    layout = generic_layout()
    return layout, compile_roles(layout)


@cache
def _layouts(outlet_id: str) -> Sequence[tuple[Layout, Roles]]:
    outlet = outlet_of(None, outlet_id, None)
    return [(layout, compile_roles(layout)) for layout in (*outlet.layouts, redesigned_layout(outlet))]


def choose_layout(outlet: Outlet, html: str) -> tuple[Layout, Roles, bool]:
    """Choose the outlet's first layout that fits the page, and say whether it is generic: knows none of its marks.

    A page that none fits is read by redesigned_layout; of an outlet without layouts, by the generic one.
    """
    if not outlet.layouts:
        return *_generic(), True
    *known, (last, last_roles) = _layouts(outlet.outlet_id)
    for layout, roles in known:
        if layout.fits(html):
            return layout, roles, False
    return last, last_roles, True


def mend_html(html: str, layout: Layout) -> str:
    """Strip the archive's wrapper, and repair tags that would swallow what follows them."""
    for tail in words("page_words", "archive_tail"):
        html = html.partition(tail)[0]
    if FUSED.search(html):
        html = FUSED.sub(r"<\1 \2=", html)
    for pattern, replacement in layout.repairs:
        html = re.sub(pattern, replacement, html)
    return html


def _read(header: Header, html: str, outlet: Outlet, limits: Limits) -> _Reading:
    """Read a page by its outlet's layout. Raises Refused if it has no title, or nothing below it."""
    if header.format_kind is FormatKind.POST and (wrapped := WRAPPER.fullmatch(html)):
        html = wrapped["inside"]
    layout, roles, is_generic = choose_layout(outlet, html)
    page = read_page(mend_html(html, layout), roles, node_limit=limits.node_count, depth_limit=limits.depth)
    if is_generic:
        page.blocks = frame_captions(page.blocks)
    draft = draft_article(page, layout, outlet)
    structured = read_structured(page.structured, page.meta)
    if is_generic:
        keep_article(draft, page.bodies, reach=REACH if outlet.layouts else 1)
    title = read_title(header.title or structured.headline or "", outlet)
    if not title.text:
        raise Refused(RejectionKind.NO_HEADER, "neither the header nor the page states a title")
    body = settle_body(draft, layout, outlet, title=title.text, base=header.url)
    images, media = images_of(draft.visuals, header.url), media_of(draft.visuals, header.url)
    if not (body.paragraphs or images or media):
        only = f"no prose, only {draft.parts[0].text[:60]!r}" if draft.parts else "nothing"
        raise Refused(
            RejectionKind.NO_CONTENT, f"below the header is {only}: no picture and no medium either"
        )
    return _Reading(
        layout_name=layout.name,
        is_generic=is_generic,
        draft=draft,
        structured=structured,
        title=title,
        body=body,
        images=images,
        media=media,
        stamp=_page_stamp(page, structured, outlet, draft.stamp),
    )


def _article(document: RawDocument, header: Header, outlet: Outlet, read: _Reading) -> ParsedArticle:
    draft, structured, title, body, stamp = read.draft, read.structured, read.title, read.body, read.stamp
    address = read_address(outlet, header.url)
    published = _published(document, header, outlet, stamp, address.day)
    canonical = canonical_url(header.url) if header.url else None
    tags = [tag for tag in draft.tags if tag] or structured.tags
    section = draft.section or structured.section or address.section
    text = "".join(paragraph.text for paragraph in body.paragraphs)
    credits = settle_credits(
        with_columnists(body.credits, section, title.column), header, outlet, title, structured
    )
    return ParsedArticle(
        document_id=document.document_id,
        parser_version=parser_version(outlet.outlet_id),
        outlet_id=outlet.outlet_id,
        article_id=article_id_of(canonical or f"{outlet.outlet_id} {document.document_path}"),
        url=header.url,
        canonical_url=canonical,
        title=title.text,
        published_at=published.at,
        published_date=published.day,
        published_source_kind=published.source_kind,
        header_at=header.header_at,
        page_at=stamp.at if stamp else None,
        page_date=stamp.day if stamp else None,
        url_date=address.day,
        script_kind=script_kind(text or title.text),
        is_generic_layout=read.is_generic,
        layout_name=read.layout_name,
        section_name=section,
        column_name=title.column,
        dateline_place=body.place,
        paragraphs=body.paragraphs,
        credits=credits,
        images=read.images,
        media=read.media,
        links=body.links,
        tags=tuple(dict.fromkeys((*tags, *map(unescape, header.tags)))),
        agency_use_kind=agency_use(credits, body.paragraphs, body.wire, outlet, title.source),
    )


def _page_stamp(page: Page, structured: Structured, outlet: Outlet, shown: Stamp | None) -> Stamp | None:
    """Choose the page's time: printed before structured data, and one with an hour before a mere day."""
    stated = (structured.published, *page.times)
    read = (_stated_stamp(text, outlet) for text in stated if text)
    stamps = [stamp for stamp in (shown, *read) if stamp is not None]
    return next((stamp for stamp in stamps if stamp.at is not None), stamps[0] if stamps else None)


def _stated_stamp(text: str, outlet: Outlet) -> Stamp | None:
    """Parse a time of structured data; for an unknown outlet, a time without a zone counts as a day only."""
    if outlet.layouts or ZONED.search(text):
        return read_stamp(text, outlet.page_timezone_name)
    return find_day(text)


def _front_matter_stamp(header: Header) -> Stamp | None:
    at = header.front_matter_at
    return Stamp(day=at.date(), at=None if header.is_front_matter_day else at) if at else None


def _published(
    document: RawDocument, header: Header, outlet: Outlet, stamp: Stamp | None, url_date: date | None
) -> Published:
    return choose_published(
        page=stamp,
        header_at=header.header_at,
        front_matter=_front_matter_stamp(header),
        url_day=url_date,
        path_day=read_path_day(document.document_path),
        timezone_name=outlet.timezone_name,
    )
