"""From what all articles say to entities: who, which organisation and where is meant, under one id.

Here: the order of the steps, and the answer. All of it is pure, and the same for any order of rows. Not here: reading
and writing tables (etl/resolution.py), names within one article (etl.entities.recognise).
"""

from dataclasses import dataclass

import polars as pl

from etl.entities.gazetteer import Gazetteer, gazetteer
from etl.entities.overrides import Overrides, parse_overrides, shipped_overrides
from etl.entities.resolve.aliases import aliases_of
from etl.entities.resolve.calibrate import calibrated
from etl.entities.resolve.claims import claims_of, countries_of, surfaces_of
from etl.entities.resolve.describe import entities_of
from etl.entities.resolve.ids import with_ids
from etl.entities.resolve.link import linked
from etl.entities.resolve.overriding import overridden
from etl.entities.resolve.own_name import without_own_names
from etl.entities.resolve.told import glosses_of_claims
from etl.entities.seeds import Seeds, seeds

ORIGIN = "entity_overrides.csv"


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """Entities, their names, and whom each (article, kind, referent) means, in the columns of the base tables."""

    entities: pl.DataFrame
    aliases: pl.DataFrame
    links: pl.DataFrame


def resolve(names: pl.DataFrame, glosses: pl.DataFrame, overrides: str = "") -> Resolution:
    """Entities of an archive; overrides is the text of a user's own corrections."""
    corrections = shipped_overrides().then(parse_overrides(overrides, ORIGIN))
    return resolved(names, glosses, gazetteer=gazetteer(), seeds=seeds(), overrides=corrections)


def resolved(
    names: pl.DataFrame, glosses: pl.DataFrame, *, gazetteer: Gazetteer, seeds: Seeds, overrides: Overrides
) -> Resolution:
    """Entities of an archive, by what is known beforehand."""
    surfaces = surfaces_of(names)
    claims = calibrated(claims_of(names), gazetteer, seeds)
    countries = countries_of(claims, gazetteer)
    glossed = glosses_of_claims(claims, surfaces, glosses)
    found = linked(claims, glossed, countries, gazetteer, seeds)
    links = with_ids(overridden(found, surfaces, countries, overrides, seeds))
    links = without_own_names(links, names, seeds)
    entities = entities_of(links, glossed, gazetteer, seeds, overrides)
    return Resolution(
        entities=entities,
        aliases=aliases_of(entities, links, surfaces, glossed, gazetteer, seeds),
        links=links.select("article_id", "entity_kind", "referent", "entity_id", "method_kind", "confidence"),
    )
