"""The closed lists: what a kind of something can be, and what each value means.

Here: names and their meaning. Not here: the values that carry them (model.py).
"""

from enum import StrEnum


class FormatKind(StrEnum):
    """The format of a saved file, recognised by content and never by name."""

    HEADER = "header"  # <!--epoch ms-->, [title](url), dashes, HTML
    DATED = "dated"  # [title](url), dashes, 日期：RFC 2822, HTML
    POST = "post"  # front matter, then the header form
    BARE_POST = "bare_post"  # front matter, then only HTML
    UNKNOWN = "unknown"


class RejectionKind(StrEnum):
    """Why a document is not an article. A rejection always has exactly one of these, and a detail."""

    EMPTY = "empty"  # no bytes, or white space only
    UNDECODABLE = "undecodable"  # no known encoding reads all of it, or it is binary
    MOJIBAKE = "mojibake"  # its text was decoded wrongly before it was saved
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
    AGENCY = "agency"  # a news agency whose text or reports these are
    SOURCE = "source"  # the medium or account that the text was taken from


class AuthorKind(StrEnum):
    PERSON = "person"
    AGENCY = "agency"  # a news agency, which sells its texts to media
    MEDIUM = "medium"  # a newspaper, a station, a site, an account
    DESK = "desk"  # a part of an outlet that signs as one


class AgencyUseKind(StrEnum):
    """What an article's text owes to news agencies."""

    OWN = "own"  # written by the agency itself, on its own pages
    CARRIED = "carried"  # an agency's text, taken over or translated
    BASED_ON = "based_on"  # written by the outlet from agencies' reports
    NONE = "none"  # no agency's, as far as the page tells


class MediaKind(StrEnum):
    VIDEO = "video"
    AUDIO = "audio"
    EMBED = "embed"


class LinkKind(StrEnum):
    RELATED = "related"  # to the outlet's own articles, offered as such
    INLINE = "inline"
    SOURCE = "source"  # to the original of a reprinted text
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


class PageTimeKind(StrEnum):
    """How much of the page's own time was read."""

    MINUTE = "minute"  # day and hour
    DAY = "day"  # the page states no hour
    DAY_OF_UNREAD_HOUR = (
        "day_of_unread_hour"  # digits of an hour stand there, and no moment could be made of them
    )


class EntityKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class MethodKind(StrEnum):
    """How a mention was found; of several methods, the strongest evidence."""

    TAGGER = "tagger"  # the model, by context
    SEED = "seed"  # a reviewed name
    GAZETTEER = "gazetteer"  # the name of a country or another place
    GLOSS = "gloss"  # it is followed by its Latin name in brackets
    COMPOUND = "compound"  # a country abbreviated to one character: 中美, 英方
    PATTERN = "pattern"  # a pattern: 《…日报》, …委员会, a Latin name
    REPEAT = "repeat"  # the same text is a name elsewhere in the article


class GlossKind(StrEnum):
    """What the brackets behind a Chinese name contain."""

    NAME = "name"  # （Boris Johnson）
    ACRONYM = "acronym"  # （NATO）
    TICKER = "ticker"  # （INTC.O）


class NamingKind(StrEnum):
    """Whether an article was searched for names."""

    READ = "read"
    NOT_CHINESE = "not_chinese"  # its text is in Latin script, or it has none


class RevisionKind(StrEnum):
    """What of an article differs from the version saved before."""

    FIRST = "first"  # no version was saved before
    MARKUP = "markup"  # neither title nor text: pictures, links, credits, tags, or what is not read
    TEXT = "text"
    TITLE = "title"
    BOTH = "both"  # title and text


class ChangeClassKind(StrEnum):
    """What a change of title or text amounts to."""

    TYPO = "typo"  # a few characters, and no figure
    ADDITION = "addition"  # nearly all of it is new text
    CUT = "cut"  # nearly all of it is text taken out
    HEADLINE = "headline"  # the title alone
    CORRECTION = "correction"  # it says so (更正, 编者按), or only figures changed
    REWRITE = "rewrite"  # text taken out and put in
    REPLACED = "replaced"  # another text under the same address


class ChangeKind(StrEnum):
    """What happened to a paragraph."""

    ADDED = "added"
    REMOVED = "removed"
    EDITED = "edited"
    MOVED = "moved"  # the same text at another place


class CopyKind(StrEnum):
    """How an article comes to repeat the text of another."""

    RESAVE = "resave"  # the same text of the same outlet under another address
    UPDATE = "update"  # the same outlet told it again, with text put in or taken out
    SYNDICATED = "syndicated"  # another outlet carried or retold it
    SHARED_WIRE = "shared_wire"  # both carry a third one's text


class CopyEvidenceKind(StrEnum):
    """What tells which of two articles is the original; the strongest that there is."""

    CREDIT = "credit"  # the copy credits the original's outlet
    DATELINE = "dateline"  # its dateline names that agency
    PHRASE = "phrase"  # its prose names that outlet
    TEXT = "text"  # nothing but the common text: the clock decides


class SeverityKind(StrEnum):
    """The consequence of a broken rule."""

    CRITICAL = "critical"  # stops the publish
    WARNING = "warning"  # is reported, and does not stop the publish


class OutcomeKind(StrEnum):
    """The state or outcome of a run."""

    RUNNING = "running"
    PUBLISHED = "published"
    BLOCKED = "blocked"  # a critical check failed; the last good copy stays
    UNPUBLISHED = "unpublished"  # it ended well and was a part of the work: a later run checks and publishes
    FAILED = "failed"  # it ended with an error; what it had written stays, and a later run goes on from there
    INTERRUPTED = "interrupted"  # it was stopped or killed; a later run goes on from there


class SetKind(StrEnum):
    """Which annotated cases a figure was measured on."""

    DEVELOPMENT = "development"
    BLIND = "blind"  # nothing of them was seen before


class QuoteKind(StrEnum):
    """How words are given."""

    DIRECT = "direct"  # in marks, all that the cue reports
    PARTIAL = "partial"  # in marks, a part of a reported clause
    INDIRECT = "indirect"  # retold, without marks around it


class SpeakerKind(StrEnum):
    """Who speaks."""

    PERSON = "person"
    ORGANISATION = "organisation"  # countries, capitals and papers too
    UNNAMED = "unnamed"  # a spokesman, an official, experts
    DOCUMENT = "document"  # a text of which no author is named
