"""Texts written by formula, such as daily tolls, fixings and tickers: alike, and no copies of each other.

Here: recognising two of one series. Not here: other texts that are alike and no copies (judge.py).
"""

import re
from datetime import timedelta

from rapidfuzz.distance import Indel

from etl.copies.reading import Common, Reading

FIGURE = re.compile(r"\d+")
SAME_FRAME = 0.85  # share of common characters of two titles without their figures (judged)
OWN_FIGURES = (
    0.75  # share of the shorter text's figures that the other has, below which they tell other news (judged)
)
NEXT_ISSUE = timedelta(hours=10)  # the next of a series comes later than that (measured: 13 hours at least)
SHORT = 100  # shingles: what is shorter is mostly formula


def is_series(one: Reading, other: Reading, shared: Common, lag: timedelta) -> bool:
    """Whether two texts of one outlet are of one series: other figures at another time, or in one frame of title."""
    is_other_day = abs(lag) >= NEXT_ISSUE
    is_other_news = shared.figures < OWN_FIGURES
    if is_other_day and is_other_news:
        return True
    if not _is_same_frame(one, other):
        return False
    is_short = min(len(one.distinct), len(other.distinct)) < SHORT
    return is_other_day or is_other_news or is_short


def _is_same_frame(one: Reading, other: Reading) -> bool:
    """Whether the titles differ in figures, and in little else."""
    if one.title_figures == other.title_figures:
        return False
    frames = [FIGURE.sub("0", each.title) for each in (one, other)]
    return Indel.normalized_similarity(*frames) >= SAME_FRAME
