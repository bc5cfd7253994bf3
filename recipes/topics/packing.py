"""Write weights as etl/topics/classify.py reads them. Not here: learning them (learning.py)."""

import csv
import gzip
import io
from collections.abc import Sequence

import numpy as np

from etl.topics.classify import CONSTANT, STEP, Floats


def packed(
    grams: Sequence[str], rarity: Floats, topic_ids: Sequence[str], weights: Floats, constants: Floats
) -> bytes:
    """Pack the weights by gram and topic, in steps; the same bytes for the same numbers."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["gram", "rarity", *topic_ids])
    writer.writerow([CONSTANT, 0, *_steps(constants)])
    for gram, scarce, row in zip(grams, _steps(rarity), weights, strict=True):
        writer.writerow([gram, scarce, *_steps(row)])
    return gzip.compress(text.getvalue().encode(), 9, mtime=0)


def _steps(numbers: Floats) -> list[int]:
    return [int(each) for each in np.rint(numbers / STEP)]
