"""Weigh the grams of an article: how probable each topic is, and which are said.

Here: reading the weights, probabilities, the bounds below which nothing is said. Not here: what is weighed (grams.py),
the names of topics (lexicon/media_topics.csv), learning (recipes/topics/).
"""

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import polars as pl

from etl.topics.grams import Grams, Keys, grams, key_of

Floats = npt.NDArray[np.float64]

WEIGHTS = "weights.csv.gz"
CONSTANT = "(constant)"  # the row of what is added whatever an article holds; brackets are in no gram
STEP = 0.01  # what 1 in the file stands for: weights are kept as whole numbers
# Probabilities below which a topic is not said to be the first, or one more (both of docs/MODEL.md's cross-validation).
LEAST_PRIMARY, LEAST_OTHER = 0.3, 0.2
MOST_TOPICS = 3  # as the annotation has it: one, and two more at most
LAST = np.uint64(2**64 - 1)  # greater than any gram's number
DIGITS = 4  # of a score; beyond these the machines' arithmetic may differ


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A topic of an article. score: the probability that it is the first one, 0 to 1."""

    topic_id: str
    score: float


@dataclass(frozen=True, kw_only=True)
class Model:
    """Weights by gram (row) and topic (column): log odds per unit of a gram's share of the article."""

    topic_ids: tuple[str, ...]
    keys: Keys  # of the first rows, in order, and one at the end that is no gram's
    words: Mapping[str, int]  # row by word
    rarity: Floats  # by row: inverse document frequency
    weights: Floats
    constants: Floats

    def probabilities(self, held: Grams) -> Floats | None:
        """Give the probability of each topic, which add up to 1; None where no gram of the article is known."""
        rows, values = self.shares(held)
        if not len(rows):
            return None
        total = values @ self.weights[rows] + self.constants
        odds = np.exp(total - total.max())
        return np.asarray(odds / odds.sum())

    def shares(self, held: Grams) -> tuple[npt.NDArray[np.intp], Floats]:
        """Give the rows of the known grams and the share of each: damped count times rarity, of length 1 together."""
        places = np.searchsorted(self.keys[:-1], held.keys)
        known = [self.words[word] for word in held.words if word in self.words]
        rows, counts = np.unique(
            np.concatenate([places[self.keys[places] == held.keys], np.array(known, np.intp)]),
            return_counts=True,
        )
        values = (1 + np.log(counts)) * self.rarity[rows]
        return rows, values / np.sqrt((values**2).sum() or 1)


def topics_of(title: str, prose: str, model: Model) -> list[Topic]:
    """Say what an article is about, the most probable first; nothing where no topic is probable enough."""
    probabilities = model.probabilities(grams(title, prose))
    if probabilities is None or probabilities.max() < LEAST_PRIMARY:
        return []
    order: Sequence[int] = np.argsort(-probabilities, kind="stable")[:MOST_TOPICS].tolist()
    return [
        Topic(topic_id=model.topic_ids[each], score=round(float(probabilities[each]), DIGITS))
        for place, each in enumerate(order)
        if place == 0 or probabilities[each] >= LEAST_OTHER
    ]


@cache
def load() -> Model:
    """Read the weights that ship with the package; once in a process."""
    return read_model(files(__package__).joinpath(WEIGHTS).read_bytes())


def read_model(content: bytes) -> Model:
    """Read a file of weights: gram, its rarity in steps, then a column of whole steps for each topic.

    Raises ValueError where the row of constants is missing, polars' ComputeError for a row that does not fit.
    """
    table = pl.read_csv(gzip.decompress(content), schema_overrides={"gram": pl.String})
    _, _, *topic_ids = table.columns
    constant, rows = table.row(0), table[1:]
    if constant[0] != CONSTANT:
        raise ValueError(f"{WEIGHTS}, line 2: gram {constant[0]!r} is not {CONSTANT}")
    rows = rows.with_columns(key=pl.Series(map(key_of, rows["gram"]), dtype=pl.UInt64)).sort(
        "key", nulls_last=True, maintain_order=True
    )
    keys = rows["key"].drop_nulls()
    steps = rows.drop("gram", "key").to_numpy().astype(np.float64) * STEP
    return Model(
        topic_ids=tuple(topic_ids),
        keys=np.append(keys.to_numpy(), LAST),
        words={word: row for row, word in enumerate(rows["gram"]) if row >= len(keys)},
        rarity=steps[:, 0],
        weights=np.ascontiguousarray(steps[:, 1:]),
        constants=np.array(constant[2:], np.float64) * STEP,
    )
