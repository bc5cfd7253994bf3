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
from etl.entities.coded import Coded, coded
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
    """Entities of an archive: names and glosses are rows of int_names and int_glosses, overrides the text of a user's
    own corrections. Raises OverrideError for one that cannot be followed."""
    return resolve_coded(coded(names, glosses), overrides)


def resolve_coded(given: Coded, overrides: str) -> Resolution:
    """The same for names and glosses that are in codes already."""
    corrections = shipped_overrides().then(parse_overrides(overrides, ORIGIN))
    return resolved(given, gazetteer=gazetteer(), seeds=seeds(), overrides=corrections)


def resolved(given: Coded, *, gazetteer: Gazetteer, seeds: Seeds, overrides: Overrides) -> Resolution:
    """Entities of an archive, by what is known beforehand."""
    surfaces = surfaces_of(given.names, given.shadows)
    claims = calibrated(claims_of(given.names), gazetteer, seeds)
    countries = countries_of(claims, gazetteer)
    glossed = glosses_of_claims(claims, surfaces, given.glosses)
    links = linked(claims, glossed, countries, gazetteer, seeds)
    del claims  # each frame is as long as the archive
    links = with_ids(overridden(links, surfaces, countries, overrides, seeds))
    links = without_own_names(links, given.names, seeds)
    entities = entities_of(links, glossed, gazetteer, seeds, overrides)
    return Resolution(
        entities=entities,
        aliases=aliases_of(entities, links, surfaces, glossed, gazetteer, seeds),
        links=links.select("article_id", "entity_kind", "referent", "entity_id", "method_kind", "confidence"),
    )
