"""Fit and apply a logistic model of cells: a constant for each kind and method, and weights that all cells share.

The constant of a cell is that of all, of its kind, of its method and its own, each shrunk towards nothing by ridge
regression, so that a cell with few mentions leans on its kind and method. Here: the model. Not here: its figures
(mentions.py) and its test (reliability.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

PENALTIES = {"all": 1e-6, "annotated": 0.1, "part": 1.0, "cell": 2.0, "figure": 1.0}
ROUNDS = 30
Vector = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Model:
    """constants: by (kind, method). figures: weight by column."""

    constants: dict[tuple[str, str], float]
    figures: dict[str, float]

    def log_odds(self, rows: pl.DataFrame, kind: str, method: str) -> Vector:
        """Give the log odds of each row. rows: the columns kind and method, and the figures."""
        cells = zip(rows[kind], rows[method], strict=True)
        total = np.array([self.constants[cell] for cell in cells])
        for name, weight in self.figures.items():
            total = total + weight * rows[name].to_numpy()
        return total


def fitted(
    rows: pl.DataFrame,
    kind: str,
    method: str,
    figures: Sequence[str],
    cells: Sequence[tuple[str, str]],
) -> Model:
    """Fit a model to rows: kind, method, figures, is_right, fit_weight, is_gold. cells: all that must have a constant.

    Annotated articles get a constant of their own that is left out of the answer: lists were reviewed by people who
    had seen these articles, so that they are read better than others. A score or a confidence never weighs less than 0.
    """
    kinds, methods = (sorted({cell[at] for cell in cells}) for at in (0, 1))
    of_kind, of_method = rows[kind].to_list(), rows[method].to_list()
    columns = [np.ones(rows.height), rows["is_gold"].to_numpy().astype(float)]
    columns += [np.array([each == one for each in of_kind], float) for one in kinds]
    columns += [np.array([each == one for each in of_method], float) for one in methods]
    pairs = list(zip(of_kind, of_method, strict=True))
    columns += [np.array([pair == cell for pair in pairs], float) for cell in cells]
    penalties = [PENALTIES["all"], PENALTIES["annotated"]]
    penalties += [PENALTIES["part"]] * (len(kinds) + len(methods)) + [PENALTIES["cell"]] * len(cells)
    kept = list(figures)
    while True:
        matrix = np.column_stack([*columns, *(rows[name].to_numpy() for name in kept)])
        penalty = np.array([*penalties, *[PENALTIES["figure"]] * len(kept)])
        weights = _solved(matrix, rows, penalty)
        own = dict(zip(kept, weights[len(columns) :], strict=True))
        wrong = [name for name, weight in own.items() if name.endswith("_odds") and weight < 0]
        if not wrong:
            break
        kept.remove(min(wrong, key=lambda name: own[name]))
    parts = dict(zip([*kinds, *methods, *cells], weights[2 : len(columns)], strict=True))
    constants = {cell: weights[0] + parts[cell[0]] + parts[cell[1]] + parts[cell] for cell in cells}
    return Model(
        constants={cell: round(float(value), 3) for cell, value in constants.items()},
        figures={name: round(float(own.get(name, 0.0)), 3) for name in figures},
    )


def _solved(matrix: Vector, rows: pl.DataFrame, penalty: Vector) -> Vector:
    """Minimise the weighted log loss with a ridge penalty, by Newton's method."""
    truth, weight = rows["is_right"].to_numpy().astype(float), rows["fit_weight"].to_numpy()
    weights = np.zeros(matrix.shape[1])
    for _ in range(ROUNDS):
        chance = probability(matrix @ weights)
        slope = matrix.T @ (weight * (truth - chance)) - penalty * weights
        curve = (matrix * (weight * chance * (1 - chance))[:, None]).T @ matrix + np.diag(penalty)
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def probability(log_odds: Vector) -> Vector:
    return np.asarray(1 / (1 + np.exp(-log_odds)))
