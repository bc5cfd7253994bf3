"""Shingles of prose: hashes of its overlapping pieces, in any script, spacing and punctuation the same.

Here: folding a text, and its shingles. Not here: signatures made of them (signature.py), comparing them (reading.py).
"""

import re
from functools import cache
from typing import cast

import numpy as np
import numpy.typing as npt

from etl.normalize.script import FIRST_HAN, LAST_HAN
from etl.normalize.shadow import shadow

Hashes = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint32]

LENGTH = 5  # characters; the annotated pairs were measured so
LATIN_LENGTH = 15  # of texts in Latin letters, of which some three stand for one Chinese character
LATIN_SHARE = 0.5  # of the characters: from here on a text is one in Latin letters
KEPT = re.compile(rf"[0-9A-Za-z\u3400-\u4dbf{FIRST_HAN}-{LAST_HAN}]")
PLANE = 0x1_0000  # code points that are folded; rarer ones are left out, as punctuation is
# Multipliers of splitmix64 (Steele, Lea and Flood 2014), which spread the bits of small numbers.
SPREAD, MIXED = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
HALF, LESS = np.uint64(32), np.uint64(29)


def folded(text: str) -> Codes:
    """Fold what makes no other text, character by character: script, shape of letters, case, spacing, punctuation.

    Returns the code points that are left.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), np.dtype("<u4"))
    spelt = _spelling()[np.minimum(codes, PLANE)]
    return cast(Codes, spelt[spelt != 0])


def plain(text: str) -> str:
    """Fold a text as folded does, to a text."""
    return folded(text).astype("<u4").tobytes().decode("utf-32-le")


def shingles(codes: Codes) -> Hashes:
    """Hash each piece of a folded text, in order; none of a text that is shorter than a piece.

    Wrapping arithmetic of 64 bits: the same numbers on every machine.
    """
    letters = np.count_nonzero((codes >= ord("a")) & (codes <= ord("z")))
    length = LATIN_LENGTH if letters > LATIN_SHARE * len(codes) else LENGTH
    count = len(codes) - length + 1
    if count < 1:
        return np.empty(0, np.uint64)
    hashes = np.zeros(count, np.uint64)
    for offset in range(length):
        hashes *= SPREAD
        hashes += codes[offset : offset + count]
    hashes ^= hashes >> LESS
    hashes *= MIXED
    hashes ^= hashes >> HALF
    return hashes


@cache
def _spelling() -> Codes:
    """Map each code point to the one it is folded to; 0 for what is left out."""
    spelling = np.zeros(PLANE + 1, np.uint32)
    codes = [code for code in range(PLANE) if chr(code).isalnum()]
    # one to a line, for side by side they might be taken for a word
    for code, spelt in zip(codes, shadow("\n".join(map(chr, codes))).split("\n"), strict=True):
        if KEPT.fullmatch(spelt):
            spelling[code] = ord(spelt.lower())
    return spelling
