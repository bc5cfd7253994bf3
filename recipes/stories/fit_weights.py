"""Fit the weights of likeness (WEIGHTS of etl/stories/likeness.py) on annotated stories and judged pairs.

    python -m recipes.stories.fit_weights HOME GOLD

HOME holds the archives that were annotated. GOLD is a JSON object: stories, each with the paths of its articles (core)
and of articles that may be told with it or not (optional); singletons, paths of articles that are in no story of
several. judged.csv holds further pairs, read.csv stories that were read. Run it after another table of rarity, another
feature or other names, and put what it prints into that module. The shipped ones are of 9,338 articles: the archive
of June and July 2020, posts and months. Here: labels and the fit. Not here: features (etl/stories/likeness.py), the
bounds of gathering (choose_bounds.py).
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from etl.settings import Settings
from etl.stories.article import Article
from etl.stories.likeness import WEIGHTS, candidates, features
from etl.stories.reading import read
from etl.warehouse.warehouse import open_warehouse
from etl.work.story_pairs import all_articles
from recipes.tagger.fit_calibration import fitted

JUDGED, READ = (Path(__file__).with_name(name) for name in ("judged.csv", "read.csv"))
PENALTY = 0.5  # of squared weights (judged)
# The pairs of one story are alike: together they count as so many, but each at least so much (judged).
PAIRS_OF_STORY, LEAST_WORTH = 6, 0.2

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Labels:
    """Which articles tell of one event, by article_id."""

    judged: Mapping[frozenset[str], bool]
    story: Mapping[str, int]  # of annotated articles, core; a number of its own for one that is alone
    optional: frozenset[tuple[str, int | None]]  # article and story: may be of one event or not
    # Of articles in a found story that was read: the story, and the event in it.
    read: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def of(self, one: str, other: str) -> bool | None:
        """Whether two articles tell of one event; None where nobody said."""
        if (judged := self.judged.get(frozenset((one, other)))) is not None:
            return judged
        first, second = self.story.get(one), self.story.get(other)
        if first is not None and first == second:
            return True
        if (one, second) in self.optional or (other, first) in self.optional:
            return None
        if first is not None or second is not None:
            return False
        here, there = self.read.get(one), self.read.get(other)
        return here == there if here and there else None

    def group_of(self, one: str, other: str) -> Hashable:
        """What the pairs that are alike have in common, by which they count together; None for a pair by itself."""
        if frozenset((one, other)) in self.judged:
            return None
        if (story := self.story.get(one)) is not None:
            return story if story == self.story.get(other) else None
        return (self.read[one], self.read[one] == self.read.get(other)) if one in self.read else None


def read_home(home: Path, gold: Path) -> tuple[list[Article], Labels]:
    """Read the articles of a home that take part in stories, and the labels of those that were annotated."""
    with open_warehouse(Settings(home=home)) as warehouse:
        articles = all_articles(warehouse)
        paths = warehouse.query(
            "select document_path, article_id from marts.fct_documents where article_id is not null order by all"
        )
    return articles, read_labels(gold, dict(paths.iter_rows()))


def read_labels(gold: Path, article_ids: Mapping[str, str]) -> Labels:
    """Read what was annotated of articles that are there. article_ids: by path."""
    annotated = json.loads(gold.read_text(encoding="utf-8"))
    stories = [*annotated["stories"], *({"core": [path], "optional": []} for path in annotated["singletons"])]
    judged, read = map(_rows, (JUDGED, READ))
    pairs = [
        (article_ids.get(row["document_path"]), article_ids.get(row["other_document_path"])) for row in judged
    ]
    return Labels(
        judged={
            frozenset((one, other)): row["is_one_event"] == "yes"
            for (one, other), row in zip(pairs, judged, strict=True)
            if one and other
        },
        story={
            article_ids[path]: number
            for number, story in enumerate(stories)
            for path in story["core"]
            if path in article_ids
        },
        optional=frozenset(
            (article_ids[path], number)
            for number, story in enumerate(stories)
            for path in story["optional"]
            if path in article_ids
        ),
        read={
            article_ids[path]: (row["story"], row["event"])
            for row in read
            if (path := row["document_path"]) in article_ids
        },
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(line for line in file if not line.startswith("#"))]


def examples(articles: Sequence[Article], labels: Labels) -> tuple[Floats, Floats, Floats]:
    """Measure the labelled pairs among the candidates: features by WEIGHTS, truth and worth, a row or number each."""
    readings = read(articles)
    ids = [article.article_id for article in articles]
    rows = [np.zeros((0, len(WEIGHTS)))]
    truth: list[float] = []
    groups: list[Hashable] = []
    for one, other in candidates(readings, np.ones(len(articles), np.bool_)):
        found = [(ids[a], ids[b]) for a, b in zip(one.tolist(), other.tolist(), strict=True)]
        said = [labels.of(*pair) for pair in found]
        kept = np.array([each is not None for each in said], np.bool_)
        if not kept.any():
            continue
        measured = {"constant": np.ones(int(kept.sum())), **features(readings, one[kept], other[kept])}
        rows.append(np.column_stack([measured[name] for name in WEIGHTS]))
        truth.extend(float(each) for each in said if each is not None)
        groups.extend(
            labels.group_of(*pair) for pair, each in zip(found, said, strict=True) if each is not None
        )
    return np.vstack(rows), np.array(truth), _worth(groups)


def _worth(groups: Sequence[Hashable]) -> Floats:
    """Weigh each pair, by what it counts together with."""
    counts = Counter(groups)
    return np.array(
        [
            1.0 if group is None else max(LEAST_WORTH, min(1.0, PAIRS_OF_STORY / counts[group]))
            for group in groups
        ]
    )


def main(arguments: Sequence[str]) -> None:
    """Print the weights beside the shipped ones."""
    articles, labels = read_home(*map(Path, arguments))
    matrix, truth, worth = examples(articles, labels)
    print(
        f"{len(articles):,} articles; pairs: {len(labels.judged)} judged,"
        f" {len(truth)} labelled, {int(truth.sum())} of one event",
        file=sys.stderr,
    )
    print("feature,weight,shipped")
    for name, weight in zip(WEIGHTS, fitted(matrix, truth, penalty_each=PENALTY, worth=worth), strict=True):
        print(f"{name},{weight:.2f},{WEIGHTS[name]:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
