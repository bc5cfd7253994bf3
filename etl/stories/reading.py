"""Articles made ready to be held against each other: their terms, headline, figures and names, weighed by rarity.

Here: reading many articles at once, all in whole numbers so that sums are the same in any order. Not here: what two
have in common (likeness.py), rarity (rarity.py).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from etl.normalize.shadow import shadow
from etl.stories.article import Article, Name
from etl.stories.headline import news_of
from etl.stories.rarity import PLACES, STEP, levels, place_of, places_of

OPENING = 400  # characters of a text: what is told first is the news (measured: more lets themes in)
LEAD = 120  # characters that tell of what event it is (measured)
LATIN_OPENING = 1000  # of a text in Latin letters
# What stands before the news: outlet, reporter, place and day, in brackets or before a dash.
DATELINE = re.compile(r"^(?:\s*[（(【][^）)】\n]{0,40}[）)】])+|^[^。，,\n]{2,24} [-—–]+ ")
LATIN_SHARE = 0.6  # of the characters, from which on a text is one
TITLE_WEIGHT = 3  # a term of the headline counts so many times
BETWEEN = "\x1e"  # record separator, between texts that are folded together
HAN = (0x3400, 0x9FFF)
WORD = re.compile(r"[a-z]{2,}")
FIGURE = re.compile(r"\d+(?:[.,]\d+)*[\u3400-\u9fff%]?")
UNIT = 4096  # length of a vector of whole numbers
FIRST_PARAGRAPHS = 3  # that tell who it is about
MANY = 5  # mentions, above which more say no more
RARE_TERM, RARE_NAME = 7 * STEP // 2, 3 * STEP  # levels, from which rarity counts
# Weight of a name, in tenths: in the headline, in the first paragraphs, each mention (judged).
IN_TITLE, IN_FIRST, EACH = 20, 10, 2

Numbers = npt.NDArray[np.int64]
Row = Sequence[tuple[int, int]]  # place and weight


@dataclass(frozen=True, kw_only=True)
class Readings:
    """Articles as rows of matrices, in the order given. Vectors have the length UNIT."""

    articles: Sequence[Article]
    minutes: Numbers  # of publication, since 1970
    outlets: Numbers
    terms: csr_matrix  # vectors of headline and opening
    lead_terms: csr_matrix  # vectors of headline and first LEAD characters
    has_term: csr_matrix  # 1 for each distinct term
    in_title: csr_matrix  # 1 for each distinct term of the headline
    title_rarity: csr_matrix  # rarity of each distinct term of the headline
    title_mass: Numbers  # rarity of all of them together
    rare_title_terms: csr_matrix  # rarity of each distinct term of the headline, above RARE_TERM
    figures: csr_matrix  # vectors
    names: csr_matrix  # vectors, a column for each entity
    rare_names: csr_matrix  # weight of each entity times its rarity above RARE_NAME


def read(articles: Sequence[Article], rarity: Numbers | None = None) -> Readings:
    """Read articles; each reads the same in whatever company. rarity: of each place, the shipped table unless given."""
    rarity = levels() if rarity is None else rarity
    titles = [news_of(article.title) for article in articles]
    openings = _openings([article.opening for article in articles])
    leads = [opening[:LEAD] for opening in openings]
    title_terms = _terms(titles)
    counts = title_terms * TITLE_WEIGHT + _terms(openings)
    has_term, in_title = _ones(counts), _ones(title_terms)
    title_rarity = _weighed(in_title, rarity)
    figures = _ones(
        _matrix([_figures(title, opening) for title, opening in zip(titles, openings, strict=True)])
    )
    weights, name_levels = _names(articles, rarity)
    return Readings(
        articles=articles,
        minutes=np.array([int(each.published_at.timestamp()) // 60 for each in articles], np.int64),
        outlets=np.unique([each.outlet_id for each in articles], return_inverse=True)[1].astype(np.int64),
        terms=_of_unit_length(_weighed(counts, rarity)),
        lead_terms=_of_unit_length(_weighed(title_terms + _terms(leads), rarity)),
        has_term=has_term,
        in_title=in_title,
        title_rarity=title_rarity,
        title_mass=np.asarray(title_rarity.sum(axis=1)).ravel(),
        rare_title_terms=_weighed(in_title, np.maximum(rarity - RARE_TERM, 0)),
        figures=_of_unit_length(_weighed(figures, rarity)),
        names=_of_unit_length(_weighed(weights, name_levels)),
        rare_names=_weighed(weights, np.maximum(name_levels - RARE_NAME, 0)),
    )


def _openings(texts: Sequence[str]) -> list[str]:
    """Fold the openings, all at once: that is twice as fast."""
    cut = [_cut(without_dateline(text.replace(BETWEEN, " "))) for text in texts]
    return shadow(BETWEEN.join(cut)).lower().split(BETWEEN) if cut else []


def without_dateline(opening: str) -> str:
    """Leave out what stands before the news: two articles of one reporter have it in common."""
    return DATELINE.sub("", opening, count=1).lstrip()


def _cut(text: str) -> str:
    letters = len(text[:LATIN_OPENING].encode("ascii", "ignore"))
    is_latin = letters > LATIN_SHARE * min(len(text), LATIN_OPENING)
    return text[: LATIN_OPENING if is_latin else OPENING]


def _terms(texts: Sequence[str]) -> csr_matrix:
    """Count the terms of each text: pairs of Han characters, and words in Latin letters."""
    codes = np.frombuffer("\n".join([*texts, ""]).encode("utf-32-le", "replace"), np.dtype("<u4"))
    row_of = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    is_han = (codes >= HAN[0]) & (codes <= HAN[1])
    at = np.flatnonzero(is_han[:-1] & is_han[1:])
    pairs = csr_matrix(
        (np.ones(len(at), np.int64), (row_of[at], places_of(codes[at], codes[at + 1]))),
        shape=(len(texts), PLACES),
    )
    return pairs + _matrix([[(place_of(word), 1) for word in WORD.findall(text)] for text in texts])


def _figures(title: str, opening: str) -> Row:
    return [(place_of(f"#{figure}"), 1) for figure in FIGURE.findall(f"{title}\n{opening}")]


def _names(articles: Sequence[Article], rarity: Numbers) -> tuple[csr_matrix, Numbers]:
    """Weigh the names in each article; with the rarity of each entity."""
    column: dict[str, int] = {}
    name_levels: list[int] = []
    rows: list[list[tuple[int, int]]] = []
    for article in articles:
        rows.append([])
        for name in article.names:
            if name.entity_id not in column:
                column[name.entity_id] = len(column)
                name_levels.append(int(rarity[place_of_name(name.entity_kind, name.entity_name)]))
            rows[-1].append((column[name.entity_id], _weight(name)))
    return _matrix(rows, max(len(column), 1)), np.array(name_levels or [0], np.int64)


def place_of_name(entity_kind: str, entity_name: str) -> int:
    """Give an entity its place in the table of rarity."""
    return place_of(f"@{entity_kind} {_folded(entity_name)}")


@lru_cache(maxsize=50_000)
def _folded(entity_name: str) -> str:
    return shadow(entity_name).lower()


def _weight(name: Name) -> int:
    weight = EACH * min(name.mention_count, MANY)
    weight += IN_TITLE if name.position == 0 else 0
    return weight + (IN_FIRST if name.position <= FIRST_PARAGRAPHS else 0)


def _matrix(rows: Iterable[Row], width: int = PLACES) -> csr_matrix:
    """Make a matrix of rows; weights at one place are added."""
    listed = list(rows)
    row_of = np.repeat(np.arange(len(listed)), [len(row) for row in listed])
    flat = np.array([pair for row in listed for pair in row], np.int64).reshape(-1, 2)
    return csr_matrix((flat[:, 1], (row_of, flat[:, 0])), shape=(len(listed), width))


def _ones(matrix: csr_matrix) -> csr_matrix:
    return _with(matrix, np.ones_like)


def _of_unit_length(matrix: csr_matrix) -> csr_matrix:
    """Bring each row to the length UNIT, in whole numbers."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel().astype(np.float64))
    each = np.repeat(np.maximum(lengths, 1), np.diff(matrix.indptr))
    return _with(matrix, lambda values: np.rint(values * UNIT / each).astype(np.int64))


def _weighed(matrix: csr_matrix, values: Numbers) -> csr_matrix:
    """Multiply each column by its value."""
    return csr_matrix(
        (matrix.data * values[matrix.indices], matrix.indices, matrix.indptr), shape=matrix.shape
    )


def _with(matrix: csr_matrix, change: Callable[[Numbers], Numbers]) -> csr_matrix:
    return csr_matrix((change(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape)
