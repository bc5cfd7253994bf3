"""Claims: that an article names somebody, a body or a place so. One row per article, kind and referent.

Here: from the rows of all surfaces to claims, and which countries each article speaks of. Not here: which claims hold
(calibrate.py), and who is meant (people.py, organisations.py, places.py).
"""

import polars as pl

from etl.entities.gazetteer import Gazetteer
from etl.model import EntityKind
from etl.normalize.shadow import shadow

CLAIM = ("article_id", "entity_kind", "referent")


def claims_of(names: pl.DataFrame) -> pl.DataFrame:
    """One row per article, kind and referent."""
    count = pl.col("mention_count")
    return (
        names.lazy()
        .filter(pl.col("referent").str.strip_chars() != "")
        .group_by(*CLAIM, "outlet_id")
        .agg(
            count.sum(),
            pl.col("max_score").max(),
            ((pl.col("mean_score").cast(pl.Float64) * count).sort().sum() / count.sum())
            .round(6)
            .alias("mean_score"),
            pl.col("method_kinds").list.explode().unique().sort(),
            pl.col("is_in_title").any(),
        )
        .sort(*CLAIM)
        .collect()
    )


def countries_of(claims: pl.DataFrame, gazetteer: Gazetteer) -> pl.DataFrame:
    """The countries that each article speaks of, the most named first: article_id, country_codes."""
    places = claims.filter(pl.col("kind") == EntityKind.PLACE)
    codes = {
        referent: found[0].country_code
        for referent in places["referent"].unique()
        if (found := gazetteer.of(referent)) and len({place.country_code for place in found}) == 1
    }
    return (
        places.lazy()
        .with_columns(
            country_code=pl.col("referent").replace_strict(codes, default=None, return_dtype=pl.String)
        )
        .drop_nulls("country_code")
        .group_by("article_id", "country_code")
        .agg(pl.col("mention_count").sum())
        .sort("mention_count", "country_code", descending=[True, False])
        .group_by("article_id", maintain_order=True)
        .agg(pl.col("country_code").alias("country_codes"))
        .collect()
    )


def surfaces_of(names: pl.DataFrame) -> pl.DataFrame:
    """How each article writes each referent, and the shadow of that."""
    words = names["surface"].unique().sort().to_list()
    shadows = dict(zip(words, shadow("\n".join(words)).split("\n"), strict=True)) if words else {}
    return (
        names.lazy()
        .select(*CLAIM, "surface", "mention_count")
        .with_columns(shadow=pl.col("surface").replace_strict(shadows, default=None, return_dtype=pl.String))
        .sort(*CLAIM, "surface")
        .collect()
    )
