"""Learn weights of grams from few annotated articles and many that are not.

A teacher learns from the annotated ones in the few dimensions that all articles span (latent semantic analysis); its
dimensions are too many numbers to ship, so a student, linear in the grams themselves, learns from the annotated
articles and from what the teacher says of the others. Here: both. Not here: reading (articles.py), measuring
(__main__.py).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from etl.topics.classify import STEP, Floats
from recipes.topics.articles import Article, Label

Integers = npt.NDArray[np.intp]

SEED = 20201127
LEAST_ARTICLES, MOST_ARTICLES = 12, 0.25  # that a gram is in: a count, a share of all (judged)
# Chosen by ten-fold cross-validation of the teacher over the annotated articles, the weight of doubtful ones judged.
DIMENSIONS = 180
TEACHER_FREEDOM = 8.0  # inverse of its penalty
OTHER_WEIGHT, DOUBTFUL_WEIGHT = 0.15, 0.6  # of an article's second topics; of a doubtful article
RARE_TOPICS_GAIN = 0.4  # exponent: how much more an article of a rare topic counts
# Chosen on two of five folds; between a third of it and three times as much made a point of difference.
TAUGHT_WEIGHT = 0.15  # of what the teacher says of an article, against an annotated one
STUDENT_PENALTY = 5e-7


@dataclass(frozen=True, kw_only=True)
class Space:
    """The grams that count and all articles in them, and in the dimensions that these span."""

    grams: tuple[str, ...]
    rarity: Floats
    rows: csr_matrix
    dimensions: Floats


def space(articles: Sequence[Article]) -> Space:
    """Choose the grams, and place the articles."""
    spread = Counter(gram for article in articles for gram in article.grams)
    most = MOST_ARTICLES * len(articles)
    chosen = tuple(sorted(gram for gram, count in spread.items() if LEAST_ARTICLES <= count <= most))
    place = {gram: number for number, gram in enumerate(chosen)}
    rarity = np.array([1 + np.log((1 + len(articles)) / (1 + spread[gram])) for gram in chosen])
    rarity = np.round(rarity / STEP) * STEP
    known = [[(place[g], 1 + np.log(n)) for g, n in each.grams.items() if g in place] for each in articles]
    ends = np.cumsum([0, *map(len, known)])
    columns = np.array([column for row in known for column, _ in row])
    values = np.array([value for row in known for _, value in row]) * rarity[columns]
    rows = csr_matrix((values, columns, ends), shape=(len(articles), len(chosen)))
    rows.sort_indices()
    rows = normalize(rows)
    svd = TruncatedSVD(DIMENSIONS, random_state=SEED, n_iter=4)
    return Space(grams=chosen, rarity=rarity, rows=rows, dimensions=normalize(svd.fit_transform(rows)))


def targets(labels: Sequence[Label], topic_ids: Sequence[str]) -> tuple[Floats, Floats]:
    """Share each annotated article among its topics (rows add up to 1), and weigh it."""
    column = {topic_id: number for number, topic_id in enumerate(topic_ids)}
    shares = np.zeros((len(labels), len(topic_ids)))
    for row, label in enumerate(labels):
        shares[row, column[label.primary]] = 1
        for other in label.others:
            shares[row, column[other]] = OTHER_WEIGHT
    count = Counter(label.primary for label in labels)
    usual = float(np.median(list(count.values())))
    weights = np.array(
        [
            (DOUBTFUL_WEIGHT if label.is_doubtful else 1.0)
            * (usual / count[label.primary]) ** RARE_TOPICS_GAIN
            for label in labels
        ]
    )
    return shares / shares.sum(axis=1, keepdims=True), weights


def teach(places: Floats, at: Integers, shares: Floats, weights: Floats) -> Floats:
    """Let the teacher learn from the annotated articles; what it says of all: rows add up to 1."""
    rows, columns = shares.nonzero()
    model = LogisticRegression(C=TEACHER_FREEDOM, max_iter=1000)
    model.fit(places[at[rows]], columns, sample_weight=shares[rows, columns] * weights[rows])
    said = np.zeros((len(places), shares.shape[1]))
    said[:, model.classes_] = model.predict_proba(places)
    return said


def study(
    space: Space, at: Integers, shares: Floats, weights: Floats, taught: Floats
) -> tuple[Floats, Floats]:
    """Let the student learn: weights by gram and topic, and the constants of the topics."""
    wanted = taught.copy()
    wanted[at] = shares
    trust = np.full(len(taught), TAUGHT_WEIGHT)
    trust[at] = weights
    trust /= trust.sum()
    rows, columns = space.rows, space.rows.T.tocsr()
    shape = (rows.shape[1] + 1, shares.shape[1])

    def loss(flat: Floats) -> tuple[float, Floats]:
        every = flat.reshape(shape)
        total = rows @ every[:-1] + every[-1]
        total -= total.max(axis=1, keepdims=True)
        odds = np.exp(total)
        said = odds / odds.sum(axis=1, keepdims=True)
        log_said = total - np.log(odds.sum(axis=1, keepdims=True))
        lost = -(trust[:, None] * wanted * log_said).sum() + STUDENT_PENALTY * (every[:-1] ** 2).sum() / 2
        wrong = trust[:, None] * (said - wanted)
        slope = np.vstack([columns @ wrong + STUDENT_PENALTY * every[:-1], wrong.sum(axis=0)])
        return lost, slope.ravel()

    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    every = found.x.reshape(shape)
    return every[:-1], every[-1]
