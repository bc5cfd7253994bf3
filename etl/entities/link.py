"""Link claims to entities: give each claim that holds its entity's key, from its own article first, then the archive.

Here: joining decisions about names with the articles that use them. Not here: the decisions (people.py,
organisations.py, places.py).
"""

from collections.abc import Callable
from functools import partial

import polars as pl

from etl.entities.claims import CLAIM
from etl.entities.entity_key import LinkMethod
from etl.entities.glossed import DOMINANT, GlossIndex, index_glosses
from etl.entities.in_context import by_context, by_name, names_of
from etl.entities.link_confidence import METHOD, with_confidence
from etl.entities.name_variants import one_surname
from etl.entities.organisations import Organisations, is_at_home
from etl.entities.people import People
from etl.entities.places import Places
from etl.kinds import EntityKind, GlossKind
from etl.lexicon.scores import score_of
from etl.names.known.gazetteer import Gazetteer
from etl.names.known.seeds import Seeds

GLOSSED = score_of("glossed_in_its_article")
PLACED_ELSEWHERE = score_of("place_by_archive")
ENOUGH_TO_PLACE = 2  # articles that must place a name before others follow (judged)


def linked(
    claims: pl.DataFrame, glossed: pl.DataFrame, countries: pl.DataFrame, gazetteer: Gazetteer, seeds: Seeds
) -> pl.DataFrame:
    """Link claims to entities.

    claims: CLAIM, outlet_id, mention_count, kind, holds (as of calibrated). glossed: as of glosses_of_claims.
    countries: as of countries_of. Out: CLAIM, outlet_id, mention_count, kind, entity_key, method_kind, confidence (0 to
    1: as of with_confidence), sorted by CLAIM.
    """
    links = decided(claims, glossed, countries, gazetteer, seeds)
    return with_confidence(links).drop("holds", "certainty").sort(*CLAIM)


def decided(
    claims: pl.DataFrame, glossed: pl.DataFrame, countries: pl.DataFrame, gazetteer: Gazetteer, seeds: Seeds
) -> pl.DataFrame:
    """Decide the entity of each claim; certainty scores the rule that did. Out: as linked, in any order."""
    parts = [
        _people(claims, glossed, seeds),
        _organisations(claims, glossed, countries, gazetteer, seeds),
        _places(claims, glossed, countries, gazetteer, seeds),
    ]
    return pl.concat(parts)


def _people(claims: pl.DataFrame, glossed: pl.DataFrame, seeds: Seeds) -> pl.DataFrame:
    own = claims.filter(pl.col("kind") == EntityKind.PERSON)
    glosses = index_glosses(glossed, EntityKind.PERSON, GlossKind.NAME)
    people = People(_forms(own), glosses, seeds)
    named = by_name(own, {name: people.decide(name) for name in names_of(own)})
    is_spelt = pl.col("referent").cast(pl.String).is_in(sorted(people.own))
    spelt = named.filter(is_spelt)
    keys = {key: people.by_latin(key) for key in glosses.support}
    told = _with_glosses(named.filter(~is_spelt), glosses, keys, partial(_is_another_person, glosses, seeds))
    return pl.concat([told, spelt.select(told.columns)])


def _is_another_person(glosses: GlossIndex, seeds: Seeds, seed: str, key: str) -> bool:
    """Whether a glossed Latin name is of another of the surname of the seed with that entity key: Frank Snowden."""
    spelling, names = glosses.spelling[key], seeds.by_id[seed.removeprefix("seed:")].latin_names
    return bool(names) and " " in spelling and all(one_surname(name, spelling) for name in names)


def _organisations(
    claims: pl.DataFrame, glossed: pl.DataFrame, countries: pl.DataFrame, gazetteer: Gazetteer, seeds: Seeds
) -> pl.DataFrame:
    kind = EntityKind.ORGANISATION
    own = claims.filter(pl.col("kind") == kind)
    glossed = _at_home(glossed.filter(pl.col("kind") == kind), gazetteer, seeds)
    glosses = index_glosses(glossed, kind, GlossKind.NAME)
    bodies = Organisations(
        _forms(own),
        glosses,
        index_glosses(glossed, kind, GlossKind.ACRONYM),
        index_glosses(glossed, kind, GlossKind.TICKER),
        seeds,
        gazetteer,
    )
    named = by_context(own, countries, bodies)
    keys = {key: bodies.by_latin(key) for key in glosses.support}
    return _with_glosses(named, glosses, keys, lambda key, one: keys[one].startswith("seed:"))


