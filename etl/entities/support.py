"""Sum up what all articles say for each name: how surely, by which finders, and whether they agree on its kind.

Here: one row per kind and name, computed from the rows of its claims alone, so that a new article changes only the
names that it gives. Not here: what the name looks like (form.py), whether that is enough (confirm.py).
"""

import polars as pl

from etl.kinds import MethodKind

MILLION = 1_000_000
# Whole millionths, to which scores are rounded: their sum is exact, where Polars' mean of one group varies in its last
# digit from run to run.
_MILLIONTHS = (pl.col("mean_score") * MILLION).round().cast(pl.Int64)
METHODS = (MethodKind.SEED, MethodKind.GAZETTEER, MethodKind.GLOSS, MethodKind.PATTERN)


def support_of(claims: pl.DataFrame) -> pl.DataFrame:
    """Sum up the claims of each name that hold.

    claims: as of calibrated (calibrate.py). Out, one row per (kind, referent): best_score, mean_score and best_hold (0
    to 1), agreed_share (of its claims, those whose article gives the kind), kind_share (of all articles that use the
    name, those that use it for this kind), by_… (whether any article finds it so).
    """
    return (
        claims.lazy()
        .group_by("kind", "referent")
        .agg(
            best_score=pl.col("max_score").max(),
            mean_score=(_MILLIONTHS.sum() / pl.len() / MILLION).round(6),
            best_hold=pl.col("holds").max(),
            agreed_share=(pl.col("entity_kind") == pl.col("kind")).mean(),
            claims=pl.len(),
            **{f"by_{method}": pl.col("method_kinds").list.contains(str(method)).any() for method in METHODS},
        )
        .with_columns(kind_share=pl.col("claims") / pl.col("claims").sum().over("referent"))
        .drop("claims")
        .sort("kind", "referent")
        .collect()
    )
