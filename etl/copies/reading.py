"""A text made ready to be held against others: its shingles, figures, title and the media it names.

Here: reading one article, and how much two have in common. Not here: what follows from it (judge.py).
"""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from etl.copies.article import Article
from etl.copies.shingles import Hashes, folded, plain, shingles
from etl.normalize.shadow import shadow

FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
OPENING = 120  # shingles at the head of a text, which tell its news (judged)


@dataclass(frozen=True)
class Reading:
    """An article, with what is asked of it several times."""

    article: Article

    @cached_property
    def prose(self) -> str:
        return shadow("\n".join(self.article.paragraphs))

    @cached_property
    def ordered(self) -> Hashes:
        return shingles(folded("".join(self.article.paragraphs)))

    @cached_property
    def distinct(self) -> Hashes:
        hashes = np.sort(self.ordered)
        return hashes[np.r_[True, hashes[1:] != hashes[:-1]]] if len(hashes) else hashes

    @cached_property
    def figures(self) -> frozenset[str]:
        return frozenset(FIGURE.findall(self.prose))

    @cached_property
    def title(self) -> str:
        return plain(self.article.title)

    @cached_property
    def title_figures(self) -> list[str]:
        return FIGURE.findall(shadow(self.article.title))


@dataclass(frozen=True, kw_only=True, slots=True)
class Common:
    """How much two texts have in common. Shares are of distinct shingles, from 0 to 1."""

    contained: float  # of the shorter text
    covered: float  # of the longer text
    similarity: float  # of all
    opening: float  # of the shorter text's opening
    figures: float  # of the shorter text's figures


def shared_count(one: Reading, other: Reading) -> int:
    """Count the distinct shingles that both have."""
    return len(np.intersect1d(one.distinct, other.distinct, assume_unique=True))


def common(one: Reading, other: Reading, count: int) -> Common:
    """Measure what two texts share, of whose shingles they have count in common."""
    shorter, longer = by_length(one, other)
    shorter_count, longer_count = len(shorter.distinct), len(longer.distinct)
    figures = shorter.figures
    return Common(
        contained=count / shorter_count,
        covered=count / longer_count,
        similarity=count / (shorter_count + longer_count - count),
        opening=float(np.isin(shorter.ordered[:OPENING], longer.distinct).mean()),
        figures=len(figures & longer.figures) / len(figures) if figures else 1.0,
    )


def by_length(one: Reading, other: Reading) -> tuple[Reading, Reading]:
    """Order two texts by length, the shorter first; of equals the lesser id."""
    first, second = sorted((one, other), key=lambda each: (len(each.distinct), each.article.article_id))
    return first, second
