"""The generic layout: read a page that fits no outlet's layout.

Here: common meanings of tags and classes, and finding the element that holds the prose. Not here: anything specific to
one outlet, structured data (structured.py).
"""

from collections import Counter
from collections.abc import Sequence

from etl import lexicon
from etl.kinds import ParagraphKind
from etl.normalize.byline import labelled_credits
from etl.outlet import Layout, Role
from etl.page.blocks import Path
from etl.page.draft import Draft
from etl.page.paragraph import Part

PROSE_SHARE = 0.75  # share of all prose that an element must hold to be the article (judged)
PROSE_SIZE = 40  # characters from which a paragraph outside of that element is kept as prose (judged)
SENTENCE_ENDS = ("。", "！", "？", "”", "」")
PROSE_MARKS = ("。", "！", "？", "；", "，", ". ", ", ")


def generic_layout() -> Layout:
    """The layout made of lexicon/generic_roles.csv."""
    return Layout(
        name="generic", roles={row["selector"]: Role(row["role"]) for row in lexicon.rows("generic_roles")}
    )


def keep_article(
    draft: Draft, bodies: Sequence[Path], articles: Sequence[Path] = (), *, reach: int = 1
) -> None:
    """Reduce the draft to the article, and its pictures and lone sentences to those at most `reach` elements around it.

    The article is the elements that the page marks as its text, however short, if they hold any prose; else its only
    article element; else the innermost element with PROSE_SHARE of all prose, in characters outside of links, and
    prose next to it.
    """
    named = next((marked for marked in (bodies, articles[:2]) if _has_prose(draft.parts, marked)), ())
    is_named = bool(named) and (named is bodies or len(named) == 1)
    texts = tuple(named) if is_named else (_container(draft.parts),)
    if not all(texts):
        return
    near = tuple(text[:-1] for text in texts)
    around = tuple(text[: max(0, len(text) - reach)] for text in texts)
    draft.parts = [
        part for part in draft.parts
        if not part.text.isdecimal()
        and (
            part.kind is ParagraphKind.LEAD
            or _is_within(part.path, texts)
            or (_is_within(part.path, near) and labelled_credits(part.text) is not None)
            or (not is_named and _is_prose(part))
            or (reach > 1 and _is_within(part.path, around) and _is_sentence(part))
        )
    ]  # fmt: skip
    if draft.parts and draft.parts[0].kind is ParagraphKind.HEADING and draft.parts[0].text.endswith("。"):
        draft.parts[0].kind = ParagraphKind.LEAD
    draft.visuals = [visual for visual in draft.visuals if _is_within(visual.block.path, around)]


def _container(parts: Sequence[Part]) -> Path:
    weights: Counter[Path] = Counter()
    total = 0
    alone = {path for path, count in Counter(part.path for part in parts).items() if count == 1}
    for part in parts:
        weight = _weight(part)
        total += weight
        for depth in range(1, len(part.path) + (len(parts) == 1 or part.path not in alone)):
            weights[part.path[:depth]] += weight
    wide = [path for path, weight in weights.items() if weight >= PROSE_SHARE * total]
    return max(wide, key=len, default=()) if total else ()


def _has_prose(parts: Sequence[Part], elements: Sequence[Path]) -> bool:
    return any(_weight(part) for part in parts if _is_within(part.path, elements))


def _weight(part: Part) -> int:
    if part.is_link or part.kind is ParagraphKind.HEADING:
        return 0
    return max(0, len(part.text) - 2 * sum(len(text) for _, text in part.links))


def _is_prose(part: Part) -> bool:
    return _weight(part) >= PROSE_SIZE and any(mark in part.text for mark in PROSE_MARKS)


def _is_sentence(part: Part) -> bool:
    return _weight(part) > 0 and part.text.endswith(SENTENCE_ENDS)


def _is_within(path: Path, elements: Sequence[Path]) -> bool:
    return any(path[: len(element)] == element for element in elements)
