"""Choose the bounds of gathering (BOUNDS of etl/stories/gather.py) on annotated stories and stories that were read.

    python -m recipes.stories.choose_bounds HOME GOLD

HOME and GOLD as for fit_weights.py, to be run after it. Each combination of GRID gathers the whole home, and is scored
by B-cubed precision and recall of the annotated articles, and of those in read.csv within the stories that were read.
Of the latter recall is as high as the earlier models were that found them. Printed are the best: those of enough
precision, by the mean of both F1 scores, of equals the strictest; put the first into that module. Here: the grid and
the score. Not here: labels (fit_weights.py).
"""

import sys
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from etl.stories.article import Article, Membership
from etl.stories.gather import BOUNDS, Bounds, gather
from etl.stories.likeness import pairs_of
from etl.stories.reading import read
from recipes.stories.fit_weights import Labels, read_home

GRID = {
    "bond": range(2500, 4001, 250),
    "stay": range(2000, 2801, 200),
    "alone": range(3000, 5001, 1000),
    "stay_of_two": range(4500, 5501, 250),
}
LEAST_PRECISION = 0.94  # of articles in stories that were read: a story is read as one event (judged)
SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Score:
    """B-cubed precision and recall of annotated articles, and of those in stories that were read."""

    annotated: tuple[float, float]
    read: tuple[float, float]

    @property
    def mean(self) -> float:
        """The mean of both F1 scores."""
        return sum(2 * p * r / max(p + r, 1e-9) for p, r in (self.annotated, self.read)) / 2

    @property
    def rank(self) -> tuple[bool, float]:
        """What the best has most of."""
        return self.read[0] >= LEAST_PRECISION, self.mean


def b_cubed(stories: Mapping[str, Hashable], events: Mapping[str, Hashable]) -> tuple[float, float]:
    """Hold the stories of articles against their events: precision, recall. An article without a story is alone."""
    together = defaultdict(set)
    for article_id in events:
        together[stories.get(article_id, article_id)].add(article_id)
    true = defaultdict(set)
    for article_id, event in events.items():
        true[event].add(article_id)
    precision = recall = 0.0
    for article_id, event in events.items():
        found = together[stories.get(article_id, article_id)]
        right = len(found & true[event])
        precision += right / len(found)
        recall += right / len(true[event])
    count = max(len(events), 1)
    return precision / count, recall / count


def score(memberships: Sequence[Membership], labels: Labels) -> Score:
    """Score stories. Articles that may be told with a story or not are left out, and so are two stories that met."""
    stories = {each.article_id: each.story_id for each in memberships}
    optional = {article_id for article_id, _ in labels.optional}
    annotated = {each: event for each, event in labels.story.items() if each not in optional}
    within = {each: (stories[each], labels.read[each][0]) for each in labels.read if each in stories}
    return Score(annotated=b_cubed(stories, annotated), read=b_cubed(within, labels.read))


def tried(articles: Sequence[Article], labels: Labels) -> Iterator[tuple[Bounds, Score]]:
    """Gather by each combination of bounds."""
    pairs = [*pairs_of(read(articles), np.ones(len(articles), np.bool_))]
    order = [
        each.article_id for each in sorted(articles, key=lambda each: (each.published_at, each.article_id))
    ]
    for values in product(*GRID.values()):
        bounds = Bounds(**dict(zip(GRID, values, strict=True)))
        yield bounds, score(gather(order, pairs, bounds), labels)


def main(arguments: Sequence[str]) -> None:
    """Print the best bounds, and the shipped ones."""
    articles, labels = read_home(*map(Path, arguments))
    results = [*tried(articles, labels)]
    results.sort(key=lambda each: (*each[1].rank, each[0].stay, each[0].alone), reverse=True)
    print(f"{','.join(GRID)},precision,recall,precision_of_read,recall_of_read,mean")
    for bounds, each in [*results[:SHOWN], *(pair for pair in results if pair[0] == BOUNDS)]:
        figures = ",".join(f"{figure:.3f}" for figure in (*each.annotated, *each.read, each.mean))
        print(f"{','.join(str(getattr(bounds, name)) for name in GRID)},{figures}")


if __name__ == "__main__":
    main(sys.argv[1:])
