"""Fit the weights of etl/lexicon/confirmation.csv (which entities are surely a name of their kind) on judged names.

Run after another tagger, calibration or rule of names: `python -m recipes.tagger.fit_confirmation WAREHOUSE` prints the
file; the warehouse is the working one, of the archive that judged_names.csv was drawn from. A judged name counts if the
archive still has an entity of that kind and name. `--scores` prints instead, out of ten folds, how many of the judged
names are right among those that reach each probability. Here: labels and the fit. Not here: the figures
(etl.entities.confirm).
"""

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
from numpy.typing import NDArray

from etl.entities.calibrate import FOUND, calibrated
from etl.entities.claims import claims_of, countries_of, surfaces_of
from etl.entities.coded import Coded, coded
from etl.entities.confirm import figures_of
from etl.entities.describe import entities_of
from etl.entities.glossed import glosses_of_claims
from etl.entities.ids import with_ids
from etl.entities.link import linked
from etl.entities.read_overrides import shipped_overrides
from etl.entities.support import support_of
from etl.names.known.gazetteer import gazetteer
from etl.names.known.seeds import seeds
from recipes.tagger.fit_calibration import Matrix, fitted

JUDGED = Path(__file__).with_name("judged_names.csv")
FOLDS = 10
STEPS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.82, 0.84, 0.86, 0.88, 0.9, 0.92, 0.94)


def judged() -> dict[tuple[str, str], bool]:
    """Read the judged names: (entity_kind, entity_name) → whether it is a name of that kind."""
    with JUDGED.open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {(row["entity_kind"], row["entity_name"]): row["is_right"] == "yes" for row in rows}


def figures(given: Coded) -> pl.DataFrame:
    """Resolve the names as far as the features of each entity: as of figures_of."""
    claims = calibrated(claims_of(given.names), gazetteer(), seeds())
    support = support_of(claims)
    claims = claims.drop(FOUND)
    surfaces = surfaces_of(given.names, given.shadows)
    glossed = glosses_of_claims(claims, surfaces, given.glosses)
    countries = countries_of(claims, gazetteer())
    links = with_ids(linked(claims, glossed, countries, gazetteer(), seeds()))
    entities = entities_of(links, glossed, gazetteer(), seeds(), shipped_overrides())
    return figures_of(entities, links, support, gazetteer())


def examples(found: pl.DataFrame) -> tuple[list[str], Matrix, Matrix, NDArray[np.bool_]]:
    """Build feature names, feature matrix, labels, and whether each judged name has one mention only."""
    labels = judged()
    names = found.select("entity_kind", "entity_name").rows()
    kept = found.filter(pl.Series([name in labels for name in names], dtype=pl.Boolean))
    truth = [labels[name] for name in kept.select("entity_kind", "entity_name").iter_rows()]
    columns = sorted(name for name in kept.columns if name.startswith("f_"))
    matrix = kept.select(pl.col(columns).cast(pl.Float64)).to_numpy()
    return (
        ["f_constant", *columns],
        np.column_stack([np.ones(kept.height), matrix]),
        np.array(truth, dtype=np.float64),
        (kept["f_mentions"] == 0).to_numpy(),
    )


def held_out(matrix: Matrix, truth: Matrix) -> Matrix:
    """Give each example the probability of a model that was fitted without its fold."""
    order = np.random.default_rng(0).permutation(len(truth))
    chances = np.zeros(len(truth))
    for fold in range(FOLDS):
        out = order[fold::FOLDS]
        rest = np.setdiff1d(order, out)
        chances[out] = 1 / (1 + np.exp(-matrix[out] @ fitted(matrix[rest], truth[rest])))
    return chances


def print_scores(matrix: Matrix, truth: Matrix, is_single: NDArray[np.bool_]) -> None:
    """Print for names with one mention and with more: those at or above each probability, and the right among them."""
    chances = held_out(matrix, truth)
    for label, kind in (("one mention", is_single), ("more", ~is_single)):
        for step in STEPS:
            shown = kind & (chances >= step)
            print(f"{label}: {step}: {shown.sum()} of {kind.sum()}, right {truth[shown].mean():.3f}")


def main(arguments: Sequence[str]) -> None:
    with duckdb.connect(arguments[0], read_only=True) as connection:
        names = connection.sql("from intermediate.int_names").pl()
        glosses = connection.sql("from intermediate.int_glosses").pl()
    columns, matrix, truth, is_single = examples(figures(coded(names, glosses)))
    if "--scores" in arguments:
        print_scores(matrix, truth, is_single)
        return
    print(
        "# weights of the logistic model of whether an entity is a name of its kind, by feature"
        f" (etl/entities/confirm.py); fitted to {len(truth)} names that were judged by reading"
    )
    print("feature,weight")
    for name, weight in zip(columns, fitted(matrix, truth), strict=True):
        print(f"{name},{weight:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
