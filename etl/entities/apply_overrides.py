"""Apply overrides to links: a reviewer's or user's correction wins over every other decision.

Here: bans, merges, splits and places. Not here: reading the rows (read_overrides.py), display names (describe.py).
"""

import polars as pl

from etl.entities.claims import CLAIM
from etl.entities.entity_key import LinkMethod, name_key, seed_key
from etl.entities.read_overrides import ActionKind, Override, Overrides, Where, WhereKind
from etl.names.known.seeds import Seeds

REKEYING = (ActionKind.MERGE, ActionKind.SPLIT, ActionKind.PLACE)  # applied in this order: the last one wins


def overridden(
    links: pl.DataFrame,
    surfaces: pl.DataFrame,
    countries: pl.DataFrame,
    overrides: Overrides,
    seeds: Seeds,
) -> pl.DataFrame:
    """Change the keys of overridden links and drop banned ones; the columns stay.

    links: CLAIM, outlet_id, kind, entity_key, method_kind, confidence (of a changed link: override and 1.0).
    surfaces: article_id, referent, shadow. countries: article_id, country_codes.
    """
    for row in overrides.of(ActionKind.BAN):
        hit = _named(links, row).filter(_holds(row.where, links, surfaces, countries))
        links = links.join(hit, on=list(CLAIM), how="anti")
    merges = {(row.entity_kind, row.name): row.into or "" for row in overrides.of(ActionKind.MERGE)}
    before = links  # conditions and targets are read from the links as they were: rows do not see each other
    for action in REKEYING:
        for row in overrides.of(action):
            target = row.into or ""
            while action is ActionKind.MERGE and (row.entity_kind, target) in merges:
                target = merges[row.entity_kind, target]
            key = target if action is ActionKind.PLACE else _key_of(before, row, target, seeds)
            hit = _named(before, row).filter(_holds(row.where, before, surfaces, countries))
            links = _rekeyed(links, hit, key)
    return links


def _named(links: pl.DataFrame, row: Override) -> pl.DataFrame:
    """Select the claims an override applies to (CLAIM): by referent, or by the entity that is keyed by that name."""
    is_kind = (
        pl.lit(True)
        if row.entity_kind is None
        else (pl.col("kind") == row.entity_kind) | (pl.col("entity_kind") == row.entity_kind)
    )
    is_named = (pl.col("referent") == row.name) | (pl.col("entity_key") == name_key(row.name))
    return links.filter(is_kind & is_named).select(*CLAIM)


def _holds(
    where: Where | None, links: pl.DataFrame, surfaces: pl.DataFrame, countries: pl.DataFrame
) -> pl.Expr:
    """Give the expression that is true for articles where an override's condition holds."""
    if where is None:
        return pl.lit(True)
    match where.where_kind:
        case WhereKind.ARTICLE:
            return pl.col("article_id") == where.value
        case WhereKind.OUTLET:
            articles = links.filter(pl.col("outlet_id") == where.value)["article_id"]
        case WhereKind.NAME:
            is_named = (pl.col("referent") == where.value) | (pl.col("shadow") == where.value)
            articles = surfaces.filter(is_named)["article_id"]
        case WhereKind.COUNTRY:
            articles = countries.filter(pl.col("country_codes").list.contains(where.value))["article_id"]
    return pl.col("article_id").is_in(articles.unique().to_list())


def _key_of(links: pl.DataFrame, row: Override, name: str, seeds: Seeds) -> str:
    """Find the key of the entity a name means: a seed's, else the one most articles link it to, else a new one."""
    seed = seeds.of_full(name)
    if seed and seed.entity_kind == row.entity_kind:
        return seed_key(seed.seed_id)
    meant = (
        links.filter((pl.col("referent") == name) & (pl.col("kind") == row.entity_kind))
        .group_by("entity_key")
        .len()
        .sort("len", "entity_key", descending=[True, False])
    )
    return str(meant["entity_key"][0]) if meant.height else name_key(name)


def _rekeyed(links: pl.DataFrame, hit: pl.DataFrame, key: str) -> pl.DataFrame:
    is_hit = pl.col("is_hit").is_not_null()
    return (
        links.join(hit.with_columns(is_hit=pl.lit(True)), on=list(CLAIM), how="left")
        .with_columns(
            entity_key=pl.when(is_hit).then(pl.lit(key)).otherwise("entity_key"),
            method_kind=pl.when(is_hit)
            .then(pl.lit(str(LinkMethod.OVERRIDE), links.schema["method_kind"]))
            .otherwise("method_kind"),
            confidence=pl.when(is_hit).then(1.0).otherwise("confidence"),
        )
        .drop("is_hit")
        .sort(*CLAIM)
    )
