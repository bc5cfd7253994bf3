"""Logistic models over columns: log odds going in, a probability coming out.

Here: what the models of this room have in common. Not here: their figures and weights (calibrate.py, confirm.py,
link_confidence.py).
"""

from collections.abc import Iterable, Mapping

import polars as pl

# Shares are clipped: the log odds of 0 and 1 are infinite (judged; the weights are fitted to it).
LEAST, MOST = 0.02, 0.98


def log_odds(column_name: str) -> pl.Expr:
    """Give the log odds of a column from 0 to 1, clipped."""
    share = pl.col(column_name).clip(LEAST, MOST)
    return (share / (1 - share)).log()


def logistic(total: pl.Expr) -> pl.Expr:
    """Turn log odds into a probability from 0 to 1."""
    return 1 / (1 + (-total).exp())


def probability(weights: Iterable[Mapping[str, str]]) -> pl.Expr:
    """Give a model's probability from its f_… columns, to 6 digits.

    weights: rows of feature and weight; the feature f_constant is the intercept, and no column.
    """
    by_feature = {row["feature"]: float(row["weight"]) for row in weights}
    total = pl.lit(by_feature.pop("f_constant"))
    for name, weight in by_feature.items():
        total = total + pl.col(name).cast(pl.Float64) * weight
    return logistic(total).round(6)
