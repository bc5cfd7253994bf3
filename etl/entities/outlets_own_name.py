"""Drop links from an article to its own outlet: there the name is the publisher, not a subject, unless in the title.

Here: these links. Not here: which claims hold (calibrate.py), the names of outlets (sql/).
"""

import polars as pl

from etl.entities.entity_key import name_key, seed_key
from etl.entities.ids import entity_id
from etl.kinds import EntityKind
from etl.names.known.seeds import Seeds
from etl.normalize.shadow import shadow


def without_own_names(
    links: pl.DataFrame, outlets: pl.DataFrame, titled: pl.DataFrame, seeds: Seeds
) -> pl.DataFrame:
    """Drop links from an article to its own outlet, except where the article's title names the outlet.

    links: CLAIM, outlet_id, entity_id; all columns stay. outlets: outlet_id, outlet_name. titled: CLAIM,
    what titles name.
    """
    own = outlets.select(
        "outlet_id",
        pl.Series("entity_id", [_id_of(name, seeds) for name in outlets["outlet_name"]], dtype=pl.String),
        pl.lit(True).alias("is_own"),
    )
    entitled = links.join(titled, on=["article_id", "entity_kind", "referent"], how="semi")
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
