"""Token labels: a tag each, and how probable it is.

Here: spans to arrays. Not here: which spans are probable (belief.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.names.tagger.decode import TAGS
from etl.names.tagger.encode import Tokens
from recipes.tagger.scores import Triple

TAG_IDS = {tag: number for number, tag in enumerate(TAGS)}
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A sentence, its possible names, which do not overlap, and the probability of each, above 0 to 1."""

    sentence: str
    spans: tuple[Triple, ...] = ()
    probabilities: tuple[float, ...] = ()

    def spans_above(self, least: float) -> list[Triple]:
        """The names that are more probable than that."""
        return [span for span, each in zip(self.spans, self.probabilities, strict=True) if each > least]


@dataclass(frozen=True, kw_only=True)
class Targets:
    """For each token of all sentences the tag of the name it may be in, O elsewhere, and what the loss counts."""

    tags: npt.NDArray[np.int64]
    probabilities: Floats  # of that tag; what is left to 1 is O's
    weights: Floats  # 0: left out of the loss


def targets_of(rows: Sequence[Labelled], found: Tokens) -> Targets:
    """Compute the targets of all tokens; a name that begins or ends within a token is left out."""
    count = len(found.signs)
    tags, probabilities, weights = (
        np.zeros(count, np.int64),
        np.ones(count, np.float32),
        np.ones(count, np.float32),
    )
    for row, offset, width in zip(rows, found.offsets.tolist(), found.counts.tolist(), strict=True):
        starts, ends = found.starts[offset : offset + width], found.ends[offset : offset + width]
        for (start, end, kind), probability in zip(row.spans, row.probabilities, strict=True):
            inside = np.flatnonzero((starts < end) & (ends > start))
            if not len(inside):
                continue
            first, last = int(inside[0]), int(inside[-1])
            here = slice(offset + first, offset + last + 1)
            if starts[first] == start and ends[last] == end:
                tags[here] = [TAG_IDS[f"{place}-{kind}"] for place in places(len(inside))]
                probabilities[here] = probability
            else:
                weights[here] = 0
    return Targets(tags=tags, probabilities=probabilities, weights=weights)


def places(width: int) -> str:
    """Give the position tag (B, M, E, S) of each token of a name."""
    return "S" if width == 1 else "B" + "M" * (width - 2) + "E"
