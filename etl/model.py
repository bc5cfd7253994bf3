"""The frozen values that flow from room to room, and the closed lists that they use.

Here: types and their meaning. Not here: how a value is read, cleaned, stored or shown.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class FormatKind(StrEnum):
    """The shape of a saved file, told by its content and never by its name."""

    HEADER = "header"  # <!--epoch ms-->, [title](url), dashes, HTML
    DATED = "dated"  # [title](url), dashes, 日期：RFC 2822, HTML
    POST = "post"  # front matter, then the header form
    BARE_POST = "bare_post"  # front matter, then only HTML
    UNKNOWN = "unknown"


class RejectionKind(StrEnum):
    """Why a document is not an article. A rejection always has exactly one of these, and a detail."""

    EMPTY = "empty"  # no bytes, or white space only
    UNDECODABLE = "undecodable"  # no known encoding reads all of it, or it is binary
    NO_HEADER = "no_header"  # none of the formats: a README, an arbitrary file
    LIST_PAGE = "list_page"  # a page that lists articles
    NO_CONTENT = "no_content"  # a header, and neither text, picture nor media below it
    TOO_LARGE = "too_large"  # more bytes than the set limit
    TOO_MANY_NODES = "too_many_nodes"
    TOO_DEEP = "too_deep"
    OUTSIDE_ROOT = "outside_root"  # a link or an archive member that points out of its root
    UNREADABLE = "unreadable"  # the operating system or the archive's own format refuses it


class ParagraphKind(StrEnum):
    LEAD = "lead"
    BODY = "body"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    HEADING = "heading"


class RoleKind(StrEnum):
    REPORTER = "reporter"
    COLUMNIST = "columnist"
    TRANSLATOR = "translator"
    EDITOR = "editor"
    PROOFREADER = "proofreader"
    PHOTOGRAPHER = "photographer"
    AGENCY = "agency"


class AuthorKind(StrEnum):
    PERSON = "person"
    AGENCY = "agency"
    DESK = "desk"


class MediaKind(StrEnum):
    VIDEO = "video"
    AUDIO = "audio"
    EMBED = "embed"


class LinkKind(StrEnum):
    RELATED = "related"  # to the outlet's own articles, offered as such
    INLINE = "inline"
    SOURCE = "source"  # to where a reprinted text first stood
    TRANSLATION = "translation"  # to the same article in another language


class ScriptKind(StrEnum):
    HANS = "hans"
    HANT = "hant"
    LATIN = "latin"


class PublishedSourceKind(StrEnum):
    """The clock that published_at was read from."""

    PAGE = "page"
    HEADER = "header"
    FRONT_MATTER = "front_matter"
    URL = "url"
    PATH = "path"


class EntityKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class MethodKind(StrEnum):
    """How a mention was found: what is most telling, where several say so."""

    TAGGER = "tagger"  # the model, by context
    SEED = "seed"  # a reviewed name stands there
    GAZETTEER = "gazetteer"  # a country's or a place's name stands there
    GLOSS = "gloss"  # its latin name stands behind it in brackets
    COMPOUND = "compound"  # a country in short, as in 中美, 英方
    PATTERN = "pattern"  # a rule of form: 《…日报》, …委员会, a Latin name
    REPEAT = "repeat"  # the same words were a name elsewhere in the article


class GlossKind(StrEnum):
    """What stands in brackets behind a Chinese name."""

    NAME = "name"  # （Boris Johnson）
    ACRONYM = "acronym"  # （NATO）
    TICKER = "ticker"  # （INTC.O）


class NamingKind(StrEnum):
    """Whether names were looked for in an article."""

    READ = "read"
    NOT_CHINESE = "not_chinese"  # its text is in Latin script, or it has none


class SeverityKind(StrEnum):
    """What a broken rule does: there is no third kind."""

    CRITICAL = "critical"  # stops the publish
    WARNING = "warning"  # calls a human


class OutcomeKind(StrEnum):
    """How a run stands."""

    RUNNING = "running"
    PUBLISHED = "published"
    BLOCKED = "blocked"  # a critical check failed; the last good copy stays
    INTERRUPTED = "interrupted"  # its process was killed; a later run went on from there


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
    """What stands above a page's HTML. Absent parts are None or empty; nothing is guessed."""

    format_kind: FormatKind
    title: str | None = None
    url: str | None = None
    header_at: datetime | None = None  # UTC; the epoch, or the 日期 line
    front_matter_at: datetime | None = None
    is_front_matter_day: bool = False  # only a day was stated; midnight UTC stands for it
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
    """One article as one saved page tells it. Times are UTC; days are the outlet's own."""

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
    header_at: datetime | None
    page_at: datetime | None  # where the page prints an hour
    page_date: date | None  # the day as the page prints it
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
    """A Chinese name and what stands in brackets behind it; offsets are those of the Chinese name."""

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
