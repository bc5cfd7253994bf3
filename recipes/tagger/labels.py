"""Token labels: a tag each, or masked if doubtful.

Here: spans to arrays. Not here: which spans are probable (belief.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.names.tagger.decode import TAGS
from etl.names.tagger.encode import Tokens
from recipes.tagger.scores import Triple

MASKED = -100  # what torch's loss leaves out
TAG_IDS = {tag: number for number, tag in enumerate(TAGS)}


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A sentence, its names, and its doubtful spans."""

    sentence: str
    spans: tuple[Triple, ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()


def tag_ids(rows: Sequence[Labelled], found: Tokens) -> npt.NDArray[np.int64]:
    """Compute the tag of each token of all sentences; a name that begins or ends within a token is masked."""
    labels = np.zeros(len(found.signs), np.int64)
    for row, offset, count in zip(rows, found.offsets.tolist(), found.counts.tolist(), strict=True):
        starts, ends = found.starts[offset : offset + count], found.ends[offset : offset + count]
        for start, end in row.doubtful:
            labels[offset:][:count][(starts < end) & (ends > start)] = MASKED
        for start, end, kind in row.spans:
            inside = np.flatnonzero((starts < end) & (ends > start))
            if not len(inside):
                continue
            first, last = int(inside[0]), int(inside[-1])
            is_exact = starts[first] == start and ends[last] == end
            tags = [TAG_IDS[f"{place}-{kind}"] for place in places(len(inside))] if is_exact else MASKED
            labels[offset + first : offset + last + 1] = tags
    return labels


def places(width: int) -> str:
    """Give the position tag (B, M, E, S) of each token of a name."""
    return "S" if width == 1 else "B" + "M" * (width - 2) + "E"
