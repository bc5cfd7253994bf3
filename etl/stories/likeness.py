"""How alike two articles are: one number of what they share in terms, headline, figures and names, and of their times.

Here: candidates, features of a pair, and their weights. Not here: reading articles (reading.py), stories (gather.py),
fitting the weights (recipes/stories/). Whole numbers and operations that IEEE 754 rounds exactly (no exp, no log): a
pair has the same likeness on every machine and in any batch.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from etl.stories.article import WINDOW, Pair
from etl.stories.rarity import STEP
from etl.stories.reading import UNIT, Readings
from etl.stories.series import is_series

ROWS_AT_ONCE = 250  # articles, held against all others at once
SQUARE = UNIT * UNIT
TENTH = 10  # names are weighed in tenths
# A pair is a candidate where headlines and openings are so alike (cosine), or less where names are.
ALIKE, ALIKE_WITH_NAMES, OF_NAMES = 0.05, 0.025, 0.3
# Weights of a logistic regression on annotated pairs and pairs that were read (recipes/stories/fit_weights.py).
WEIGHTS: Mapping[str, float] = {
    "constant": -4.01,
    "terms": 2.46,  # square root of the cosine of terms
    "lead_terms": 3.20,  # the same, of headline and beginning of the lead
    "title": 1.96,  # share of one headline that stands in the other's headline or opening, the greater of both
    "figures": 0.54,  # square root of the cosine of figures
    "names": 1.06,  # square root of the cosine of names
    "rare_title_terms": 0.36,  # square root of the rarity that common terms of headlines add up to
    "rare_names": 0.66,
    "days": -1.14,  # between the two
    "is_one_outlet": -0.57,
}
# Log-odds of which the likeness is 0 and 1: it is a straight line between them.
NONE, FULL = -4.0, 4.0
WHOLE = 10_000

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


def pairs_of(readings: Readings, fresh: npt.NDArray[np.bool_]) -> Iterator[Pair]:
    """Give every pair with a likeness above 0 that takes in one of the articles marked fresh."""
    ids = [article.article_id for article in readings.articles]
    for one, other in candidates(readings, fresh):
        likeness = likeness_of(features(readings, one, other))
        for first, second, alike in zip(one.tolist(), other.tolist(), likeness.tolist(), strict=True):
            if alike > 0 and not is_series(readings.articles[first], readings.articles[second]):
                lesser, greater = sorted((ids[first], ids[second]))
                yield Pair(article_id=lesser, other_article_id=greater, likeness=alike)


def candidates(readings: Readings, fresh: npt.NDArray[np.bool_]) -> Iterator[tuple[Numbers, Numbers]]:
    """Find the rows of pairs that may tell of one event, each pair once."""
    window = int(WINDOW.total_seconds()) // 60
    order = np.argsort(readings.minutes, kind="stable")
    sorted_minutes = readings.minutes[order]
    for rows in np.split(order[fresh[order]], range(ROWS_AT_ONCE, int(fresh.sum()), ROWS_AT_ONCE)):
        if not len(rows):
            continue
        times = readings.minutes[rows]
        first = np.searchsorted(sorted_minutes, times.min() - window, "left")
        last = np.searchsorted(sorted_minutes, times.max() + window, "right")
        near = order[first:last]
        terms, names = (_products(matrix, rows, near) for matrix in (readings.terms, readings.names))
        is_alike = terms >= ALIKE * SQUARE
        is_alike |= (terms >= ALIKE_WITH_NAMES * SQUARE) & (names >= OF_NAMES * SQUARE)
        at, beside = np.nonzero(is_alike)
        one, other = rows[at], near[beside]
        is_near = np.abs(readings.minutes[one] - readings.minutes[other]) <= window
        kept = is_near & ((one < other) | (~fresh[other])) & (one != other)
        yield one[kept], other[kept]


def features(readings: Readings, one: Numbers, other: Numbers) -> Mapping[str, Floats]:
    """Measure pairs of rows by what WEIGHTS name."""
    found = [
        _sum(readings.title_rarity[first], readings.has_term[second])
        / np.maximum(readings.title_mass[first], 1)
        for first, second in ((one, other), (other, one))
    ]
    return {
        "terms": np.sqrt(_sum(readings.terms[one], readings.terms[other]) / SQUARE),
        "lead_terms": np.sqrt(_sum(readings.lead_terms[one], readings.lead_terms[other]) / SQUARE),
        "title": np.maximum(*found),
        "figures": np.sqrt(_sum(readings.figures[one], readings.figures[other]) / SQUARE),
        "names": np.sqrt(_sum(readings.names[one], readings.names[other]) / SQUARE),
        "rare_title_terms": np.sqrt(_sum(readings.rare_title_terms[one], readings.in_title[other]) / STEP),
        "rare_names": np.sqrt(
            _sum(readings.rare_names[one].minimum(readings.rare_names[other])) / (TENTH * STEP)
        ),
        "days": np.abs(readings.minutes[one] - readings.minutes[other]) / (24 * 60),
        "is_one_outlet": (readings.outlets[one] == readings.outlets[other]).astype(np.float64),
    }


def likeness_of(measured: Mapping[str, Floats]) -> Numbers:
    """Weigh the features of pairs to a likeness each, in ten-thousandths."""
    odds = np.full(len(measured["days"]), WEIGHTS["constant"])
    for name, values in measured.items():
        odds = odds + values * WEIGHTS[name]
    share = np.clip((odds - NONE) / (FULL - NONE), 0, 1)
    return np.rint(share * WHOLE).astype(np.int64)


def _products(matrix: csr_matrix, rows: Numbers, near: Numbers) -> Numbers:
    return np.asarray((matrix[rows] @ matrix[near].T).toarray())


def _sum(one: csr_matrix, other: csr_matrix | None = None) -> Numbers:
    """Add up each row, or the products of two matrices' rows."""
    both = one if other is None else one.multiply(other)
    return np.asarray(both.sum(axis=1)).ravel()
