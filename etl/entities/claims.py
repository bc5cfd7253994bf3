"""Claims: an article uses a name for a person, organisation or place. One row per (article_id, entity_kind, referent).

Columns that frames of this room share: entity_kind is what the article calls the name, kind what the archive decides;
referent is the name in full as its article resolves it, in shadow spelling; surface is the name as printed. holds is
the probability that a claim is a name of its kind, certainty scores the rule that gave it its entity, and confidence,
which is published, is the probability that the entity is right. Here: rows per surface to claims, countries of each
article. Not here: which claims hold (calibrate.py), which entity is meant (people.py, organisations.py, places.py), how
surely (link_confidence.py), codes (coded.py).
"""

import polars as pl

from etl.kinds import EntityKind
from etl.names.known.gazetteer import GREAT_CITY, Gazetteer, Place

CLAIM = ("article_id", "entity_kind", "referent")


def claims_of(names: pl.DataFrame) -> pl.DataFrame:
    """Group the rows of int_names into claims, one row per CLAIM, sorted by it.

    In: CLAIM, outlet_id, mention_count, max_score, mean_score, method_kinds, is_in_title. Out: the same columns;
    mean_score is the mean over mentions, method_kinds a sorted list.
    """
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
    """List the countries each article names places of, and their parts.

    claims: article_id, referent, mention_count, kind. Out: article_id, country_codes (alpha-2, the most mentioned
    first), subdivision_codes (ISO 3166-2, sorted). A small town counts only together with another place of its country:
    alone it may be a false positive.
    """
    places = claims.lazy().filter(pl.col("kind") == EntityKind.PLACE)
    names = places.select(pl.col("referent").unique().sort()).collect()["referent"]
    countries = (
        places.join(_all_in_one(names, gazetteer, "country_code"), on="referent")
        .group_by("article_id", "country_code")
        .agg(pl.col("mention_count").sum(), pl.col("is_great").any(), pl.col("referent").n_unique())
        .filter(pl.col("is_great") | (pl.col("referent") > 1))
        .sort("mention_count", "country_code", descending=[True, False])
        .group_by("article_id", maintain_order=True)
        .agg(pl.col("country_code").alias("country_codes"))
    )
    parts = (
        places.join(_all_in_one(names, gazetteer, "subdivision_code"), on="referent")
        .group_by("article_id")
        .agg(pl.col("subdivision_code").unique().sort().alias("subdivision_codes"))
    )
    return countries.join(parts, on="article_id", how="left", maintain_order="left").collect()


def _all_in_one(names: pl.Series, gazetteer: Gazetteer, code: str) -> pl.LazyFrame:
    """List the names whose places all have one code: referent, that code, is_great (a place known everywhere)."""
    rows = [
        (name, codes.pop(), any(_is_great(place) for place in matches))
        for name in names
        if (matches := gazetteer.of(name)) and len(codes := {getattr(place, code) for place in matches}) == 1
    ]
    schema = {"referent": names.dtype, code: pl.String(), "is_great": pl.Boolean()}
    return pl.LazyFrame(rows, schema=schema, orient="row").drop_nulls()


def _is_great(place: Place) -> bool:
    return place.place_kind in ("country", "subdivision") or place.population >= GREAT_CITY


def surfaces_of(names: pl.DataFrame, shadows: pl.DataFrame) -> pl.DataFrame:
    """List the surfaces of each claim: article_id, entity_kind, referent, surface, mention_count, shadow.

    names: CLAIM, surface, mention_count. shadows: surface, shadow.
    """
    return (
        names.lazy()
        .select(*CLAIM, "surface", "mention_count")
        .join(shadows.lazy(), on="surface", how="left")
        .sort(*CLAIM, "surface")
        .collect()
    )
