"""Parse what precedes a saved page's HTML: from a text to a Header and the HTML.

Here: the formats of saved files, recognised by content. Not here: bytes (encoding.py), the HTML (parse.py), the outlet.
Titles are kept, except for character references and white space.
"""

import html
import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from etl.kinds import FormatKind, RejectionKind
from etl.lexicon import either, words
from etl.model import Header, Refused
from etl.normalize.author import is_personal_name
from etl.normalize.clock import settle_stamp
from etl.normalize.stamp import read_printed
from etl.page.front_matter import FrontMatter, read_front_matter, split_front_matter

STAMP = re.compile(r"\s*<!--[ \t]*([\w.+:-]*(?:[ \t]+[\d:.]+[\w+:-]*)?)[ \t]*-->\s*")
ADDRESS = re.compile(r"<(?P<bracketed>[^<>\s]*)>(?:\s.*)?|(?P<titled>\S+)\s+(?:\"[^\"]*\"|'[^']*')")
DASHES = re.compile(r"\n[ \t]*-{3,}+[ \t]*\r?(?:\n|\Z)")
ONE_LINE_LINK = re.compile(r"\[([^\n]*)\]\(([^)\s]*)\)[ \t]*\r?(?:\n|\Z)")
DATE_LINE = re.compile(rf"\s*{either('page_words', 'date_label')}[：:][ \t]*([^\n]*)(?:\n|\Z)")
REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
OFFSET_AFTER_SPACE = re.compile(r"\s+(?=[+-]\d\d:?\d\d$|Z$)|\s+UTC$")
LINK_LINE = re.compile(r"[^\[\n]{0,60}\[[^\n]*?\]\(")
LOOP = re.compile(r"\{%-?\s*for\b")

GENERIC_WORDS = frozenset(words("page_words", "category"))
URL_NAMES = ("from", "url", "link", "source", "original", "canonical_url")
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # the web is younger, so an epoch of 0 is a missing time
FEWEST_LINKS = 3  # links that make a page a list if they are most of its lines (judged)
MOST_LINES = 400  # lines that are examined


def read_header(text: str, path_day: date | None = None) -> tuple[Header, str]:
    """Parse the header, and give the HTML below it. Raises Refused if the text has none of the formats.

    path_day: the day in the file's name, where Jekyll looks for a post's day.
    """
    text = text.lstrip("\ufeff \t\r\n")
    if parts := split_front_matter(text):
        return _post(*parts, path_day)
    if found := _header(text):
        return found
    raise _not_an_article(text)


def _header(text: str, *, is_post: bool = False) -> tuple[Header, str] | None:
    """Parse `<!--epoch-->`, `[title](url)`, dashes; or the same without epoch and with a 日期 line."""
    stamp = STAMP.match(text)
    start = stamp.end() if stamp else 0
    link = _link(text, start, is_stamped=stamp is not None)
    if link is None:
        return None
    title, url, end = link
    date_line = DATE_LINE.match(text, end)
    if not (stamp or date_line or is_post) and (
        title.count("](http") or not text[end:].lstrip().startswith("<")
    ):
        return None  # a Markdown heading that is a link, as in a README
    clocks = (_stamp_at(stamp[1]) if stamp else None, _mail_date(date_line[1]) if date_line else None)
    header = Header(
        format_kind=FormatKind.DATED if date_line and not stamp else FormatKind.HEADER,
        title=_clean(title) or None,
        url=_address(url) or None,
        header_at=next((clock for clock in clocks if clock), None),
    )
    return header, text[date_line.end() if date_line else end :].lstrip("\r\n")


def _link(text: str, start: int, *, is_stamped: bool) -> tuple[str, str, int] | None:
    """Parse title and address above the dashes, and give their end. A title may contain brackets and newlines."""
    if not text.startswith("[", start):
        return None
    dashes = DASHES.search(text, start)
    above = text[start + 1 : dashes.start()].rstrip() if dashes else ""
    cut = above.rfind("](http") if "](http" in above else above.rfind("](")
    if dashes and cut >= 0 and above.endswith(")"):
        return above[:cut], above[cut + 2 : -1], dashes.end()
    if is_stamped and (
        link := ONE_LINE_LINK.match(text, start)
    ):  # the stamp identifies the format although the dashes are missing
        return link[1], link[2], link.end()
    return None


def _author(author_name: str, source_name: str | None) -> str | None:
    """The author, unless it is the outlet as the first tag names it; a person who is the tag too is the author."""
    is_outlet = author_name == source_name and not is_personal_name(author_name)
    return None if is_outlet else author_name or None


def _post(block: str, body: str, path_day: date | None) -> tuple[Header, str]:
    """Parse a Jekyll post: front matter, and the header below it, which takes precedence."""
    front_matter = read_front_matter(block)
    front_matter_at, is_day = _front_matter_date(front_matter.text("date", "published", "created") or "")
    source_name, tags = _source_and_tags(front_matter)
    author_name = _clean(", ".join(front_matter.words("author") or front_matter.words("authors")))
    below = _header(body.lstrip("\ufeff \t\r\n"), is_post=True)
    inner = below[0] if below else Header(format_kind=FormatKind.BARE_POST)
    header = Header(
        format_kind=FormatKind.POST if below else FormatKind.BARE_POST,
        title=inner.title or _clean(front_matter.text("title") or "") or None,
        url=_first_address(inner.url, _address(front_matter.text(*URL_NAMES) or "")),
        header_at=inner.header_at,
        front_matter_at=front_matter_at,
        is_front_matter_day=is_day,
        author_name=_author(author_name, source_name),
        source_name=source_name or author_name or None,
        tags=tags,
    )
    if below is None:
        _check_bare(header, front_matter, body, path_day)
    return header, below[1] if below else body.lstrip("\r\n")


