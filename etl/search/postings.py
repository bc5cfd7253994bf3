"""Postings: of each term the articles that hold it, packed so that a column of small numbers stores them.

Here: the terms of texts, pairs of Han characters and words of other scripts, and their lists. Not here: folding
(folding.py), tables (etl/warehouse/index.py).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from etl.search.folding import HAN, LETTERS, commons, fold

Numbers = npt.NDArray[np.int64]

WORD = re.compile(f"[{LETTERS}]+")
FIRST_HAN, LAST_HAN = map(ord, HAN.split("-"))
TITLE_WEIGHT = 3  # a word in the title counts as so many in the text (judged)

# A posting is one number: bits of the term, of the article, of the count.
LETTER_BITS, ARTICLE_BITS, COUNT_BITS = 21, 15, 2
WORDS = 1 << 2 * LETTER_BITS  # terms from here on are words, below it pairs of characters
MOST_ARTICLES = 1 << ARTICLE_BITS
MOST = (1 << COUNT_BITS) - 1  # what BM25 adds for each further occurrence shrinks: counts end here

SCHEMA = pl.Schema([("term", pl.String()), ("entries", pl.List(pl.Int32))])


class Segment:
    """Postings of up to MOST_ARTICLES articles, collected batch by batch, and numbered from 0 as they come."""

    def __init__(self) -> None:
        self.article_count = 0
        self._words: dict[str, int] = {}
        self._commons = np.array([ord(one) for one in sorted(commons())])
        self._postings: list[Numbers] = []

    def add(self, articles: Iterable[tuple[str, str]]) -> None:
        """Add articles: title, text."""
        for title, text in articles:
            terms, counts = self._terms(fold("\n".join((*[title] * TITLE_WEIGHT, text))))
            where = (terms << ARTICLE_BITS | self.article_count) << COUNT_BITS
            self._postings.append(where | np.minimum(counts, MOST))
            self.article_count += 1

    def frame(self) -> pl.DataFrame:
        """The postings as SCHEMA says, a row for each term: rare terms first, so that gaps of one size stand together.

        entries: gap << COUNT_BITS | count. gap: the first article's number, then the difference from one article to the
        next. count: how often it holds the term, MOST at most, the title TITLE_WEIGHT times.
        """
        postings = np.concatenate([np.zeros(0, np.int64), *self._postings])
        self._postings.clear()
        postings.sort()
        terms = postings >> (ARTICLE_BITS + COUNT_BITS)
        numbers = (postings >> COUNT_BITS & MOST_ARTICLES - 1).astype(np.int32)
        is_first = np.ones(len(terms), bool)
        is_first[1:] = terms[1:] != terms[:-1]
        gaps = np.where(is_first, numbers, np.diff(numbers, prepend=np.int32(0)))
        entries = gaps << COUNT_BITS | (postings & MOST).astype(np.int32)
        firsts = np.flatnonzero(is_first)
        sizes = np.diff(firsts, append=len(terms))
        lists = pl.DataFrame(
            {"entry": entries, "term": np.repeat(np.arange(len(firsts), dtype=np.int32), sizes)}
        )
        return (
            lists.group_by("term", maintain_order=True)
            .agg("entry")
            .select(
                pl.Series("term", self._names(terms[firsts]), dtype=pl.String),
                pl.col("entry").alias("entries"),
                pl.Series("magnitude", np.log2(sizes).astype(np.uint8)),
            )
            .sort("magnitude", "term")
            .select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
        )

    def _terms(self, text: str) -> tuple[Numbers, Numbers]:
        """The distinct terms of a folded text, and how often each is there."""
        letters = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32).astype(np.int64)
        is_paired = (letters >= FIRST_HAN) & (letters <= LAST_HAN) & ~np.isin(letters, self._commons)
        is_pair = is_paired[:-1] & is_paired[1:]
        pairs = letters[:-1][is_pair] << LETTER_BITS | letters[1:][is_pair]
        pairs, counts = np.unique(pairs, return_counts=True)
        words = Counter(WORD.findall(text))
        numbers = [self._words.setdefault(word, WORDS + len(self._words)) for word in words]
        return (
            np.concatenate([pairs, np.array(numbers, np.int64)]),
            np.concatenate([counts, np.array([*words.values()], np.int64)]),
        )

    def _names(self, terms: Numbers) -> Sequence[str]:
        words = list(self._words)
        mask = (1 << LETTER_BITS) - 1
        return [
            words[term - WORDS] if term >= WORDS else chr(term >> LETTER_BITS) + chr(term & mask)
            for term in terms.tolist()
        ]
