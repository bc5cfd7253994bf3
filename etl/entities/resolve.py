"""Resolve the names of all articles to entities: people, organisations and places, each under one id.

Here: the order of the steps, and the answer. All of it is pure and independent of the order of rows. Not here: reading
and writing tables (etl/work/entity_tables.py), names within one article (etl.names.recognise).
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from etl.entities.aliases import aliases_of
from etl.entities.apply_overrides import overridden
from etl.entities.basis import bases_of
from etl.entities.calibrate import FOUND, calibrated
from etl.entities.claims import CLAIM, claims_of, countries_of, surfaces_of
from etl.entities.coded import Coded, coded
from etl.entities.confirm import confirmed
from etl.entities.describe import entities_of
from etl.entities.glossed import glosses_of_claims
from etl.entities.ids import with_ids
from etl.entities.link import linked
from etl.entities.outlets_own_name import without_own_names
from etl.entities.read_overrides import Overrides, parse_overrides, shipped_overrides
from etl.entities.support import support_of
from etl.names.known.gazetteer import Gazetteer, gazetteer
from etl.names.known.seeds import Seeds, seeds

ORIGIN = "entity_overrides.csv"


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """The answer, in the columns of base.entities, base.entity_aliases and base.entity_links."""

    entities: pl.DataFrame  # one row per entity: as of entities_of, is_confirmed, and basis (as of bases_of)
    aliases: pl.DataFrame  # one row per (entity_id, alias): as of aliases_of
    links: pl.DataFrame  # one row per CLAIM: entity_id, method_kind, confidence (0 to 1)
    kept: pl.Series  # ids of further entities, with the basis that they had before: their rows stand


def resolve(
    names: pl.DataFrame, glosses: pl.DataFrame, overrides: str = "", before: pl.DataFrame | None = None
) -> Resolution:
    """Resolve an archive's names to entities.

    names: article_id, outlet_id, outlet_name, entity_kind, referent, surface, mention_count, max_score, mean_score,
    method_kinds, is_in_title (rows of int_names). glosses: article_id, chinese_name, latin_name, gloss_kind,
    gloss_count, max_score (rows of int_glosses). overrides: text of the user's CSV file. before: entity_id and basis of
    the entities that the same resolver made with the same overrides; those with the same basis are kept, and the answer
    leaves their rows out. Raises OverrideError if overrides are invalid.
    """
    return resolve_coded(lambda: coded(names, glosses), overrides, before)


def resolve_coded(
    read: Callable[[], Coded], overrides: str, before: pl.DataFrame | None = None
) -> Resolution:
    """The same for names and glosses in codes; they are asked for, so that nobody holds them longer than needed."""
    corrections = shipped_overrides().then(parse_overrides(overrides, ORIGIN))
    return resolved(read, gazetteer=gazetteer(), seeds=seeds(), overrides=corrections, before=before)


def resolved(
    read: Callable[[], Coded],
    *,
    gazetteer: Gazetteer,
    seeds: Seeds,
    overrides: Overrides,
    before: pl.DataFrame | None = None,
) -> Resolution:
    """Entities of an archive, by what is known beforehand. Frames as long as the archive go as soon as they may."""
    given = read()
    surfaces = surfaces_of(given.names, given.shadows)
    claims = claims_of(given.names)
    outlets = given.names.select("outlet_id", "outlet_name").drop_nulls().unique().sort("outlet_id")
    titled = given.names.filter(pl.col("is_in_title")).select(*CLAIM).unique()
    glosses = given.glosses
    del given
    claims = calibrated(claims, gazetteer, seeds)
    support = support_of(claims)
    claims = claims.drop(FOUND)
    countries = countries_of(claims, gazetteer)
    glossed = glosses_of_claims(claims, surfaces, glosses)
    links = linked(claims, glossed, countries, gazetteer, seeds)
    del claims
    links = with_ids(overridden(links, surfaces, countries, overrides, seeds))
    links = without_own_names(links, outlets, titled, seeds)
    bases = bases_of(links, surfaces, glossed, support)
    kept = pl.Series("entity_id", dtype=pl.String)
    answer = links.select("article_id", "entity_kind", "referent", "entity_id", "method_kind", "confidence")
    if before is not None:
        kept = bases.join(before, on=["entity_id", "basis"], how="semi")["entity_id"]
        links = links.filter(~pl.col("entity_id").is_in(kept.implode()))
    entities = entities_of(links, glossed, gazetteer, seeds, overrides)
    entities = confirmed(entities, links, support, gazetteer)
    return Resolution(
        entities=entities.join(bases, on="entity_id", how="left", maintain_order="left"),
        aliases=aliases_of(entities, links, surfaces, glossed, gazetteer, seeds),
        links=answer,
        kept=kept,
    )
