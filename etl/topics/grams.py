"""The grams of an article: pairs and triples of Chinese characters as numbers, words in Latin letters as they are.

Here: what is read of an article, how much its title counts, and which number is which gram. Not here: which grams are
weighed, and for what (classify.py, whose weights recipes/topics/ learns from the same grams).
"""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.normalize.script import FIRST_HAN, LAST_HAN
from etl.normalize.shadow import shadow

Keys = npt.NDArray[np.uint64]

OPENING = 500  # characters of prose: what it was annotated from, and a little more (judged)
TITLE_WEIGHT = 3  # a gram of the title counts as three of the prose (judged)
WORD = re.compile("[A-Za-z]{2,}")
BITS = 16  # of a character: all that are read are in the basic plane
TRIPLE = 1 << 3 * BITS  # marks the number of a triple, lest one behind a gap be taken for a pair


@dataclass(frozen=True, kw_only=True, slots=True)
class Grams:
    """The grams of an article, each as often as it counts. Some keys hold a gap (0), and are no gram."""

    keys: Keys
    words: list[str]


def grams(title: str, prose: str) -> Grams:
    """Read a title and the opening of its prose, in simplified script."""
    head, opening = _grams(shadow(title)), _grams(shadow(prose[:OPENING]))
    return Grams(
        keys=np.concatenate([*[head.keys] * TITLE_WEIGHT, opening.keys]),
        words=head.words * TITLE_WEIGHT + opening.words,
    )


def key_of(gram: str) -> int | None:
    """Give the number of a pair or triple of characters; None for a word."""
    if gram.isascii():
        return None
    key = TRIPLE if len(gram) == 3 else 0
    for place, character in enumerate(reversed(gram)):
        key |= ord(character) << place * BITS
    return key


def gram_of(key: int) -> str | None:
    """Spell the pair or triple of a number; None where it holds a gap."""
    codes = [key >> place * BITS & 0xFFFF for place in ((2, 1, 0) if key & TRIPLE else (1, 0))]
    return "".join(map(chr, codes)) if all(codes) else None


def _grams(text: str) -> Grams:
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), "<u4").astype(np.uint64)
    codes[(codes < ord(FIRST_HAN)) | (codes > ord(LAST_HAN))] = 0
    pairs = codes[:-1] << np.uint64(BITS) | codes[1:]
    triples = pairs[:-1] << np.uint64(BITS) | codes[2:] | np.uint64(TRIPLE)
    return Grams(keys=np.concatenate([pairs, triples]), words=[word.lower() for word in WORD.findall(text)])
