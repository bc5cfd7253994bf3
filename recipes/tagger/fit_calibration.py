"""Fit the weights of etl/lexicon/calibration.csv (which claims hold) on annotated articles.

Run after another tagger or another rule: `python -m recipes.tagger.fit_calibration WAREHOUSE GOLD…` prints the file;
the warehouse is the working one, for readers get no base tables.
Every annotated article counts twice: with the figures that the whole archive gives it, and with those of an archive of
nothing but the annotated ones, so that the weights hold for small archives too. Here: labels and the fit. Not here: the
figures (etl.entities.features).
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
from numpy.typing import NDArray

from etl.entities.calibrate import known_kinds, retyped
from etl.entities.claims import CLAIM, claims_of
from etl.entities.coded import coded
from etl.entities.features import features_of
from etl.kinds import EntityKind
from etl.names.known.gazetteer import gazetteer
from etl.names.known.seeds import seeds
from etl.normalize.shadow import shadow

KINDS = {"PER": EntityKind.PERSON, "ORG": EntityKind.ORGANISATION, "LOC": EntityKind.PLACE}
PENALTY, ROUNDS = 3.0, 60
Matrix = NDArray[np.float64]
Labels = Mapping[
    tuple[str, str, str], bool | None
]  # article, kind, folded name → required, or None: may be given or not


def folded(name: str) -> str:
    """Fold a name for comparison: without spaces, dots, quotes and case."""
    return re.sub(r"[\s·•・‧.．\-－—《》「」“”\"']", "", shadow(name)).casefold()


def labels_of(annotated: Iterable[tuple[str, Sequence[Mapping[str, object]]]]) -> Labels:
    """Collect the names of each annotated article; one that is both required and optional is required."""
    found: dict[tuple[str, str, str], bool | None] = {}
    for article_id, entities in annotated:
        for entity in entities:
            aliases = entity.get("aliases", [])
            for name in (entity["name"], *(aliases if isinstance(aliases, list) else [])):
                key = (article_id, str(KINDS[str(entity["type"])]), folded(str(name)))
                found[key] = found.get(key) or (None if entity.get("optional") else True)
    return found


def examples(names: pl.DataFrame, labels: Labels) -> tuple[list[str], Matrix, Matrix]:
    """Build feature names, feature matrix and labels of the annotated articles' claims, without optional names."""
    claims = claims_of(names)
    known = known_kinds(claims, gazetteer(), seeds())
    figures = features_of(retyped(claims, known), known, gazetteer())
    spoken: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for *claim, surface in names.select(*CLAIM, "surface").iter_rows():
        spoken[claim[0], claim[1], claim[2]].add(surface)
    articles = {article_id for article_id, _, _ in labels}
    figures = figures.filter(pl.col("article_id").cast(pl.String).is_in(articles)).sort(*CLAIM)
    columns = sorted(name for name in figures.columns if name.startswith("f_"))
    truth, kept = [], []
    for index, (article_id, own_kind, referent, kind) in enumerate(
        figures.select(*CLAIM, "kind").iter_rows()
    ):
        forms = {folded(name) for name in (referent, *spoken[article_id, own_kind, referent])}
        said = [labels.get((article_id, kind, form), False) for form in sorted(forms)]
        if True in said or None not in said:
            truth.append(float(True in said))
            kept.append(index)
    matrix = figures[kept].select(pl.col(columns).cast(pl.Float64)).to_numpy()
    return ["f_constant", *columns], np.column_stack([np.ones(len(kept)), matrix]), np.array(truth)


def fitted(
    matrix: Matrix, truth: Matrix, *, penalty_each: float = PENALTY, worth: Matrix | float = 1.0
) -> Matrix:
    """Fit a logistic model with L2 regularisation of all weights except the intercept. worth: of each example."""
    penalty = np.full(matrix.shape[1], penalty_each)
    penalty[0] = 1e-6
    weights = np.zeros(matrix.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (worth * (truth - chance)) - penalty * weights
        curve = (matrix * (worth * chance * (1 - chance))[:, None]).T @ matrix + np.diag(penalty)
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def annotated(warehouse: Path, gold: Iterable[Path]) -> list[tuple[str, Sequence[Mapping[str, object]]]]:
    """Article and entities of each gold object whose file the warehouse holds; of two for one file the last."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        paths = connection.sql(
            "select document_path, article_id from marts.fct_documents where article_id is not null order by indexed_at"
        ).fetchall()
    files = {
        entry["file"]: entry["entities"] for path in gold for entry in json.loads(path.read_text("utf-8"))
    }
    found = []
    for file, entities in sorted(files.items()):
        article = next((a for p, a in paths if f"/{p}".endswith((f"/{file}", f"/{file}.md"))), None)
        if article and entities:
            found.append((article, entities))
    return found


def main(arguments: Sequence[str]) -> None:
    warehouse, *gold = map(Path, arguments)
    labels = labels_of(annotated(warehouse, gold))
    with duckdb.connect(warehouse, read_only=True) as connection:
        names = connection.sql("from intermediate.int_names").pl()
        glosses = connection.sql("from intermediate.int_glosses").pl()
    print_weights(coded(names, glosses).names, labels)


def print_weights(names: pl.DataFrame, labels: Labels) -> None:
    articles = {article_id for article_id, _, _ in labels}
    few = names.filter(pl.col("article_id").cast(pl.String).is_in(articles))
    columns, matrix, truth = examples(names, labels)
    _, matrix_of_few, truth_of_few = examples(few, labels)
    weights = fitted(np.vstack([matrix, matrix_of_few]), np.concatenate([truth, truth_of_few]))
    print(
        f"# how much each figure of a claim weighs (etl/entities/features.py); fitted to {len(truth)} claims"
    )
    print("feature,weight")
    for name, weight in zip(columns, weights, strict=True):
        print(f"{name},{weight:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
