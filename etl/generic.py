"""The generic layout: how a page is read that no outlet's layout fits.

Here: what the web at large means by its tags and classes, structured data, and which element holds the prose.
Not here: anything that one outlet does.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from etl import lexicon
from etl.article import Draft, Part
from etl.model import ParagraphKind
from etl.normalize.text import clean_line
from etl.outlet import Layout, Role

PROSE_SHARE = 0.75  # of all prose that an element must hold to be the article's
PROSE_SIZE = 40  # characters from which a paragraph outside of that element is prose all the same
PROSE_MARKS = ("。", "！", "？", "；", "，", ". ", ", ")


def generic_layout() -> Layout:
    """The layout made of lexicon/generic_roles.csv."""
    return Layout(
        name="generic", roles={row["selector"]: Role(row["role"]) for row in lexicon.rows("generic_roles")}
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Structured:
    """What a page's JSON-LD says of its article."""

    headline: str | None = None
    published: str | None = None
    section: str | None = None
    authors: tuple[str, ...] = ()


def read_structured(texts: Iterable[str]) -> Structured:
    """Read JSON-LD; what is no JSON, or speaks of no article, says nothing."""
    for text in texts:
        try:
            told = json.loads(text)
        except ValueError:
            continue
        for item in _items(told):
            if str(item.get("@type", "")).endswith(("Article", "Posting")):
                authors = item.get("author")
                return Structured(
                    headline=_text(item.get("headline")),
                    published=_text(item.get("datePublished")),
                    section=_text(item.get("articleSection")),
                    authors=tuple(_names(authors)),
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


def _names(authors: object) -> Iterable[str]:
    for author in authors if isinstance(authors, list) else [authors]:
        name = author.get("name") if isinstance(author, dict) else author
        if isinstance(name, str) and clean_line(name):
            yield clean_line(name)


def _text(value: object) -> str | None:
    return clean_line(value) or None if isinstance(value, str) else None


def keep_article(draft: Draft) -> None:
    """Leave in the draft what belongs to the article: the element that holds most prose, and prose beside it.

    The element is the innermost one that still holds PROSE_SHARE of all prose, by characters outside of links.
    """
    container = _container(draft.parts)
    if not container:
        return
    inside = [_is_below(part.path, container) for part in draft.parts]
    draft.parts = [
        part for part, is_inside in zip(draft.parts, inside, strict=True)
        if (is_inside or part.kind is ParagraphKind.LEAD or _is_prose(part)) and not part.text.isdecimal()
    ]  # fmt: skip
    if draft.parts and draft.parts[0].kind is ParagraphKind.HEADING and draft.parts[0].text.endswith("。"):
        draft.parts[0].kind = ParagraphKind.LEAD
    near = container[:-1]
    draft.visuals = [visual for visual in draft.visuals if _is_below(visual.block.path, near)]


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


def _weight(part: Part) -> int:
    if part.is_link or part.kind is ParagraphKind.HEADING:
        return 0
    return max(0, len(part.text) - 2 * sum(len(text) for _, text in part.links))


def _is_prose(part: Part) -> bool:
    return _weight(part) >= PROSE_SIZE and any(mark in part.text for mark in PROSE_MARKS)


def _is_below(path: tuple[int, ...], container: tuple[int, ...]) -> bool:
    return path[: len(container)] == container
