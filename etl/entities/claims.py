"""Claims: that an article names somebody, a body or a place so. One row per article, kind and referent.

Here: from the rows of all surfaces to claims, and which countries each article speaks of. Not here: which claims hold
(calibrate.py), who is meant (people.py, organisations.py, places.py), and how names become codes (coded.py).
"""

import polars as pl

from etl.kinds import EntityKind
from etl.names.known.gazetteer import GREAT_CITY, Gazetteer, Place

CLAIM = ("article_id", "entity_kind", "referent")


def claims_of(names: pl.DataFrame) -> pl.DataFrame:
    """One row per article, kind and referent."""
    count = pl.col("mention_count")
    return (
        names.lazy()
        .filter(pl.col("referent").cast(pl.String).str.strip_chars() != "")
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
    """The countries that each article speaks of, the most named first: article_id, country_codes.

    A small town speaks for its country only beside another one of it, for it may be none at all.
    """
    places = claims.filter(pl.col("kind") == EntityKind.PLACE)
    told = [
        (name, found[0].country_code, any(_is_great(place) for place in found))
        for name in places["referent"].unique().sort()
        if (found := gazetteer.of(name)) and len({place.country_code for place in found}) == 1
    ]
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "referent": places.schema["referent"],
        "country_code": pl.String,
        "is_great": pl.Boolean,
    }
    return (
        places.lazy()
        .join(pl.LazyFrame(told, schema=schema, orient="row").drop_nulls(), on="referent")
        .group_by("article_id", "country_code")
        .agg(pl.col("mention_count").sum(), pl.col("is_great").any(), pl.col("referent").n_unique())
        .filter(pl.col("is_great") | (pl.col("referent") > 1))
        .sort("mention_count", "country_code", descending=[True, False])
        .group_by("article_id", maintain_order=True)
        .agg(pl.col("country_code").alias("country_codes"))
        .collect()
    )


def _is_great(place: Place) -> bool:
    return place.place_kind in ("country", "subdivision") or place.population >= GREAT_CITY


def surfaces_of(names: pl.DataFrame, shadows: pl.DataFrame) -> pl.DataFrame:
    """How each article writes each referent, and the shadow of that: article_id, entity_kind, referent, surface,
    mention_count, shadow."""
    return (
        names.lazy()
        .select(*CLAIM, "surface", "mention_count")
        .join(shadows.lazy(), on="surface", how="left")
        .sort(*CLAIM, "surface")
        .collect()
    )
