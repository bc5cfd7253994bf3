"""From what all articles say to entities: who, which organisation and where is meant, under one id.

Here: the order of the steps, and the answer. All of it is pure, and the same for any order of rows. Not here: reading
and writing tables (etl/work/whole_archive.py), names within one article (etl.names.recognise).
"""

from dataclasses import dataclass

import polars as pl

from etl.entities.aliases import aliases_of
from etl.entities.apply_overrides import overridden
from etl.entities.calibrate import calibrated
from etl.entities.claims import claims_of, countries_of, surfaces_of
from etl.entities.describe import entities_of
from etl.entities.glossed import glosses_of_claims
from etl.entities.ids import with_ids
from etl.entities.link import linked
from etl.entities.outlets_own_name import without_own_names
from etl.entities.read_overrides import Overrides, parse_overrides, shipped_overrides
from etl.names.known.gazetteer import Gazetteer, gazetteer
from etl.names.known.seeds import Seeds, seeds

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
