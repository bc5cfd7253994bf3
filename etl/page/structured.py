"""What a page states of its article for machines: JSON-LD, Open Graph, meta elements.

Here: reading it. Not here: which statement is believed over what the page shows (parse.py).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.normalize.text import clean_line, unescape

DECODER = json.JSONDecoder(strict=False)  # which takes a raw line break in a string
JSON_START = re.compile(r"[{\[]")
COMMENT = re.compile(r"^\s*(?:(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?|<!--|/\*.{0,80}?\*/)")
# a comma before a closing bracket; strings are passed over
TRAILING_COMMA = re.compile(r',(?=\s*[}\]])|("(?:[^"\\]|\\.)*")', re.DOTALL)
# a whole pair, of a string, a list of strings, or an object of strings
STRING = r'"(?:[^"\\]|\\.)*"'
PAIR = re.compile(
    rf"{STRING}\s*:\s*(?:{STRING}(?=\s*[,}}\]])|\{{(?:\s*{STRING}\s*:\s*{STRING}\s*,?)*\s*\}}|\[(?:\s*{STRING}\s*,?)*\])"
)
TAG = re.compile(r"<[^<>]{0,400}>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Structured:
    """What a page says of its article for machines."""

    headline: str | None = None
    published: str | None = None
    section: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def read_structured(texts: Iterable[str], meta: Iterable[tuple[str, str]]) -> Structured:
    """What JSON-LD says, and where that is silent what Open Graph and other meta elements say."""
    told = _json_ld(texts)
    named: dict[str, list[str]] = {}
    for name, content in meta:
        if content.strip():
            named.setdefault(name.lower(), []).append(content.strip())
    return Structured(
        headline=told.headline or _first(named, "og:title"),
        published=told.published or _first(named, "article:published_time", "pubdate", "publishdate"),
        section=told.section or _first(named, "article:section"),
        authors=told.authors
        or tuple(
            name for told_name in named.get("author", ()) if "//" not in (name := without_tags(told_name))
        ),
        tags=told.tags or tuple(named.get("article:tag", ())),
    )


def _first(named: Mapping[str, Sequence[str]], *names: str) -> str | None:
    return next((named[name][0] for name in names if name in named), None)


def _json_ld(texts: Iterable[str]) -> Structured:
    """Read JSON-LD; what is not JSON, or not about an article, is ignored."""
    for text in texts:
        items = tuple(_items(read_json(text)))
        for item in items:
            if any(kind.endswith(("Article", "Posting")) for kind in _names(item.get("@type"))):
                keywords = item.get("keywords")
                return Structured(
                    headline=_text(item.get("headline")),
                    published=_text(item.get("datePublished")),
                    section=next(_names(item.get("articleSection")), None),
                    authors=tuple(_names(item.get("author"), items))
                    or tuple(_names(item.get("creator"), items)),
                    tags=tuple(_names(keywords.split(",") if isinstance(keywords, str) else keywords)),
                )
    return Structured()


def _items(told: object) -> Iterable[dict[str, object]]:
    if isinstance(told, dict):
        yield told
        graph = told.get("@graph")
        yield from _items(graph) if graph is not None else ()
    elif isinstance(told, list):
        for item in told:
            yield from _items(item)


def read_json(text: str) -> object:
    """JSON with the flaws of pages; None if there is none in it.

    Comments and CDATA around it, raw line breaks in strings, trailing commas, and anything behind its end are passed
    over; of what is cut off, the whole pairs of its outermost object are read.
    """
    start = JSON_START.search(COMMENT.sub("", text))
    if start is None:
        return None
    text = COMMENT.sub("", text)[start.start() :]
    for attempt in (text, TRAILING_COMMA.sub(r"\1", text), f"{{{', '.join(PAIR.findall(text))}}}"):
        try:
            return DECODER.raw_decode(attempt)[0]
        except ValueError:
            continue
    return None


def _names(things: object, known: Iterable[dict[str, object]] = ()) -> Iterator[str]:
    """The names of persons and things; one that is only referred to is looked for among what is known by its id."""
    for thing in things if isinstance(things, list) else [things]:
        if isinstance(thing, dict) and thing.keys() == {"@id"}:
            thing = next((item for item in known if item.get("@id") == thing["@id"] and len(item) > 1), thing)
        name = (thing.get("name") or _full_name(thing)) if isinstance(thing, dict) else thing
        if isinstance(name, str) and without_tags(name):
            yield without_tags(name)


def _full_name(person: Mapping[str, object]) -> str | None:
    """A person's name made of its parts: 姓名, or first the given name in Latin script."""
    given, family = person.get("givenName"), person.get("familyName")
    if not (isinstance(given, str) and isinstance(family, str)):
        return None
    return f"{given} {family}" if family.isascii() else f"{family}{given}"


def without_tags(text: str) -> str:
    """A text that may be HTML, as a reader sees it, in one line."""
    return clean_line(TAG.sub(" ", unescape(text)))


def _text(value: object) -> str | None:
    return clean_line(value) or None if isinstance(value, str) else None
