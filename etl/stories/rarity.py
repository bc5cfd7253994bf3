"""How rare a term, a figure or a name is in the news: a shipped table, so that no new article changes the past.

Here: places in the table, reading it. Not here: how it is made (recipes/stories/).
"""

from functools import cache
from importlib.resources import files
from typing import cast
from zlib import crc32, decompress

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]
Levels = npt.NDArray[np.int64]

PLACES = 1 << 20  # of the table; two terms that share one count as one
STEP = 25  # levels to one e-fold of rarity
LEAST_COUNT = 3  # articles; what fewer have, or no place says, is as rare
FILE = "rarity.zlib"
# Multipliers of splitmix64 (Steele, Lea and Flood 2014), which spread the bits of small numbers.
SPREAD, MIXED = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
SHIFT = np.uint64(44)  # leaves the 20 highest bits


def place_of(word: str) -> int:
    """Give a word, a figure or a name its place."""
    return crc32(word.encode()) & (PLACES - 1)


def places_of(first: npt.NDArray[np.uint32], second: npt.NDArray[np.uint32]) -> Places:
    """Give pairs of characters their places, the same on every machine."""
    mixed = (first.astype(np.uint64) * SPREAD + second.astype(np.uint64)) * MIXED
    return (mixed >> SHIFT).astype(np.int64)


@cache
def levels() -> Levels:
    """Read the rarity of each place: STEP times the natural logarithm of articles to articles that have it."""
    packed = (files("etl.stories") / FILE).read_bytes()
    return cast(Levels, np.frombuffer(decompress(packed), np.uint8).astype(np.int64))
