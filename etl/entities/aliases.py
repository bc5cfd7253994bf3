"""List every name of each entity: forms that articles use, glosses (Latin names, tickers), and reviewed names.

Here: rows of base.entity_aliases, one per entity and name. Not here: which name is displayed (describe.py).
"""

from collections import defaultdict
from collections.abc import Callable

import polars as pl

from etl.kinds import EntityKind
from etl.names.article.short_forms import is_short_organisation, is_short_person
from etl.names.known.gazetteer import Gazetteer
from etl.names.known.seeds import Seeds
from etl.normalize.shadow import shadow

SCHEMA = {
    **{"entity_id": pl.String, "alias": pl.String, "alias_kind": pl.String},
    **{"source_kind": pl.String, "support_count": pl.Int64},
}  # fmt: skip
CONFIRMED = 2  # articles that must give a reviewed entity a gloss before it counts as its name (judged)
SOURCES = ("seed", "gazetteer", "gloss", "corpus")  # by precedence: the first one that has a name is recorded


def aliases_of(
    entities: pl.DataFrame,
    links: pl.DataFrame,
    surfaces: pl.DataFrame,
    glossed: pl.DataFrame,
    gazetteer: Gazetteer,
    seeds: Seeds,
) -> pl.DataFrame:
    """List the names of entities: entity_id, alias, alias_kind, source_kind, support_count (articles that use it).

    entities: as of entities_of (describe.py). links: article_id, entity_kind, referent, entity_id. surfaces:
    article_id, entity_kind, referent, surface. glossed: article_id, entity_kind, referent, latin_name. One row per
    (entity_id, alias), sorted by both.
    """
    named = pl.concat(
        [_used(links, surfaces), _glossed(links, glossed), _known(entities, gazetteer, seeds)], how="vertical"
    )
    ranks = {source: rank for rank, source in enumerate(SOURCES)}
    is_chance = (
        (pl.col("source_kind") == "gloss")
        & (pl.col("support_count") < CONFIRMED)
        & pl.col("entity_id").is_in(_reviewed(entities))
    )
    best = (
        named.filter(~is_chance)
        .with_columns(rank=pl.col("source_kind").replace_strict(ranks, return_dtype=pl.Int64))
        .group_by("entity_id", "alias")
        .agg(pl.col("rank").min(), pl.col("support_count").max())
        .join(entities.select("entity_id", "entity_kind", "entity_name", "entity_key"), on="entity_id")
        .sort("entity_id", "alias")
    )
    rows = [
        (entity_id, alias, _kind(alias, kind, name, key, seeds), SOURCES[rank], support)
        for entity_id, alias, rank, support, kind, name, key in best.iter_rows()
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _reviewed(entities: pl.DataFrame) -> list[str]:
    """List the ids of seed entities: a gloss that only one article gives them is noise, not a name."""
    return entities.filter(pl.col("entity_key").str.starts_with("seed:"))["entity_id"].to_list()


def _used(links: pl.DataFrame, surfaces: pl.DataFrame) -> pl.DataFrame:
    return _counted(
        links.join(surfaces, on=["article_id", "entity_kind", "referent"]).select(
            "article_id", "entity_id", alias="surface"
        ),
        "corpus",
    )


def _glossed(links: pl.DataFrame, glossed: pl.DataFrame) -> pl.DataFrame:
    return _counted(
        links.join(glossed, on=["article_id", "entity_kind", "referent"]).select(
            "article_id", "entity_id", alias="latin_name"
        ),
        "gloss",
    )


def _counted(named: pl.DataFrame, source: str) -> pl.DataFrame:
    return (
        named.group_by("entity_id", "alias")
        .agg(pl.col("article_id").n_unique().cast(pl.Int64).alias("support_count"))
        .select(
            "entity_id", pl.col("alias").cast(pl.String), pl.lit(source).alias("source_kind"), "support_count"
        )
    )


def _known(entities: pl.DataFrame, gazetteer: Gazetteer, seeds: Seeds) -> pl.DataFrame:
    """List the reviewed names of seeds and gazetteer places, used or not, and each entity's display name."""
    by_place: dict[str, list[str]] = defaultdict(list)
    for name, places in gazetteer.by_name.items():
        for one in places:
            by_place[one.place_id].append(name)
    rows: list[tuple[str, str, str, int]] = []
    for entity_id, key, shown in entities.select("entity_id", "entity_key", "entity_name").iter_rows():
        rows.append((entity_id, shown, "corpus", 0))
        if place := gazetteer.by_id.get(key):
            known = {*by_place[key], place.name_hans, place.name_hant, place.latin_name}
            rows.extend((entity_id, name, "gazetteer", 0) for name in known if name)
        elif key.startswith("seed:"):
            seed = seeds.by_id[key.removeprefix("seed:")]
            known = {seed.entity_name, *seed.full_names, *seed.short_names, *seed.latin_names}
            rows.extend((entity_id, name, "seed", 0) for name in known)
    schema = {"entity_id": pl.String, "alias": pl.String, "source_kind": pl.String, "support_count": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


_IS_SHORT: dict[EntityKind, Callable[[str, str], bool]] = {
    EntityKind.PERSON: is_short_person,
    EntityKind.ORGANISATION: is_short_organisation,
    EntityKind.PLACE: lambda short, full: full.startswith(short),
}


def _kind(alias: str, kind: str, name: str, key: str, seeds: Seeds) -> str:
    """Classify an alias against the display name: latin, traditional, short, full or variant."""
    if not any(map(_is_han, alias)):
        return "latin"
    plain = shadow(alias)
    if any(one != other and _is_han(one) for one, other in zip(alias, plain, strict=True)):
        return "traditional"
    if key.startswith("seed:"):
        seed = seeds.by_id[key.removeprefix("seed:")]
        if plain in seed.short_names:
            return "short"
    if plain == name:
        return "full"
    if len(plain) < len(name) and (len(plain) == 1 or _IS_SHORT[EntityKind(kind)](plain, name)):
        return "short"
    return "full" if "·" in plain or name in plain else "variant"


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
