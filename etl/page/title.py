"""Read titles and addresses for what they hold besides the title: column, section, source, day.

Here: the outlet's patterns on both. Not here: identifying an article by its address (normalize/url.py).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from etl.normalize.text import clean_line, unescape
from etl.normalize.url import canonical_url
from etl.outlet import Layout, Outlet
from etl.page.blocks import Text
from etl.page.roles import Roles, compile_roles
from etl.page.walk import read_page

TITLE_MARKS = ("-", "–", "—", "|", "_", "｜")  # between a title and the outlet's name
SITE = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+")
# markup in a title: a tag of HTML, or a comment; 《<特稿>》 and 3<5 are none
MARKUP = re.compile(
    r"<!--|</?(?:a|abbr|b|big|blockquote|br|center|cite|code|del|div|em|font|h[1-6]|i|img|ins|label|li|mark|nobr|p|q|rb|rp"
    r"|rt|rtc|ruby|s|small|span|strike|strong|sub|sup|tt|u|ul|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
TITLE_DEPTH = 40
# 2020-07-20-ferry.md as Jekyll has it, 2020/07/20/ferry.md and 20200720-ferry.md as Hexo may
PATH_DAY = re.compile(
    r"(?:^|/)(?P<year>(?:19|20)\d\d)(?:(?P<mark>[-/])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?:(?P=mark)|[-_ ])"
    r"|(?P<joined_month>\d\d)(?P<joined_day>\d\d)[-_ ])"
)
URL_DAY = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-]?(?P<month>0[1-9]|1[0-2])[/-]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Title:
    text: str
    column: str | None
    section: str | None
    source: str | None
    author: str | None


def read_title(raw: str, outlet: Outlet) -> Title:
    """The title with the outlet's name, column and section taken off, and what those were."""
    text = clean_line(_shown(unescape(raw)))
    found: dict[str, str] = {}
    for pattern in outlet.title_off:
        match = re.search(pattern, text)
        if match is not None and match.span() != (0, len(text)):
            text = (text[: match.start()] + text[match.end() :]).strip()
            _note(found, match.groupdict())
    for pattern in outlet.title_keeps:
        match = re.search(pattern, text)
        if match is not None:
            _note(found, match.groupdict())
    for name in (outlet.outlet_name, outlet.latin_name, *outlet.aliases):
        if len(name) < len(text) and text.lower().endswith(name.lower()):
            head = text[: -len(name)].rstrip()
            text = head[:-1].rstrip() if head.endswith(TITLE_MARKS) and len(head) > 1 else text
    return Title(
        text=text,
        column=found.get("column"),
        section=found.get("section"),
        source=found.get("source"),
        author=found.get("author"),
    )


def without_site(title: str) -> str:
    """The title of a title element, without the site's name behind it."""
    return next((piece for piece in SITE.split(title) if piece), "")


def _shown(raw: str) -> str:
    """A title that holds markup, as a reader sees it: without tags, readings of ruby and footnote marks."""
    if "<" not in raw or not MARKUP.search(raw):
        return raw
    page = read_page(f"<p>{raw}</p>", _plain_roles(), node_limit=len(raw), depth_limit=TITLE_DEPTH)
    return " ".join(line.text for block in page.blocks if isinstance(block, Text) for line in block.lines)


@cache
def _plain_roles() -> Roles:
    return compile_roles(Layout(name="title"))


def _note(found: dict[str, str], groups: Mapping[str, str | None]) -> None:
    for name, value in groups.items():
        if value and value.strip():
            found.setdefault(name, value.strip())


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    section: str | None = None
    day: date | None = None


def read_address(outlet: Outlet, url: str | None) -> Address:
    """Section and day that an address names, by the outlet's pattern or, for the day, by anybody's."""
    if url is None:
        return Address()
    url = canonical_url(url)
    found: dict[str, str] = {}
    for pattern in outlet.address:
        match = re.search(pattern, url)
        if match is not None:
            _note(found, match.groupdict())
    anybodys = URL_DAY.search(url) if "year" not in found else None
    if anybodys is not None:
        _note(found, anybodys.groupdict())
    section = found.get("section")
    return Address(section=_unquoted(section) if section else None, day=_day(found))


def _unquoted(text: str) -> str:
    return re.sub(
        r"(?:%[0-9A-F]{2})+",
        lambda run: bytes.fromhex(run[0].replace("%", "")).decode("utf-8", "replace"),
        text,
    )


def _day(parts: Mapping[str, str]) -> date | None:
    try:
        year = int(parts["year"])  # /20/9/29/ is a day of this century
        return date(year + 2000 if year < 100 else year, int(parts["month"]), int(parts["day"]))
    except (KeyError, ValueError):  # no day, or the 31st of June: the address names none
        return None


def read_path_day(document_path: str) -> date | None:
    """The day that a file's name begins with, or that its folders spell."""
    match = PATH_DAY.search(document_path)
    if match is None:
        return None
    parts = {
        "year": match["year"],
        "month": match["month"] or match["joined_month"],
        "day": match["day"] or match["joined_day"],
    }
    return _day(parts)
