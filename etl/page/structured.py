"""What a page states of its article for machines: JSON-LD, Open Graph, meta elements.

Here: reading it. Not here: which statement is believed over what the page shows (parse.py).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.normalize.text import clean_line


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
        authors=told.authors or tuple(name for name in named.get("author", ()) if "//" not in name),
        tags=told.tags or tuple(named.get("article:tag", ())),
    )


def _first(named: Mapping[str, Sequence[str]], *names: str) -> str | None:
    return next((named[name][0] for name in names if name in named), None)


def _json_ld(texts: Iterable[str]) -> Structured:
    """Read JSON-LD; what is not JSON, or not about an article, is ignored."""
    for text in texts:
        try:
            told = json.loads(text)
        except ValueError:
            continue
        for item in _items(told):
            if any(kind.endswith(("Article", "Posting")) for kind in _names(item.get("@type"))):
                keywords = item.get("keywords")
                return Structured(
                    headline=_text(item.get("headline")),
                    published=_text(item.get("datePublished")),
                    section=next(_names(item.get("articleSection")), None),
                    authors=tuple(_names(item.get("author"))),
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


def _names(things: object) -> Iterator[str]:
    for thing in things if isinstance(things, list) else [things]:
        name = thing.get("name") if isinstance(thing, dict) else thing
        if isinstance(name, str) and clean_line(name):
            yield clean_line(name)


def _text(value: object) -> str | None:
    return clean_line(value) or None if isinstance(value, str) else None