def _check_bare(header: Header, front_matter: FrontMatter, body: str, path_day: date | None) -> None:
    """Refuse a page with front matter that is not a post: without an address, or a title and a day."""
    if header.url:
        return
    if _lists_links(body) or LOOP.search(body):
        raise Refused(RejectionKind.LIST_PAGE, f"front matter and a list of links: {_first_line(body)!r}")
    if header.title and (header.front_matter_at or path_day):
        return
    layout = front_matter.text("layout") or "none"
    missing = "no title" if not header.title else "neither an address nor a date"
    raise Refused(RejectionKind.NO_HEADER, f"front matter of layout {layout} with {missing}")


def _source_and_tags(front_matter: FrontMatter) -> tuple[str | None, tuple[str, ...]]:
    """Split categories and tags: the outlet is in both, else the first category, else the first tag."""
    categories = _split_words(front_matter, "categories", "category")
    tags = _split_words(front_matter, "tags", "tag")
    words = [word for word in dict.fromkeys(categories + tags) if word and word.lower() not in GENERIC_WORDS]
    if not words:
        return None, ()
    source_name = next((word for word in words if word in categories and word in tags), words[0])
    return source_name, tuple(word for word in words if word != source_name)


def _split_words(front_matter: FrontMatter, plural: str, singular: str) -> list[str]:
    """Part what is written as one text: at commas, and as Jekyll does a plural without any at its spaces."""
    text = front_matter.text(plural) or ""
    if plural not in front_matter.lists and text and not re.search("[,，]", text):
        words = (*text.split(), *front_matter.words(singular))
    else:
        words = front_matter.words(plural, singular)
    return [_clean(part) for word in words for part in re.split("[,，]", word)]


def _address(text: str) -> str:
    """An address as Markdown and HTML may write it: in angle brackets, with a title, with character references."""
    text = REFERENCE.sub(lambda reference: html.unescape(reference[0]), text.strip())
    match = ADDRESS.fullmatch(text)
    return (match["bracketed"] or match["titled"] or "") if match else text


def _first_address(*candidates: str | None) -> str | None:
    """Choose the first absolute address, else the first one."""
    stated = [candidate for candidate in candidates if candidate]
    absolute = [
        candidate for candidate in stated if candidate.lower().startswith(("http://", "https://", "//"))
    ]
    return next(iter(absolute + stated[:1]), None)


def _stamp_at(text: str) -> datetime | None:
    """Parse milliseconds or seconds since 1970, or a day with its hour; None for NaN and other non-times."""
    if not re.fullmatch(r"\d{1,14}", text, re.ASCII):
        at, is_day = _read_date(text)
        return at if at and at >= EARLIEST and not is_day else None
    epoch = datetime.fromtimestamp(0, UTC)
    moments = (
        epoch + timedelta(milliseconds=int(text) * unit) for unit in (1, 1000) if len(text) < 12 or unit == 1
    )
    return next((moment for moment in moments if moment >= EARLIEST), None)


def _mail_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _front_matter_date(text: str) -> tuple[datetime | None, bool]:
    """Parse what Jekyll, Hexo and people write, to UTC, and whether only a day was given."""
    at, is_day = _read_date(text)
    return (at, is_day) if at else (_mail_date(text), False)


def _read_date(text: str) -> tuple[datetime | None, bool]:
    """Parse to UTC, and whether only a day was given. Without a zone it is UTC, as in Jekyll."""
    text = OFFSET_AFTER_SPACE.sub("", text.strip())
    try:
        moment = datetime.fromisoformat(text)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        printed = read_printed(text)
        stamp = settle_stamp(printed, UTC, near=None) if printed else None
        if stamp is None:
            return None, False
        return stamp.at or datetime.combine(stamp.day, time.min, UTC), stamp.at is None
    return moment, len(text) <= len("2020-07-20")


def _clean(text: str) -> str:
    """Resolve character references and collapse white space; change nothing else."""
    if "&" in text:
        text = REFERENCE.sub(lambda reference: html.unescape(reference[0]), text)
    return " ".join(text.split())


def _not_an_article(text: str) -> Refused:
    if STAMP.match(text):
        return Refused(
            RejectionKind.NO_HEADER, f"a stamp without [title](url) below it: {_first_line(text)!r}"
        )
    if text.startswith("---") and _first_line(text).strip("- ") == "":
        return Refused(RejectionKind.NO_HEADER, "front matter that does not end")
    if _lists_links(text):
        return Refused(RejectionKind.LIST_PAGE, f"a list of links, beginning {_first_line(text)!r}")
    return Refused(RejectionKind.NO_HEADER, f"begins with {_first_line(text)!r}")


def _lists_links(text: str) -> bool:
    """Whether most lines that are not headings are Markdown links."""
    lines = [line.strip("-=|: \t\r") for line in text.split("\n", MOST_LINES)[:MOST_LINES]]
    lines = [line for line in lines if line and not line.startswith("#")]
    links = sum(LINK_LINE.match(line) is not None for line in lines)
    return links >= FEWEST_LINKS and links * 2 > len(lines)


def _first_line(text: str) -> str:
    line = text.lstrip().split("\n", 1)[0].strip()
    return line if len(line) <= 80 else f"{line[:79]}…"
