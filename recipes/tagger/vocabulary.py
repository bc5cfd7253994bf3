"""Build the vocabulary: what is frequent in the texts; everything else is unknown to the network."""

from collections import Counter

import numpy as np

from etl.names.tagger.encode import PLANE, Tokens, Vocabulary

LEAST_SIGNS, LEAST_WORDS = 5, 15  # a sign or word seen less often is not learned
MOST_PAIRS = 32_000


def vocabulary_of(found: Tokens) -> Vocabulary:
    """The frequent signs, words and pairs of signs, most frequent first, equals by code."""
    counts = np.bincount(found.signs, minlength=PLANE)
    order = np.lexsort((np.arange(PLANE), -counts))
    signs = "".join(chr(code) for code in order.tolist() if counts[code] >= LEAST_SIGNS and code)
    words = Counter(found.words.values())
    frequent = sorted((-count, word) for word, count in words.items() if count >= LEAST_WORDS)
    keys, times = np.unique(found.pairs[found.pairs >= 0], return_counts=True)
    chosen = keys[np.lexsort((keys, -times))[:MOST_PAIRS]].tolist()
    pairs = "".join(chr(code) for key in chosen for code in divmod(key, PLANE))
    return Vocabulary(signs=signs, words=tuple(word for _, word in frequent), pairs=pairs)
