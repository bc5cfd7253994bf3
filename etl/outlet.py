"""The vocabulary for describing an outlet: Role, Layout, Outlet.

Here: types, frozen and validated on construction. Not here: the outlets (etl/outlets/), reading a page by them
(etl/page/). An outlet's file imports from here only.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from etl.kinds import RoleKind
from etl.model import Credit
from etl.normalize.author import LETTER, name_list
from etl.normalize.byline import Byline, labelled_credits, names_with_agencies, reported_credits

__all__ = [
    "LETTER",
    "Byline",
    "Credit",
    "Layout",
    "Outlet",
    "Role",
    "RoleKind",
    "labelled_credits",
    "name_list",
    "names_with_agencies",
    "reported_credits",
]


class Role(StrEnum):
    """What an element of a page is. An element with no role is judged by its tag."""

    DROP = "drop"  # not shown to a reader, or not the article's: skipped with all below it
    BODY = "body"  # prose, regardless of its form
    LEAD = "lead"
    HEADING = "heading"
    QUOTE = "quote"
    CAPTION = "caption"  # of the adjacent picture or medium
    CREDIT = "credit"  # of the adjacent picture
    BYLINE = "byline"  # who made the article
    DATE = "date"  # when it was published
    PLACE = "place"  # where it was reported from, beside the text
    SECTION = "section"
    RELATED = "related"  # links to other articles, offered as such
    TAGS = "tags"
    VIDEO = "video"
    AUDIO = "audio"
    MARGIN = "margin"  # its text is not prose; tags, names and dates inside it still count
    NOTES = "notes"  # notes on the article and its authors: the credits in them count, nothing is prose
    EMBED = "embed"  # a foreign post or widget: recorded as a medium, its text is not prose


SELECTOR = re.compile(
    r"(?P<tag>[a-z][a-z0-9-]*)?"
    r"(?:(?P<mark>[.#])(?P<name>[\w-]+)(?P<prefix>\*)?)?"
    r"(?:\[(?P<attribute>[\w-]+)(?:=(?P<value>[^\]]+))?\])?"
)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The layout of an outlet's pages during some period.

    marks         literal pieces of HTML; the layout fits a page that holds one of them (none: it fits any page)
    is_bare       whether the layout fits only a page on which no element has a class
    roles         selector → role. A selector is tag, .class, #id, [attribute=value] or a tag with one of these;
                  `.Name*` stands for every class that begins with Name
    repairs       (pattern, replacement) for HTML that is systematically broken
    figure_depth  below the element at this depth a picture or player and all text with it are one figure, so
                  that the text is its caption (0: only elements with the role caption are)
    has_bold_headings  whether a short paragraph that is bold all through is a heading
    has_head      whether a first line that is a time is the page's time, and the rest of its block the byline
    headings      patterns; a paragraph that one of these matches whole is a heading: its group `text`
    has_bold_lead whether a first paragraph that is bold all through is the lead, however short
    has_plain_headings  whether a short line with no punctuation, alone between two paragraphs, is a heading
    is_half_day_clock  whether the hours on the page run to twelve twice a day and do not say which half it is
    card          label → role of the line that it begins, 作者：NAME, in a block with three such lines or more: a
                  card about the article
    """

    name: str
    marks: tuple[str, ...] = ()
    is_bare: bool = False
    roles: Mapping[str, Role] = field(default_factory=dict)
    repairs: tuple[tuple[str, str], ...] = ()
    figure_depth: int = 0
    has_head: bool = True
    headings: tuple[str, ...] = ()
    has_bold_headings: bool = True
    has_bold_lead: bool = False
    has_plain_headings: bool = False
    is_half_day_clock: bool = False
    card: Mapping[str, Role] = field(default_factory=dict)

    def fits(self, html: str) -> bool:
        """Whether a page has this layout, by its marks."""
        if self.is_bare and "class=" in html:
            return False
        return not self.marks or any(mark in html for mark in self.marks)

    def __post_init__(self) -> None:
        for selector in self.roles:
            if not selector or not SELECTOR.fullmatch(selector):
                raise ValueError(f"layout {self.name}: {selector!r} is not a selector")
        _check(f"layout {self.name}", (*self.headings, *(pattern for pattern, _ in self.repairs)))


PATTERNS = frozenset(
    (
        "title_off",
        "title_keeps",
        "address",
        "drop",
        "stop",
        "related",
        "lead_author",
        "dateline",
        "wire",
        "decorations",
        "captions",
    )
)


def _check(place: str, patterns: tuple[str, ...]) -> None:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{place}: {pattern!r} is no pattern: {error}") from None


# A paragraph in; None, or the credits in it with what of it stays prose. See Byline.
CreditReader = Callable[[str], Byline | None]


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """An outlet, described as data. All patterns are regular expressions with named groups.

    domains       its hosts, the first one the best known; every host below one of them is its own too
    aliases       other names that a folder or a front matter calls it by
    timezone_name zone of the outlet's own day; None only for one without a file. page_timezone_name: of times on
                  its pages that name none, where another
    prints_no_time  whether its pages print no time of their own: one there is that of a text taken over
    title_off     searched in the title and removed from it; groups column, section, source,
                  author: who wrote it, if the page names nobody else
    title_keeps   the same, but left in the title
    address       searched in the address; groups section, year (of two digits: 20..), month, day
    same          (pattern, replacement) in a canonical address, so that all addresses of one article become one
    drop          a paragraph that one of these matches whole is not prose
    stop          from a paragraph on whose start one of these matches, nothing is prose
    related       a paragraph that one of these matches at its start is a list of related links, not prose
    byline_role   role of names in the byline; columnist if section or column is one of opinion
    header_role   role of the name that a front matter states, where the page names no author
    lead_author   matched at the start of the lead, which stays; group names: columnists
    credits       readers, asked in turn about short paragraphs and about the first and last ones
    dateline      searched in the first paragraphs; groups place, agency
    wire          a last paragraph that one of these matches whole is not prose; the agencies in it are credited
    agency        the news agency that the outlet itself is
    decorations   searched in the addresses of pictures; matches are not illustrations
    captions      a line right below a picture that one of these matches whole is its caption
    code_version  a whole number, raised by one when its pages are parsed with another result: they become pending
    """

    outlet_id: str
    outlet_name: str
    latin_name: str
    domains: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    language_code: str = "zh-Hans"
    timezone_name: str | None = None
    page_timezone_name: str | None = None
    prints_no_time: bool = False
    layouts: tuple[Layout, ...] = ()
    title_off: tuple[str, ...] = ()
    title_keeps: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    drop: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    byline_role: RoleKind = RoleKind.REPORTER
    header_role: RoleKind = RoleKind.REPORTER
    lead_author: tuple[str, ...] = ()
    credits: tuple[CreditReader, ...] = (labelled_credits,)
    dateline: tuple[str, ...] = ()
    wire: tuple[str, ...] = ()
    agency: str | None = None
    decorations: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    code_version: str = "1"

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9][a-z0-9_.:-]*", self.outlet_id):
            raise ValueError(f"outlet {self.outlet_id!r}: an id is lower-case letters, digits, dots and _")
        if not re.fullmatch(r"[1-9][0-9]*", self.code_version):
            raise ValueError(
                f"outlet {self.outlet_id}: code_version is {self.code_version!r}, must be a whole number as text"
            )
        _check(f"outlet {self.outlet_id}: same", tuple(pattern for pattern, _ in self.same))
        for name, value in vars(self).items():
            if name in PATTERNS:
                _check(f"outlet {self.outlet_id}: {name}", value)
