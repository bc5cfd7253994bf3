"""Give each link its confidence: the probability that its claim means this entity of this kind.

A logistic model of the claim's own probability, of the score of the rule that linked it, and of kind and method; its
weights are etl/lexicon/link_calibration.csv, fitted to annotated mentions by recipes/confidence. Here: the model. Not
here: the probability that a claim is a name (calibrate.py), and the confidence of a single mention, which also has its
own method, score and length (sql/marts/fct_mentions.sql).
"""

from functools import cache

import polars as pl

from etl import lexicon
from etl.entities.coded import KIND
from etl.entities.entity_key import LinkMethod
from etl.entities.logistic import log_odds, logistic

METHOD = pl.Enum(list(map(str, LinkMethod)))
CELL = ("kind", "method_kind")
FIGURES = ("holds", "certainty")


def with_confidence(links: pl.DataFrame) -> pl.DataFrame:
    """Add confidence, 0 to 1. links: kind, method_kind, holds, certainty (as of decided, link.py)."""
    weighed = links.join(weights(), on=list(CELL), how="left")
    total = pl.sum_horizontal("constant", *(log_odds(name) * pl.col(f"{name}_weight") for name in FIGURES))
    return weighed.with_columns(confidence=logistic(total).round(3)).drop(
        "constant", *(f"{name}_weight" for name in FIGURES)
    )


@cache
def weights() -> pl.DataFrame:
    """Read the weights, a row for every kind and method of linking: kind, method_kind, constant, holds_weight, …"""
    rows = lexicon.rows("link_calibration")
    numbers = ("constant", *(f"{name}_weight" for name in FIGURES))
    return pl.DataFrame(
        {
            "kind": pl.Series([row["entity_kind"] for row in rows], dtype=KIND),
            "method_kind": pl.Series([row["method_kind"] for row in rows], dtype=METHOD),
            **{name: [float(row[name]) for row in rows] for name in numbers},
        }
    )
