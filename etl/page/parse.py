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
from etl.kinds import FormatKind, RejectionKind, ScriptKind
from etl.model import (
    DEFAULT_LIMITS,
    Credit,
    Header,
    Image,
    Limits,
    Media,
    ParsedArticle,
    RawDocument,
    Refused,
    Rejection,
)
from etl.normalize.clock import Published, Stamp
from etl.normalize.script import script_kind
from etl.normalize.text import unescape
from etl.normalize.url import article_id_of, url_host
from etl.outlet import Layout, Outlet
from etl.outlets import article_address, outlet_of
from etl.page.agency import agency_use
from etl.page.blocks import Page
from etl.page.body import Body, settle_body
from etl.page.credit import settle_credits, with_columnists
from etl.page.dating import date_article
from etl.page.draft import Draft, draft_article
from etl.page.encoding import decode
from etl.page.figure import images_of, media_of
from etl.page.frame import frame_captions
from etl.page.generic import generic_layout, keep_article
from etl.page.header import read_header
from etl.page.live import start_first
from etl.page.mend import mend_html
from etl.page.mojibake import mojibake_in
from etl.page.plain import as_html
from etl.page.redesign import REACH, redesigned_layout
from etl.page.roles import Roles, compile_roles
from etl.page.structured import Structured, read_structured
from etl.page.title import Title, read_address, read_path_day, read_title, without_site
from etl.page.walk import read_page

WRAPPER = re.compile(r"\s*<div>\s*\n(?P<inside>.*)\n\s*</div>\s*", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reading:
    """The content of a page, before header, address and path are added."""

    layout: Layout
    is_generic: bool
    draft: Draft
    structured: Structured
    title: Title
    body: Body
    images: tuple[Image, ...]
    media: tuple[Media, ...]
    stated_times: tuple[str, ...]  # for machines


def parse_document(document: RawDocument, limits: Limits = DEFAULT_LIMITS) -> ParsedArticle | Rejection:
    """Parse one document. Its content never raises: an unparsable document is a Rejection with its reason."""
    outlet: Outlet | None = None
    try:
        if document.content is None:
            raise ValueError(f"{document.document_path}: its content was not read")
        text, _ = decode(document.content)
        header, html = read_header(text, read_path_day(document.document_path))
        folder, _, _ = document.document_path.rpartition("/")
        outlet = outlet_of(url_host(header.url) if header.url else None, header.source_name, folder or None)
        if garbled := mojibake_in(f"{header.title or ''}\n{html}"):
            raise Refused(RejectionKind.MOJIBAKE, garbled)
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


def _read(header: Header, html: str, outlet: Outlet, limits: Limits) -> _Reading:
    """Read a page by its outlet's layout. Raises Refused if it has no title, or nothing below it."""
    if header.format_kind is FormatKind.POST and (wrapped := WRAPPER.fullmatch(html)):
        html = wrapped["inside"]
    html = as_html(html)
    layout, roles, is_generic = choose_layout(outlet, html)
    page = read_page(mend_html(html, layout), roles, node_limit=limits.node_count, depth_limit=limits.depth)
    if is_generic:
        page.blocks = frame_captions(page.blocks)
    draft = draft_article(page, layout, outlet)
    structured = read_structured(page.structured, page.meta)
    if is_generic:
        keep_article(draft, page.bodies, page.articles, reach=REACH if outlet.layouts else 1)
    title = _title(header, structured, page, outlet)
    body = settle_body(draft, layout, outlet, title=title.text, base=header.url)
    images, media = images_of(draft.visuals, header.url), media_of(draft.visuals, header.url)
    if not (body.paragraphs or images or media):
        raise Refused(RejectionKind.NO_CONTENT, _nothing(draft, page))
    return _Reading(
        layout=layout,
        is_generic=is_generic,
        draft=draft,
        structured=structured,
        title=title,
        body=body,
        images=images,
        media=media,
        stated_times=tuple(text for text in (structured.published, *start_first(page)) if text),
    )


def _nothing(draft: Draft, page: Page) -> str:
    """Why a page without prose, picture and medium is no article."""
    only = "nothing"
    if draft.parts:
        only = f"no prose, only {draft.parts[0].text[:60]!r}"
    elif page.unread:
        only = f"only text for readers without scripts, {page.unread[:60]!r}"
    return f"below the header is {only}: no picture and no medium either"


def _title(header: Header, structured: Structured, page: Page, outlet: Outlet) -> Title:
    title = read_title(
        header.title or structured.headline or page.headline or without_site(page.title), outlet
    )
    if not title.text:
        raise Refused(RejectionKind.NO_HEADER, "neither the header nor the page states a title")
    return title


def _article(document: RawDocument, header: Header, outlet: Outlet, read: _Reading) -> ParsedArticle:
    title, body = read.title, read.body
    address = read_address(outlet, header.url)
    canonical = article_address(header.url) if header.url else None
    section = read.draft.section or read.structured.section or title.section or address.section
    script = script_kind("".join(paragraph.text for paragraph in body.paragraphs) or title.text)
    page, published = _clock(document, header, outlet, read, script, address.day)
    credits = _credits(read, section, header, outlet)
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
        published_local_at=published.local_at,
        is_exact_time=published.is_exact,
        header_at=header.header_at,
        page_at=page.at if page else None,
        page_date=page.day if page else None,
        page_time_kind=page.kind if page else None,
        url_date=address.day,
        script_kind=script,
        is_generic_layout=read.is_generic,
        layout_name=read.layout.name,
        section_name=section,
        column_name=title.column,
        dateline_place=body.place,
        paragraphs=body.paragraphs,
        credits=credits,
        images=read.images,
        media=read.media,
        links=body.links,
        tags=_tags(header, read),
        agency_use_kind=agency_use(credits, body.paragraphs, body.wire, outlet, title.source),
    )


def _credits(read: _Reading, section: str | None, header: Header, outlet: Outlet) -> tuple[Credit, ...]:
    signed = with_columnists(read.body.credits, section, read.title.column)
    return settle_credits(signed, header, outlet, read.title, read.structured)


def _tags(header: Header, read: _Reading) -> tuple[str, ...]:
    own = [tag for tag in read.draft.tags if tag] or read.structured.tags
    return tuple(dict.fromkeys((*own, *map(unescape, header.tags))))


def _clock(
    document: RawDocument,
    header: Header,
    outlet: Outlet,
    read: _Reading,
    script: ScriptKind,
    url_day: date | None,
) -> tuple[Stamp | None, Published]:
    """Give the page's own time and the clock chosen for publication."""
    times = (None if outlet.prints_no_time else read.draft.stamp, read.stated_times)
    path_day = read_path_day(document.document_path)
    is_half_day = read.layout.is_half_day_clock
    return date_article(
        times, header, outlet, script, url_day=url_day, path_day=path_day, is_half_day=is_half_day
    )
