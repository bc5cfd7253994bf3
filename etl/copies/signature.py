"""The signature of a text: bands of MinHash values, of which two texts share one the likelier the more they share.

Here: signatures of many texts at once. Not here: shingles (shingles.py), joining bands (etl/work/copy_matches.py).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from etl.copies.shingles import Hashes

Bands = npt.NDArray[np.int32]

# Two values a band, 128 bands: of texts that have .3 of their shingles in common all but one in 180,000 share a band,
# of those with .2 all but one in 180, with .1 three of four; of any two texts one in some thousands.
BAND_COUNT, VALUES_OF_A_BAND, SEED = 128, 2, 20_200_601
LEAST = 60  # shingles, below which a text has no signature: a flash of one sentence
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # of splitmix64
HALF = np.uint64(32)


def signatures(texts: Sequence[Hashes]) -> list[Bands]:
    """Give each text its bands, as numbers that hold a band's place too; none of a text that is too short.

    texts: shingles of each; repeated ones count once.
    """
    long = [place for place, text in enumerate(texts) if len(text) >= LEAST]
    found = [np.empty(0, np.int32)] * len(texts)
    if not long:
        return found
    starts = np.cumsum([0, *(len(texts[place]) for place in long)], dtype=np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(
        np.concatenate([texts[place] for place in long]), starts, BAND_COUNT * VALUES_OF_A_BAND, SEED
    )
    for place, bands in zip(long, _bands(np.asarray(matrix.to_rows(), np.uint64)), strict=True):
        found[place] = bands
    return found


def _bands(rows: Hashes) -> npt.NDArray[np.int32]:
    """Hash the values of each band, and its place, to 32 bits. rows: a text's values each."""
    values = rows.reshape(len(rows), BAND_COUNT, VALUES_OF_A_BAND)
    hashes = np.arange(BAND_COUNT, dtype=np.uint64)[None, :] * MULTIPLIER
    for number in range(VALUES_OF_A_BAND):
        hashes = (hashes ^ values[:, :, number]) * MULTIPLIER
        hashes ^= hashes >> HALF
    return (hashes >> HALF).astype(np.uint32).view(np.int32)
