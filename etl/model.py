"""The frozen values that flow from room to room.

Here: types and their meaning. Not here: the closed lists that they use (kinds.py), and how a value is read, cleaned,
stored or shown.
"""

from dataclasses import dataclass
from datetime import date, datetime

from etl.kinds import (
    AgencyUseKind,
    AuthorKind,
    EntityKind,
    FormatKind,
    GlossKind,
    LinkKind,
    MediaKind,
    MethodKind,
    NamingKind,
    PageTimeKind,
    ParagraphKind,
    PublishedSourceKind,
    RejectionKind,
    RoleKind,
    ScriptKind,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class RawDocument:
    """A file of the archive at one content.

    document_path is relative to its root and uses /; a name that is not UTF-8 is written with \\xNN escapes.
    content is None where the file was refused before it was read; then refusal says why.
    """

    document_id: str
    content_hash: str
    document_path: str
    byte_count: int
    content: bytes | None
    refusal: "Rejection | None" = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """What precedes a page's HTML. Absent parts are None or empty; nothing is guessed."""

    format_kind: FormatKind
    title: str | None = None
    url: str | None = None
    header_at: datetime | None = None  # UTC; the epoch, or the 日期 line
    front_matter_at: datetime | None = None
    is_front_matter_day: bool = False  # only a day was given, stored as midnight UTC
    author_name: str | None = None  # front matter
    source_name: str | None = (
        None  # front matter: the first tag or category, the outlet as the archive calls it
    )
    tags: tuple[str, ...] = ()  # front matter, without the outlet itself


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    paragraph_kind: ParagraphKind
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Credit:
    author_name: str
    role_kind: RoleKind
    author_kind: AuthorKind = AuthorKind.PERSON
    latin_name: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Image:
    image_url: str
    alt_text: str | None = None
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Media:
    media_kind: MediaKind
    media_url: str | None = None
    title: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    link_url: str
    anchor_text: str
    link_kind: LinkKind


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedArticle:
    """An article as parsed from one saved page. Times are in UTC, days in the outlet's time zone."""

    document_id: str
    parser_version: str
    outlet_id: str
    article_id: str
    url: str | None
    canonical_url: str | None
    title: str
    published_at: datetime | None
    published_date: date | None
    published_source_kind: PublishedSourceKind | None
    published_local_at: datetime | None  # published_at by the outlet's own clock, without a zone
    is_exact_time: bool  # the outlet itself states the hour of publication
    header_at: datetime | None
    page_at: datetime | None  # where the page prints an hour
    page_date: date | None  # the day as the page prints it
    page_time_kind: PageTimeKind | None
    url_date: date | None
    script_kind: ScriptKind
    is_generic_layout: bool
    layout_name: str
    section_name: str | None
    column_name: str | None
    dateline_place: str | None
    paragraphs: tuple[Paragraph, ...]
    credits: tuple[Credit, ...]
    images: tuple[Image, ...]
    media: tuple[Media, ...]
    links: tuple[Link, ...]
    tags: tuple[str, ...]
    agency_use_kind: AgencyUseKind = AgencyUseKind.NONE


@dataclass(frozen=True, kw_only=True, slots=True)
class Rejection:
    document_id: str
    parser_version: str
    outlet_id: str | None
    rejection_kind: RejectionKind
    rejection_detail: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Prose:
    """What names are looked for in: title (position 0) and prose, as (position from 1, text), headings left out."""

    document_id: str
    script_kind: ScriptKind
    title: str
    paragraphs: tuple[tuple[int, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A name in an article. Offsets count code points of the paragraph's own text, from 0, the end not included.

    referent is what the article itself says is meant, in the spelling of etl.normalize.shadow: the fullest name that it
    gives (唐纳德·特朗普 for 特朗普, 中国外交部 for 外交部, 中国 for the 中 in 中美).
    """

    position: int
    start_offset: int
    end_offset: int
    surface: str
    entity_kind: EntityKind
    method_kind: MethodKind
    score: float  # 0 to 1: how sure it is that this is a name of this kind
    referent: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Gloss:
    """A Chinese name and the gloss in brackets behind it; offsets are those of the Chinese name."""

    position: int
    start_offset: int
    end_offset: int
    chinese_name: str  # in the spelling of etl.normalize.shadow
    latin_name: str
    gloss_kind: GlossKind
    score: float  # 0 to 1: how sure the left edge of the Chinese name is


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedArticle:
    """The names of one article, in reading order."""

    document_id: str
    naming_kind: NamingKind
    mentions: tuple[Mention, ...] = ()
    glosses: tuple[Gloss, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds past which a document is rejected. Deterministic by law: sizes and counts, never a clock."""

    byte_count: int = 20 * 1024 * 1024
    node_count: int = 200_000
    depth: int = 200


DEFAULT_LIMITS = Limits()


class Refused(Exception):
    """Raised by a small reader that cannot go on; parse, in one place, turns it into a Rejection."""

    def __init__(self, kind: RejectionKind, detail: str) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail
