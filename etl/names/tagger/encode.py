"""Encode sentences as the ids that the tagger's network reads, with each token's place in its sentence.

A token is one character, one word in Latin letters or one number; white space is skipped. A word out of vocabulary is
represented by its shape, a number by its length, both as signs of a Unicode private use area, so that they form bigrams
with their neighbours as characters do. Vectorised over many sentences. Not here: the network (tagger.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Small = npt.NDArray[np.int32]
Integers = npt.NDArray[np.int64]

UNKNOWN, UNKNOWN_HAN, FIRST_SIGN = 0, 1, 2  # ids; the vocabulary's signs follow, then its words
NO_PAIR = 0
PLANE = 0x10000
HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
SINGLE, SPACE, LETTER, DIGIT = range(4)

NUMBERS = "\ue000\ue001\ue002\ue003\ue004"  # of one digit, two, three, four, more
CAPITAL, UPPER, TITLE, LOWER, MIXED = "\ue010\ue011\ue012\ue013\ue014"  # A, AB, Ab, ab, aB


def _classes() -> npt.NDArray[np.uint8]:
    classes = np.full(PLANE, SINGLE, np.uint8)
    for code in range(0x250):
        if chr(code).isalpha():
            classes[code] = LETTER
    classes[ord("0") : ord("9") + 1] = DIGIT
    for code in range(PLANE):
        if chr(code).isspace():
            classes[code] = SPACE
    return classes


CLASSES = _classes()


def shape(word: str) -> str:
    """Give the sign for the shape of a word in Latin letters."""
    if word.isupper():
        return UPPER if len(word) > 1 else CAPITAL
    if word.islower():
        return LOWER
    return TITLE if word[0].isupper() and word[1:].islower() else MIXED


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """The tokens of all sentences, concatenated. Arrays are [tokens] if not said otherwise."""

    signs: Integers  # code points: the character, or the sign for a word or number
    words: dict[int, str]  # token index → word in Latin letters
    starts: Integers  # offset in the token's sentence, in characters
    ends: Integers  # exclusive
    counts: Integers  # tokens per sentence [sentences]

    @cached_property
    def offsets(self) -> Integers:
        """Give the index of each sentence's first token [sentences]."""
        return np.cumsum(self.counts) - self.counts

    @cached_property
    def is_first(self) -> npt.NDArray[np.bool_]:
        """Whether each token is the first of its sentence."""
        first = np.zeros(len(self.signs), bool)
        first[self.offsets[self.counts > 0]] = True
        return first

    @cached_property
    def pairs(self) -> Integers:
        """Give the key of each token's bigram with the one before it; -1 for a sentence's first."""
        before = np.concatenate([[0], self.signs[:-1]]) if len(self.signs) else self.signs
        return np.where(self.is_first, -1, pair_key(before, self.signs))


def pair_key(before: Integers, sign: Integers) -> Integers:
    """Combine two signs to one key."""
    return before * PLANE + sign


def tokens(sentences: Sequence[str]) -> Tokens:
    """Tokenise sentences."""
    text = "".join(sentences)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    lengths = np.array([len(sentence) for sentence in sentences], np.int64)
    ends = np.cumsum(lengths)
    codes = np.where(codes < PLANE, codes, np.where((codes >> 16 == 2) | (codes >> 16 == 3), 0x9FFF, 0))
    classes = CLASSES[codes]
    begins = (classes <= SPACE) | np.concatenate([[True], classes[1:] != classes[:-1]])[: len(classes)]
    begins[(ends - lengths)[lengths > 0]] = True
    every = np.flatnonzero(begins)
    closes = np.concatenate([every[1:], [len(codes)]])[: len(every)]
    kept = classes[every] != SPACE
    first, last = every[kept], closes[kept]
    owner = np.searchsorted(ends, first, side="right")
    signs, kinds = codes[first], classes[first]
    numbers = np.flatnonzero(kinds == DIGIT)
    signs[numbers] = ord(NUMBERS[0]) + np.minimum(last[numbers] - first[numbers], len(NUMBERS)) - 1
    words = {token: text[first[token] : last[token]] for token in np.flatnonzero(kinds == LETTER).tolist()}
    for token, word in words.items():
        signs[token] = ord(shape(word))
    begin = (ends - lengths)[owner]
    return Tokens(
        signs=signs,
        words=words,
        starts=first - begin,
        ends=last - begin,
        counts=np.bincount(owner, minlength=len(sentences)),
    )


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The network's vocabulary."""

    signs: str  # one character each
    words: tuple[str, ...]  # in Latin letters
    pairs: str  # bigrams of signs, two characters each

    @cached_property
    def _ids(self) -> Small:
        ids = np.full(PLANE, UNKNOWN, np.int32)
        for start, end in HAN:
            ids[start:end] = UNKNOWN_HAN
        ids[[ord(sign) for sign in self.signs]] = np.arange(FIRST_SIGN, FIRST_SIGN + len(self.signs))
        return ids

    @cached_property
    def _word_ids(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.words, FIRST_SIGN + len(self.signs))}

    @cached_property
    def _pair_keys(self) -> tuple[Integers, Small]:
        """Give the bigrams' keys, sorted, and the id of each."""
        codes = np.array([ord(sign) for sign in self.pairs], np.int64).reshape(-1, 2)
        keys = pair_key(codes[:, 0], codes[:, 1])
        order = np.argsort(keys)
        return keys[order], (order + 1).astype(np.int32)

    @property
    def size(self) -> int:
        return FIRST_SIGN + len(self.signs) + len(self.words)

    @property
    def pair_count(self) -> int:
        return 1 + len(self.pairs) // 2

    def ids(self, found: Tokens) -> Small:
        """Give the id of each token [tokens]."""
        ids = self._ids[found.signs]
        for token, word in found.words.items():
            if number := self._word_ids.get(word):
                ids[token] = number
        return ids

    def pair_ids(self, found: Tokens) -> Small:
        """Give the id of each token's bigram with the one before it [tokens]."""
        keys, ids = self._pair_keys
        if not len(keys):
            return np.full(len(found.signs), NO_PAIR, np.int32)
        place = np.minimum(np.searchsorted(keys, found.pairs), len(keys) - 1)
        return np.where(keys[place] == found.pairs, ids[place], np.int32(NO_PAIR))


def batch(flat: npt.NDArray[np.integer], offsets: Integers, counts: Integers, *, extra: int = 0) -> Small:
    """Gather rows of a flat array to a padded batch [longest row + extra, rows]: time first, padded with 0.

    offsets, counts: start and length of each row in flat [rows]. extra: further time steps of 0.
    """
    times = np.arange(int(counts.max()) + extra)[:, None]
    live = times < counts
    return np.where(live, flat[np.where(live, offsets + times, 0)], 0).astype(np.int32)
