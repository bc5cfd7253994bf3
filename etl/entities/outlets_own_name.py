"""An outlet's name in its own articles: who speaks, not who is spoken of, unless the title names it.

Here: leaving those claims out. Not here: any other claim (calibrate.py), what an outlet is called (sql/).
"""

import polars as pl

from etl.entities.entity_key import name_key, seed_key
from etl.entities.ids import entity_id
from etl.kinds import EntityKind
from etl.names.known.seeds import Seeds
from etl.normalize.shadow import shadow


def without_own_names(links: pl.DataFrame, names: pl.DataFrame, seeds: Seeds) -> pl.DataFrame:
    """The links but those by which an article would be about the outlet that it stands in."""
    outlets = names.select("outlet_id", "outlet_name").drop_nulls().unique().sort("outlet_id")
    own = outlets.select(
        "outlet_id",
        pl.Series("entity_id", [_id_of(name, seeds) for name in outlets["outlet_name"]], dtype=pl.String),
        pl.lit(True).alias("is_own"),
    )
    told = names.filter(pl.col("is_in_title")).select("article_id", "entity_kind", "referent").unique()
    entitled = links.join(told, on=["article_id", "entity_kind", "referent"], how="semi")
    entitled = entitled.select("article_id", "entity_id", pl.lit(True).alias("is_entitled")).unique()
    return (
        links.join(own, on=["outlet_id", "entity_id"], how="left")
        .join(entitled, on=["article_id", "entity_id"], how="left")
        .filter(pl.col("is_own").is_null() | pl.col("is_entitled").is_not_null())
        .drop("is_own", "is_entitled")
        .sort("article_id", "entity_kind", "referent")
    )


def _id_of(outlet_name: str, seeds: Seeds) -> str:
    name = shadow(outlet_name)
    seed = seeds.of_full(name)
    return entity_id(EntityKind.ORGANISATION, seed_key(seed.seed_id) if seed else name_key(name))
