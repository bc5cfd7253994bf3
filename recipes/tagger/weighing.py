"""Weigh the evidence for a name by gradient boosting on annotated articles.

Predictions for an annotated article come from a fold that did not train on it, so that its labels and scores are not
overfitted. Annotated articles hold few rare names, so surfaces that people judged (judged.csv) are examples too.
Here: the model. Not here: its features (belief.py).
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import GradientBoostingClassifier

from recipes.tagger.belief import Archive, Features, Tagged
from recipes.tagger.evidence import Evidence, judged, no_names
from recipes.tagger.scores import Gold, Key, fold

FOLDS = 10
ONE_FINDS_IT = 0.4  # the probability of what only one tagger finds, without annotated articles (judged)
EXAMPLES = 2  # articles of which a judged surface is an example, at most


def probabilities(
    articles: Sequence[Tagged], evidence: Evidence, gold: Gold, *, seed: int
) -> dict[str, dict[Key, float]]:
    """Predict the probability of each key of each article, by document_path."""
    keys = {article.document_path: article.keys for article in articles if article.keys}
    known = [path for path in sorted(gold) if path in keys]
    if not known:
        return {article.document_path: _by_agreement(article) for article in articles}
    archive = Archive(articles, evidence)
    features = {article.document_path: archive.features(article) for article in articles if article.keys}
    shuffled = np.random.default_rng(seed).permutation(known).tolist()
    folds = {path: number % FOLDS for number, path in enumerate(shuffled)}
    rows = {path: (features[path], _truth(keys[path], path, gold)) for path in known}
    beside = _judged(articles, features, gold)
    models = [
        _fit([*(rows[path] for path in known if folds[path] != fold_), *beside], seed)
        for fold_ in range(FOLDS)
    ]
    whole = _fit([*rows.values(), *beside], seed)
    found = {}
    for path, values in features.items():
        model = models[folds[path]] if path in folds else whole
        found[path] = dict(zip(keys[path], model.predict_proba(values)[:, 1].tolist(), strict=True))
    for probable in found.values():
        probable.update({key: 0.0 for key in probable if key in no_names()})
    return found


def _judged(
    articles: Sequence[Tagged], features: Mapping[str, Features], gold: Gold
) -> list[tuple[Features, npt.NDArray[np.bool_]]]:
    """The rows of judged surfaces in the first articles that hold them, annotated ones excepted."""
    verdicts, times, rows = judged(), Counter[Key](), []
    for article in articles:
        for number, key in enumerate(article.keys):
            if key in verdicts and times[key] < EXAMPLES and article.document_path not in gold:
                times[key] += 1
                rows.append((features[article.document_path][number : number + 1], np.array([verdicts[key]])))
    return rows


def _by_agreement(article: Tagged) -> dict[Key, float]:
    """Without annotated articles: what two taggers agree on is a name, what one finds may be one."""
    agreed = article.counts[-2]
    return {key: 1.0 if agreed[key] else ONE_FINDS_IT for key in article.keys}


def _fit(rows: Sequence[tuple[Features, npt.NDArray[np.bool_]]], seed: int) -> GradientBoostingClassifier:
    model = GradientBoostingClassifier(
        n_estimators=150,
        max_depth=3,
        learning_rate=0.08,
        subsample=0.7,
        min_samples_leaf=8,
        random_state=seed,
    )
    return model.fit(np.concatenate([row[0] for row in rows]), np.concatenate([row[1] for row in rows]))


def _truth(keys: Sequence[Key], path: str, gold: Gold) -> npt.NDArray[np.bool_]:
    return np.array(
        [any(thing.kind is kind and fold(name) in thing.names for thing in gold[path]) for name, kind in keys]
    )
