"""Which claims hold: the archive as a whole tells names from words that only look so, and people from places.

Here: what is known of each claim, as figures, and the weights that turn them into a probability (reviewed:
etl/lexicon/calibration.csv, made by etl/entities/recipe). Not here: who is meant.
"""

import polars as pl

from etl.entities.gazetteer import Gazetteer
from etl.entities.seeds import Seeds
from etl.model import EntityKind


def calibrated(claims: pl.DataFrame, gazetteer: Gazetteer, seeds: Seeds) -> pl.DataFrame:
    """The claims that hold, with the kind that is meant and how sure that is: columns kind and confidence."""
    known = known_kinds(claims, gazetteer, seeds)
    return claims.with_columns(
        kind=pl.coalesce(
            pl.col("referent").replace_strict(known, default=None, return_dtype=pl.String), "entity_kind"
        ),
        holds=pl.col("mean_score").clip(0.5, 1.0),
    )


def known_kinds(claims: pl.DataFrame, gazetteer: Gazetteer, seeds: Seeds) -> dict[str, str]:
    """The kind of each referent that is a reviewed name or a country's."""
    known: dict[str, str] = {}
    for referent in claims["referent"].unique():
        seed = seeds.of_full(referent) or (seeds.of_latin(referent) if referent.isascii() else None)
        if seed:
            known[referent] = str(seed.entity_kind)
        elif referent in gazetteer.countries:
            known[referent] = str(EntityKind.PLACE)
    return known
