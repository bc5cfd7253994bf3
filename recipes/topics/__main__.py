"""`python -m recipes.topics ARCHIVE… [--without FILE] [--output FILE]`: `make train-topics`.

Learns on nine tenths of the annotated articles and tests on the other, ten times; then learns on all, and writes the
weights. Here: the order of this, and the tables. Not here: learning (learning.py), reading (articles.py).
"""

import argparse
import json
import sys
from collections.abc import Sequence
from hashlib import md5
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar

from etl.lexicon import column
from etl.topics.classify import WEIGHTS, Floats
from recipes.topics.articles import Label, read_articles, read_labels
from recipes.topics.learning import Integers, Space, space, study, targets, teach
from recipes.topics.measuring import by_score, by_topic, by_way
from recipes.topics.packing import packed

OUTPUT = Path(__file__).parents[2] / "etl" / "topics" / WEIGHTS
FOLDS = 10


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, measure, learn, write."""
    options = _options(arguments)
    without = json.loads(options.without.read_text(encoding="utf-8")) if options.without else ()
    articles = read_articles(options.archives, without=without)
    place = {path: number for number, each in enumerate(articles) for path in each.document_paths}
    labels = [label for label in read_labels() if label.document_path in place]
    print(f"{len(articles):,} articles, {len(labels):,} of them annotated", file=sys.stderr)
    at = np.array([place[label.document_path] for label in labels])
    topic_ids = sorted(column("media_topics", "topic_id"))
    held = space(articles)
    tested = _tested(held, at, labels, topic_ids)
    heat = heat_of(tested, labels, topic_ids)
    said = _softened(tested, heat)
    for table in (by_way, by_topic, by_score):
        print(table(said, labels, topic_ids))
    shares, weights = targets(labels, topic_ids)
    taught = teach(held.dimensions, at, shares, weights)
    by_gram, constants = study(held, at, shares, weights, taught)
    options.output.write_bytes(packed(held.grams, held.rarity, topic_ids, by_gram * heat, constants * heat))
    print(f"{options.output}: {options.output.stat().st_size:,} bytes", file=sys.stderr)


def _tested(held: Space, at: Integers, labels: Sequence[Label], topic_ids: Sequence[str]) -> Floats:
    """Log odds of each annotated article's topics, by students that never saw it."""
    fold = np.array([int(md5(each.document_path.encode()).hexdigest(), 16) % FOLDS for each in labels])
    total = np.zeros((len(labels), len(topic_ids)))
    for number in range(FOLDS):
        seen, unseen = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        shares, weights = targets([labels[each] for each in seen.tolist()], topic_ids)
        taught = teach(held.dimensions, at[seen], shares, weights)
        by_gram, constants = study(held, at[seen], shares, weights, taught)
        total[unseen] = held.rows[at[unseen]] @ by_gram + constants
        print(f"fold {number + 1} of {FOLDS}", file=sys.stderr)
    return total


def heat_of(total: Floats, labels: Sequence[Label], topic_ids: Sequence[str]) -> float:
    """Fit the factor of log odds that makes them probabilities, on articles that were not learned from."""
    right = np.array([topic_ids.index(label.primary) for label in labels])

    def lost(heat: float) -> float:
        return float(-np.log(_softened(total, heat)[np.arange(len(right)), right]).mean())

    return round(float(minimize_scalar(lost, bounds=(0.2, 5), method="bounded").x), 2)


def _softened(total: Floats, heat: float) -> Floats:
    odds = np.exp(heat * (total - total.max(axis=1, keepdims=True)))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m recipes.topics", description=__doc__)
    parser.add_argument("archives", nargs="+", metavar="ARCHIVE")
    parser.add_argument("--without", type=Path, help="a JSON list of document paths that are kept apart")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