def _at_home(glossed: pl.DataFrame, gazetteer: Gazetteer, seeds: Seeds) -> pl.DataFrame:
    """Drop glosses whose Latin name belongs to a reviewed organisation of another country."""
    pairs = glossed.select("referent", "latin_name").unique().sort("referent", "latin_name")
    kept = [is_at_home(form, latin, seeds, gazetteer) for form, latin in pairs.iter_rows()]
    return glossed.join(
        pairs.filter(pl.Series(kept, dtype=pl.Boolean)), on=["referent", "latin_name"], how="semi"
    )


def _places(
    claims: pl.DataFrame, glossed: pl.DataFrame, countries: pl.DataFrame, gazetteer: Gazetteer, seeds: Seeds
) -> pl.DataFrame:
    own = claims.filter(pl.col("kind") == EntityKind.PLACE)
    places = Places(_forms(own), index_glosses(glossed, EntityKind.PLACE, GlossKind.NAME), seeds, gazetteer)
    several = [name for name in names_of(own) if len(gazetteer.of(name)) > 1]
    is_one_of_several = pl.col("referent").cast(pl.String).is_in(several)
    in_parts = countries.with_columns(
        pl.concat_list("country_codes", pl.col("subdivision_codes").fill_null([])).alias("country_codes")
    )
    return _as_elsewhere(
        pl.concat(
            [
                by_context(own.filter(~is_one_of_several), countries, places),
                by_context(own.filter(is_one_of_several), in_parts, places),
            ]
        )
    )


def _as_elsewhere(links: pl.DataFrame) -> pl.DataFrame:
    """Let a name that an article does not place mean the listed place that it is in nearly all other articles."""
    counted = links.group_by("referent", "entity_key", "method_kind").agg(articles=pl.len())
    known = (
        counted.with_columns(share=pl.col("articles") / pl.col("articles").sum().over("referent"))
        .filter(pl.col("method_kind") == LinkMethod.GAZETTEER)
        .filter((pl.col("share") >= DOMINANT) & (pl.col("articles") >= ENOUGH_TO_PLACE))
        .select("referent", known_key="entity_key")
    )
    is_known = pl.col("known_key").is_not_null() & (pl.col("method_kind") == LinkMethod.NAME)
    return (
        links.join(known, on="referent", how="left")
        .with_columns(
            entity_key=pl.when(is_known).then("known_key").otherwise("entity_key"),
            method_kind=pl.when(is_known)
            .then(pl.lit(str(LinkMethod.ARCHIVE), METHOD))
            .otherwise("method_kind"),
            certainty=pl.when(is_known).then(PLACED_ELSEWHERE).otherwise("certainty"),
        )
        .drop("known_key")
    )


def _forms(claims: pl.DataFrame) -> dict[str, int]:
    """Count the articles that use each name."""
    counts = claims.group_by("referent").agg(pl.col("article_id").n_unique().alias("articles"))
    return dict(counts.sort("referent").iter_rows())


def _with_glosses(
    named: pl.DataFrame, glosses: GlossIndex, keys: dict[str, str], is_another: Callable[[str, str], bool]
) -> pl.DataFrame:
    """Let the article's own gloss decide, over a seed only where it is another's name.

    keys: entity_key by Latin key. is_another: whether the seed of a key is not what the Latin key names: 抖音（TikTok）
    is TikTok there, and Douyin elsewhere.
    """
    latin = pl.DataFrame(
        {"latin_key": list(keys), "glossed_key": list(keys.values())},
        schema={"latin_key": pl.String, "glossed_key": pl.String},
    )
    glossed = named.join(glosses.by_article.join(latin, on="latin_key"), on=list(CLAIM), how="left")
    is_seeded = pl.col("method_kind") == LinkMethod.SEED
    pairs = glossed.filter(is_seeded).select("entity_key", "latin_key").drop_nulls().unique()
    others = pairs.filter(
        pl.Series([is_another(key, one) for key, one in pairs.iter_rows()], dtype=pl.Boolean)
    ).with_columns(is_another=True)
    is_glossed = pl.col("glossed_key").is_not_null() & (~is_seeded | pl.col("is_another").fill_null(False))
    return (
        glossed.join(others, on=["entity_key", "latin_key"], how="left")
        .with_columns(
            entity_key=pl.when(is_glossed).then("glossed_key").otherwise("entity_key"),
            method_kind=pl.when(is_glossed)
            .then(pl.lit(str(LinkMethod.GLOSS), METHOD))
            .otherwise("method_kind"),
            certainty=pl.when(is_glossed).then(GLOSSED).otherwise("certainty"),
        )
        .drop("latin_key", "glossed_key", "is_another")
    )
