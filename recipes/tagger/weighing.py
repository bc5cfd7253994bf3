"""Weigh the evidence for a name by gradient boosting on annotated articles.

Predictions for an annotated article come from a fold that did not train on it, so that its labels and scores are not
overfitted. Here: the model. Not here: its features (belief.py).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import GradientBoostingClassifier

from recipes.tagger.belief import BELIEVED, DOUBTFUL, Archive, Features, Tagged
from recipes.tagger.evidence import Evidence
from recipes.tagger.scores import Gold, Key, fold

FOLDS = 10


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
    models = [_fit([rows[path] for path in known if folds[path] != fold_], seed) for fold_ in range(FOLDS)]
    whole = _fit(list(rows.values()), seed)
    found = {}
    for path, values in features.items():
        model = models[folds[path]] if path in folds else whole
        found[path] = dict(zip(keys[path], model.predict_proba(values)[:, 1].tolist(), strict=True))
    return found


def _by_agreement(article: Tagged) -> dict[Key, float]:
    """Without annotated articles: what two taggers agree on is a name, what one finds is doubtful."""
    agreed = article.counts[-2]
    return {key: 1.0 if agreed[key] else (BELIEVED + DOUBTFUL) / 2 for key in article.keys}


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
