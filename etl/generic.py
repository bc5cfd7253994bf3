"""The generic layout: how a page is read that no outlet's layout fits.

Here: what the web at large means by its tags and classes, structured data, and which element holds the prose.
Not here: anything that one outlet does.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl import lexicon
from etl.article import Draft, Part
from etl.model import ParagraphKind
from etl.normalize.byline import labelled_credits
from etl.normalize.text import clean_line
from etl.outlet import Layout, Role

PROSE_SHARE = 0.75  # of all prose that an element must hold to be the article's
BODY_SHARE = 0.4  # of all prose, from which elements that the page names as its text are the text
PROSE_SIZE = 40  # characters from which a paragraph outside of that element is prose all the same
PROSE_MARKS = ("。", "！", "？", "；", "，", ". ", ", ")


def generic_layout() -> Layout:
    """The layout made of lexicon/generic_roles.csv."""
    return Layout(
        name="generic", roles={row["selector"]: Role(row["role"]) for row in lexicon.rows("generic_roles")}
    )


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
    """Read JSON-LD; what is no JSON, or speaks of no article, says nothing."""
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


def keep_article(draft: Draft, bodies: Sequence[tuple[int, ...]]) -> None:
    """Leave in the draft what belongs to the article.

    That is what elements hold that the page names as the text, where they hold most of its prose. Else it is the
    innermost element with PROSE_SHARE of all prose, by characters outside of links, and prose beside it.
    """
    is_named = _share(draft.parts, bodies) >= BODY_SHARE
    texts = tuple(bodies) if is_named else (_container(draft.parts),)
    if not all(texts):
        return
    near = tuple(text[:-1] for text in texts)
    draft.parts = [
        part for part in draft.parts
        if not part.text.isdecimal()
        and (
            part.kind is ParagraphKind.LEAD
            or _is_within(part.path, texts)
            or (_is_within(part.path, near) and labelled_credits(part.text) is not None)
            or (not is_named and _is_prose(part))
        )
    ]  # fmt: skip
    if draft.parts and draft.parts[0].kind is ParagraphKind.HEADING and draft.parts[0].text.endswith("。"):
        draft.parts[0].kind = ParagraphKind.LEAD
    draft.visuals = [visual for visual in draft.visuals if _is_within(visual.block.path, near)]


def _container(parts: Sequence[Part]) -> tuple[int, ...]:
    weights: Counter[tuple[int, ...]] = Counter()
    total = 0
    for part in parts:
        weight = _weight(part)
        total += weight
        for depth in range(1, len(part.path) + 1):
            weights[part.path[:depth]] += weight
    wide = [path for path, weight in weights.items() if weight >= PROSE_SHARE * total]
    return max(wide, key=len, default=()) if total else ()


def _share(parts: Sequence[Part], bodies: Sequence[tuple[int, ...]]) -> float:
    total = sum(map(_weight, parts))
    inside = sum(_weight(part) for part in parts if _is_within(part.path, bodies))
    return inside / total if total else 0.0


def _weight(part: Part) -> int:
    if part.is_link or part.kind is ParagraphKind.HEADING:
        return 0
    return max(0, len(part.text) - 2 * sum(len(text) for _, text in part.links))


def _is_prose(part: Part) -> bool:
    return _weight(part) >= PROSE_SIZE and any(mark in part.text for mark in PROSE_MARKS)


def _is_within(path: tuple[int, ...], elements: Sequence[tuple[int, ...]]) -> bool:
    return any(path[: len(element)] == element for element in elements)
